package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.deployment.SettlementApplication;
import io.quittance.jobs.deployment.WindowsApplication;
import io.quittance.jobs.requirements.KafkaRequirements;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.host.ProcessText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifests say together, and with the code. */
class DeploymentTest {
  private static final Path SETTINGS = Yaml.FOLDER.resolve("base/flink/quittance.yaml");

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void flinkPods_mayNotDoMoreThanTheyMust(String folder) {
    assertConfined(one(folder, "FlinkDeployment", "windows").path("spec"));
    JsonNode spec = flink(folder).path("spec");
    assertConfined(spec);
    for (String part : List.of("jobManager", "taskManager")) {
      assertFalse(
          spec.path(part)
              .path("podTemplate")
              .path("spec")
              .path("topologySpreadConstraints")
              .isEmpty(),
          part);
    }
  }

  private static void assertConfined(JsonNode spec) {
    JsonNode pod = spec.path("podTemplate").path("spec");
    JsonNode container = pod.path("containers").path(0);
    assertConfined(pod, container);
    assertTrue(container.path("securityContext").path("readOnlyRootFilesystem").asBoolean());
    for (String part : List.of("jobManager", "taskManager")) {
      assertTrue(spec.path(part).path("resource").has("memory"), part);
      assertTrue(spec.path(part).path("resource").has("cpu"), part);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void windowsJob_hasItsOwnUser_andNoKeyThatReadsOrSigns(String folder) throws Exception {
    JsonNode deployment = one(folder, "FlinkDeployment", "windows");
    JsonNode job = deployment.path("spec").path("job");
    assertEquals(WindowsApplication.class.getName(), job.path("entryClass").asText());
    assertEquals("/opt/quittance/settings/quittance.yaml", job.path("args").path(0).asText());
    assertTrue(one(folder, "ConfigMap", "windows").path("data").has("quittance.yaml"));
    assertEquals(
        Set.of("windows", "quittance-cluster-ca-cert", "flink-tls"),
        Set.copyOf(deployment.findValuesAsText("secretName")));
    assertTrue(one(folder, "KafkaUser", "windows").has("spec"));
    assertEquals("windows", deployment.path("spec").path("serviceAccount").asText());
    OperatorConfiguration settings =
        OperatorConfiguration.load(
            Optional.of(Yaml.FOLDER.resolve("base/windows/quittance.yaml")), Map.of());
    JsonNode brokers = one(folder, "Kafka", "quittance").path("spec").path("kafka");
    assertTrue(
        settings.settlement().transactionTimeout().toMillis()
            <= brokers.path("config").path("transaction.max.timeout.ms").asLong());
    String namespace = deployment.path("metadata").path("namespace").asText();
    JsonNode peers = brokers.path("listeners").path(0).path("networkPolicyPeers");
    assertTrue(
        peers.findParents("namespaceSelector").stream()
            .filter(peer -> peer.path("namespaceSelector").toString().contains(namespace))
            .anyMatch(peer -> peer.path("podSelector").toString().contains("windows")),
        "Kafka does not listen to it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void stateOfTheTwoJobs_isKeptApart(String folder) {
    JsonNode settlement = flink(folder).path("spec").path("flinkConfiguration");
    JsonNode windows =
        one(folder, "FlinkDeployment", "windows").path("spec").path("flinkConfiguration");
    for (String key :
        List.of(
            "high-availability.storageDir",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir")) {
      assertFalse(windows.path(key).asText().startsWith(settlement.path(key).asText()), key);
      assertEquals(
          settlement.path(key).asText().split(":")[0], windows.path(key).asText().split(":")[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void kafkaPods_mayNotDoMoreThanTheyMust(String folder) {
    JsonNode cluster = one(folder, "Kafka", "quittance").path("spec");
    // A node pool's template replaces the cluster's, so that nothing may stand there.
    assertEquals(
        List.of("podDisruptionBudget"), names(cluster.path("kafka").path("template")), folder);
    for (String pool : List.of("brokers", "controllers")) {
      JsonNode template = one(folder, "KafkaNodePool", pool).path("spec").path("template");
      assertConfined(template.path("pod"), template.path("kafkaContainer"));
      assertEquals(
          folder.endsWith("production"),
          template.path("pod").has("topologySpreadConstraints"),
          pool);
    }
    JsonNode operators = cluster.path("entityOperator").path("template");
    for (String container : List.of("topicOperatorContainer", "userOperatorContainer")) {
      assertConfined(operators.path("pod"), operators.path(container));
    }
  }

  private static void assertConfined(JsonNode pod, JsonNode container) {
    JsonNode context = pod.path("securityContext");
    assertTrue(context.path("runAsNonRoot").asBoolean());
    assertEquals("RuntimeDefault", context.path("seccompProfile").path("type").asText());
    assertFalse(pod.path("enableServiceLinks").asBoolean(true));
    JsonNode own = container.path("securityContext");
    assertFalse(own.path("allowPrivilegeEscalation").asBoolean(true));
    assertEquals("ALL", own.path("capabilities").path("drop").path(0).asText());
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void flinkConfiguration_hasNoKeyThatNobodyKnows(String folder) {
    JsonNode windows = one(folder, "FlinkDeployment", "windows").path("spec");
    assertEquals(
        Set.of(), FlinkKeys.unknown(Set.copyOf(names(windows.path("flinkConfiguration")))));
    JsonNode configuration = flink(folder).path("spec").path("flinkConfiguration");
    Set<String> keys = new TreeSet<>(names(configuration));
    assertEquals(Set.of(), FlinkKeys.unknown(keys));
    for (JsonNode process : List.of(configuration, windows.path("flinkConfiguration"))) {
      List<String> options = List.of(process.path("env.java.opts.all").asText().split("\\s+"));
      assertTrue(options.containsAll(ProcessText.JAVA_OPTIONS), options + "");
      assertTrue(options.contains("--add-modules=jdk.incubator.vector"), options + "");
      assertTrue(process.path("execution.state-recovery.from-local").asBoolean());
      assertTrue(process.path("execution.checkpointing.local-backup.enabled").asBoolean());
    }
    keys.add("taskmanager.numberOfTaskSlot");
    assertEquals(Set.of("taskmanager.numberOfTaskSlot"), FlinkKeys.unknown(keys));
  }

  @Test
  void production_keepsStateInObjectStorage_andUpgradesBySavepoint() {
    JsonNode spec = flink("overlays/production").path("spec");
    JsonNode configuration = spec.path("flinkConfiguration");
    for (String key :
        List.of(
            "high-availability.storageDir",
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir")) {
      assertTrue(configuration.path(key).asText().startsWith("s3://"), key);
    }
    assertEquals("rocksdb", configuration.path("state.backend.type").asText());
    assertEquals("true", configuration.path("execution.checkpointing.incremental").asText());
    assertEquals("savepoint", spec.path("job").path("upgradeMode").asText());
    int most = configuration.path("job.autoscaler.vertex.max-parallelism").asInt();
    assertTrue(most <= KafkaManifests.PARTITIONS, "more instances than partitions are idle");
    assertTrue(spec.path("job").path("parallelism").asInt() <= most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void settings_areThoseOfTheJob_andWithinWhatTheBrokersGrant(String folder) throws Exception {
    OperatorConfiguration settings = OperatorConfiguration.load(Optional.of(SETTINGS), Map.of());
    SettlementOptions options = settings.settlement(1);
    JsonNode brokers = one(folder, "Kafka", "quittance").path("spec").path("kafka").path("config");
    Map<String, String> told = new TreeMap<>();
    brokers.properties().forEach(each -> told.put(each.getKey(), each.getValue().asText()));
    int count = one(folder, "KafkaNodePool", "brokers").path("spec").path("replicas").asInt();
    // The autoscaler may make as many instances as there are partitions.
    int most = KafkaManifests.PARTITIONS;
    assertEquals(
        List.of(),
        KafkaRequirements.unmetByBroker(told, count, most, options.withParallelism(most)));
    told.remove("producer.id.expiration.ms");
    told.put("producer.id.expiration.ms", "86400000");
    assertEquals(
        1,
        KafkaRequirements.unmetByBroker(told, count, most, options.withParallelism(most)).size());
    JsonNode job = flink(folder).path("spec").path("job");
    assertEquals(SettlementApplication.class.getName(), job.path("entryClass").asText());
    assertEquals("/opt/quittance/settings/quittance.yaml", job.path("args").path(0).asText());
    assertTrue(one(folder, "ConfigMap", "settlement").path("data").has("quittance.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void secrets_areOnlyNamed_andTheReadmeSaysWhoMakesThem(String folder) throws IOException {
    String readme = Files.readString(Yaml.FOLDER.resolve("README.md"));
    Set<String> made = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    for (ObjectNode manifest : Kustomization.build(Yaml.FOLDER.resolve(folder))) {
      assertFalse(manifest.path("kind").asText().equals("Secret"), "a secret in a manifest");
      made.add(manifest.path("metadata").path("name").asText());
      named.addAll(manifest.findValuesAsText("secretName"));
      manifest
          .findValues("secretKeyRef")
          .forEach(reference -> named.add(reference.path("name").asText()));
      manifest
          .findValues("configMap")
          .forEach(reference -> named.add(reference.path("name").asText()));
    }
    assertTrue(named.size() >= 4, named.toString());
    named.removeAll(made);
    for (String name : named) {
      assertTrue(readme.contains("| `" + name + "` |"), "nothing says who makes " + name);
    }
  }

  @Test
  void versions_areThoseOfTheBuild() throws IOException {
    String image = Files.readString(Yaml.FOLDER.resolve("Dockerfile"));
    String flink = EnvironmentInformation.getVersion();
    assertTrue(image.contains("FROM flink:" + flink + "-scala_2.12-java17"), "Flink is " + flink);
    String version = "v" + flink.substring(0, flink.lastIndexOf('.')).replace('.', '_');
    assertEquals(version, flink("base").path("spec").path("flinkVersion").asText());
    assertEquals(
        AppInfoParser.getVersion(),
        one("base", "Kafka", "quittance").path("spec").path("kafka").path("version").asText());
  }

  private static JsonNode flink(String folder) {
    return one(folder, "FlinkDeployment", "settlement");
  }

  private static JsonNode one(String folder, String kind, String name) {
    return Kustomization.build(Yaml.FOLDER.resolve(folder)).stream()
        .filter(manifest -> manifest.path("kind").asText().equals(kind))
        .filter(manifest -> manifest.path("metadata").path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
