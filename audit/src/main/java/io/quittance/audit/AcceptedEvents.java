package io.quittance.audit;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.settlement.Settled;

/** Is told, at the end of an audit, what the ledger accepted, in the order of log time. */
@FunctionalInterface
public interface AcceptedEvents {
  /** Nobody. */
  AcceptedEvents UNHEARD = (event, published) -> {};

  /**
   * Takes the next event.
   *
   * @param event what the ledger made of an accepted command, whatever was published
   * @param published whether the same was found in the settlements topic
   */
  void accepted(Settled event, boolean published) throws QuittanceException;
}
