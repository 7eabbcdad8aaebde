package io.quittance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The OpenAPI schemas of custom resources, unknown keys refused.
 *
 * <p>They are the schemas of the definitions that the operators install (Flink's operator 1.15.0,
 * Strimzi 1.2.0 and the Prometheus operator, Apache License 2.0), without their texts; the test
 * resources hold them, each part that stands there more than once only once. That of {@code
 * PrometheusRule} is written by hand after the Prometheus operator's 0.82. {@code
 * -Dquittance.crds=DIRECTORY} names newer definitions to test against, and with {@code
 * -Dquittance.regenerate=true} makes the resources anew from those.
 */
final class CustomResources {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESOURCES = "src/test/resources/schemas/";

  /** Words of a schema that decide; all else is text for people. */
  private static final Set<String> DECISIVE =
      Set.of(
          "type",
          "enum",
          "items",
          "required",
          "properties",
          "additionalProperties",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "pattern",
          "oneOf",
          "anyOf",
          "allOf",
          "not",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-int-or-string");

  private static final List<String> KINDS =
      List.of(
          "FlinkDeployment",
          "Kafka",
          "KafkaNodePool",
          "KafkaTopic",
          "KafkaUser",
          "PodMonitor",
          "PrometheusRule");

  private final Map<String, JsonSchema> schemas = new HashMap<>();

  private CustomResources() {}

  /** Returns the schemas of the directory that the option names, else those of the resources. */
  static CustomResources load() {
    Optional<Path> directory =
        Optional.ofNullable(System.getProperty("quittance.crds"))
            .filter(name -> !name.isEmpty())
            .map(Path::of);
    CustomResources resources = new CustomResources();
    if (directory.isPresent()) {
      definitions(directory.get()).forEach(resources::add);
    }
    for (String kind : KINDS) {
      resources.schemas.computeIfAbsent(kind, missing -> compiled(resource(missing)));
    }
    return resources;
  }

  /** Makes the test resources of the definitions in a directory. */
  static void regenerate(Path directory) throws IOException {
    for (Map.Entry<String, ObjectNode> definition : definitions(directory).entrySet()) {
      Files.writeString(
          Path.of(RESOURCES + definition.getKey() + ".json"),
          JSON.writeValueAsString(Sharing.of(definition.getValue())) + "\n");
    }
  }

  /** Returns whether a kind has a schema here. */
  boolean know(String kind) {
    return schemas.containsKey(kind);
  }

  /** Returns what is wrong with a resource. */
  List<String> problems(ObjectNode resource) {
    return schemas.get(resource.path("kind").asText()).validate(resource).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private void add(String kind, ObjectNode schema) {
    schemas.put(kind, compiled(schema));
  }

  private static JsonSchema compiled(ObjectNode schema) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
  }

  private static ObjectNode resource(String kind) {
    try (InputStream in = CustomResources.class.getResourceAsStream("/schemas/" + kind + ".json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, ObjectNode> definitions(Path directory) {
    Map<String, ObjectNode> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().matches(".*\\.ya?ml")).toList()) {
        for (JsonNode definition : Yaml.readAll(file)) {
          String kind = definition.path("spec").path("names").path("kind").asText();
          if (KINDS.contains(kind)) {
            JsonNode newest = definition.path("spec").path("versions").path(0);
            JsonNode schema = newest.path("schema").path("openAPIV3Schema");
            ObjectNode strict = strict((ObjectNode) schema);
            ObjectNode properties = (ObjectNode) strict.path("properties");
            // Kubernetes itself checks these, and no definition spells them out.
            properties.set("metadata", metadata());
            properties.putObject("kind").putArray("enum").add(kind);
            properties
                .putObject("apiVersion")
                .putArray("enum")
                .add(
                    definition.path("spec").path("group").asText()
                        + "/"
                        + newest.path("name").asText());
            found.put(kind, strict);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static ObjectNode metadata() {
    ObjectNode metadata = JSON.createObjectNode().put("type", "object");
    metadata.putArray("required").add("name");
    ObjectNode properties = metadata.putObject("properties");
    for (String text : List.of("name", "namespace")) {
      properties.putObject(text).put("type", "string");
    }
    for (String map : List.of("labels", "annotations")) {
      properties.putObject(map).put("type", "object");
    }
    metadata.put("additionalProperties", false);
    return metadata;
  }

  /** Returns a schema without its texts, which refuses keys that it does not name. */
  private static ObjectNode strict(ObjectNode schema) {
    ObjectNode strict = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> word : schema.properties()) {
      if (DECISIVE.contains(word.getKey())) {
        strict.set(word.getKey(), strictWord(word.getKey(), word.getValue()));
      }
    }
    if (schema.has("properties")
        && !schema.has("additionalProperties")
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      strict.put("additionalProperties", false);
    }
    if (strict.remove("x-kubernetes-int-or-string") != null) {
      strict.remove("anyOf");
      strict.set("type", JSON.createArrayNode().add("integer").add("string"));
    }
    strict.remove("x-kubernetes-preserve-unknown-fields");
    return strict;
  }

  private static JsonNode strictWord(String word, JsonNode value) {
    if (word.equals("properties")) {
      ObjectNode each = JSON.createObjectNode();
      value
          .properties()
          .forEach(entry -> each.set(entry.getKey(), strict((ObjectNode) entry.getValue())));
      return each;
    }
    if (word.equals("items") || word.equals("additionalProperties") || word.equals("not")) {
      return value instanceof ObjectNode object ? strict(object) : value;
    }
    return value instanceof ArrayNode || value.isValueNode() ? value : strict((ObjectNode) value);
  }
}
