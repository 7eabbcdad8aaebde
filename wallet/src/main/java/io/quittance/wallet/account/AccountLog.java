package io.quittance.wallet.account;

import io.quittance.schemas.settlement.Settled;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a network publishes under an account, from somewhere on.
 *
 * @param events final events keyed by the account, in log order: its own commands but transfers to
 *     others, and what it was paid
 * @param credits what the operator told it of its credits, in log order; the same may come again
 * @param ahead the highest version of a statement that a receipt of a credit names and the wallet's
 *     network file does not have, so that it cannot be told whose the receipt is; nothing if none
 *     does
 */
public record AccountLog(List<Settled> events, List<CreditNotice> credits, OptionalInt ahead) {
  /** Takes copies of the lists. */
  public AccountLog {
    events = List.copyOf(events);
    credits = List.copyOf(credits);
  }

  /** What is published where every receipt names a statement that the wallet has. */
  public AccountLog(List<Settled> events, List<CreditNotice> credits) {
    this(events, credits, OptionalInt.empty());
  }
}
