package io.quittance.stack.local;

import io.quittance.schemas.settlement.Balance;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.wallet.keys.WalletKeys;

/** Reads published balances with their owner's secret key, without trusting his notes. */
final class Decryption {
  private Decryption() {}

  static long amount(WalletKeys keys, Balance balance) throws Exception {
    ElGamalCiphertext available = ElGamalCiphertext.parse(balance.getAvailable().bytes());
    return DiscreteLog.solve32(keys.elGamal().secretKey().decryptToPoint(available)).orElseThrow();
  }
}
