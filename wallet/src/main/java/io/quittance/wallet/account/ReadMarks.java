package io.quittance.wallet.account;

import java.util.Optional;

/**
 * How far the logs of an account were read.
 *
 * @param events its final events; nothing where it has none
 * @param receipts its receipts; nothing where it has none
 */
public record ReadMarks(Optional<ReadMark> events, Optional<ReadMark> receipts) {
  /** Nothing was read. */
  public static final ReadMarks NONE = new ReadMarks(Optional.empty(), Optional.empty());
}
