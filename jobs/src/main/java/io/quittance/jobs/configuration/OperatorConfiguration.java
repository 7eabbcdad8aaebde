package io.quittance.jobs.configuration;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.windows.WindowOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.Spelling;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * What an operator has set: the environment's word before the file's, the file's before the
 * defaults. Whatever is wrong is refused with the name of the setting, before anything starts.
 */
public final class OperatorConfiguration {
  /** Name of the file in a {@link QuittanceHome} that is read unless another one is named. */
  public static final String FILE = "quittance.yaml";

  /** The environment variable that names another file. */
  public static final String FILE_VARIABLE = "QUITTANCE_CONFIG";

  private static final String VARIABLES = "QUITTANCE_";

  /** Other programs have variables that begin alike; one so near to ours is a mistyped one. */
  private static final int MISTYPED_LETTERS = 2;

  private final QuittanceHome home;
  private final Configuration values;
  private final KafkaSettings kafkaClient;

  private OperatorConfiguration(
      QuittanceHome home, Configuration values, KafkaSettings kafkaClient) {
    this.home = home;
    this.values = values;
    this.kafkaClient = kafkaClient;
  }

  /**
   * Reads the file that is named, else the one that the environment names, else the home's where it
   * has one; the environment's variables go before it.
   *
   * @throws QuittanceException if a setting does not exist or has a value that cannot be; the
   *     message names it
   */
  public static OperatorConfiguration load(Optional<Path> named, Map<String, String> environment)
      throws QuittanceException {
    QuittanceHome home = QuittanceHome.of(environment);
    Path usual = home.directory().resolve(FILE);
    Optional<Path> file =
        named
            .or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
            .or(() -> Optional.of(usual).filter(Files::exists));
    SortedMap<String, String> settings =
        file.isPresent() ? SettingsFile.read(file.get()) : new TreeMap<>();
    return of(settings, environment);
  }

  private static OperatorConfiguration of(
      SortedMap<String, String> file, Map<String, String> environment) throws QuittanceException {
    Map<String, String> known = variables();
    requireSpelled(known, environment);
    SortedMap<String, String> all = new TreeMap<>(file);
    known.forEach(
        (variable, key) -> {
          if (environment.containsKey(variable)) {
            all.put(key, environment.get(variable));
          }
        });
    Configuration values = new Configuration();
    SortedMap<String, String> kafka = new TreeMap<>();
    for (Map.Entry<String, String> setting : all.entrySet()) {
      if (setting.getKey().startsWith(Settings.KAFKA_CLIENT)) {
        kafka.put(setting.getKey().substring(Settings.KAFKA_CLIENT.length()), setting.getValue());
      } else {
        requireKnown(setting.getKey());
        values.setString(setting.getKey(), setting.getValue());
      }
    }
    OperatorConfiguration configuration =
        new OperatorConfiguration(
            QuittanceHome.of(environment),
            values,
            KafkaSettings.of("the configuration's kafka.client", kafka));
    for (ConfigOption<?> option : Settings.all()) {
      configuration.get(option);
    }
    configuration.settlement();
    configuration.windows();
    configuration.kafka();
    return configuration;
  }

  /** Returns this configuration with one setting overridden, by the command line say. */
  public <T> OperatorConfiguration set(ConfigOption<T> option, T value) {
    Configuration changed = new Configuration(values);
    changed.set(option, value);
    return new OperatorConfiguration(home, changed, kafkaClient);
  }

  /** Returns where the local network's keys and logs are. */
  public QuittanceHome home() {
    return home;
  }

  /** Returns how the job runs. */
  public SettlementOptions settlement() throws QuittanceException {
    SettlementOptions options =
        SettlementOptions.defaults()
            .withTransactionTimeout(SettlementOptions.MAX_TRANSACTION_TIMEOUT);
    options = with(Settings.PARALLELISM, options::withParallelism);
    int commands = get(Settings.BATCH_COMMANDS);
    SettlementOptions parallel = options;
    options = with(Settings.BATCH_COMMANDS, size -> parallel.withBatch(size, parallel.batchWait()));
    SettlementOptions batched = options;
    options = with(Settings.BATCH_WAIT, wait -> batched.withBatch(commands, wait));
    options = with(Settings.CHECKPOINT_INTERVAL, options::withCheckpointInterval);
    options = with(Settings.TRANSACTION_TIMEOUT, options::withTransactionTimeout);
    options = with(Settings.COALESCED_BALANCES, options::withCoalescedBalances);
    return options.withStateBackend(get(Settings.STATE_BACKEND));
  }

