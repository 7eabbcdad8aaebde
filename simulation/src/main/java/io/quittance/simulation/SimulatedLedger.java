package io.quittance.simulation;

import io.quittance.jobs.settlement.LedgerSetup;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.ReceiptSigner;
import java.util.List;

/**
 * The ledger that the job keeps in a simulation.
 *
 * @param partitions of commands and settlements
 * @param realProofs whether the real verifier judges proofs, or a stand-in
 */
record SimulatedLedger(int partitions, boolean realProofs) implements LedgerSetup {
  private static final long serialVersionUID = 1L;

  @Override
  public Network network() {
    return new Network(
        Authorities.NETWORK,
        partitions,
        Assets.of(List.of(Authorities.AUDITED, Authorities.UNAUDITED)));
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
