package io.quittance.simulation;

import io.quittance.jobs.settlement.LedgerSetup;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.StatementChain;

/**
 * The ledger that the job keeps in a simulation.
 *
 * @param partitions of commands and settlements
 * @param realProofs whether the real verifier judges proofs, or a stand-in
 */
record SimulatedLedger(int partitions, boolean realProofs) implements LedgerSetup {
  private static final long serialVersionUID = 1L;

  @Override
  public StatementChain statements() {
    return Authorities.STATEMENTS;
  }

  @Override
  public Network network() {
    Network stated = statements().network();
    return new Network(stated.identity(), partitions, stated.assets());
  }

  @Override
  public ReceiptSigner receiptSigner() {
    return Authorities.RECEIPTS;
  }

  @Override
  public ProofVerifier proofVerifier() {
    Sealing sealing = new Sealing();
    return realProofs
        ? new RealProving(0, sealing).verifier()
        : new PlayedProving(sealing).verifier();
  }
}
