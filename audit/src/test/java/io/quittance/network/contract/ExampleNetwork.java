package io.quittance.network.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.audit.HonestOperator;
import io.quittance.audit.log.MemoryLogs;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A network on which everything happens once. Its records are the contract's examples; run {@link
 * #main} after a schema has changed to make them anew.
 */
final class ExampleNetwork {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long HOUR_MILLIS = 3_600_000;

  private ExampleNetwork() {}

  /** Writes the examples into the file named by the first argument. */
  public static void main(String[] arguments) throws Exception {
    HonestOperator operator = new HonestOperator();
    everythingHappensOnce(operator);
    ObjectNode all = MAPPER.createObjectNode();
    all.set("network", MAPPER.readTree(operator.network().toJson()));
    ArrayNode records = all.putArray("records");
    for (Topic topic : Topics.all()) {
      for (int partition = 0; partition < operator.logs.extents(topic).size(); partition++) {
        for (ConsumerRecord<byte[], byte[]> record : operator.logs.partition(topic, partition)) {
          records
              .addObject()
              .put("topic", record.topic())
              .put("partition", record.partition())
              .put("timestampMillis", record.timestamp())
              .put("key", record.key() == null ? null : HexFormat.of().formatHex(record.key()))
              .put("value", HexFormat.of().formatHex(record.value()));
        }
      }
    }
    Files.writeString(
        Path.of(arguments[0]),
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  private static void everythingHappensOnce(HonestOperator operator) throws Exception {
    WalletAccount alice = operator.person("alice");
    WalletAccount bob = operator.person("bob");
    PreparedCommand payment = alice.transfer(bob.address(), 300, "for the cake", 1);
    operator.take(payment, alice);
    publishTotal(operator, HonestOperator.event(operator.eventOf(payment)));
    operator.take(alice.redeem(500, "account 7", 1), alice);
    operator.take(bob.applyCredits(2), bob);
    operator.take(operator.officer().freeze(bob.address(), "INVESTIGATION: case 7", 1), null);
    operator.take(bob.transfer(alice.address(), 1, "", 2), null);
    operator.take(operator.officer().unfreeze(bob.address(), "INVESTIGATION", 2), null);
    operator.take(alice.redeem(200, "account 7", 1), alice);
    operator.take(alice.close(1), alice);
  }

  /** What the windows job publishes of an hour with this one transfer. */
  private static void publishTotal(HonestOperator operator, Settled payment) {
    Transferred event = (Transferred) payment.getEvent();
    long hour = payment.getPosition().getTimestampMillis() / HOUR_MILLIS * HOUR_MILLIS;
    operator.logs.append(
        Topics.WINDOWS,
        0,
        hour + HOUR_MILLIS,
        payment.getAsset().bytes(),
        SingleObject.encode(
            new EncryptedTotal(
                payment.getAsset(),
                null,
                0,
                hour,
                hour + HOUR_MILLIS,
                1L,
                forAuditor(event.getLo()),
                forAuditor(event.getHi()))));
  }

  /** Returns commitment and auditor's handle. */
  private static Fixed64 forAuditor(Fixed128 part) {
    byte[] ciphertext = Arrays.copyOf(part.bytes(), 64);
    System.arraycopy(part.bytes(), 96, ciphertext, 32, 32);
    return new Fixed64(ciphertext);
  }

  /** Returns the examples as logs. */
  static MemoryLogs logs() throws Exception {
    JsonNode all = all();
    MemoryLogs logs = new MemoryLogs(network().commandPartitions());
    for (JsonNode record : all.get("records")) {
      Topic topic =
          Topics.all().stream()
              .filter(known -> known.name().equals(record.get("topic").textValue()))
              .findFirst()
              .orElseThrow();
      logs.append(
          topic,
          record.get("partition").intValue(),
          record.get("timestampMillis").longValue(),
          record.get("key").isNull()
              ? null
              : HexFormat.of().parseHex(record.get("key").textValue()),
          HexFormat.of().parseHex(record.get("value").textValue()));
    }
    return logs;
  }

  /** Returns the network that they are of. */
  static NetworkFile network() throws Exception {
    return NetworkFile.parse("examples", all().get("network").toString());
  }

  private static JsonNode all() throws Exception {
    return MAPPER.readTree(Examples.class.getResourceAsStream("examples.json"));
  }
}
