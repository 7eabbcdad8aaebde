package io.quittance.audit.vectors;

import static io.quittance.audit.vectors.KnownAnswer.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.audit.vectors.VectorJudge.Opinion;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.transcript.Label;
import io.quittance.verifier.transcript.Labels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of a file of known answers that are no proofs: generators, labels, keys, ciphertexts
 * and notes. What nothing here computes is skipped, and said so.
 */
final class KnownAnswers {
  private static final int MAX_DIGITS = 9;

  private static final Map<String, Label> LABELS =
      Map.ofEntries(
          Map.entry("PubkeyValidity", Labels.PUBKEY_VALIDITY),
          Map.entry("ZeroCiphertext", Labels.ZERO_CIPHERTEXT),
          Map.entry("CiphertextCommitmentEquality", Labels.CIPHERTEXT_COMMITMENT_EQUALITY),
          Map.entry("CiphertextCiphertextEquality", Labels.CIPHERTEXT_CIPHERTEXT_EQUALITY),
          Map.entry(
              "GroupedCiphertext2HandlesValidity", Labels.GROUPED_CIPHERTEXT_2_HANDLES_VALIDITY),
          Map.entry(
              "GroupedCiphertext3HandlesValidity", Labels.GROUPED_CIPHERTEXT_3_HANDLES_VALIDITY),
          Map.entry(
              "BatchedGroupedCiphertext2HandlesValidity",
              Labels.BATCHED_GROUPED_CIPHERTEXT_2_HANDLES_VALIDITY),
          Map.entry(
              "BatchedGroupedCiphertext3HandlesValidity",
              Labels.BATCHED_GROUPED_CIPHERTEXT_3_HANDLES_VALIDITY),
          Map.entry("PercentageWithCap", Labels.PERCENTAGE_WITH_CAP),
          Map.entry("BatchedRangeProofU64", Labels.BATCHED_RANGE_PROOF),
          Map.entry("BatchedRangeProofU128", Labels.BATCHED_RANGE_PROOF),
          Map.entry("BatchedRangeProofU256", Labels.BATCHED_RANGE_PROOF));

  private KnownAnswers() {}

  /** Lists the values of a file; each is computed when its opinion is asked for. */
  static Stream<KnownAnswer> of(JsonNode root) {
    List<KnownAnswer> answers = new ArrayList<>();
    root.properties().forEach(field -> answers.addAll(section(field.getKey(), field.getValue())));
    return answers.stream();
  }

  private static List<KnownAnswer> section(String name, JsonNode node) {
    return switch (name) {
      // Where the file comes from.
      case "schema", "set", "peer" -> List.of();
      case "G" -> List.of(point(name, node, () -> Pedersen.G));
      case "H" -> List.of(point(name, node, () -> Pedersen.H));
      case "globalDomain" -> List.of(label(name, node, Labels.PROGRAM));
      case "instructionLabels" -> fields(name, node, KnownAnswers::instructionLabel);
      case "bulletproofGens" -> fieldLists(name, node, KnownAnswers::generators);
      case "keys" -> elements(name, node, KnownEncryptions::keypair);
      case "badSecretKeys" -> elements(name, node, KnownEncryptions::badSecretKey);
      case "decrypt" -> elements(name, node, KnownEncryptions::ciphertext);
      case "ae" -> elements(name, node, KnownEncryptions::note);
      default -> List.of(unknown(name));
    };
  }

  private interface Reader<T> {
    T read(String id, String name, JsonNode node);
  }

  private interface ElementReader {
    KnownAnswer read(String id, JsonNode node);
  }

  private static List<KnownAnswer> fields(String id, JsonNode node, Reader<KnownAnswer> reader) {
    return fieldLists(id, node, (path, name, value) -> List.of(reader.read(path, name, value)));
  }

  private static List<KnownAnswer> fieldLists(
      String id, JsonNode node, Reader<List<KnownAnswer>> reader) {
    List<KnownAnswer> answers = new ArrayList<>();
    node.properties()
        .forEach(
            field ->
                answers.addAll(
                    reader.read(id + "." + field.getKey(), field.getKey(), field.getValue())));
    return answers;
  }

  private static List<KnownAnswer> elements(String id, JsonNode node, ElementReader reader) {
    return IntStream.range(0, node.size())
        .mapToObj(i -> reader.read(id + "[" + i + "]", node.get(i)))
        .toList();
  }

  private static KnownAnswer unknown(String id) {
    return KnownAnswer.of(id, () -> Opinion.skipped("nothing computes it"));
  }

  private static KnownAnswer point(String id, JsonNode node, Supplier<RistrettoPoint> point) {
    return KnownAnswer.of(id, () -> compare("it", node, point.get().compress().toBytes()));
  }

  private static KnownAnswer label(String id, JsonNode node, Label label) {
    return KnownAnswer.of(id, () -> compare("it", node, label.toString()));
  }

  private static KnownAnswer instructionLabel(String id, String type, JsonNode node) {
    return LABELS.containsKey(type) ? label(id, node, LABELS.get(type)) : unknown(id);
  }

  /** The first generators one by one, some of the later ones, or a hash over many. */
  private static List<KnownAnswer> generators(String id, String name, JsonNode node) {
    if (node.isArray()) {
      return elements(
          id,
          node,
          (path, element) -> {
            String index = path.substring(id.length() + 1, path.length() - 1);
            return point(path, element, () -> generator(name, index));
          });
    }
    if (name.matches("[GH]\\d+")) {
      return List.of(point(id, node, () -> generator(name, name.substring(1))));
    }
    if (name.matches("sha256OfFirst\\d+")) {
      String count = name.substring("sha256OfFirst".length());
      return fields(
          id,
          node,
          (path, letter, hash) ->
              KnownAnswer.of(path, () -> compare("it", hash, sha256(chain(letter), count))));
    }
    return List.of(unknown(id));
  }

  private static RistrettoPoint generator(String name, String index) {
    List<RistrettoPoint> chain = chain(name);
    return chain.get(atMost(chain.size() - 1, index));
  }

  /** Reads digits; there are only so many generators. */
  private static int atMost(int limit, String digits) {
    int number = digits.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (number > limit) {
      throw new IllegalArgumentException("no generator " + digits + " is computed");
    }
    return number;
  }

  private static List<RistrettoPoint> chain(String name) {
    return name.startsWith("G") ? VectorGenerators.g() : VectorGenerators.h();
  }

  private static byte[] sha256(List<RistrettoPoint> chain, String digits) {
    int count = atMost(chain.size(), digits);
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    chain.subList(0, count).forEach(point -> sha256.update(point.compress().toBytes()));
    return sha256.digest();
  }
}
