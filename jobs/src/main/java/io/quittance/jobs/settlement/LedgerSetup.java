package io.quittance.jobs.settlement;

import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.schemas.Topic;
import io.quittance.verifier.batch.BatchVerifier;
import java.io.Serializable;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the operators must know of the ledger they keep.
 *
 * <p>It travels with the job's graph to where the operators run and is asked there, so that an
 * implementation can read the operator's secret key on the spot instead of carrying it.
 */
public interface LedgerSetup extends Serializable {
  /** Returns the network's statements. Which of them holds for a record, the journal says. */
  StatementChain statements();

  /** Returns the network as its last statement has it: its name, partitions and assets. */
  default Network network() {
    return statements().network();
  }

  /** Returns what receipts are signed with. */
  ReceiptSigner receiptSigner();

  /**
   * Checks that a job that starts without state is a ledger's first. Else what it has settled would
   * stand in the log a second time, all of it.
   *
   * @throws IllegalStateException if something has been settled; the message says what to do
   */
  default void requireFirstStart() {}

  /**
   * Returns what opens a look at one of the topics that verdicts depend on, by which its log is
   * known again; nothing where the records come from no topic.
   */
  default Optional<Supplier<LogLook>> looksAt(Topic topic) {
    return Optional.empty();
  }

  /** Returns who judges proofs; only a simulation may answer anything else than this. */
  default ProofVerifier proofVerifier() {
    return ProofVerifier.of(new BatchVerifier(new SecureRandom()));
  }
}
