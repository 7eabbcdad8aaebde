package io.quittance.analytics.table;

import io.quittance.analytics.format.Column;
import io.quittance.analytics.format.ColumnTypes;
import io.quittance.analytics.format.QuittanceFormatFactory;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.journal.SignedEntry;
import io.quittance.schemas.journal.SignedStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A topic as a Flink SQL table; the definition follows from the topic's contract and its schema.
 */
public final class TopicTable {
  private static final String PREFIX = "quittance.";

  /** Access lists of the role "analyst" allow groups with this prefix. */
  private static final String GROUP = "analyst-sql";

  private final Topic topic;
  private final Class<? extends SpecificRecordBase> type;

  private TopicTable(Topic topic, Class<? extends SpecificRecordBase> type) {
    this.topic = topic;
    this.type = type;
  }

  /** Returns the tables of all topics, in the catalogue's order. */
  public static List<TopicTable> all() {
    return Topics.all().stream().flatMap(topic -> of(topic).stream()).toList();
  }

  /**
   * Returns the tables of a topic: one for each type of record that stands there. Statements are no
   * rows: what they say are lists, and anybody can plant one that does not hold.
   */
  public static List<TopicTable> of(Topic topic) {
    return topic.valueSchemas().stream()
        .map(name -> new TopicTable(topic, type(name)))
        .filter(table -> table.type != SignedStatement.class)
        .toList();
  }

  private static Class<? extends SpecificRecordBase> type(String name) {
    return SingleObject.types().stream()
        .filter(candidate -> candidate.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the table's name: the topic's, without the prefix that all have; of the journal what
   * its records are.
   */
  public String name() {
    if (type == SignedCommand.class) {
      return "commands";
    }
    return type == SignedEntry.class ? "entries" : topic.name().substring(PREFIX.length());
  }

  /**
   * Returns the statement that defines the table.
   *
   * @param client settings of the Kafka clients, {@code bootstrap.servers} at least
   * @param bounded whether queries end at the topic's present end, or go on with what comes
   */
  public String definition(Properties client, boolean bounded) {
    List<String> lines = new ArrayList<>();
    for (Column column : Column.of(type)) {
      lines.add(
          "  "
              + quoted(column.name())
              + " "
              + ColumnTypes.of(column).getLogicalType().asSerializableString()
              + comment(column.doc()));
    }
    lines.add("  `kafkaPartition` INT NOT NULL METADATA FROM 'partition' VIRTUAL");
    lines.add("  `kafkaOffset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL");
    lines.add(
        "  `recordTime` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL"
            + comment("When the record was appended to its topic, or sent."));
    lines.add("  WATERMARK FOR `recordTime` AS `recordTime`");
    return "CREATE TABLE "
        + quoted(name())
        + " (\n"
        + String.join(",\n", lines)
        + "\n)"
        + comment(SpecificData.get().getSchema(type).getDoc())
        + " WITH (\n"
        + options(client, bounded).entrySet().stream()
            .map(option -> "  " + text(option.getKey()) + " = " + text(option.getValue()))
            .collect(Collectors.joining(",\n"))
        + "\n)";
  }

  private Map<String, String> options(Properties client, boolean bounded) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connector", "kafka");
    options.put("topic", topic.name());
    for (String setting : new TreeSet<>(client.stringPropertyNames())) {
      options.put("properties." + setting, client.getProperty(setting));
    }
    options.put("properties.group.id", GROUP);
    if (topic.transactional()) {
      options.put("properties.isolation.level", "read_committed");
    }
    options.put("scan.startup.mode", "earliest-offset");
    if (bounded) {
      options.put("scan.bounded.mode", "latest-offset");
    }
    options.put("format", QuittanceFormatFactory.IDENTIFIER);
    options.put("quittance.record", type.getSimpleName());
    if (topic == Topics.JOURNAL) {
      // Anybody may send anything there; what cannot be read stands in the rejections. Commands
      // and entries pass over each other, and over statements.
      options.put("quittance.skip-unreadable", "true");
    }
    return options;
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }

  private static String comment(String doc) {
    return doc == null ? "" : " COMMENT " + text(doc);
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
