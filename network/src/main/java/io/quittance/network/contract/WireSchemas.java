package io.quittance.network.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;

/** The Avro schemas of what stands on topics. */
final class WireSchemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String STATE = "io.quittance.schemas.state";

  private WireSchemas() {}

  /** Returns the schemas of a topic's values. */
  static List<Schema> of(Topic topic) {
    return topic.valueSchemas().stream().map(WireSchemas::named).toList();
  }

  private static Schema named(String name) {
    return all()
        .filter(schema -> schema.getFullName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no record " + name + " is known"));
  }

  /** Returns the schemas of what is signed inside those: commands, entry and receipt. */
  static List<Schema> payloads() {
    Set<String> values =
        Topics.all().stream()
            .flatMap(topic -> topic.valueSchemas().stream())
            .collect(Collectors.toSet());
    return all().filter(schema -> !values.contains(schema.getFullName())).toList();
  }

  /** All types that can be encoded, but those of the job's own state. */
  private static Stream<Schema> all() {
    return SingleObject.types().stream()
        .map(type -> SpecificData.get().getSchema(type))
        .filter(schema -> !schema.getNamespace().equals(STATE));
  }

  /**
   * Returns every schema on topics, in Avro's parsing canonical form, by the 10 bytes in hex that
   * stand in front of records written with it: all that a program in another language needs to read
   * and write them.
   */
  static String byHeader() {
    return SingleObject.schemas().entrySet().stream()
        .filter(entry -> !entry.getValue().getNamespace().equals(STATE))
        .map(entry -> line(SingleObject.header(entry.getKey()), entry.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String line(byte[] header, Schema schema) {
    return String.format(
        "\"%s\": %s", HexFormat.of().formatHex(header), SchemaNormalization.toParsingForm(schema));
  }

  /** Returns a schema as JSON, complete in itself. */
  static JsonNode json(Schema schema) {
    try {
      return MAPPER.readTree(schema.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an Avro schema is JSON", impossible);
    }
  }
}
