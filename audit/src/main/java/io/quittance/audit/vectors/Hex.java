package io.quittance.audit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;

/** Reads the bytes that the vector files write as hexadecimal digits. */
final class Hex {
  private Hex() {}

  static byte[] bytes(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("the case lacks a field of hexadecimal digits");
    }
    return HexFormat.of().parseHex(node.asText());
  }

  /** Returns the bytes of a proof's context followed by those of the proof. */
  static byte[] contextAndProof(JsonNode node) {
    return HexFormat.of().parseHex(node.path("context").asText() + node.path("proof").asText());
  }
}
