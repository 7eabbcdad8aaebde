package io.quittance.network.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.network.QuittanceException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A JSON object read strictly: every field is asked for by name and type, and what is missing or of
 * another type is said with the file's name and the field's path. Values are never quoted in
 * messages, because they may be secrets.
 */
public final class JsonDocument {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String source;
  private final String path;
  private final JsonNode node;

  private JsonDocument(String source, String path, JsonNode node) {
    this.source = source;
    this.path = path;
    this.node = node;
  }

  /**
   * Reads a JSON object.
   *
   * @param source name of the file, for messages
   */
  public static JsonDocument parse(String source, String text) throws QuittanceException {
    Objects.requireNonNull(source, "source");
    JsonNode node;
    try {
      node = MAPPER.readTree(TextFile.withoutMark(text));
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the text around the error, which may be a key.
      String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw unreadable(source, "is not valid JSON" + line);
    }
    if (!node.isObject()) {
      throw unreadable(source, "does not hold a JSON object");
    }
    return new JsonDocument(source, "", node);
  }

  /** An empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The text of an object: indented, with a line end. */
  public static String print(ObjectNode object) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON nodes could not be written", e);
    }
  }

  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** The names of all fields that hold something, in the order of the text. */
  public List<String> fields() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> !has(name));
    return names;
  }

  public String text(String field) throws QuittanceException {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw wrong(field, "must be a string");
    }
    return value.textValue();
  }

  /** A whole number within the given bounds, both included. */
  public int integer(String field, int least, int most) throws QuittanceException {
    JsonNode value = required(field);
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw wrong(field, "must be a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }

  /** A whole number of up to 63 bits within the given bounds, both included. */
  public long whole(String field, long least, long most) throws QuittanceException {
    JsonNode value = required(field);
    if (!value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.longValue() < least
        || value.longValue() > most) {
      throw wrong(field, "must be a whole number from " + least + " to " + most);
    }
    return value.longValue();
  }

  /** Either true or false. */
  public boolean flag(String field) throws QuittanceException {
    JsonNode value = required(field);
    if (!value.isBoolean()) {
      throw wrong(field, "must be true or false");
    }
    return value.booleanValue();
  }

  /** A moment, written as in {@code 2026-11-25T08:00:00Z}. */
  public Instant instant(String field) throws QuittanceException {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeParseException e) {
      throw wrong(field, "must be a time such as 2026-11-25T08:00:00Z");
    }
  }

  /** A byte string of the given length, written in hexadecimal. */
  public byte[] bytes(String field, int length) throws QuittanceException {
    String hex = text(field);
    byte[] value;
    try {
      value = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw wrong(field, "must be hexadecimal");
    }
    if (value.length != length) {
      throw wrong(field, "must be " + length + " bytes, not " + value.length);
    }
    return value;
  }

  /** The object that stands under a field. */
  public JsonDocument object(String field) throws QuittanceException {
    JsonNode value = required(field);
    if (!value.isObject()) {
      throw wrong(field, "must be an object");
    }
    return new JsonDocument(source, path + field + ".", value);
  }

  /** The objects of the array that stands under a field. */
  public List<JsonDocument> objects(String field) throws QuittanceException {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw wrong(field, "must be an array");
    }
    List<JsonDocument> objects = new ArrayList<>();
    for (JsonNode element : value) {
      String name = field + "[" + objects.size() + "]";
      if (!element.isObject()) {
        throw wrong(name, "must be an object");
      }
      objects.add(new JsonDocument(source, path + name + ".", element));
    }
    return objects;
  }

  /** The strings of the array that stands under a field. */
  public List<String> texts(String field) throws QuittanceException {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw wrong(field, "must be an array");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw wrong(field + "[" + texts.size() + "]", "must be a string");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The failure that a field holds something it must not. */
  public QuittanceException wrong(String field, String problem) {
    return unreadable(source, "is damaged: " + path + field + " " + problem);
  }

  private JsonNode required(String field) throws QuittanceException {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw wrong(field, "is missing");
    }
    return value;
  }

  private static QuittanceException unreadable(String source, String problem) {
    return QuittanceException.failure(
        source + " " + problem + ".", "Restore the file from a copy, or name another one.");
  }
}
