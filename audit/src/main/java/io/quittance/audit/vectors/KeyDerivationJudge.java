package io.quittance.audit.vectors;

import static io.quittance.audit.vectors.KnownAnswer.all;
import static io.quittance.audit.vectors.KnownAnswer.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.BalanceNoteKey;
import io.quittance.verifier.encryption.DerivedKeys;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.encryption.LegacyDerivedKeys;

/**
 * Derives keys again from a secret, a signature or a signer, and compares those that are stated.
 */
final class KeyDerivationJudge implements VectorJudge {
  private record Keys(ElGamalSecretKey elGamal, BalanceNoteKey note) {
    static Keys of(DerivedKeys keys) {
      return new Keys(keys.elGamal(), keys.note());
    }
  }

  @Override
  public Opinion judge(JsonNode node) {
    try {
      Keys keys = derive(node);
      return all(
          () -> stated(node, "noteKey", keys.note.toBytes()),
          () -> stated(node, "elGamalSecret", keys.elGamal.toBytes()),
          () -> stated(node, "elGamalPubkey", keys.elGamal.publicKey().toBytes()));
    } catch (IllegalArgumentException e) {
      return Opinion.reject(e.getMessage());
    }
  }

  private static Keys derive(JsonNode node) {
    if (node.has("signer")) {
      byte[] message = DerivedKeys.message(Hex.bytes(node.path("publicSeed")));
      byte[] signature = SigningKey.of(Hex.bytes(node.path("signer"))).sign(message).toBytes();
      return Keys.of(DerivedKeys.ofSignature(signature));
    } else if (node.has("signature")) {
      return Keys.of(DerivedKeys.ofSignature(Hex.bytes(node.path("signature"))));
    } else if (node.has("legacySignature")) {
      byte[] signature = Hex.bytes(node.path("legacySignature"));
      return new Keys(
          LegacyDerivedKeys.elGamalOfSignature(signature),
          LegacyDerivedKeys.noteOfSignature(signature));
    } else if (node.has("legacySeed")) {
      byte[] seed = Hex.bytes(node.path("legacySeed"));
      return new Keys(LegacyDerivedKeys.elGamalOfSeed(seed), LegacyDerivedKeys.noteOfSeed(seed));
    }
    return Keys.of(DerivedKeys.ofSecret(Hex.bytes(node.path("secret"))));
  }

  private static Opinion stated(JsonNode node, String name, byte[] derived) {
    return node.has(name) ? compare(name, node.path(name), derived) : Opinion.accept();
  }
}
