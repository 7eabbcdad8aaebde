package io.quittance.wallet.grant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.command.Bytes;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Limits;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.sigma.ZeroCiphertext;
import io.quittance.wallet.account.HiddenPayment;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * One payment's amount, told and proved.
 *
 * @param event the settled event that the payment is
 * @param amount in the asset's smallest unit, 0 to 2^48 - 1
 * @param proof that the payment's ciphertext less the amount encrypts zero: the proof part of a
 *     {@link ZeroCiphertext}, 96 bytes; zero bytes where the ciphertext shows its amount by itself,
 *     because the payer chose no randomness
 */
public record Disclosure(CommandId event, long amount, Bytes proof) {
  static final int BYTES = CommandId.BYTES + Long.BYTES + ZeroCiphertext.PROOF_BYTES;

  private static final Bytes NEEDS_NO_PROOF = Bytes.zero(ZeroCiphertext.PROOF_BYTES);
  private static final long MOST = Limits.MAX_TRANSFER_AMOUNT;

  /** Checks that amount and proof have their sizes. */
  public Disclosure {
    Objects.requireNonNull(event, "event");
    if (amount < 0 || amount > MOST || proof.length() != ZeroCiphertext.PROOF_BYTES) {
      throw new IllegalArgumentException("no payment has this amount, or its proof this length");
    }
  }

  /** Tells what a payment of the account that these keys own was worth. */
  static Disclosure of(
      Settled settled, Transferred payment, WalletKeys keys, AccountId account, SecureRandom random)
      throws QuittanceException {
    HiddenPayment hidden = HiddenPayment.of(settled, payment, account);
    long amount = hidden.decrypt(keys.elGamal().secretKey());
    ElGamalCiphertext rest = hidden.whole().subtractAmount(amount);
    Bytes proof = NEEDS_NO_PROOF;
    if (!showsItself(rest)) {
      byte[] whole = ZeroCiphertext.prove(keys.elGamal(), rest, random).toBytes();
      proof = Bytes.of(Arrays.copyOfRange(whole, ZeroCiphertext.CONTEXT_BYTES, whole.length));
    }
    return new Disclosure(CommandId.of(settled.getEventId()), amount, proof);
  }

  /** A ciphertext with an identity half cannot be proved; where both are, there is nothing to. */
  private static boolean showsItself(ElGamalCiphertext rest) {
    return rest.commitment().isIdentity() && rest.handle().isIdentity();
  }

  /**
   * What must be verified to believe the amount; nothing if it can be seen.
   *
   * @throws InvalidProofException if the proof is broken on its face, or not needed and there
   */
  Optional<ZeroCiphertext> claim(HiddenPayment hidden, ElGamalPublicKey key)
      throws InvalidProofException {
    ElGamalCiphertext rest = hidden.whole().subtractAmount(amount);
    if (showsItself(rest)) {
      if (!proof.equals(NEEDS_NO_PROOF)) {
        throw new InvalidProofException("Nothing is to be proved about a ciphertext of zeros");
      }
      return Optional.empty();
    }
    byte[] data =
        ByteBuffer.allocate(ZeroCiphertext.BYTES)
            .put(key.toBytes())
            .put(rest.toBytes())
            .put(proof.toBytes())
            .array();
    return Optional.of(ZeroCiphertext.parse(data));
  }

  static Disclosure parse(JsonDocument document) throws QuittanceException {
    return new Disclosure(
        CommandId.of(document.bytes("event", CommandId.BYTES)),
        document.whole("amount", 0, MOST),
        Bytes.of(document.bytes("proof", ZeroCiphertext.PROOF_BYTES)));
  }

  void write(ObjectNode object) {
    object
        .put("event", event.toString())
        .put("amount", amount)
        .put("proof", HexFormat.of().formatHex(proof.toBytes()));
  }

  void appendTo(ByteBuffer out) {
    out.put(event.toBytes()).putLong(amount).put(proof.toBytes());
  }

  /** Does not tell the amount. */
  @Override
  public String toString() {
    return "Disclosure[" + event + ", amount redacted]";
  }
}
