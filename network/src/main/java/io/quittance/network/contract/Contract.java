package io.quittance.network.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quittance.schemas.Acl;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.Limits;
import io.quittance.schemas.ReasonCode;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.Role;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.command.SignedCommand;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The contract of all topics as an AsyncAPI 3 document: channels, keys, Avro schemas, who may read
 * and write, rejection codes, and an example of every record that a network made. All of it follows
 * from the catalogues; nothing is said here that they do not say.
 */
public final class Contract {
  private static final String BINDING_VERSION = "0.5.0";
  private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";
  private static final String CONTENT = "application/avro-single-object";
  private static final String SIGNED_COMMAND = SignedCommand.class.getSimpleName();
  private static final String MESSAGES = "#/components/messages/";

  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final Examples examples;

  private Contract(Examples examples) {
    this.examples = examples;
  }

  /** Returns the document as YAML. */
  public static String yaml() {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .build();
    try {
      return mapper.writeValueAsString(document());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes could not be written", e);
    }
  }

  /** Returns the schemas alone, as JSON; see {@link WireSchemas#byHeader}. */
  public static String schemas() {
    return WireSchemas.byHeader();
  }

  /** Returns the document. */
  static ObjectNode document() {
    Contract contract = new Contract(Examples.load());
    contract.head();
    contract.channels();
    contract.operations();
    contract.components();
    contract.codes();
    return contract.document;
  }

  private void head() {
    document.put("asyncapi", "3.0.0").put("id", "urn:quittance:topics");
    ObjectNode info = document.putObject("info");
    info.put("title", "Quittance")
        .put("version", "1.0.0")
        .put(
            "description",
            """
            Confidential peer-to-peer payments: one journal in, receipts and settled events out.

            Record values are Avro in single-object encoding: c3 01, the 8 bytes of the schema's CRC-64-AVRO
            fingerprint, little-endian, and the record in Avro's binary encoding. They are not in the framing of
            Confluent's serializers (00 and a schema id), which therefore cannot read them: use a single-object
            decoder, such as Avro's BinaryMessageDecoder with all schemas of this document, or in Java
            io.quittance.network.kafka.RecordDeserializer as value.deserializer.

            A record counts only in its one canonical encoding. Keys are the 32 bytes of an account id,
            partitioned by Kafka's murmur2, which clients other than Java's must be set to.

            In examples, bytes are in hexadecimal digits and a signed record's payload is decoded.
            """)
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    document.put("defaultContentType", CONTENT);
    document
        .putObject("servers")
        .putObject("local")
        .put("host", "localhost:9092")
        .put("protocol", "kafka")
        .put("description", "What ./quittance up starts.");
  }

  private void channels() {
    ObjectNode channels = document.putObject("channels");
    for (Topic topic : Topics.all()) {
      ObjectNode channel = channels.putObject(shortName(topic));
      channel
          .put("address", topic.name())
          .put("title", shortName(topic))
          .put("description", "Written by " + topic.owner() + ". " + topic.promise());
      ObjectNode messages = channel.putObject("messages");
      for (Schema schema : WireSchemas.of(topic)) {
        messages.putObject(schema.getName()).put("$ref", MESSAGES + schema.getName());
      }
      ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
      kafka.put("topic", topic.name()).set("topicConfiguration", configuration(topic));
      kafka.put("bindingVersion", BINDING_VERSION);
      channel
          .put("x-key", topic.key())
          .put("x-isolation-level", topic.transactional() ? "read_committed" : "read_uncommitted")
          .put("x-timestamps", topic.configs().get("message.timestamp.type"))
          .put("x-partitions-fixed-for-life", topic.partitionedAsLedger());
      roles(channel.putObject("x-roles"), topic);
    }
  }

  private static ObjectNode configuration(Topic topic) {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    configuration.putArray("cleanup.policy").add(topic.configs().get("cleanup.policy"));
    configuration.put("retention.ms", topic.retention().map(kept -> kept.toMillis()).orElse(-1L));
    configuration.put("max.message.bytes", topic.maxMessageBytes());
    return configuration;
  }

