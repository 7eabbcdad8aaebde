package io.quittance.wallet.account;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.schemas.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * How far the logs of an account were read, and under which keys of the operator.
 *
 * @param events its final events; nothing where it has none
 * @param receipts its receipts; nothing where it has none
 * @param operator SHA-256 of the operator's keys and the last statement, by which it was told which
 *     receipts count, 32 bytes; nothing where nothing was read
 */
public record ReadMarks(
    Optional<ReadMark> events, Optional<ReadMark> receipts, Optional<Bytes> operator) {
  /** A time, a key, and whether it is revoked. */
  private static final int KEY_BYTES = Long.BYTES + VerifyingKey.BYTES + 1;

  /** Nothing was read. */
  public static final ReadMarks NONE =
      new ReadMarks(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Returns the digest of an operator's keys: of all, their times, and which are revoked, by the
   * last statement, and of its version: receipts that name a later one were passed over.
   */
  public static Bytes digest(OperatorTimetables operator) {
    List<OperatorKeys.Effective> keys = operator.latest().all();
    ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + keys.size() * KEY_BYTES);
    all.putInt(operator.latestStatement());
    for (OperatorKeys.Effective key : keys) {
      all.putLong(key.fromMillis()).put(key.key().toBytes()).put((byte) (key.revoked() ? 1 : 0));
    }
    return ReadMark.digest(all.array());
  }

  /** The same, with all receipts still to be read. */
  ReadMarks beforeTheReceipts() {
    return new ReadMarks(events, Optional.empty(), operator);
  }
}
