package io.quittance.simulation;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.ElGamalKeypair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network's keys and assets, the same in every simulation. */
final class Authorities {
  static final String NETWORK = "simulation";
  private static final Duration KEY_LIFE = Duration.ofMillis(100);

  /** When the epochs of the audited asset begin; for how long the key before is valid then. */
  private static final long[] AUDITOR_EPOCHS = {
    0, SimulatedKafka.START_MILLIS + 75, SimulatedKafka.START_MILLIS + 150
  };

  private static final long[] AUDITOR_GRACE = {0, 50, 0};

  /** The operator's keys, the first one first. */
  static final List<SigningKey> OPERATOR =
      List.of(
          signingKey("operator"), signingKey("operator, second"), signingKey("operator, third"));

  static final ReceiptSigner RECEIPTS = receipts();
  static final SigningKey ISSUER = signingKey("issuer");
  static final SigningKey OFFICER = signingKey("officer");
  static final ElGamalKeypair AUDITOR = ElGamalKeypair.random(new SeededSecureRandom(-1));
  static final Asset AUDITED = rotated(asset("AUD", Optional.of(AUDITOR)));
  static final Asset UNAUDITED = asset("NON", Optional.empty());

  /** An asset that the network does not settle. */
  static final Asset UNKNOWN = asset("UNKNOWN", Optional.empty());

  private Authorities() {}

  static SigningKey signingKey(String name) {
    try {
      byte[] text = ("simulation " + name).getBytes(StandardCharsets.UTF_8);
      return SigningKey.of(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK provides SHA-256", e);
    }
  }

  /** The operator changes his key twice: soon after the beginning, and later. */
  private static ReceiptSigner receipts() {
    List<OperatorKeys.Effective> effective = new ArrayList<>();
    for (SigningKey key : OPERATOR) {
      long from =
          effective.isEmpty()
              ? 0
              : SimulatedKafka.START_MILLIS + effective.size() * KEY_LIFE.toMillis();
      effective.add(new OperatorKeys.Effective(from, key.verifyingKey()));
    }
    return ReceiptSigner.of(NETWORK, OperatorKeys.of(effective), OPERATOR);
  }

  /** Returns whether the auditor's key of an epoch may be used at a time. */
  static boolean mayUse(int epoch, long millis) {
    long from = AUDITOR_EPOCHS[epoch];
    long until =
        epoch + 1 == AUDITOR_EPOCHS.length
            ? Long.MAX_VALUE
            : AUDITOR_EPOCHS[epoch + 1] + AUDITOR_GRACE[epoch + 1];
    return from <= millis && millis < until;
  }

  private static Asset rotated(Asset asset) {
    List<AuditorRotation> rotations = new ArrayList<>();
    for (int epoch = 1; epoch < AUDITOR_EPOCHS.length; epoch++) {
      rotations.add(
          AuditorRotation.sign(
              NETWORK,
              asset.id(),
              epoch,
              ElGamalKeypair.random(new SeededSecureRandom(-1 - epoch)).publicKey(),
              AUDITOR_EPOCHS[epoch],
              AUDITOR_GRACE[epoch],
              OFFICER));
    }
    return asset.withRotations(rotations);
  }

  private static Asset asset(String code, Optional<ElGamalKeypair> auditor) {
    return new Asset(
        code,
        2,
        ISSUER.verifyingKey(),
        OFFICER.verifyingKey(),
        auditor.map(ElGamalKeypair::publicKey));
  }
}
