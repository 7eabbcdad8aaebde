package io.quittance.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.network.watch.RecordJson;
import io.quittance.schemas.MalformedRecordException;
import java.util.Map;

/**
 * The first field in which two records differ.
 *
 * @param field its name, after those of the records around it
 * @param expected what it is in the first record
 * @param found what it is in the second
 */
record Differing(String field, String expected, String found) {
  private static final int SHOWN = 40;

  /** Compares two records in single-object encoding whose bytes differ. */
  static Differing first(byte[] expected, byte[] found) {
    try {
      Differing differing = first("", RecordJson.of(expected), RecordJson.of(found));
      return differing != null
          ? differing
          : new Differing("encoding", "that of the ledger", "another one");
    } catch (MalformedRecordException broken) {
      return new Differing("record", "a record", broken.getMessage());
    }
  }

  private static Differing first(String path, JsonNode expected, JsonNode found) {
    if (expected.equals(found)) {
      return null;
    }
    if (expected.isObject() && found.isObject()) {
      for (Map.Entry<String, JsonNode> field : expected.properties()) {
        JsonNode other = found.get(field.getKey());
        if (!field.getValue().equals(other)) {
          String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
          return other == null
              ? new Differing(name, shown(field.getValue()), shown(found))
              : first(name, field.getValue(), other);
        }
      }
    }
    return new Differing(path, shown(expected), shown(found));
  }

  /** Cuts long values; what is shown tells them apart nearly always. */
  private static String shown(JsonNode value) {
    String text = value.isTextual() ? value.textValue() : value.toString();
    if (text.isEmpty()) {
      return "nothing";
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
