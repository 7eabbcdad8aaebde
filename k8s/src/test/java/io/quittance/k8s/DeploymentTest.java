package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.jobs.application.SettlementApplication;
import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.settlement.SettlementOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    JsonNode spec = flink(folder).path("spec");
    JsonNode pod = spec.path("podTemplate").path("spec");
    assertTrue(pod.path("securityContext").path("runAsNonRoot").asBoolean());
    assertEquals(
        "RuntimeDefault", pod.path("securityContext").path("seccompProfile").path("type").asText());
    JsonNode container = pod.path("containers").path(0).path("securityContext");
    assertTrue(container.path("readOnlyRootFilesystem").asBoolean());
    assertFalse(container.path("allowPrivilegeEscalation").asBoolean(true));
    assertEquals("ALL", container.path("capabilities").path("drop").path(0).asText());
    for (String part : List.of("jobManager", "taskManager")) {
      assertTrue(spec.path(part).path("resource").has("memory"), part);
      assertTrue(spec.path(part).path("resource").has("cpu"), part);
      assertFalse(
          spec.path(part)
              .path("podTemplate")
              .path("spec")
              .path("topologySpreadConstraints")
              .isEmpty(),
          part);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void flinkConfiguration_hasNoKeyThatNobodyKnows(String folder) {
    JsonNode configuration = flink(folder).path("spec").path("flinkConfiguration");
    Set<String> keys = new TreeSet<>();
    configuration.fieldNames().forEachRemaining(keys::add);
    assertEquals(Set.of(), FlinkKeys.unknown(keys));
    assertTrue(configuration.path("env.java.opts.all").asText().contains("jdk.incubator.vector"));
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
    assertTrue(
        options.transactionTimeout().toMillis()
            <= brokers.path("transaction.max.timeout.ms").asLong());
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
