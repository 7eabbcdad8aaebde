package io.quittance.wallet.account;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The owner's notes of his balance, each bound to the balance that it is of.
 *
 * <p>A note's nonce is not random but an authentication code, under a key that follows from the
 * note's: so the owner, and nobody else, can tell whether a balance that the network publishes is
 * one that he came to himself. Whoever cannot tell would prove something about any ciphertext that
 * an operator publishes in its place, another's payment to him say, and so help to decrypt it.
 *
 * <pre>
 * key    HMAC-SHA256(note key (16), "quittance/balance-note/v2")
 * nonce  the first 12 bytes of HMAC-SHA256(key,
 *        network id (32) ‖ account id (32) ‖ u64 sequence ‖ u64 credits ‖ balance (64))
 * </pre>
 *
 * <p>Sequence is the number of the owner's next command, credits are those that the balance
 * contains, both big-endian. The note itself stays what it was, AES-128-GCM-SIV with that nonce
 * (RFC 8452), so that any wallet with the key can read it.
 */
public final class BalanceNotes {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE =
      "quittance/balance-note/v2".getBytes(StandardCharsets.US_ASCII);

  private final WalletKeys keys;
  private final AccountId account;
  private final Decryptor decryptor;
  private final byte[] bindingKey;

  /** The notes of an account that these keys own. */
  public BalanceNotes(WalletKeys keys, AccountId account) {
    this(keys, account, new Decryptor(keys.elGamal().secretKey()));
  }

  BalanceNotes(WalletKeys keys, AccountId account, Decryptor decryptor) {
    this.keys = keys;
    this.account = account;
    this.decryptor = decryptor;
    this.bindingKey = hmac(keys.note().toBytes(), PURPOSE);
  }

  /**
   * Notes a balance: 36 bytes.
   *
   * @param sequence number of the owner's next command once this balance is his
   * @param creditsApplied credits that it contains, counted since the account began
   * @param available its ciphertext, 64 bytes
   * @param amount what it holds, 64 bits unsigned
   */
  byte[] write(long sequence, long creditsApplied, byte[] available, long amount) {
    return BalanceNote.encrypt(keys.note(), amount, nonce(sequence, creditsApplied, available));
  }

  /**
   * The amount of a published balance; nothing unless the owner noted this very balance, and its
   * ciphertext holds what he noted. Its time tells nothing of the amount.
   */
  public OptionalLong read(Balance published) {
    return read(
        published.getSequence(),
        published.getCreditsApplied(),
        published.getAvailable().bytes(),
        published.getDecryptableAvailable().bytes());
  }

  /**
   * As above, of the balance that one of the owner's commands left.
   *
   * @param sequence number of the owner's next command after it
   * @param creditsApplied credits that the balance contains
   * @param available its ciphertext, 64 bytes
   * @param note what the command noted, 36 bytes
   */
  OptionalLong read(long sequence, long creditsApplied, byte[] available, byte[] note) {
    byte[] nonce = nonce(sequence, creditsApplied, available);
    if (!MessageDigest.isEqual(nonce, Arrays.copyOf(note, nonce.length))) {
      return OptionalLong.empty();
    }
    OptionalLong amount = BalanceNote.decrypt(keys.note(), note);
    return amount.isPresent() && holds(available, amount.getAsLong())
        ? amount
        : OptionalLong.empty();
  }

  private boolean holds(byte[] available, long amount) {
    try {
      return decryptor.holds(ElGamalCiphertext.parse(available), amount);
    } catch (InvalidProofException e) {
      return false;
    }
  }

  private byte[] nonce(long sequence, long creditsApplied, byte[] available) {
    ByteBuffer bound =
        ByteBuffer.allocate(NetworkId.BYTES + AccountId.BYTES + 2 * Long.BYTES + available.length);
    bound.put(keys.network().id().toBytes()).put(account.toBytes());
    bound.putLong(sequence).putLong(creditsApplied).put(available);
    return Arrays.copyOf(hmac(bindingKey, bound.array()), BalanceNote.NONCE_BYTES);
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every JDK provides " + ALGORITHM, impossible);
    }
  }

  @Override
  public String toString() {
    return "BalanceNotes[" + account + ", redacted]";
  }
}
