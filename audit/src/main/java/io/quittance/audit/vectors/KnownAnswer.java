package io.quittance.audit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.audit.vectors.Judgement.Finding;
import io.quittance.audit.vectors.VectorJudge.Opinion;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * One stated value, to be computed again when its opinion is asked for.
 *
 * @param id where it stands in its file
 * @param opinion accepts if what was computed is what is stated
 * @param expected reject for values that must be refused
 */
record KnownAnswer(String id, Supplier<Opinion> opinion, Finding expected) {
  static KnownAnswer of(String id, Supplier<Opinion> opinion) {
    return new KnownAnswer(id, opinion, Finding.ACCEPT);
  }

  static KnownAnswer refused(String id, Supplier<Opinion> opinion) {
    return new KnownAnswer(id, opinion, Finding.REJECT);
  }

  Judgement judgement(String file) {
    Opinion found;
    try {
      found = opinion.get();
    } catch (IllegalArgumentException e) {
      found = Opinion.reject(e.getMessage());
    }
    return new Judgement(file, id, found.finding(), found.reason(), expected);
  }

  /** Accepts if the bytes are the stated hexadecimal digits. */
  static Opinion compare(String name, JsonNode stated, byte[] computed) {
    return Arrays.equals(Hex.bytes(stated), computed)
        ? Opinion.accept()
        : Opinion.reject(name + " is " + HexFormat.of().formatHex(computed));
  }

  /** Accepts if the text is the stated one. */
  static Opinion compare(String name, JsonNode stated, String computed) {
    return stated.isTextual() && stated.asText().equals(computed)
        ? Opinion.accept()
        : Opinion.reject(name + " is " + computed);
  }

  /**
   * The first opinion that rejects, else acceptance; the later ones are computed only if needed.
   */
  @SafeVarargs
  static Opinion all(Supplier<Opinion>... opinions) {
    for (Supplier<Opinion> next : opinions) {
      Opinion opinion = next.get();
      if (opinion.finding() != Finding.ACCEPT) {
        return opinion;
      }
    }
    return Opinion.accept();
  }
}
