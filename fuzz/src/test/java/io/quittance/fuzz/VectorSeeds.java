package io.quittance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Seeds out of the test vectors of the other modules. */
final class VectorSeeds {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MADE = 4;
  private static final int TAMPERED = 10;

  private VectorSeeds() {}

  private static JsonNode read(String resource) {
    try (InputStream in = VectorSeeds.class.getResourceAsStream(resource)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every proof of a type that the peer accepts, context before proof. */
  static List<byte[]> acceptedProofs(String type) {
    List<byte[]> accepted = new ArrayList<>();
    for (JsonNode made : read("/proofs/proofs_" + type + ".json").get("cases")) {
      if (made.path("npmVerify").asText().equals("accept")) {
        accepted.add(hex(made.get("context").asText() + made.get("proof").asText()));
      }
    }
    for (JsonNode tampered : read("/proofs/tampered_" + type + ".json").get("cases")) {
      if (tampered.path("expect").asText().equals("accept")) {
        accepted.add(hex(tampered.get("data").asText()));
      }
    }
    return accepted;
  }

  /** A few proofs of a type, valid and tampered. */
  static List<byte[]> proofs(String type) {
    List<byte[]> seeds = new ArrayList<>(acceptedProofs(type).subList(0, MADE));
    JsonNode cases = read("/proofs/tampered_" + type + ".json").get("cases");
    for (int i = 0; i < TAMPERED; i++) {
      seeds.add(hex(cases.get(i * cases.size() / TAMPERED).get("data").asText()));
    }
    return seeds;
  }

  /** Vector files as text, with one case each so that they stay short. */
  static List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String resource :
        List.of(
            "/proofs/proofs_PubkeyValidity.json",
            "/proofs/proofs_BatchedRangeProofU64.json",
            "/proofs/tampered_ZeroCiphertext.json",
            "/proofs/key_derivation.json",
            "/proofs/forgeries.json",
            "/instructions/transfers.json",
            "/instructions/ledger_tampered.json",
            "/instructions/transfers_with_fee.json",
            "/instructions/withdraws.json")) {
      ObjectNode root = (ObjectNode) read(resource);
      if (root.get("cases") instanceof ArrayNode cases) {
        root.putArray("cases").add(cases.get(0));
      }
      files.add(JSON.writeValueAsBytes(root));
    }
    ObjectNode answers = (ObjectNode) read("/proofs/kat.json");
    answers.putArray("decrypt").add(read("/proofs/kat.json").path("decrypt").path(0));
    files.add(JSON.writeValueAsBytes(answers));
    return files;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
