package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.LogRecordSerializer;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A ledger that has read a command of time 1000 is started again with other keys. */
class TimetableGuardTest {
  private static final long READ_MILLIS = 1000;

  @Test
  void newKey_forALaterTime_isTaken() throws Exception {
    restore(keys(0), keys(0, READ_MILLIS + 1));
    restore(keys(0, 500), keys(0, 500, READ_MILLIS + 1));
  }

  @Test
  void keyThatNeverSigned_withdrawn_isTaken() throws Exception {
    restore(keys(0, READ_MILLIS + 1), keys(0));
    restore(keys(0, READ_MILLIS + 1), keys(0, READ_MILLIS + 5));
  }

  @Test
  void newKey_forATimeThatIsRead_isRefused() {
    assertRefused(keys(0), keys(0, READ_MILLIS));
    assertRefused(keys(0, 500), keys(0, 500, 600));
  }

  @Test
  void formerKey_leftOutOrMoved_isRefused() {
    assertRefused(keys(0, 500), keys(0));
    assertRefused(keys(0, 500), keys(0, 501));
  }

  @Test
  void auditorsNewKey_forALaterTime_isTaken() throws Exception {
    restore(epochs(0), epochs(0, READ_MILLIS + 1));
    restore(epochs(0, 500), epochs(0, 500, READ_MILLIS + 1));
    restore(epochs(0, READ_MILLIS + 1), epochs(0));
  }

  @Test
  void auditorsKey_ofATimeThatIsRead_cannotChange() {
    assertEpochsRefused(epochs(0), epochs(0, READ_MILLIS));
    assertEpochsRefused(epochs(0, 500), epochs(0));
    assertEpochsRefused(epochs(0, 500), epochs(0, 501));
    assertEpochsRefused(epochs(0, 500), new Keys(new long[] {0}, new long[] {500}, 2));
  }

  private static void assertRefused(Keys before, Keys after) {
    assertRefused(before, after, "up to 1970-01-01T00:00:01Z were signed with other");
  }

  private static void assertEpochsRefused(Keys before, Keys after) {
    assertRefused(before, after, "up to 1970-01-01T00:00:01Z were judged by other auditors' keys");
  }

  private static void assertRefused(Keys before, Keys after, String reason) {
    Throwable refused = assertThrows(Exception.class, () -> restore(before, after)).getCause();
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private static void restore(Keys before, Keys after) throws Exception {
    var first = harness(before);
    first.open();
    first.processElement(new StreamRecord<>(new LogRecord(0, 0, READ_MILLIS, null, null)));
    OperatorSubtaskState snapshot = first.snapshot(1, 1);
    first.close();
    var second = harness(after);
    try {
      second.initializeState(snapshot);
      second.open();
    } finally {
      second.close();
    }
  }

  private static OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness(Keys keys)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new ReadJournal(keys)), LogRecordSerializer.INSTANCE);
  }

  private static Keys keys(long... from) {
    return new Keys(from, new long[0], 1);
  }

  /** A ledger whose auditor's n-th key is used from the n-th time on, which is 0 at first. */
  private static Keys epochs(long... from) {
    return new Keys(new long[] {0}, Arrays.copyOfRange(from, 1, from.length), 1);
  }

  /**
   * A ledger whose operator's n-th key signs from the n-th time on.
   *
   * @param rotations when the auditor's n-th key follows
   * @param graceMillis for how long the one before is valid then
   */
  private record Keys(long[] from, long[] rotations, long graceMillis) implements LedgerSetup {
    private static final long serialVersionUID = 1L;

    @Override
    public Network network() {
      Network network = TestLedger.INSTANCE.network();
      SigningKey officer = SigningKey.of(new byte[SigningKey.BYTES]);
      ElGamalPublicKey first = key(0);
      Asset asset =
          new Asset("EUR", 2, officer.verifyingKey(), officer.verifyingKey(), Optional.of(first));
      List<AuditorRotation> epochs = new ArrayList<>();
      for (int epoch = 1; epoch <= rotations.length; epoch++) {
        epochs.add(
            AuditorRotation.sign(
                network.name(),
                asset.id(),
                epoch,
                key(epoch),
                rotations[epoch - 1],
                graceMillis,
                officer));
      }
      return new Network(
          network.name(),
          network.commandPartitions(),
          Assets.of(List.of(asset.withRotations(epochs))));
    }

    private static ElGamalPublicKey key(int epoch) {
      byte[] secret = new byte[ElGamalSecretKey.BYTES];
      secret[0] = (byte) (1 + epoch);
      try {
        return ElGamalKeypair.of(ElGamalSecretKey.parse(secret)).publicKey();
      } catch (InvalidProofException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public ReceiptSigner receiptSigner() {
      List<SigningKey> secrets = new ArrayList<>();
      List<Effective> effective = new ArrayList<>();
      for (int i = 0; i < from.length; i++) {
        secrets.add(SigningKey.of(ByteBuffer.allocate(SigningKey.BYTES).putInt(i).array()));
        effective.add(new Effective(from[i], secrets.get(i).verifyingKey()));
      }
      return ReceiptSigner.of("test", OperatorKeys.of(effective), secrets);
    }
  }
}
