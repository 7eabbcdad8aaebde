package io.quittance.audit.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownAnswersTest {
  private static final Path VECTORS = Path.of("../verifier/src/test/resources/vectors");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the file comes from, remarks, and bytes that must be unreadable, changed or not. */
  private static final Set<String> NO_ANSWERS =
      Set.of("schema", "set", "peer", "sources", "id", "name", "npm", "tampered", "badSecretKeys");

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(Files.readString(VECTORS.resolve(file)));
  }

  /** A place in a JSON tree that holds a text, with the container it stands in. */
  private record Leaf(String path, JsonNode container, String field, int index) {
    String text() {
      return (container.isObject() ? container.get(field) : container.get(index)).asText();
    }

    void put(String text) {
      if (container instanceof ObjectNode object) {
        object.put(field, text);
      } else {
        ((ArrayNode) container).set(index, TextNode.valueOf(text));
      }
    }

    /** Changes the last digit or letter into another one. */
    void change() {
      String text = text();
      char last = text.charAt(text.length() - 1);
      put(text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0'));
    }
  }

  private static void leaves(String path, JsonNode node, List<Leaf> leaves) {
    node.properties()
        .forEach(
            field -> {
              if (NO_ANSWERS.contains(field.getKey())) {
                return;
              }
              String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              if (field.getValue().isTextual() && !field.getValue().asText().isEmpty()) {
                leaves.add(new Leaf(at, node, field.getKey(), 0));
              }
              leaves(at, field.getValue(), leaves);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      String at = path + "[" + i + "]";
      if (node.get(i).isTextual()) {
        leaves.add(new Leaf(at, node, "", i));
      }
      leaves(at, node.get(i), leaves);
    }
  }

  @Test
  void knownAnswer_withOneDigitChanged_disagrees() throws IOException {
    JsonNode root = read("kat.json");
    List<Leaf> leaves = new ArrayList<>();
    leaves("", root, leaves);
    List<String> unnoticed = new ArrayList<>();
    for (Leaf leaf : leaves) {
      String stated = leaf.text();
      leaf.change();
      boolean disagrees =
          KnownAnswers.of(root)
              .filter(answer -> leaf.path.equals(answer.id()) || inside(leaf, answer))
              .map(answer -> answer.judgement("kat.json"))
              .anyMatch(judgement -> !judgement.isSkipped() && !judgement.agrees());
      if (!disagrees) {
        unnoticed.add(leaf.path);
      }
      leaf.put(stated);
    }
    assertEquals(List.of(), unnoticed);
    assertEquals(122, leaves.size());
  }

  private static boolean inside(Leaf leaf, KnownAnswer answer) {
    return leaf.path.startsWith(answer.id() + ".");
  }

  @Test
  void derivation_withOneDigitChanged_disagrees() throws IOException {
    KeyDerivationJudge judge = new KeyDerivationJudge();
    List<String> unnoticed = new ArrayList<>();
    int changes = 0;
    for (JsonNode vector : read("key_derivation.json").get("cases")) {
      if (vector.has("expect")) {
        continue;
      }
      List<Leaf> leaves = new ArrayList<>();
      leaves(vector.get("id").asText(), vector, leaves);
      for (Leaf leaf : leaves) {
        String stated = leaf.text();
        leaf.change();
        if (judge.judge(vector).finding() != Judgement.Finding.REJECT) {
          unnoticed.add(leaf.path);
        }
        leaf.put(stated);
        changes++;
      }
    }
    assertEquals(List.of(), unnoticed);
    assertEquals(44, changes);
  }

  @Test
  void secretKey_thatIsGood_isNoBadOne() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode bad = root.putArray("badSecretKeys").addObject();
    bad.put("name", "one").put("bytes", "01" + "00".repeat(31));
    assertEquals(
        List.of("f badSecretKeys[0] one ACCEPT [DISAGREE: the file says reject]"),
        KnownAnswers.of(root).map(answer -> answer.judgement("f").line()).toList());
  }

  @Test
  void answer_thatNothingComputes_isSkippedAndSaidSo() throws IOException {
    JsonNode root =
        JSON.readTree("{\"schema\":\"x\",\"other\":1,\"instructionLabels\":{\"A\":\"a\"}}");
    assertEquals(
        List.of(
            "f other SKIPPED nothing computes it",
            "f instructionLabels.A SKIPPED nothing computes it"),
        KnownAnswers.of(root).map(answer -> answer.judgement("f").line()).toList());
  }
}
