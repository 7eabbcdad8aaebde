package io.quittance.wallet.client;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import java.time.Duration;

/** A command that is on its way: the place to wait for its receipt and for its finality. */
public interface SentCommand {
  /**
   * An answer, and how long it took.
   *
   * @param millis milliseconds from sending until the answer was read
   */
  record Answer<T>(T content, long millis) {}

  /** Waits for the operator's receipt; one with a wrong signature is a failure. */
  Answer<Receipt> awaitReceipt(Duration timeout) throws QuittanceException;

  /** Waits for the settled event. */
  Answer<Settled> awaitFinal(Duration timeout) throws QuittanceException;
}
