package io.quittance.ledger.account;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.List;

/**
 * The available balance and the public arithmetic on it, which ledger and wallets share.
 *
 * <p><b>Identity rule.</b> The balance proofs refuse identity points, and randomness can cancel. So
 * wherever opening an account or applying credits would leave a half of the balance at the
 * identity, the fixed encryption of zero {@code (H, P)} is added, P being the account's key. The
 * number of times is public, or the supply could not be audited.
 *
 * @param amount the balance, encrypted for the account's owner
 * @param zerosAdded how often the fixed encryption of zero was added since the account began
 */
public record Available(SealedAmount amount, long zerosAdded) {
  /** The balance before an account is opened. */
  public static final Available NOTHING = new Available(SealedAmount.NOTHING, 0);

  private static final int PAYER = 0;

  /** Returns this balance with credits added, and the identity rule applied. */
  public Available plus(ElGamalCiphertext credits, CompressedRistretto key) {
    return new Available(SealedAmount.of(amount.ciphertext().add(credits)), zerosAdded)
        .withoutIdentity(key);
  }

  /** Returns this balance, or with (H, P) added if one of its halves is the identity. */
  public Available withoutIdentity(CompressedRistretto key) {
    byte[] bytes = amount.toBytes();
    if (!CompressedRistretto.of(bytes, 0).isIdentity()
        && !CompressedRistretto.of(bytes, CompressedRistretto.BYTES).isIdentity()) {
      return this;
    }
    return new Available(SealedAmount.of(amount.ciphertext().add(zero(key))), zerosAdded + 1);
  }

  private static ElGamalCiphertext zero(CompressedRistretto key) {
    try {
      return ElGamalCiphertext.of(Pedersen.H, ElGamalPublicKey.parse(key).point());
    } catch (InvalidProofException impossible) {
      throw new IllegalStateException(
          "the key of an open account was proved to be one", impossible);
    }
  }

  /**
   * Returns this balance minus a hidden amount, {@code available - (lo + 2^16 hi)} for the payer.
   *
   * @param lo lower 16 bits for payer, payee and auditor, 128 bytes
   * @param hi upper 32 bits for payer, payee and auditor, 128 bytes
   * @throws InvalidProofException if the bytes encode no points, which verified proofs rule out
   */
  public SealedAmount minus(byte[] lo, byte[] hi) throws InvalidProofException {
    List<ElGamalCiphertext> parts = HiddenAmount.handlesOf(PAYER, lo, hi);
    return SealedAmount.of(
        amount.ciphertext().subtract(ElGamalCiphertext.combine(parts.get(0), parts.get(1))));
  }

  /**
   * Returns whether {@link #minus(byte[], byte[])} leaves exactly this. It compares elements of the
   * group, each of which has one encoding, and so need not encode what it calculated.
   *
   * @throws IllegalStateException if any of the bytes encode no points
   */
  public boolean minusLeaves(byte[] lo, byte[] hi, SealedAmount left) {
    SealedAmount low = HiddenAmount.sealedHandleOf(lo, PAYER);
    SealedAmount high = HiddenAmount.sealedHandleOf(hi, PAYER);
    SealedAmount.decode(amount, low, high, left);
    ElGamalCiphertext spent = ElGamalCiphertext.combine(low.ciphertext(), high.ciphertext());
    return amount.ciphertext().subtract(spent).equals(left.ciphertext());
  }

  /** Returns this balance minus a public amount, which touches the commitment only. */
  public SealedAmount minus(long publicAmount) {
    return SealedAmount.of(amount.ciphertext().subtractAmount(publicAmount));
  }
}
