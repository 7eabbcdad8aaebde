package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import io.quittance.network.document.Spelling;
import io.quittance.network.document.TextFile;
import io.quittance.network.file.QuittanceHome;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What every Kafka client is told besides its addresses: how to prove who it is, whom to trust, and
 * whatever else Kafka's clients can be set to and Quittance does not fix.
 *
 * <p>Values may be references that Kafka resolves where a client starts, such as {@code
 * ${file:/run/secrets/kafka:password}} with {@code config.providers=file}: then no secret is in the
 * settings at all.
 */
public final class KafkaSettings {
  /** No settings: plain text, and no name. */
  public static final KafkaSettings NONE = new KafkaSettings("Kafka's settings", new TreeMap<>());

  /** Name of the file in a {@link QuittanceHome} that is read unless another one is named. */
  public static final String FILE = "kafka.properties";

  private static final String PROVIDERS = "config.providers";
  private static final String REFERENCE = "${";

  /** What Quittance's promises depend on, and what it knows better from the network file. */
  private static final Set<String> FIXED =
      Set.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG);

  private final String source;
  private final SortedMap<String, String> values;

  private KafkaSettings(String source, SortedMap<String, String> values) {
    this.source = source;
    this.values = values;
  }

  /** Every setting that may be made. */
  public static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(AdminClientConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.add(PROVIDERS);
    names.removeAll(FIXED);
    return names;
  }

  /**
   * Checks settings.
   *
   * @param source where they stand, for messages, such as "kafka.properties"
   * @throws QuittanceException if one does not exist, is fixed, or has a value that cannot be; the
   *     message names it
   */
  public static KafkaSettings of(String source, Map<String, String> values)
      throws QuittanceException {
    SortedMap<String, String> checked = new TreeMap<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
      requireKnown(source, entry.getKey());
      checked.put(entry.getKey(), entry.getValue());
    }
    requireValid(source, checked);
    return new KafkaSettings(source, checked);
  }

  /** Reads a properties file. */
  public static KafkaSettings load(Path file) throws QuittanceException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(TextFile.read(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw QuittanceException.usage(
          "The Kafka settings " + file + " cannot be read: " + e.getMessage() + ".",
          "Name a properties file, such as Kafka's own tools take.");
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
    return of(file.toString(), values);
  }

  /** Reads a home's properties file, where it has one. */
  public static KafkaSettings in(QuittanceHome home) throws QuittanceException {
    Path file = home.directory().resolve(FILE);
    return Files.exists(file) ? load(file) : NONE;
  }

  /** These settings and others, which go before. */
  public KafkaSettings with(KafkaSettings others) {
    SortedMap<String, String> all = new TreeMap<>(values);
    all.putAll(others.values);
    return new KafkaSettings(others.values.isEmpty() ? source : others.source, all);
  }

  /** Whether a setting holds a secret, which must not be shown. */
  public static boolean isSecret(String name) {
    ConfigDef.ConfigKey key = AdminClientConfig.configDef().configKeys().get(name);
    return key != null && key.type == ConfigDef.Type.PASSWORD;
  }

  /** Where the settings stand. */
  public String source() {
    return source;
  }

  /** The settings of a client that starts from these addresses. */
  public Properties client(String bootstrapServers) {
    Properties properties = new Properties();
    properties.putAll(values);
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return properties;
  }

  /** The settings by name. */
  public SortedMap<String, String> values() {
    return new TreeMap<>(values);
  }

  /** The names of the settings; values may be secret. */
  @Override
  public String toString() {
    return source + values.keySet();
  }

  private static void requireKnown(String source, String name) throws QuittanceException {
    if (FIXED.contains(name)) {
      throw QuittanceException.usage(
          source + " cannot set " + name + ": Quittance's promises fix it.", "Remove that line.");
    }
    SortedSet<String> names = names();
    if (!names.contains(name) && !name.startsWith(PROVIDERS + ".")) {
      throw QuittanceException.usage(
          source
              + " sets "
              + name
              + ", which Kafka's clients do not know; did you mean "
              + Spelling.nearest(name, names)
              + "?",
          "Kafka's documentation lists the settings of consumers, producers and admin clients.");
    }
  }

  private static void requireValid(String source, Map<String, String> values)
      throws QuittanceException {
    for (ConfigDef definition :
        new ConfigDef[] {
          AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef()
        }) {
      for (Map.Entry<String, String> entry : values.entrySet()) {
        ConfigDef.ConfigKey key = definition.configKeys().get(entry.getKey());
        if (key != null && !entry.getValue().contains(REFERENCE)) {
          requireValid(source, key, entry.getValue());
        }
      }
    }
  }

  private static void requireValid(String source, ConfigDef.ConfigKey key, String value)
      throws QuittanceException {
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
    } catch (ConfigException e) {
      // Kafka's sentence repeats the value, and that may be a secret.
      String reason = isSecret(key.name) ? "" : ": " + e.getMessage();
      throw QuittanceException.usage(
          source + " sets " + key.name + " to what it cannot be" + reason + ".",
          "Correct that line.");
    }
  }
}
