package io.quittance.simulation;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.schemas.NetworkId;
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
  /** The id of a network that is called the same. */
  static final NetworkId ANOTHER_OF_THAT_NAME = NetworkId.parse("01".repeat(NetworkId.BYTES));

  /** Most partitions of a simulated journal; the statements say so many, whatever there are. */
  static final int MAX_PARTITIONS = 4;

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

  static final SigningKey ISSUER = signingKey("issuer");
  static final SigningKey OFFICER = signingKey("officer");
  static final ElGamalKeypair AUDITOR = ElGamalKeypair.random(new SeededSecureRandom(-1));
  static final Asset UNAUDITED = asset("NON", Optional.empty());

  /** An asset that the network does not settle. */
  static final Asset UNKNOWN = asset("UNKNOWN", Optional.empty());

  private static final Asset NEVER_ROTATED = asset("AUD", Optional.of(AUDITOR));
  private static final SigningKey AUTHORITY = signingKey("authority");
  private static final StatementChain FOUNDED =
      StatementChain.found(
          Statement.founding(
                  "simulation",
                  AUTHORITY.verifyingKey(),
                  MAX_PARTITIONS,
                  operatorKeys(),
                  List.of(NEVER_ROTATED))
              .withRuleSet(1),
          AUTHORITY);

  static final NetworkIdentity IDENTITY = FOUNDED.identity();
  static final NetworkId NETWORK = IDENTITY.id();
  static final Asset AUDITED = rotated(NEVER_ROTATED);

  /** The statement from which on the asset without an auditor is settled. */
  private static final int UNAUDITED_FROM = 2;

  /** The statement from which on the keys of the auditor's further epochs are known. */
  private static final int ROTATED_FROM = 3;

  /** The statement from which on the asset without an auditor is closed, by newer rules. */
  private static final int CLOSED_FROM = 4;

  /** How many of the statements stand at the beginning where none is to come. */
  static final int OPEN_STATEMENTS = CLOSED_FROM - 1;

  private static final StatementChain SECOND =
      FOUNDED.with(FOUNDED.latest().next().withAsset(AssetTerms.open(UNAUDITED)), AUTHORITY);

  private static final StatementChain THIRD =
      SECOND.with(SECOND.latest().next().withAsset(AssetTerms.open(AUDITED)), AUTHORITY);

  /**
   * The network's statements. The first one stands at the beginning of every partition; with each
   * further one something can be accepted that was refused before it, in the same bytes, and with
   * the last one something is refused that was accepted.
   */
  static final StatementChain STATEMENTS =
      THIRD.with(
          THIRD
              .latest()
              .next()
              .withRuleSet(Statement.CLOSES_ASSETS)
              .withAsset(AssetTerms.closed(UNAUDITED)),
          AUTHORITY);

  /** The version of the statement that every record of a simulation is judged by. */
  static final int LAST_STATEMENT = STATEMENTS.latest().version();

  static final ReceiptSigner RECEIPTS =
      ReceiptSigner.of(NETWORK, STATEMENTS.timetables(), OPERATOR);

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
  private static OperatorKeys operatorKeys() {
    List<OperatorKeys.Effective> effective = new ArrayList<>();
    for (SigningKey key : OPERATOR) {
      long from =
          effective.isEmpty()
              ? 0
              : SimulatedKafka.START_MILLIS + effective.size() * KEY_LIFE.toMillis();
      effective.add(new OperatorKeys.Effective(from, key.verifyingKey()));
    }
    return OperatorKeys.of(effective);
  }

  /** Returns whether an asset is settled where a statement holds. */
  static boolean settles(int statement, Asset asset) {
    return !asset.equals(UNAUDITED) || statement >= UNAUDITED_FROM;
  }

  /** Returns whether an asset is closed where a statement holds. */
  static boolean closes(int statement, Asset asset) {
    return asset.equals(UNAUDITED) && statement >= CLOSED_FROM;
  }

  /** Returns whether the auditor's key of an epoch is known where a statement holds. */
  static boolean knows(int statement, int epoch) {
    return epoch == 0 || statement >= ROTATED_FROM;
  }

  /**
   * Returns whether the auditor's key of an epoch, which is known, may be used where a statement
   * holds: the first one for ever, unless it says that others follow.
   */
  static boolean mayUse(int statement, int epoch, long millis) {
    return statement < ROTATED_FROM || mayUse(epoch, millis);
  }

  /** Returns whether the auditor's key of an epoch may be used at a time, once it is known. */
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
