package io.quittance.audit.vectors;

import static io.quittance.audit.vectors.KnownAnswer.all;
import static io.quittance.audit.vectors.KnownAnswer.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.audit.vectors.VectorJudge.Opinion;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.BalanceNoteKey;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import java.util.OptionalLong;

/** Known keys, ciphertexts and notes of balances. */
final class KnownEncryptions {
  private KnownEncryptions() {}

  /** A secret key and its public key. */
  static KnownAnswer keypair(String id, JsonNode node) {
    return KnownAnswer.of(id, () -> publicKey(node));
  }

  private static Opinion publicKey(JsonNode node) {
    return compare(
        "pubkey", node.path("pubkey"), secret(node.path("secret")).publicKey().toBytes());
  }

  /** Bytes that are no secret key. The peer takes zero for one; that is said by {@code npm}. */
  static KnownAnswer badSecretKey(String id, JsonNode node) {
    return KnownAnswer.refused(
        id + " " + node.path("name").asText(),
        () -> {
          secret(node.path("bytes"));
          return Opinion.accept();
        });
  }

  /** A ciphertext with all that it was made from, and what the search below 2^32 finds in it. */
  static KnownAnswer ciphertext(String id, JsonNode node) {
    return KnownAnswer.of(
        id,
        () ->
            all(
                () -> publicKey(node),
                () -> compare("ciphertext", node.path("ciphertext"), encrypt(node)),
                () -> compareAmount("amount", node.path("npmDecryptU32"), decrypt(node))));
  }

  private static byte[] encrypt(JsonNode node) {
    try {
      PedersenOpening opening = PedersenOpening.of(Scalar.parse(Hex.bytes(node.path("opening"))));
      return secret(node.path("secret"))
          .publicKey()
          .encrypt(Long.parseUnsignedLong(node.path("amount").asText()), opening)
          .toBytes();
    } catch (InvalidProofException e) {
      throw new IllegalArgumentException("opening: " + e.getMessage(), e);
    }
  }

  private static OptionalLong decrypt(JsonNode node) {
    try {
      ElGamalCiphertext ciphertext = ElGamalCiphertext.parse(Hex.bytes(node.path("ciphertext")));
      return DiscreteLog.solve32(secret(node.path("secret")).decryptToPoint(ciphertext));
    } catch (InvalidProofException e) {
      throw new IllegalArgumentException("ciphertext: " + e.getMessage(), e);
    }
  }

  /** A note, and a change of it that nobody can read. */
  static KnownAnswer note(String id, JsonNode node) {
    return KnownAnswer.of(
        id,
        () -> {
          BalanceNoteKey key = BalanceNoteKey.of(Hex.bytes(node.path("key")));
          OptionalLong noted = BalanceNote.decrypt(key, Hex.bytes(node.path("ciphertext")));
          OptionalLong tampered = BalanceNote.decrypt(key, Hex.bytes(node.path("tampered")));
          return all(
              () -> compareAmount("amount", node.path("amount"), noted),
              () -> compareAmount("decrypted amount", node.path("npmDecrypt"), noted),
              () -> compareAmount("tampered amount", node.path("npmDecryptTampered"), tampered));
        });
  }

  /** Compares with a decimal number, or with null where there is none. */
  private static Opinion compareAmount(String name, JsonNode stated, OptionalLong computed) {
    if (computed.isEmpty()) {
      return stated.isNull() ? Opinion.accept() : Opinion.reject(name + " cannot be decrypted");
    }
    return compare(name, stated, Long.toUnsignedString(computed.getAsLong()));
  }

  private static ElGamalSecretKey secret(JsonNode node) {
    try {
      return ElGamalSecretKey.parse(Hex.bytes(node));
    } catch (InvalidProofException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
