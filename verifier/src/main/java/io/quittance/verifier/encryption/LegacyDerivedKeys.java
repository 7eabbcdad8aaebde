package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA3Digest;

/**
 * The keys as crate {@code solana-zk-sdk} before 7.0 derived them, to read what was encrypted then;
 * new keys are {@link DerivedKeys}.
 *
 * <p>Each of the two comes from a signature of its own, over another message.
 *
 * <pre>
 * seed     SHA3-512(signature)
 * note     SHA3-512(seed), the first 16 bytes
 * ElGamal  SHA3-512(seed), little-endian, modulo the group's order
 * </pre>
 */
public final class LegacyDerivedKeys {
  private static final int HASH_BITS = 512;

  private LegacyDerivedKeys() {}

  /** Returns the message to sign for the ElGamal key; the public seed names an account. */
  public static byte[] elGamalMessage(byte[] publicSeed) {
    return DerivedKeys.concatenate(DerivedKeys.ascii("ElGamalSecretKey"), publicSeed);
  }

  /** Returns the message to sign for the note key; the public seed names an account. */
  public static byte[] noteMessage(byte[] publicSeed) {
    return DerivedKeys.concatenate(DerivedKeys.ascii("AeKey"), publicSeed);
  }

  /** Derives the ElGamal key from the 64-byte signature of its message, never all zero. */
  public static ElGamalSecretKey elGamalOfSignature(byte[] signature) {
    DerivedKeys.requireSigned(signature);
    return elGamalOfSeed(sha3(signature));
  }

  /** Derives the note key from the 64-byte signature of its message, never all zero. */
  public static BalanceNoteKey noteOfSignature(byte[] signature) {
    DerivedKeys.requireSigned(signature);
    return noteOfSeed(sha3(signature));
  }

  /** Derives the ElGamal key from a secret seed of 32 to 65,535 bytes. */
  public static ElGamalSecretKey elGamalOfSeed(byte[] seed) {
    DerivedKeys.requireLength(seed, ElGamalSecretKey.BYTES);
    return ElGamalSecretKey.of(Scalar.fromWideBytes(sha3(seed)));
  }

  /** Derives the note key from a secret seed of 16 to 65,535 bytes. */
  public static BalanceNoteKey noteOfSeed(byte[] seed) {
    DerivedKeys.requireLength(seed, BalanceNoteKey.BYTES);
    return BalanceNoteKey.of(Arrays.copyOf(sha3(seed), BalanceNoteKey.BYTES));
  }

  private static byte[] sha3(byte[] input) {
    SHA3Digest digest = new SHA3Digest(HASH_BITS);
    digest.update(input, 0, input.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
