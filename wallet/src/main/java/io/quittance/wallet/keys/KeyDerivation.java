package io.quittance.wallet.keys;

import io.quittance.schemas.NetworkId;
import io.quittance.schemas.WalletKeysSigning;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.DerivedKeys;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a wallet's ElGamal and note keys follow from its owner's signing key.
 *
 * <p>A network is told from another by its id here, and an asset by its code. So one seed has other
 * keys, and other accounts, on every network, whatever the networks are called.
 */
public enum KeyDerivation {
  /**
   * From the signature of {@link WalletKeysSigning}: other keys in every network and asset, so that
   * nobody sees from the keys that two accounts are one person's, and what one network is told
   * opens nothing in another.
   */
  PER_ASSET("quittance/wallet-keys/v2"),
  /**
   * From the signature of {@link DerivedKeys#message()}, as Solana's wallets do it: the same keys
   * everywhere, from a text that other applications ask for too. Only to restore accounts that were
   * opened with them.
   */
  SOLANA("solana-conf-bal/v1");

  private final String spelling;

  KeyDerivation(String spelling) {
    this.spelling = spelling;
  }

  /** The name that key files have for it. */
  public String spelling() {
    return spelling;
  }

  /** The derivation of that name, or nothing. */
  static Optional<KeyDerivation> parse(String spelling) {
    return Arrays.stream(values()).filter(one -> one.spelling.equals(spelling)).findFirst();
  }

  /** The keys of an asset's account on a network. */
  DerivedKeys derive(SigningKey owner, NetworkId network, String asset) {
    byte[] message =
        this == SOLANA ? DerivedKeys.message() : WalletKeysSigning.message(network, asset);
    byte[] signature = owner.sign(message).toBytes();
    try {
      return DerivedKeys.ofSignature(signature);
    } finally {
      Arrays.fill(signature, (byte) 0);
    }
  }
}
