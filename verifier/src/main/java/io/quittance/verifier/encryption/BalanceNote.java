package io.quittance.verifier.encryption;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.OptionalLong;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.GCMSIVBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The owner's own note of an amount, stored beside the encrypted balance so that no discrete
 * logarithm needs to be solved: AES-128-GCM-SIV (RFC 8452) without associated data.
 *
 * <p>Nobody but the owner can check a note; whoever reads one must be ready to find it wrong.
 *
 * <pre>
 * offset  bytes  content
 *      0     12  nonce, random or a function of what the note is bound to
 *     12      8  encrypted amount, unsigned, little-endian before encryption
 *     20     16  tag
 * </pre>
 */
public final class BalanceNote {
  /** Size of the nonce, in bytes. */
  public static final int NONCE_BYTES = 12;

  private static final int TAG_BYTES = 16;
  public static final int BYTES = NONCE_BYTES + Long.BYTES + TAG_BYTES;

  private BalanceNote() {}

  /** Encrypts an amount of 64 bits, unsigned, into 36 bytes. */
  public static byte[] encrypt(BalanceNoteKey key, long amount, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return encrypt(key, amount, nonce);
  }

  /**
   * As above, with a nonce that the owner chooses.
   *
   * @param nonce 12 bytes; if two notes have the same one, it shows whether their amounts are
   *     equal, and nothing else
   */
  public static byte[] encrypt(BalanceNoteKey key, long amount, byte[] nonce) {
    if (nonce.length != NONCE_BYTES) {
      throw new IllegalArgumentException(
          "the nonce of a note must be " + NONCE_BYTES + " bytes, not " + nonce.length);
    }
    byte[] plaintext =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(amount).array();
    byte[] note = Arrays.copyOf(nonce, BYTES);
    try {
      byte[] sealed = run(true, key, nonce, plaintext);
      System.arraycopy(sealed, 0, note, NONCE_BYTES, sealed.length);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("encryption has no ciphertext to refuse", e);
    }
    return note;
  }

  /** Decrypts a note; empty if it is not 36 bytes or was not made with this key. */
  public static OptionalLong decrypt(BalanceNoteKey key, byte[] note) {
    if (note.length != BYTES) {
      return OptionalLong.empty();
    }
    byte[] nonce = Arrays.copyOf(note, NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(note, NONCE_BYTES, BYTES);
    try {
      byte[] plaintext = run(false, key, nonce, sealed);
      return OptionalLong.of(ByteBuffer.wrap(plaintext).order(ByteOrder.LITTLE_ENDIAN).getLong());
    } catch (InvalidCipherTextException e) {
      return OptionalLong.empty();
    }
  }

  private static byte[] run(boolean encrypt, BalanceNoteKey key, byte[] nonce, byte[] input)
      throws InvalidCipherTextException {
    GCMSIVBlockCipher cipher = new GCMSIVBlockCipher();
    KeyParameter keyParameter = new KeyParameter(key.toBytes());
    cipher.init(encrypt, new AEADParameters(keyParameter, TAG_BYTES * Byte.SIZE, nonce));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    int written = cipher.processBytes(input, 0, input.length, output, 0);
    written += cipher.doFinal(output, written);
    return Arrays.copyOf(output, written);
  }
}
