package io.quittance.network.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quittance.audit.Audit;
import io.quittance.audit.AuditOptions;
import io.quittance.audit.Report;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The contract is valid, complete, the one that is checked in, and its examples are genuine. */
class ContractTest {
  private static final String CHECKED_IN = "/io/quittance/network/contract/asyncapi.yaml";
  private static final String JAVASCRIPT = "wallet/examples/js/schemas.json";

  @Test
  void document_isTheOneCheckedIn() throws Exception {
    try (InputStream in = Contract.class.getResourceAsStream(CHECKED_IN)) {
      assertEquals(
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          Contract.yaml(),
          "renew it: ./quittance contract > network/src/main/resources" + CHECKED_IN);
    }
  }

  @Test
  void schemasByHeader_areThoseOfTheWalletInJavaScript() throws Exception {
    assertEquals(
        Files.readString(Path.of("..", JAVASCRIPT)),
        Contract.schemas(),
        "renew them: ./quittance contract --schemas > " + JAVASCRIPT);
  }

  @Test
  void document_heldToAsyncApisOwnSchema_isValid() throws Exception {
    assertEquals(Set.of(), schema().validate(new YAMLMapper().readTree(Contract.yaml())));
  }

  @Test
  void documentWithAMistake_heldToAsyncApisOwnSchema_isInvalid() throws Exception {
    ObjectNode mistaken = Contract.document();
    mistaken.withObject("/channels/journal").put("adress", "quittance.journal");
    assertFalse(schema().validate(mistaken).isEmpty());
    mistaken = Contract.document();
    ((ObjectNode) mistaken.at("/components/messages/Settled/payload/schema")).put("type", "recrod");
    assertFalse(schema().validate(mistaken).isEmpty());
  }

  @Test
  void document_hasEveryTopicSchemaAndCode() throws Exception {
    JsonNode document = new YAMLMapper().readTree(Contract.yaml());
    for (Topic topic : Topics.all()) {
      List<Schema> schemas = new ArrayList<>();
      for (JsonNode reference : channel(document, topic).at("/messages")) {
        JsonNode message = document.at(reference.get("$ref").textValue().substring(1));
        schemas.add(new Schema.Parser().parse(message.at("/payload/schema").toString()));
        assertFalse(message.get("examples").isEmpty(), topic.name() + " has no example");
      }
      assertEquals(topic.valueSchemas(), schemas.stream().map(Schema::getFullName).toList());
      assertEquals(WireSchemas.of(topic), schemas);
    }
    List<String> codes = new ArrayList<>();
    document.get("x-rejection-codes").forEach(code -> codes.add(code.get("code").textValue()));
    assertEquals(Arrays.stream(RejectionCode.values()).map(Enum::name).toList(), codes);
  }

  @Test
  void examples_showEveryCommandAndEvent() {
    assertEquals(
        Set.of(
            "ApplyCredits",
            "CloseAccount",
            "Entry",
            "Freeze",
            "Issue",
            "OpenAccount",
            "Redeem",
            "Statement",
            "Transfer",
            "Unfreeze"),
        kinds(Topics.JOURNAL));
    assertEquals(
        Set.of(
            "Opened",
            "Issued",
            "Transferred",
            "CreditsApplied",
            "Redeemed",
            "Frozen",
            "Unfrozen",
            "Closed"),
        kinds(Topics.SETTLEMENTS));
    assertEquals(Set.of("ACCEPTED", "CREDITED", "REJECTED"), kinds(Topics.RECEIPTS));
    assertEquals(Set.of("FROZEN"), kinds(Topics.REJECTIONS));
  }

  @Test
  void examples_audited_agree() throws Exception {
    Report report = Audit.of(ExampleNetwork.logs(), ExampleNetwork.network(), AuditOptions.plain());
    assertEquals(List.of(), report.differences());
    assertEquals(11, report.commands().accepted());
    assertEquals(1, report.commands().rejected());
    assertTrue(report.published().pending() == 0 && report.published().receipts() == 15);
  }

  @Test
  void registrations_areOfAllThatCanStandOnATopic() {
    Set<String> registered = new TreeSet<>();
    for (Registration registration : Registration.all()) {
      registered.add(registration.schema().getFullName());
    }
    Set<String> wire = new TreeSet<>();
    for (Class<?> type : SingleObject.types()) {
      if (!type.getPackageName().endsWith(".state")) {
        wire.add(type.getName());
      }
    }
    assertEquals(wire, registered);
  }

  private static Set<String> kinds(Topic topic) {
    Set<String> kinds = new TreeSet<>();
    for (Schema schema : WireSchemas.of(topic)) {
      Examples.load()
          .of(topic, schema.getName())
          .forEach(example -> kinds.add(example.get("name").textValue()));
    }
    return kinds;
  }

  private static JsonNode channel(JsonNode document, Topic topic) {
    for (JsonNode channel : document.get("channels")) {
      if (channel.get("address").textValue().equals(topic.name())) {
        return channel;
      }
    }
    throw new AssertionError("no channel of " + topic.name());
  }

  /** The schema of AsyncAPI 3.0.0, from the npm package @asyncapi/specs (Apache License 2.0). */
  private static JsonSchema schema() throws Exception {
    try (InputStream in =
        ContractTest.class.getResourceAsStream("/asyncapi/3.0.0-without-id.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
    }
  }
}
