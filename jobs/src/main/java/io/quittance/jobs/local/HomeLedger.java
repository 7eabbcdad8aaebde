package io.quittance.jobs.local;

import io.quittance.jobs.settlement.LedgerSetup;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.network.NetworkFile;

/**
 * A ledger whose operator's keys stand in files, which each of the job's operators reads for
 * itself.
 *
 * @param networkJson text of the network file
 * @param operatorFiles the operator's key files
 */
record HomeLedger(String networkJson, OperatorFiles operatorFiles) implements LedgerSetup {
  private static final long serialVersionUID = 1L;

  @Override
  public Network network() {
    try {
      return file().network();
    } catch (WalletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public ReceiptSigner receiptSigner() {
    try {
      return operatorFiles.signer(file());
    } catch (WalletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private NetworkFile file() throws WalletException {
    return NetworkFile.parse("The network file", networkJson);
  }
}
