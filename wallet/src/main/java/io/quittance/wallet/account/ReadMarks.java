package io.quittance.wallet.account;

import io.quittance.ledger.command.Bytes;
import java.util.Optional;

/**
 * How far the logs of an account were read, and under which keys of the operator.
 *
 * @param events its final events; nothing where it has none
 * @param receipts its receipts; nothing where it has none
 * @param operator SHA-256 of the operator's keys by which it was told which receipts count, 32
 *     bytes; nothing where nothing was read
 */
public record ReadMarks(
    Optional<ReadMark> events, Optional<ReadMark> receipts, Optional<Bytes> operator) {
  /** Nothing was read. */
  public static final ReadMarks NONE =
      new ReadMarks(Optional.empty(), Optional.empty(), Optional.empty());

  /** The same, with all receipts still to be read. */
  ReadMarks beforeTheReceipts() {
    return new ReadMarks(events, Optional.empty(), operator);
  }
}
