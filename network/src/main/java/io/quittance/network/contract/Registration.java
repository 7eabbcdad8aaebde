package io.quittance.network.contract;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema as a registry keeps it.
 *
 * @param subject of a topic's values, {@code TOPIC-value}, or where it has several, {@code
 *     TOPIC-RECORD}; of what is signed inside them, the record's full name
 * @param schema the schema
 * @param compatibility what the topic promises, in the registry's words
 */
public record Registration(String subject, Schema schema, String compatibility) {
  /** Signed bytes never change. */
  private static final String UNCHANGED = "FULL_TRANSITIVE";

  /** Readers of the newest schema read all records. */
  private static final String READS_OLDER = "BACKWARD_TRANSITIVE";

  /** Namespaces of what is signed inside the records of the journal. */
  private static final List<String> JUDGED = List.of(".command", ".journal");

  /** Returns all that a registry is to keep. */
  public static List<Registration> all() {
    List<Registration> all = new ArrayList<>();
    for (Topic topic : Topics.all()) {
      List<Schema> values = WireSchemas.of(topic);
      for (Schema value : values) {
        all.add(
            new Registration(
                // Confluent's name for a topic of one record type, and for one of several.
                topic.name() + "-" + (values.size() == 1 ? "value" : value.getFullName()),
                value,
                topic.equals(Topics.JOURNAL) ? UNCHANGED : READS_OLDER));
      }
    }
    for (Schema payload : WireSchemas.payloads()) {
      boolean judged = JUDGED.stream().anyMatch(payload.getNamespace()::endsWith);
      all.add(new Registration(payload.getFullName(), payload, judged ? UNCHANGED : READS_OLDER));
    }
    return all;
  }

  /**
   * Registers the schema, if the registry finds it compatible with what it has.
   *
   * @return the registry's id of it
   */
  public int at(Registry registry) throws QuittanceException {
    if (!registry.isCompatible(subject, schema)) {
      throw QuittanceException.failure(
          "The registry's latest schema of " + subject + " is not compatible with ours.",
          "See whether another version of Quittance, or somebody else, registered it.");
    }
    int id = registry.register(subject, schema);
    registry.promise(subject, compatibility);
    return id;
  }
}
