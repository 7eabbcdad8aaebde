package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every manifest against the schema of its kind, unknown keys refused. */
class ManifestsTest {
  private static CustomResources customResources;

  @BeforeAll
  static void load() throws IOException {
    if (Boolean.getBoolean("quittance.regenerate")
        && System.getProperty("quittance.crds") != null) {
      CustomResources.regenerate(Path.of(System.getProperty("quittance.crds")));
    }
    customResources = CustomResources.load();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/local", "overlays/production"})
  void manifests_ofAFolder_fitTheirSchemas(String folder) {
    List<ObjectNode> manifests = Kustomization.build(Yaml.FOLDER.resolve(folder));
    assertFalse(manifests.isEmpty());
    List<String> problems = new ArrayList<>();
    for (ObjectNode manifest : manifests) {
      for (String problem : problems(manifest)) {
        problems.add(name(manifest) + ": " + problem);
      }
    }
    assertEquals(List.of(), problems);
  }

  @ParameterizedTest
  @CsvSource({
    "FlinkDeployment, /spec/job",
    "FlinkDeployment, /spec/podTemplate/spec/containers/0/securityContext",
    "Kafka, /spec/kafka/listeners/0",
    "KafkaNodePool, /spec/storage",
    "KafkaTopic, /spec",
    "KafkaUser, /spec/authorization/acls/0/resource",
    "PodMonitor, /spec/podMetricsEndpoints/0",
    "PrometheusRule, /spec/groups/0/rules/0",
    "NetworkPolicy, /spec",
    "PodDisruptionBudget, /spec/selector"
  })
  void manifest_withAMistypedKey_isRefused(String kind, String place) {
    ObjectNode manifest =
        Kustomization.build(Yaml.FOLDER.resolve("base")).stream()
            .filter(each -> each.path("kind").asText().equals(kind))
            .findFirst()
            .orElseThrow()
            .deepCopy();
    assertEquals(List.of(), problems(manifest));
    JsonNode parent = manifest.at(place);
    assertTrue(parent.isObject(), place);
    ((ObjectNode) parent).put("mistyped", "x");
    assertFalse(problems(manifest).isEmpty(), "a mistyped key of a " + kind);
  }

  private static List<String> problems(ObjectNode manifest) {
    return customResources.know(manifest.path("kind").asText())
        ? customResources.problems(manifest)
        : KubernetesResources.problems(manifest);
  }

  private static String name(JsonNode manifest) {
    return manifest.path("kind").asText() + " " + manifest.path("metadata").path("name").asText();
  }
}
