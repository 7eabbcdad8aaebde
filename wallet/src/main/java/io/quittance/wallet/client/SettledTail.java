package io.quittance.wallet.client;

import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.ReadMark;
import java.util.List;
import java.util.Optional;

/**
 * The end of an account's final events.
 *
 * @param events in log order
 * @param mark behind the last event that the account has, for the next time; nothing if it has none
 * @param continued whether they are those behind the mark that was given; else they are all there
 *     are
 */
public record SettledTail(List<Settled> events, Optional<ReadMark> mark, boolean continued) {
  /** Takes a copy of the list. */
  public SettledTail {
    events = List.copyOf(events);
  }
}
