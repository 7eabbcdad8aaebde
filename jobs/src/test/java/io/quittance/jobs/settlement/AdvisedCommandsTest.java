package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.LogRecord;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.Limits;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.verifier.batch.DecodingAdvice;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.wallet.account.CommandSealer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.CommandTopicRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job's verdicts on commands with decoding advice of every kind, from the Kafka record on. */
class AdvisedCommandsTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;

  /** Offset of a transfer's first announcement in its equality proof. */
  private static final int ANNOUNCEMENT = 128;

  /** Offset of the lowest byte of its last response. */
  private static final int RESPONSE = 288;

  private static WalletAccount payer;
  private static PreparedCommand transfer;
  private static PreparedCommand other;

  private final Admitter admitter = new LedgerAdmitter.Factory(LEDGER).create();

  @BeforeAll
  static void prove() throws Exception {
    payer = LEDGER.richPerson("alice", 1_000);
    WalletAccount payee = LEDGER.person("bob");
    transfer = payer.transfer(payee.address(), 300, "", 0);
    other = LEDGER.richPerson("carol", 1_000).transfer(payee.address(), 300, "", 0);
  }

  @Test
  void goodTransfer_withAdviceOfAnyKind_isAdmittedAndOnlyRightAdviceSavesRoots() {
    long unadvised = judge(transfer.value()).squareRoots();
    assertTrue(unadvised > 30, unadvised + " square roots");
    byte[] right = advice(transfer);
    Map<String, Header[]> headers = headers(right);
    Map<String, Long> expected = new LinkedHashMap<>();
    Map<String, Long> actual = new LinkedHashMap<>();
    for (String kind : headers.keySet()) {
      boolean helps = kind.startsWith("right");
      expected.put(kind, helps ? 0 : kind.equals("truncated") ? 1 : unadvised);
      Admitter.Verdicts verdicts = judge(transfer.value(), headers.get(kind));
      assertTrue(verdicts.rejections().get(0).isEmpty(), kind);
      actual.put(kind, verdicts.squareRoots());
    }
    // The payee's key and the identity, of the auditor who is absent, are points of both commands.
    actual.computeIfPresent(
        "another command's", (kind, roots) -> unadvised - roots < 3 ? unadvised : roots);
    assertEquals(expected, actual);
  }

  @Test
  void badTransfer_withAdviceOfAnyKind_isRejectedAsWithoutIt() throws Exception {
    Transfer wrongProof = payload();
    wrongProof.getEquality().bytes()[RESPONSE] ^= 1;
    Transfer noPoint = payload();
    Arrays.fill(noPoint.getEquality().bytes(), ANNOUNCEMENT, ANNOUNCEMENT + 32, (byte) 0x10);
    for (Transfer forged : List.of(wrongProof, noPoint)) {
      byte[] value = CommandSealer.seal(LEDGER.id(), payer.keys().owner(), Long.MAX_VALUE, forged);
      String reason = reason(judge(value));
      assertTrue(reason.startsWith("CiphertextCommitmentEquality "), reason);
      Map<String, Header[]> headers = headers(bestAdvice(forged));
      for (Map.Entry<String, Header[]> kind : headers.entrySet()) {
        assertEquals(reason, reason(judge(value, kind.getValue())), kind.getKey());
      }
    }
  }

  @Test
  void walletRecord_carriesAdviceThatSavesAllRoots() {
    ProducerRecord<byte[], byte[]> sent = CommandTopicRecord.of(transfer, LEDGER.partitions());
    Admitter.Verdicts verdicts = judge(sent.value(), sent.headers().toArray());
    assertTrue(verdicts.rejections().get(0).isEmpty());
    assertEquals(0, verdicts.squareRoots());
  }

  private static Map<String, Header[]> headers(byte[] right) {
    byte[] noise = new byte[right.length];
    new Random(1).nextBytes(noise);
    byte[] longest = Arrays.copyOf(right, Limits.MAX_DECODING_ADVICE_BYTES);
    byte[] oversized = Arrays.copyOf(right, Limits.MAX_DECODING_ADVICE_BYTES + 1);
    byte[] truncated = Arrays.copyOf(right, right.length - 1);
    Map<String, Header[]> headers = new LinkedHashMap<>();
    headers.put("right", new Header[] {header(right)});
    headers.put("right and as long as allowed", new Header[] {header(longest)});
    headers.put("right, after noise", new Header[] {header(noise), header(right)});
    headers.put("truncated", new Header[] {header(truncated)});
    headers.put("oversized", new Header[] {header(oversized)});
    headers.put("noise", new Header[] {header(noise)});
    headers.put("another command's", new Header[] {header(advice(other))});
    headers.put("empty", new Header[] {header(new byte[0])});
    headers.put("null", new Header[] {header(null)});
    headers.put("under another name", new Header[] {new RecordHeader("advice", right)});
    return headers;
  }

  private static Header header(byte[] advice) {
    return new RecordHeader(CommandHeaders.DECODING_ADVICE, advice);
  }

  private static byte[] advice(PreparedCommand command) {
    return command.decodingAdvice().orElseThrow();
  }

  private static byte[] bestAdvice(Transfer transfer) throws Exception {
    List<ProofData> proofs =
        List.of(
            CiphertextCommitmentEquality.parse(transfer.getEquality().bytes()),
            BatchedGroupedCiphertext3HandlesValidity.parse(transfer.getValidity().bytes()),
            BatchedRangeProof.parse(BatchedRangeProof.Size.U128, transfer.getRange().bytes()));
    return DecodingAdvice.forProofs(proofs).toBytes();
  }

  private static Transfer payload() throws Exception {
    SignedCommand signed = SingleObject.decode(SignedCommand.class, transfer.value());
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().get(payload);
    return SingleObject.decode(Transfer.class, payload);
  }

  private static String reason(Admitter.Verdicts verdicts) {
    try {
      byte[] rejection = verdicts.rejections().get(0).orElseThrow().rejection().value();
      return SingleObject.decode(io.quittance.schemas.receipt.Rejection.class, rejection)
          .getExplanation();
    } catch (io.quittance.schemas.MalformedRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** The verdict on the record with this value and these headers, as Kafka would hand it out. */
  private Admitter.Verdicts judge(byte[] value, Header... headers) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("quittance.journal", 0, 7, transfer.key(), value);
    for (Header header : headers) {
      record.headers().add(header);
    }
    List<LogRecord> read = new ArrayList<>();
    new LogRecordReader().deserialize(record, new ListCollector<>(read));
    return admitter.admit(List.of(TestLedger.stamped(transfer.account(), read.get(0))));
  }
}
