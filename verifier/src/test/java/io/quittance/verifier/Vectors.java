package io.quittance.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.GroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.GroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.PercentageWithCap;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The test vectors, made by the npm prover of the Solana ZK ElGamal Proof program. */
public final class Vectors {
  private static final HexFormat HEX = HexFormat.of();

  public static final List<String> TYPES =
      List.of(
          "PercentageWithCap",
          "PubkeyValidity",
          "ZeroCiphertext",
          "CiphertextCiphertextEquality",
          "CiphertextCommitmentEquality",
          "GroupedCiphertext2HandlesValidity",
          "GroupedCiphertext3HandlesValidity",
          "BatchedGroupedCiphertext2HandlesValidity",
          "BatchedGroupedCiphertext3HandlesValidity",
          "BatchedRangeProofU64",
          "BatchedRangeProofU128",
          "BatchedRangeProofU256");

  private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();

  private Vectors() {}

  /** Reads a file of vectors; it is parsed once, and nobody writes to the result. */
  public static JsonNode read(String file) {
    return FILES.computeIfAbsent(file, Vectors::parse);
  }

  private static JsonNode parse(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases of the valid proofs of one type; {@link #data} joins context and proof. */
  public static JsonNode proofs(String type) {
    return read("proofs_" + type + ".json").get("cases");
  }

  public static JsonNode tampered(String type) {
    return read("tampered_" + type + ".json").get("cases");
  }

  public static byte[] data(JsonNode proofCase) {
    return HEX.parseHex(proofCase.get("context").asText() + proofCase.get("proof").asText());
  }

  public static byte[] hex(JsonNode node) {
    return HEX.parseHex(node.asText());
  }

  public static long amount(JsonNode node) {
    return Long.parseUnsignedLong(node.asText());
  }

  public static ProofData parse(String type, byte[] data) throws InvalidProofException {
    return switch (type) {
      case "PercentageWithCap" -> PercentageWithCap.parse(data);
      case "PubkeyValidity" -> PubkeyValidity.parse(data);
      case "ZeroCiphertext" -> ZeroCiphertext.parse(data);
      case "CiphertextCiphertextEquality" -> CiphertextCiphertextEquality.parse(data);
      case "CiphertextCommitmentEquality" -> CiphertextCommitmentEquality.parse(data);
      case "GroupedCiphertext2HandlesValidity" -> GroupedCiphertext2HandlesValidity.parse(data);
      case "GroupedCiphertext3HandlesValidity" -> GroupedCiphertext3HandlesValidity.parse(data);
      case "BatchedGroupedCiphertext2HandlesValidity" ->
          BatchedGroupedCiphertext2HandlesValidity.parse(data);
      case "BatchedGroupedCiphertext3HandlesValidity" ->
          BatchedGroupedCiphertext3HandlesValidity.parse(data);
      case "BatchedRangeProofU64" -> BatchedRangeProof.parse(BatchedRangeProof.Size.U64, data);
      case "BatchedRangeProofU128" -> BatchedRangeProof.parse(BatchedRangeProof.Size.U128, data);
      case "BatchedRangeProofU256" -> BatchedRangeProof.parse(BatchedRangeProof.Size.U256, data);
      default -> throw new IllegalArgumentException("no such statement: " + type);
    };
  }
}
