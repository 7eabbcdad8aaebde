package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.nio.ByteBuffer;

/**
 * Applies credits, then pays a hidden amount of up to 48 bits.
 *
 * <p>Keys and ciphertexts are read from the contexts of the very proofs that are verified; they
 * stand nowhere else in the command, so there is nothing to exchange after verification.
 *
 * @param payeeOwner payee's Ed25519 key, 32 bytes
 * @param equality ciphertext-commitment equality, context (128) ‖ proof (192)
 * @param validity batched grouped-ciphertext validity, context (352) ‖ proof (192)
 * @param range batched range proof, context (264) ‖ proof (736)
 * @param decryptableAvailable the owner's own note of the resulting amount, 36 bytes
 * @param memo public memo, at most 128 bytes
 */
public record Transfer(
    AssetId asset,
    AccountId account,
    long sequence,
    long creditsApplied,
    AccountId payee,
    Bytes payeeOwner,
    Bytes equality,
    Bytes validity,
    Bytes range,
    Bytes decryptableAvailable,
    Bytes memo)
    implements ApplyingCommand {

  private static final int POINT_BYTES = CompressedRistretto.BYTES;
  private static final int CIPHERTEXT_BYTES = 2 * POINT_BYTES;
  private static final int GROUPED_BYTES = 4 * POINT_BYTES;
  private static final int LO_OFFSET = 3 * POINT_BYTES;
  private static final int HI_OFFSET = LO_OFFSET + GROUPED_BYTES;
  private static final int PROOF_OFFSET = HI_OFFSET + GROUPED_BYTES;

  @Override
  public CompressedRistretto elGamalKey() {
    return CompressedRistretto.of(equality.slice(0, POINT_BYTES));
  }

  /** Returns the payee's ElGamal key, the second of the validity proof. */
  public CompressedRistretto payeeElGamalKey() {
    return CompressedRistretto.of(validity.slice(POINT_BYTES, POINT_BYTES));
  }

  /** Returns the auditor's ElGamal key, the third of the validity proof; the identity if none. */
  public CompressedRistretto auditorKey() {
    return CompressedRistretto.of(validity.slice(2 * POINT_BYTES, POINT_BYTES));
  }

  /** Returns the balance ciphertext the equality proof is about, 64 bytes. */
  public byte[] newBalance() {
    return equality.slice(POINT_BYTES, CIPHERTEXT_BYTES);
  }

  /** Returns the lower 16 bits of the amount for payer, payee and auditor, 128 bytes. */
  public byte[] lo() {
    return validity.slice(LO_OFFSET, GROUPED_BYTES);
  }

  /** Returns the upper 32 bits of the amount for payer, payee and auditor, 128 bytes. */
  public byte[] hi() {
    return validity.slice(HI_OFFSET, GROUPED_BYTES);
  }

  /**
   * Returns what the validity proof holds beside keys of payer and payee, lo and hi: the auditor's
   * key (32) and the proof itself (192). With those it can be verified again by whoever has the
   * settled event.
   */
  public byte[] auditorKeyAndProof() {
    byte[] proof = validity.slice(PROOF_OFFSET, validity.length() - PROOF_OFFSET);
    return ByteBuffer.allocate(POINT_BYTES + proof.length)
        .put(validity.slice(2 * POINT_BYTES, POINT_BYTES))
        .put(proof)
        .array();
  }
}
