package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key that receipts are signed with is the settlement job's, and nobody else comes near it. */
class AccessTest {
  private static final String KEY = "quittance/operator-keys";
  private static final Set<String> SETTLEMENT = Set.of("quittance/settlement");
  private static final Set<String> WINDOWS = Set.of("quittance-windows/windows");

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/local", "overlays/production"})
  void secrets_areReachedByTheJobOfTheirNamespace_andByNobodyElse(String folder) {
    List<ObjectNode> manifests = Kustomization.build(Yaml.FOLDER.resolve(folder));
    Map<String, Set<String>> reached = new AccessRules(manifests).reached();
    assertEquals(SETTLEMENT, reached.get(KEY));
    assertTrue(reached.containsKey("quittance-windows/windows"), reached.toString());
    assertTrue(reached.containsKey("quittance/job"), reached.toString());
    reached.forEach(
        (secret, accounts) ->
            assertEquals(
                secret.startsWith("quittance-windows/") ? WINDOWS : SETTLEMENT, accounts, secret));
  }

  /** An account that no binding names may do nothing; pods of others must not run as these. */
  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/local", "overlays/production"})
  void pods_runAsTheAccountOfTheirJob(String folder) {
    for (ObjectNode manifest : Kustomization.build(Yaml.FOLDER.resolve(folder))) {
      String kind = manifest.path("kind").asText();
      if (kind.equals("FlinkDeployment")) {
        assertEquals(
            manifest.path("metadata").path("name"), manifest.path("spec").path("serviceAccount"));
      } else {
        assertTrue(manifest.findValues("serviceAccount").isEmpty(), kind);
        assertTrue(manifest.findValues("serviceAccountName").isEmpty(), kind);
      }
    }
  }

  @Test
  void windowsJob_asItWasInTheSameNamespace_wouldReachTheKey() {
    ObjectNode binding = find("RoleBinding", "settlement");
    ObjectNode second = binding.deepCopy();
    ((ObjectNode) second.path("metadata")).put("name", "windows");
    ((ObjectNode) second.path("subjects").path(0)).put("name", "windows");
    List<ObjectNode> manifests = new ArrayList<>(base());
    manifests.add(second);
    assertEquals(
        Set.of("quittance/settlement", "quittance/windows"),
        new AccessRules(manifests).reached().get(KEY));
  }

  @ParameterizedTest
  @CsvSource({
    "secrets, get, true",
    "secrets, list, true",
    "secrets, delete, false",
    "pods, create, true",
    "pods, get, false",
    "pods/exec, create, true",
    "jobs, create, true",
    "statefulsets, patch, true",
    "configmaps, update, true",
    "configmaps, get, false",
    "serviceaccounts/token, create, true",
    "rolebindings, create, true",
    "services, create, false",
    "*, *, true"
  })
  void account_thatMayDoThis_reachesTheKeyOrNot(String resource, String verb, boolean reaches) {
    assertEquals(reaches, stranger(rule(resource, verb)).contains("quittance/stranger"));
  }

  @Test
  void rule_forOneSecretByName_reachesThatOneOnly() {
    ObjectNode rule = rule("secrets", "get");
    rule.putArray("resourceNames").add("job");
    assertEquals(SETTLEMENT, stranger(rule));
    rule.putArray("resourceNames").add("operator-keys");
    assertTrue(stranger(rule).contains("quittance/stranger"));
  }

  /** Returns who reaches the key when a stranger's account has this rule besides. */
  private static Set<String> stranger(ObjectNode rule) {
    List<ObjectNode> manifests = new ArrayList<>(base());
    ObjectNode role = find("Role", "settlement").deepCopy();
    ((ObjectNode) role.path("metadata")).put("name", "stranger");
    ((ArrayNode) role.path("rules")).removeAll().add(rule);
    ObjectNode binding = find("RoleBinding", "settlement").deepCopy();
    ((ObjectNode) binding.path("metadata")).put("name", "stranger");
    ((ObjectNode) binding.path("roleRef")).put("name", "stranger");
    ((ObjectNode) binding.path("subjects").path(0)).put("name", "stranger");
    manifests.add(role);
    manifests.add(binding);
    return new AccessRules(manifests).reached().get(KEY);
  }

  private static ObjectNode rule(String resource, String verb) {
    ObjectNode rule = Yaml.object();
    rule.putArray("apiGroups").add("*");
    rule.putArray("resources").add(resource);
    rule.putArray("verbs").add(verb);
    return rule;
  }

  private static List<ObjectNode> base() {
    return Kustomization.build(Yaml.FOLDER.resolve("base"));
  }

  private static ObjectNode find(String kind, String name) {
    for (ObjectNode manifest : base()) {
      JsonNode metadata = manifest.path("metadata");
      if (manifest.path("kind").asText().equals(kind)
          && metadata.path("name").asText().equals(name)) {
        return manifest;
      }
    }
    throw new IllegalArgumentException("there is no " + kind + " " + name);
  }
}
