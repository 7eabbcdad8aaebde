package io.quittance.analytics;

import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecordBase;

/** Records as they stand on the topics; what nobody here looks at is a repeated byte. */
public final class Samples {
  private Samples() {}

  /** An id of which every byte is the same. */
  public static byte[] id(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** An id of which every four bytes are this number. */
  private static byte[] numbered(int value) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    while (bytes.hasRemaining()) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  /** A transfer; its event id is a repeated number. */
  public static Settled transfer(
      int eventId, byte[] asset, byte[] payer, byte[] payee, JournalPosition position) {
    return transfer(eventId, asset, payer, payee, position, new byte[128], new byte[128]);
  }

  /** A transfer of these encrypted parts. */
  public static Settled transfer(
      int eventId,
      byte[] asset,
      byte[] payer,
      byte[] payee,
      JournalPosition position,
      byte[] lo,
      byte[] hi) {
    return settled(
        eventId,
        asset,
        payer,
        position,
        Transferred.newBuilder()
            .setPayee(new Fixed32(payee))
            .setPayeeOwner(new Fixed32(id(1)))
            .setPayerElGamalKey(new Fixed32(id(2)))
            .setPayeeElGamalKey(new Fixed32(id(3)))
            .setLo(new Fixed128(lo))
            .setHi(new Fixed128(hi))
            .setCreditsApplied(4)
            .setAvailable(new Fixed64(new byte[64]))
            .setDecryptableAvailable(new Fixed36(new byte[36]))
            .setMemo(text("tea"))
            .build());
  }

  /** A freeze, for there are other events than transfers. */
  public static Settled freeze(
      int eventId, byte[] asset, byte[] account, JournalPosition position) {
    return settled(
        eventId, asset, account, position, Frozen.newBuilder().setReason(text("court")).build());
  }

  private static Settled settled(
      int eventId,
      byte[] asset,
      byte[] account,
      JournalPosition position,
      SpecificRecordBase event) {
    return Settled.newBuilder()
        .setEventId(new Fixed32(numbered(eventId)))
        .setAsset(new Fixed32(asset))
        .setAccount(new Fixed32(account))
        .setNumber(eventId)
        .setPosition(position)
        .setEvent(event)
        .build();
  }

  /** A receipt; accepted where there is no code. */
  public static SignedReceipt receipt(int commandId, String code, JournalPosition position) {
    Receipt receipt =
        Receipt.newBuilder()
            .setCommandId(new Fixed32(id(commandId)))
            .setAccount(new Fixed32(id(9)))
            .setStatus(code == null ? ReceiptStatus.ACCEPTED : ReceiptStatus.REJECTED)
            .setCode(code)
            .setNumber(7)
            .setPosition(position)
            .build();
    return SignedReceipt.newBuilder()
        .setOperator(new Fixed32(id(5)))
        .setSignature(new Fixed64(new byte[64]))
        .setPayload(ByteBuffer.wrap(SingleObject.encode(receipt)))
        .build();
  }

  /** A place in the journal. */
  public static JournalPosition at(long offset, long millis) {
    return JournalPosition.newBuilder()
        .setPartition(0)
        .setOffset(offset)
        .setTimestampMillis(millis)
        .setStatement(1)
        .build();
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