  /** Says which role may do what with a topic. */
  private static void roles(ObjectNode roles, Topic topic) {
    for (Role role : Roles.all("NETWORK")) {
      List<String> allowed =
          role.acls().stream()
              .filter(acl -> acl.resource() == Acl.Resource.TOPIC)
              .filter(acl -> acl.name().equals(topic.name()))
              .flatMap(acl -> acl.operations().stream())
              .map(Enum::name)
              .sorted()
              .toList();
      if (!allowed.isEmpty()) {
        ArrayNode operations = roles.putArray(role.name());
        allowed.forEach(operations::add);
      }
    }
  }

  /** The document is that of the operator's settlement job. */
  private void operations() {
    ObjectNode operations = document.putObject("operations");
    for (Topic topic : Topics.all()) {
      boolean receives = topic.equals(Topics.JOURNAL);
      operations
          .putObject((receives ? "receive-" : "send-") + shortName(topic))
          .put("action", receives ? "receive" : "send")
          .put(
              "summary",
              receives
                  ? "Takes what senders want, and the entries that follow from it."
                  : "Says what came of it.")
          .putObject("channel")
          .put("$ref", "#/channels/" + shortName(topic));
    }
  }

  private void components() {
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    for (Topic topic : Topics.all()) {
      for (Schema schema : WireSchemas.of(topic)) {
        messages.set(schema.getName(), message(topic, schema));
      }
    }
    ObjectNode schemas = components.putObject("schemas");
    for (Schema payload : WireSchemas.payloads()) {
      schemas
          .putObject(payload.getName())
          .put("schemaFormat", AVRO)
          .set("schema", WireSchemas.json(payload));
    }
  }

  private ObjectNode message(Topic topic, Schema schema) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message
        .put("name", schema.getName())
        .put("summary", schema.getDoc())
        .put("contentType", CONTENT);
    if (schema.getName().equals(SIGNED_COMMAND)) {
      message.set("headers", headers());
    }
    message.putObject("payload").put("schemaFormat", AVRO).set("schema", WireSchemas.json(schema));
    message.set("bindings", keyBinding(topic));
    ArrayNode shown = message.putArray("examples");
    examples.of(topic, schema.getName()).forEach(shown::add);
    return message;
  }

  private static ObjectNode headers() {
    ObjectNode headers = JsonNodeFactory.instance.objectNode().put("type", "object");
    headers
        .putObject("properties")
        .putObject(CommandHeaders.DECODING_ADVICE)
        .put("type", "string")
        .put(
            "description",
            "Optional and never signed: bytes that help to verify the proofs faster, at most "
                + Limits.MAX_DECODING_ADVICE_BYTES
                + ". No verdict depends on them.");
    return headers;
  }

  private static ObjectNode keyBinding(Topic topic) {
    ObjectNode bindings = JsonNodeFactory.instance.objectNode();
    ObjectNode kafka = bindings.putObject("kafka");
    kafka
        .putObject("key")
        .put("type", "string")
        .put("format", "binary")
        .put("description", topic.key());
    kafka.put("bindingVersion", BINDING_VERSION);
    return bindings;
  }

  private void codes() {
    ArrayNode rejections = document.putArray("x-rejection-codes");
    for (RejectionCode code : RejectionCode.values()) {
      rejections
          .addObject()
          .put("code", code.name())
          .put("retryable", code.retryable())
          .put("explanation", code.explanation())
          .put("advice", code.advice());
    }
    ArrayNode reasons = document.putArray("x-reason-codes");
    Arrays.stream(ReasonCode.values())
        .forEach(
            code ->
                reasons
                    .addObject()
                    .put("code", code.name())
                    .put("explanation", code.explanation()));
  }

  private static String shortName(Topic topic) {
    return topic.name().substring(topic.name().lastIndexOf('.') + 1);
  }
}
