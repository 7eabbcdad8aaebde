package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The twisted ElGamal secret key and the balance note key that follow from one secret, so that
 * whoever has kept that secret has kept both.
 *
 * <p>The secret is usually the owner's Ed25519 signature of {@link #message}, which the owner's key
 * makes the same way each time (RFC 8032). Whoever gets that signature can read all amounts of the
 * owner: it must be treated as a key, and no one may be able to have it made by asking for the
 * signature of some text.
 *
 * <pre>
 * prk      HKDF-SHA512-Extract (RFC 5869), salt "solana-conf-bal/v1", input the secret
 * note     Expand(prk, "ae", 16 bytes)
 * ElGamal  Expand(prk, "elgamal", 64 bytes), little-endian, modulo the group's order
 * </pre>
 *
 * <p>These are the keys that crate {@code solana-zk-sdk} 7.0 and later and the wallets built on it
 * derive. {@link LegacyDerivedKeys} are what older ones did.
 */
public final class DerivedKeys {
  /** Size of the signature, in bytes. */
  public static final int SIGNATURE_BYTES = 64;

  /** The least input that is taken, in bytes: as much as the keys are meant to be worth. */
  public static final int MIN_SECRET_BYTES = 32;

  /** The most input that is taken, in bytes. */
  public static final int MAX_SECRET_BYTES = 65_535;

  private static final byte[] PROTOCOL = ascii("solana-conf-bal/v1");
  private static final byte[] NOTE = ascii("ae");
  private static final byte[] EL_GAMAL = ascii("elgamal");
  private static final int WIDE_BYTES = 64;

  private final ElGamalSecretKey elGamal;
  private final BalanceNoteKey note;

  private DerivedKeys(ElGamalSecretKey elGamal, BalanceNoteKey note) {
    this.elGamal = elGamal;
    this.note = note;
  }

  /** Returns the standard message to sign: 18 bytes, the same for all, one set of keys a signer. */
  public static byte[] message() {
    return PROTOCOL.clone();
  }

  /**
   * Returns the message to sign for keys of a narrower purpose, such as one account.
   *
   * @param publicSeed names the purpose, and must be known when the keys are to be derived again
   */
  public static byte[] message(byte[] publicSeed) {
    return concatenate(PROTOCOL, publicSeed);
  }

  /**
   * Derives the keys from the signature of a {@link #message}.
   *
   * @param signature 64 bytes
   * @throws IllegalArgumentException if it has another size, or is all zero: what a signer returns
   *     that did not sign
   */
  public static DerivedKeys ofSignature(byte[] signature) {
    requireSigned(signature);
    return ofSecret(signature);
  }

  /**
   * Derives the keys from a secret of another source, such as a pseudorandom function.
   *
   * @param secret 32 to 65,535 bytes that nobody can guess
   * @throws IllegalArgumentException if it has another size
   */
  public static DerivedKeys ofSecret(byte[] secret) {
    requireLength(secret, MIN_SECRET_BYTES);
    byte[] wide = expand(secret, EL_GAMAL, WIDE_BYTES);
    byte[] key = expand(secret, NOTE, BalanceNoteKey.BYTES);
    try {
      return new DerivedKeys(
          ElGamalSecretKey.of(Scalar.fromWideBytes(wide)), BalanceNoteKey.of(key));
    } finally {
      Arrays.fill(wide, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] expand(byte[] secret, byte[] info, int length) {
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA512Digest());
    hkdf.init(new HKDFParameters(secret, PROTOCOL, info));
    byte[] output = new byte[length];
    hkdf.generateBytes(output, 0, length);
    return output;
  }

  /** Refuses what is no signature, in a time that does not tell how many bytes are zero. */
  static void requireSigned(byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      throw new IllegalArgumentException(
          "signature to derive keys from must be 64 bytes, not " + signature.length);
    }
    int any = 0;
    for (byte b : signature) {
      any |= b;
    }
    if (any == 0) {
      throw new IllegalArgumentException("the all-zero signature is no secret to derive keys from");
    }
  }

  static void requireLength(byte[] secret, int least) {
    if (secret.length < least || secret.length > MAX_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secret to derive keys from must be " + least + " to 65535 bytes, not " + secret.length);
    }
  }

  static byte[] concatenate(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public ElGamalSecretKey elGamal() {
    return elGamal;
  }

  public BalanceNoteKey note() {
    return note;
  }

  @Override
  public String toString() {
    return "DerivedKeys[redacted]";
  }
}