  /** Returns how encrypted amounts are summed. */
  public WindowOptions windows() throws QuittanceException {
    WindowOptions options = WindowOptions.defaults();
    options = with(Settings.WINDOWS_SIZE, options::withSize);
    options = with(Settings.WINDOWS_AT_LEAST, options::withAtLeast);
    return options.withCheckpointInterval(get(Settings.CHECKPOINT_INTERVAL));
  }

  /** Returns how the job runs on a Flink whose own parallelism counts unless another is set. */
  public SettlementOptions settlement(int usualParallelism) throws QuittanceException {
    return values.contains(Settings.PARALLELISM)
        ? settlement()
        : settlement().withParallelism(usualParallelism);
  }

  /** Lets all logs of this process and of those it starts have the format that is set. */
  public void chooseLogFormat() throws QuittanceException {
    System.setProperty(LogFormat.PROPERTY, get(Settings.LOG_FORMAT).name());
  }

  /** Returns the network that a job in application mode settles. */
  public NetworkFile network() throws QuittanceException {
    NetworkFile file =
        NetworkFile.load(
            values.getOptional(Settings.NETWORK_FILE).map(Path::of).orElse(home.networkFile()));
    return values.getOptional(Settings.KAFKA_SERVERS).map(file::withBootstrapServers).orElse(file);
  }

  /** Returns where the keys are that receipts are signed with. */
  public QuittanceHome operatorKeys() {
    return values
        .getOptional(Settings.OPERATOR_KEYS)
        .map(directory -> QuittanceHome.of(Path.of(directory)))
        .orElse(home);
  }

  /** Returns what Kafka's clients are told, those of the file and those that stand here. */
  public KafkaSettings kafka() throws QuittanceException {
    Optional<String> file = values.getOptional(Settings.KAFKA_FILE);
    KafkaSettings filed =
        file.isPresent() ? KafkaSettings.load(Path.of(file.get())) : KafkaSettings.in(home);
    return filed.with(kafkaClient);
  }

  /** Returns every setting with its meaning, its default and its value, as YAML. */
  public String describe() throws QuittanceException {
    SettingsText text = new SettingsText();
    for (ConfigOption<?> option : Settings.all()) {
      text.add(option, Optional.ofNullable(get(option)).map(SettingsText::spelled));
    }
    return text.add(kafkaClient).toString();
  }

  /** Returns whether a setting has been given a value. */
  public boolean has(ConfigOption<?> option) {
    return values.contains(option);
  }

  /**
   * Returns the value of a setting, its default unless it was given one.
   *
   * @throws QuittanceException if the value is not of the setting's type
   */
  public <T> T get(ConfigOption<T> option) throws QuittanceException {
    try {
      return values.get(option);
    } catch (IllegalArgumentException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw refused(
          option.key()
              + " cannot be \""
              + values.getString(option.key(), "")
              + "\": "
              + reason.lines().findFirst().orElse("it has another type"));
    }
  }

  /**
   * Returns what is made of the value of a setting.
   *
   * @throws QuittanceException if {@code use} refuses the value; the message names the setting
   */
  public <T, R> R with(ConfigOption<T> option, Function<T, R> use) throws QuittanceException {
    try {
      return use.apply(get(option));
    } catch (IllegalArgumentException e) {
      throw refused(option.key() + " is wrong: " + e.getMessage());
    }
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (ConfigOption<?> option : Settings.all()) {
      variables.put(Settings.variable(option.key()), option.key());
    }
    for (String name : KafkaSettings.names()) {
      String key = Settings.KAFKA_CLIENT + name;
      variables.put(Settings.variable(key), key);
    }
    return variables;
  }

  private static void requireSpelled(Map<String, String> known, Map<String, String> environment)
      throws QuittanceException {
    Set<String> good = new HashSet<>(known.keySet());
    good.addAll(List.of(QuittanceHome.VARIABLE, FILE_VARIABLE, "QUITTANCE_JAVA_OPTS"));
    for (String variable : environment.keySet()) {
      if (variable.startsWith(VARIABLES) && !good.contains(variable)) {
        String nearest = Spelling.nearest(variable, good);
        if (Spelling.distance(variable, nearest) <= MISTYPED_LETTERS) {
          throw refused("there is no variable " + variable + "; did you mean " + nearest + "?");
        }
      }
    }
  }

  private static void requireKnown(String key) throws QuittanceException {
    List<String> keys = Settings.all().stream().map(ConfigOption::key).toList();
    if (!keys.contains(key)) {
      throw refused(
          "there is no setting " + key + "; did you mean " + Spelling.nearest(key, keys) + "?");
    }
  }

  static QuittanceException refused(String problem) {
    return QuittanceException.usage(problem, "'./quittance config' lists every setting.");
  }
}
