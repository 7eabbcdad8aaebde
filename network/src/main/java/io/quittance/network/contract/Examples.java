package io.quittance.network.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.network.watch.RecordJson;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records that a network made, one of each kind, as they are kept with this class: real signatures
 * and proofs, which an audit accepts.
 */
final class Examples {
  private static final String RESOURCE = "examples.json";

  private final JsonNode records;

  private Examples(JsonNode records) {
    this.records = records;
  }

  static Examples load() {
    try (InputStream in = Examples.class.getResourceAsStream(RESOURCE)) {
      return new Examples(new ObjectMapper().readTree(in).get("records"));
    } catch (IOException e) {
      throw new UncheckedIOException("the examples of the contract cannot be read", e);
    }
  }

  /**
   * Returns the first example of each kind of a record type on a topic, as messages of an AsyncAPI
   * document.
   */
  List<ObjectNode> of(Topic topic, String recordName) {
    Map<String, ObjectNode> byKind = new TreeMap<>();
    for (JsonNode record : records) {
      byte[] value = HexFormat.of().parseHex(record.get("value").textValue());
      if (record.get("topic").textValue().equals(topic.name())
          && nameOf(value).equals(recordName)) {
        ObjectNode payload = payload(value);
        String kind = kind(recordName, payload);
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("name", kind);
        message.set("payload", payload);
        byKind.putIfAbsent(kind, message);
      }
    }
    return new ArrayList<>(byKind.values());
  }

  private static String nameOf(byte[] value) {
    try {
      return SingleObject.decode(value).getSchema().getName();
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("an example is no record", e);
    }
  }

  private static ObjectNode payload(byte[] value) {
    try {
      return RecordJson.of(value);
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("an example is no record", e);
    }
  }

  /** Names what a record is about: a command's or event's type, a verdict, else the record's. */
  private static String kind(String recordName, ObjectNode payload) {
    JsonNode inner = payload.has("payload") ? payload.get("payload") : payload.get("event");
    if (inner == null) {
      return payload.has("code") ? payload.get("code").textValue() : recordName;
    }
    String type = inner.fieldNames().next();
    return inner.get(type).has("status") ? inner.get(type).get("status").textValue() : type;
  }
}
