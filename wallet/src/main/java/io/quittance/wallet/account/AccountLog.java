package io.quittance.wallet.account;

import io.quittance.schemas.settlement.Settled;
import java.util.List;

/**
 * What a network publishes under an account, from somewhere on.
 *
 * @param events final events keyed by the account, in log order: its own commands but transfers to
 *     others, and what it was paid
 * @param credits what the operator told it of its credits, in log order; the same may come again
 */
public record AccountLog(List<Settled> events, List<CreditNotice> credits) {
  /** Takes copies of the lists. */
  public AccountLog {
    events = List.copyOf(events);
    credits = List.copyOf(credits);
  }
}
