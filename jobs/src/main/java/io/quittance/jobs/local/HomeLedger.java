package io.quittance.jobs.local;

import io.quittance.jobs.settlement.LedgerSetup;
import io.quittance.ledger.network.Network;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.keys.AuthorityKeys;
import io.quittance.wallet.keys.KeyKind;
import io.quittance.wallet.network.NetworkFile;
import java.nio.file.Path;

/**
 * A ledger whose network and operator's key stand in files, which each operator reads for itself.
 *
 * @param networkJson text of the network file
 * @param operatorFile path of the operator's key file
 */
record HomeLedger(String networkJson, String operatorFile) implements LedgerSetup {
  private static final long serialVersionUID = 1L;

  @Override
  public Network network() {
    try {
      return NetworkFile.parse("the network file", networkJson).network();
    } catch (WalletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public SigningKey operatorKey() {
    try {
      return AuthorityKeys.load(Path.of(operatorFile), KeyKind.OPERATOR).signingKey();
    } catch (WalletException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
