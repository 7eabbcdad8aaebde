package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quittance.audit.Audit;
import io.quittance.audit.AuditMetrics;
import io.quittance.audit.AuditOptions;
import io.quittance.audit.log.KafkaLogs;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.Topics;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.stack.cluster.SupervisorMetrics;
import io.quittance.stack.local.EmbeddedBroker;
import io.quittance.stack.local.LocalStack;
import io.quittance.stack.metrics.MetricsEndpoint;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.CommandTopicRecord;
import io.quittance.wallet.keys.WalletKeys;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MonitoringTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ASSET = "EURQ";
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private static final Pattern OPERATOR = Pattern.compile("operator_name=\"([^\"]*)\"");

  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (quittance_\\w+) ");
  private static final Pattern LISTED = Pattern.compile("`(quittance_\\w+)(?:\\{[a-z,]+})?`");

  /** Reasons of a rejection are exported when they first occur. */
  private static final Set<String> LATER = Set.of("BAD_PROOF");

  @TempDir Path directory;

  @Test
  void alerts_haveARunbookThatSaysWhatToDo() throws Exception {
    String runbooks = Files.readString(Yaml.FOLDER.resolve("RUNBOOKS.md"));
    assertTrue(Monitoring.alerts().size() > 10);
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> alert : Monitoring.alerts().entrySet()) {
      String anchor = "k8s/RUNBOOKS.md#" + alert.getKey().toLowerCase(Locale.ROOT);
      if (!alert.getValue().path("annotations").path("runbook").asText().equals(anchor)) {
        problems.add(alert.getKey() + " does not name " + anchor);
      }
      Matcher section =
          Pattern.compile("(?ms)^## " + alert.getKey() + "$(.*?)(?=^#|\\z)").matcher(runbooks);
      if (!section.find() || !section.group(1).contains("**What it says.**")) {
        problems.add("no section is about " + alert.getKey());
        continue;
      }
      for (String part : List.of("\n**Look.** ", "\n**Do.** ", "\n**Over** ")) {
        if (!section.group(1).contains(part)) {
          problems.add("the section on " + alert.getKey() + " has no " + part.strip());
        }
      }
    }
    assertEquals(List.of(), problems);
  }

  @Test
  void expressions_areReadAsPrometheusReadsThem() {
    Monitoring.Use use =
        Monitoring.uses("sum by (le) (rate(flink_x_total{code=\"A\",type!=\"B\"}[1m])) + up")
            .get(0);
    assertEquals("flink_x_total", use.name());
    assertEquals(Map.of("code", "A"), use.equal());
    assertEquals(Set.of("code", "le", "type"), use.labels());
  }

  @Test
  @Timeout(900)
  void metrics_ofAlertsAndDashboards_areExportedByTheRunningJobs() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    AuditMetrics audit = new AuditMetrics(registry);
    try (LocalStack stack =
            LocalStack.in(QuittanceHome.of(directory))
                .anyPorts()
                .settlement(
                    SettlementOptions.defaults().withCheckpointInterval(Duration.ofMillis(200)))
                .start();
        DeployedWindows windows = DeployedWindows.start(stack.network());
        MetricsEndpoint auditor = MetricsEndpoint.start(0, registry)) {
      stack.awaitRunning(PATIENCE);
      send(stack);
      try (KafkaLogs logs = KafkaLogs.of(stack.network(), KafkaSettings.NONE)) {
        Audit.of(logs, stack.network(), AuditOptions.plain().withMetrics(audit));
      }
      URI[] endpoints = {stack.prometheus(), windows.prometheus(), auditor.address()};
      Awaitility.await("all metrics to have values")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertEquals(Set.of(), missing(endpoints)));
      // Whoever may refuse an entry begins with none: a count that begins with 1 shows no rise.
      assertEquals(
          Set.of("read journal", "admit", "settle"),
          operators(stack.prometheus(), "type=\"Entry\",", "verdict=\"rejected\","));
    }
  }

  /** Returns the names of the operators that export something with these labels. */
  private static Set<String> operators(URI endpoint, String... labels) throws Exception {
    Set<String> operators = new TreeSet<>();
    page(endpoint)
        .lines()
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .forEach(line -> OPERATOR.matcher(line).results().forEach(m -> operators.add(m.group(1))));
    return operators;
  }

  /**
   * An account, money for it, a record that is rejected and a forged entry: enough for every metric
   * to have a value.
   */
  private static void send(LocalStack stack) throws Exception {
    SecureRandom random = new SecureRandom();
    var network = stack.network();
    var asset = network.asset(ASSET);
    WalletKeys keys = WalletKeys.generate("alice", network.identity(), ASSET, random);
    WalletAccount alice = WalletAccount.unopened(keys, asset, random);
    PreparedCommand open = alice.open();
    alice.accepted(open);
    AuthorityKeys issuer = AuthorityKeys.load(stack.home().issuerFile(), KeyKind.ISSUER);
    PreparedCommand issue =
        Issuer.of(network.identity(), asset, issuer.signingKey())
            .issue(alice.address(), 1_000, "", 1);
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", stack.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (PreparedCommand command : List.of(open, issue)) {
        producer.send(CommandTopicRecord.of(command, network.commandPartitions())).get();
      }
      producer.send(new ProducerRecord<>(Topics.JOURNAL.name(), new byte[] {1, 2, 3})).get();
      AccountId payee = alice.id();
      producer
          .send(
              CommandTopicRecord.of(
                  Partitions.of(payee, network.commandPartitions()),
                  payee.toBytes(),
                  forgedEntry(network.id(), payee, random),
                  Optional.empty()))
          .get();
    }
  }

  /** An entry that no key of the operator's has signed. */
  private static byte[] forgedEntry(NetworkId network, AccountId payee, SecureRandom random) {
    Fixed32 any = new Fixed32(new byte[32]);
    Fixed128 amount = new Fixed128(new byte[128]);
    Paid paid =
        new Paid(any, any, any, amount, amount, ByteBuffer.allocate(0), 0, ByteBuffer.allocate(0));
    Entry entry =
        Entry.of(
            new io.quittance.schemas.journal.Entry(
                any, payee.fixed(), 1L, 0L, any, any, new JournalPosition(0, 0L, 0L, 1), paid));
    return SignedEntry.sign(network, SigningKey.random(random), entry).toBytes();
  }

  /**
   * Strimzi's reporter names a broker's metric by group, type and name of its MBean, in lower case,
   * and tells those that the Kafka resource allows.
   */
  @Test
  void metrics_ofTheBrokers_areSuchAsABrokerHas_andAreTold() throws Exception {
    Set<String> named = Monitoring.ofKafka();
    assertTrue(named.size() >= 3, named.toString());
    Set<String> had = new TreeSet<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
      for (ObjectName bean :
          ManagementFactory.getPlatformMBeanServer()
              .queryNames(new ObjectName("kafka.*:*"), null)) {
        had.add(
            String.join(
                    "_", bean.getDomain(), bean.getKeyProperty("type"), bean.getKeyProperty("name"))
                .replace('.', '_')
                .toLowerCase(Locale.ROOT));
      }
      assertFalse(broker.bootstrapServers().isEmpty());
    }
    JsonNode allowed =
        Yaml.readAll(Yaml.FOLDER.resolve("base/kafka/cluster.yaml"))
            .get(0)
            .at("/spec/kafka/metricsConfig/values/allowList");
    for (String name : named) {
      assertTrue(had.contains(name), "a broker has no " + name);
      boolean told = false;
      for (JsonNode pattern : allowed) {
        told |= name.matches(pattern.asText());
      }
      assertTrue(told, name + " is not told");
    }
  }

  @Test
  void metrics_ofOurOwnProcesses_standInTheReadme() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    new AuditMetrics(registry);
    new SupervisorMetrics(registry, List.of("broker"));
    try (MetricsEndpoint endpoint = MetricsEndpoint.start(0, registry)) {
      Set<String> told = new TreeSet<>();
      TYPE.matcher(page(endpoint.address())).results().forEach(type -> told.add(type.group(1)));
      Set<String> listed = new TreeSet<>();
      LISTED
          .matcher(Files.readString(Yaml.FOLDER.resolve("README.md")))
          .results()
          .forEach(name -> listed.add(name.group(1)));
      assertEquals(told, listed);
    }
  }

  private static String page(URI endpoint) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Returns what the expressions ask for and the endpoints do not have. */
  private static Set<String> missing(URI... endpoints) throws Exception {
    StringBuilder pages = new StringBuilder();
    for (URI endpoint : endpoints) {
      pages.append(page(endpoint)).append('\n');
    }
    Map<String, List<String>> samples =
        pages
            .toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.groupingBy(line -> line.split("[{ ]", 2)[0]));
    Set<String> missing = new TreeSet<>();
    Monitoring.expressions()
        .forEach(
            (place, expression) -> {
              List<Monitoring.Use> uses = Monitoring.uses(expression);
              assertFalse(uses.isEmpty() && !Monitoring.isOfOthers(expression), place);
              for (Monitoring.Use use : uses) {
                List<String> ofThatName = samples.getOrDefault(use.name(), List.of());
                if (ofThatName.stream().noneMatch(sample -> fits(sample, use))) {
                  missing.add(use + " of " + place);
                }
              }
            });
    return missing;
  }

  private static boolean fits(String sample, Monitoring.Use use) {
    Map<String, String> labels = new TreeMap<>();
    LABEL.matcher(sample).results().forEach(each -> labels.put(each.group(1), each.group(2)));
    return labels.keySet().containsAll(use.labels())
        && use.equal().entrySet().stream()
            .allMatch(
                label ->
                    LATER.contains(label.getValue())
                        || Optional.of(label.getValue())
                            .equals(Optional.ofNullable(labels.get(label.getKey()))));
  }
}
