package io.quittance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a JSON schema small: a part that stands in it more than once is named and stands once. */
final class Sharing {
  /** Shorter parts than this are not worth a name. */
  private static final int WORTH_A_NAME = 120;

  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final ObjectNode definitions = Yaml.object();

  private Sharing() {}

  static ObjectNode of(ObjectNode schema) {
    Sharing sharing = new Sharing();
    sharing.count(schema);
    ObjectNode small = (ObjectNode) sharing.shared(schema, true);
    if (!sharing.definitions.isEmpty()) {
      small.set("$defs", sharing.definitions);
    }
    return small;
  }

  private void count(JsonNode node) {
    if (seen.merge(node.toString(), 1, Integer::sum) == 1) {
      node.forEach(this::count);
    }
  }

  private JsonNode shared(JsonNode node, boolean top) {
    String text = node.toString();
    boolean schema = node.isObject() && (node.has("type") || node.has("properties"));
    if (top || !schema || text.length() < WORTH_A_NAME || seen.getOrDefault(text, 0) < 2) {
      return copied(node);
    }
    String name = names.get(text);
    if (name == null) {
      name = "d" + names.size();
      names.put(text, name);
      definitions.set(name, copied(node));
    }
    return Yaml.object().put("$ref", "#/$defs/" + name);
  }

  private JsonNode copied(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = Yaml.object();
      object
          .properties()
          .forEach(entry -> copy.set(entry.getKey(), shared(entry.getValue(), false)));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = Yaml.object().arrayNode();
      array.forEach(element -> copy.add(shared(element, false)));
      return copy;
    }
    return node;
  }
}
