package io.quittance.fuzz;

import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.BalanceNoteKey;
import io.quittance.verifier.encryption.DerivedKeys;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignatureBatch;
import io.quittance.verifier.signature.SignedMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Points, scalars, keys, ciphertexts and signatures: each has one encoding. */
final class EncryptionTargets {
  private static final int MAX_BYTES = 192;
  private static final List<Class<? extends Exception>> REFUSED =
      List.of(InvalidProofException.class);

  private static final SeededRandom RANDOM = new SeededRandom(3);
  private static final ElGamalKeypair KEYS = ElGamalKeypair.random(RANDOM);
  private static final BalanceNoteKey NOTE_KEY = BalanceNoteKey.random(RANDOM);
  private static final byte[] NOTE = BalanceNote.encrypt(NOTE_KEY, 1_250, RANDOM);
  private static final ElGamalCiphertext CIPHERTEXT = KEYS.publicKey().encrypt(77, RANDOM);
  private static final SigningKey SIGNER = SigningKey.random(RANDOM);
  private static final SignatureBatch SIGNATURES = new SignatureBatch(new SeededRandom(4));

  private EncryptionTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        target("scalar", KEYS.secretKey().toBytes(), Scalar::parse, Scalar::toBytes),
        target(
            "group-element",
            KEYS.publicKey().toBytes(),
            EncryptionTargets::decodeAllWays,
            point -> point.compress().toBytes()),
        target(
            "elgamal-public-key",
            KEYS.publicKey().toBytes(),
            ElGamalPublicKey::parse,
            ElGamalPublicKey::toBytes),
        target(
            "elgamal-secret-key",
            KEYS.secretKey().toBytes(),
            ElGamalSecretKey::parse,
            ElGamalSecretKey::toBytes),
        target("elgamal-keypair", KEYS.toBytes(), ElGamalKeypair::parse, ElGamalKeypair::toBytes),
        target(
            "elgamal-ciphertext",
            CIPHERTEXT.toBytes(),
            ElGamalCiphertext::parse,
            ElGamalCiphertext::toBytes),
        target(
            "grouped-ciphertext",
            GroupedCiphertext.encrypt(
                    List.of(Optional.of(KEYS.publicKey()), Optional.empty()),
                    5,
                    PedersenOpening.random(RANDOM))
                .toBytes(),
            GroupedCiphertext::parse,
            GroupedCiphertext::toBytes),
        balanceNote(),
        derivedKeys(),
        signature());
  }

  private static <T> FuzzTarget target(
      String name, byte[] seed, Expect.Parser<byte[], T> parser, Function<T, byte[]> encoder) {
    return new FuzzTarget(
        name,
        Effort.CALCULATE,
        MAX_BYTES,
        () -> List.of(seed, new byte[seed.length]),
        Expect.canonical(parser, encoder, REFUSED));
  }

  /** Decodes alone and with others, which must agree; a wrong length is the caller's mistake. */
  private static RistrettoPoint decodeAllWays(byte[] bytes) throws InvalidProofException {
    CompressedRistretto compressed;
    try {
      compressed = CompressedRistretto.of(bytes);
    } catch (IllegalArgumentException wrongLength) {
      throw new InvalidProofException(wrongLength.getMessage());
    }
    CompressedRistretto neighbour = KEYS.publicKey().compressed();
    RistrettoPoint together =
        CompressedRistretto.decodeAll(new CompressedRistretto[] {neighbour, compressed})[1];
    try {
      RistrettoPoint alone = compressed.decode();
      Expect.that(alone.equals(together), "decoded to another point beside others");
      return alone;
    } catch (InvalidProofException refusal) {
      Expect.that(together == null, "refused alone, decoded beside others");
      throw refusal;
    }
  }

  private static FuzzTarget balanceNote() {
    return new FuzzTarget(
        "balance-note",
        Effort.PARSE,
        MAX_BYTES,
        () -> List.of(NOTE),
        input -> {
          OptionalLong amount = BalanceNote.decrypt(NOTE_KEY, input);
          Expect.that(
              amount.isPresent() == Arrays.equals(input, NOTE),
              "a note that the owner did not write is read, or his own is not");
        });
  }

  private static FuzzTarget derivedKeys() {
    return new FuzzTarget(
        "derived-keys",
        Effort.CALCULATE,
        MAX_BYTES,
        () -> List.of(SIGNER.sign(DerivedKeys.message()).toBytes()),
        input -> {
          try {
            DerivedKeys.ofSignature(input).elGamal().publicKey();
          } catch (IllegalArgumentException refusal) {
            Expect.explained(refusal);
          }
        });
  }

  /** Key, signature and message one after the other; looked at alone and beside good ones. */
  private static FuzzTarget signature() {
    byte[] message = {'p', 'a', 'y'};
    byte[] signed = SIGNER.sign(message).toBytes();
    int messageAt = VerifyingKey.BYTES + Ed25519Signature.BYTES;
    byte[] seed = Arrays.copyOf(SIGNER.verifyingKey().toBytes(), messageAt + message.length);
    System.arraycopy(signed, 0, seed, VerifyingKey.BYTES, signed.length);
    System.arraycopy(message, 0, seed, messageAt, message.length);
    return new FuzzTarget(
        "signature",
        Effort.CALCULATE,
        MAX_BYTES,
        () -> List.of(seed),
        input -> {
          byte[] padded = Arrays.copyOf(input, Math.max(input.length, messageAt));
          byte[] key = Arrays.copyOf(padded, VerifyingKey.BYTES);
          // Bad ones are confirmed together only if they are several.
          List<SignedMessage> several = new ArrayList<>(Collections.nCopies(15, read(seed)));
          several.addAll(Collections.nCopies(8, read(padded)));
          Finding finding = SIGNATURES.judge(several).get(several.size() - 1);
          try {
            VerifyingKey verifier = VerifyingKey.parse(key);
            Expect.that(Arrays.equals(verifier.toBytes(), key), "a key with other bytes");
            verifier.verify(
                Arrays.copyOfRange(padded, messageAt, padded.length),
                Ed25519Signature.of(Arrays.copyOfRange(padded, VerifyingKey.BYTES, messageAt)));
          } catch (InvalidSignatureException refusal) {
            Expect.explained(refusal);
            Expect.that(finding != Finding.GOOD, "refused alone, found good beside others");
            return;
          }
          Expect.that(finding != Finding.BAD, "good alone, found bad beside others");
          Expect.that(
              !Arrays.equals(key, SIGNER.verifyingKey().toBytes()) || Arrays.equals(padded, seed),
              "a signature that the key's owner did not make");
        });
  }

  private static SignedMessage read(byte[] signed) {
    int messageAt = VerifyingKey.BYTES + Ed25519Signature.BYTES;
    return SignedMessage.of(
        Arrays.copyOf(signed, VerifyingKey.BYTES),
        Arrays.copyOfRange(signed, messageAt, signed.length),
        Arrays.copyOfRange(signed, VerifyingKey.BYTES, messageAt));
  }
}
