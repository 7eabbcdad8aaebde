package io.quittance.stack.local;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of the key that amounts are encrypted with for an asset's auditor, signed by the asset's
 * compliance officer.
 *
 * @param file where the new secret key is, if it was made here
 * @param rotation what stands in the network file
 */
public record AuditorKeyRotation(Optional<Path> file, AuditorRotation rotation) {
  /** Shortest time ahead: the job must be started again with the new key before it is used. */
  public static final Duration MIN_LEAD = KeyRotation.MIN_LEAD;

  /**
   * When a new key is used, and for how long the former one is too.
   *
   * @param from the log-append time at which the new epoch begins
   * @param grace for how long the former key stays valid
   */
  public record Timing(Instant from, Duration grace) {}

  /**
   * Puts the next epoch of an asset's auditor into the home's network file.
   *
   * @param asset the asset's code
   * @param given the auditor's new public key; if none is given, a keypair is made here
   * @throws QuittanceException if that time is too near or the former grace not over by then, if
   *     the asset has no auditor, or if the officer's key is not that of the asset
   */
  public static AuditorKeyRotation plan(
      QuittanceHome home,
      String asset,
      Instant now,
      Timing timing,
      Optional<ElGamalPublicKey> given,
      SecureRandom random)
      throws QuittanceException {
    if (timing.from().isBefore(now.plus(MIN_LEAD))) {
      throw QuittanceException.usage(
          "An epoch cannot begin at " + timing.from() + ": that is too soon.",
          "Choose a time at least " + MIN_LEAD.toSeconds() + " seconds ahead, better a day.");
    }
    NetworkFile network = NetworkFile.load(home.networkFile());
    Asset known = network.asset(asset);
    AuthorityKeys officer =
        AuthorityKeys.load(home.complianceOfficerFile(), KeyKind.COMPLIANCE_OFFICER);
    if (!officer.signingKey().verifyingKey().equals(known.complianceOfficer())) {
      throw QuittanceException.failure(
          home.complianceOfficerFile() + " is not the key of " + asset + "'s compliance officer.",
          "Put the right key file there.");
    }
    int epoch = known.auditors().rotations().size() + 1;
    Path place = home.auditorFile(epoch);
    // A rotation that was cut short has left a key that is in no network file: it is taken up.
    boolean left = given.isEmpty() && Files.exists(place);
    AuditorKeys fresh =
        left
            ? left(place, network.identity(), asset)
            : AuditorKeys.generate(network.identity(), asset, random);
    AuditorRotation rotation =
        AuditorRotation.sign(
            network.id(),
            known.id(),
            epoch,
            given.orElse(fresh.elGamal().publicKey()),
            timing.from().toEpochMilli(),
            timing.grace().toMillis(),
            officer.signingKey());
    NetworkFile rotated = HomeStatements.next(home, network, changed(network, known, rotation));
    Optional<Path> file = given.isPresent() ? Optional.empty() : Optional.of(place);
    if (file.isPresent() && !left) {
      fresh.save(place);
    }
    HomeStatements.save(rotated, home, "Check permissions and space there, then try again.");
    return new AuditorKeyRotation(file, rotation);
  }

  private static AuditorKeys left(Path file, NetworkIdentity network, String asset)
      throws QuittanceException {
    AuditorKeys keys = AuditorKeys.load(file);
    keys.requireOf(file, network);
    if (!keys.asset().equals(asset)) {
      throw QuittanceException.failure(
          "Key file " + file + " is for " + keys.asset() + ", not " + asset + ".",
          "Move it elsewhere, then try again.");
    }
    return keys;
  }

  private static Statement changed(NetworkFile network, Asset asset, AuditorRotation rotation)
      throws QuittanceException {
    List<AuditorRotation> rotations = new ArrayList<>(asset.auditors().rotations());
    rotations.add(rotation);
    try {
      Asset rotated = asset.withRotations(rotations);
      AssetTerms terms =
          network.latest().assets().stream()
              .filter(one -> one.asset().code().equals(asset.code()))
              .map(one -> new AssetTerms(rotated, one.closed()))
              .findFirst()
              .orElseThrow();
      return network.latest().next().withAsset(terms);
    } catch (IllegalArgumentException refused) {
      throw QuittanceException.usage(
          "The auditor's key cannot be changed like that: " + refused.getMessage() + ".",
          "Choose a later time, or another key.");
    }
  }
}
