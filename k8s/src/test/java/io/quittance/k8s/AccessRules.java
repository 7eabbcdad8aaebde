package io.quittance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who reaches which secret, worked out from manifests' access rules (RBAC) as Kubernetes reads
 * them.
 *
 * <p>A service account reaches a secret if it may read it; if it may make or change anything of the
 * namespace that runs pods, as any pod may mount any secret of its namespace; if it may get into
 * another's pods or take another's identity or change the rules; and if it may change config maps
 * where Flink keeps there what its JobManager runs next, which then does whatever is written in.
 */
final class AccessRules {
  private static final Set<String> READ = Set.of("get", "list", "watch", "*");
  private static final Set<String> WRITE = Set.of("create", "update", "patch", "*");

  /** What runs pods, or is a way into one that runs. */
  private static final Set<String> PODS =
      Set.of(
          "pods",
          "pods/exec",
          "pods/attach",
          "pods/ephemeralcontainers",
          "deployments",
          "statefulsets",
          "daemonsets",
          "replicasets",
          "replicationcontrollers",
          "jobs",
          "cronjobs",
          "podtemplates",
          "flinkdeployments",
          "kafkas",
          "kafkanodepools",
          "*");

  /** With one of these one becomes somebody else, or may do more. */
  private static final Set<String> POWER =
      Set.of("serviceaccounts/token", "roles", "rolebindings", "clusterroles", "*");

  private final List<ObjectNode> manifests;

  AccessRules(List<ObjectNode> manifests) {
    this.manifests = List.copyOf(manifests);
  }

  /**
   * Returns the service accounts that reach each secret, both as {@code namespace/name}.
   *
   * @throws IllegalArgumentException if there is a kind of rule that this does not understand
   */
  Map<String, Set<String>> reached() {
    Map<String, Set<String>> reached = new TreeMap<>();
    secrets().forEach(secret -> reached.put(secret, new TreeSet<>()));
    for (ObjectNode binding : ofKind("RoleBinding")) {
      String namespace = namespace(binding);
      for (JsonNode rule : rules(binding, namespace)) {
        for (String secret : secrets()) {
          String name = secret.substring(secret.indexOf('/') + 1);
          if (secret.startsWith(namespace + "/") && reaches(rule, name, namespace)) {
            subjects(binding, namespace).forEach(reached.get(secret)::add);
          }
        }
      }
    }
    if (!ofKind("ClusterRoleBinding").isEmpty()) {
      throw new IllegalArgumentException("rights in every namespace are not understood here");
    }
    return reached;
  }

  /** Returns every secret that a manifest names or that Strimzi makes of one. */
  Set<String> secrets() {
    Set<String> secrets = new TreeSet<>();
    for (ObjectNode manifest : manifests) {
      String namespace = namespace(manifest);
      manifest.findValuesAsText("secretName").forEach(name -> secrets.add(namespace + "/" + name));
      for (String reference : List.of("secretKeyRef", "secretRef")) {
        manifest
            .findValues(reference)
            .forEach(named -> secrets.add(namespace + "/" + named.path("name").asText()));
      }
      if (manifest.path("kind").asText().equals("KafkaUser")) {
        secrets.add(namespace + "/" + manifest.path("metadata").path("name").asText());
      }
    }
    return secrets;
  }

  private boolean reaches(JsonNode rule, String secret, String namespace) {
    Set<String> resources = words(rule, "resources");
    Set<String> verbs = words(rule, "verbs");
    Set<String> named = words(rule, "resourceNames");
    boolean thisOne = named.isEmpty() || named.contains(secret);
    boolean reads = meet(resources, Set.of("secrets", "*")) && meet(verbs, READ) && thisOne;
    boolean runs = meet(resources, PODS) && meet(verbs, WRITE);
    boolean becomes = meet(resources, POWER) && meet(verbs, WRITE);
    boolean leads =
        meet(resources, Set.of("configmaps")) && meet(verbs, WRITE) && flinkRunsIn(namespace);
    return reads || runs || becomes || leads || meet(verbs, Set.of("escalate", "bind"));
  }

  private boolean flinkRunsIn(String namespace) {
    return ofKind("FlinkDeployment").stream().anyMatch(flink -> namespace(flink).equals(namespace));
  }

  private List<JsonNode> rules(ObjectNode binding, String namespace) {
    JsonNode reference = binding.path("roleRef");
    if (!reference.path("kind").asText().equals("Role")) {
      throw new IllegalArgumentException("only roles are understood here, not " + reference);
    }
    List<JsonNode> rules = new ArrayList<>();
    for (ObjectNode role : ofKind("Role")) {
      if (namespace(role).equals(namespace)
          && role.path("metadata").path("name").equals(reference.path("name"))) {
        role.path("rules").forEach(rules::add);
      }
    }
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("there is no role " + reference + " in " + namespace);
    }
    return rules;
  }

  private static List<String> subjects(ObjectNode binding, String namespace) {
    List<String> subjects = new ArrayList<>();
    for (JsonNode subject : binding.path("subjects")) {
      subjects.add(
          subject.path("namespace").asText(namespace) + "/" + subject.path("name").asText());
    }
    return subjects;
  }

  private List<ObjectNode> ofKind(String kind) {
    return manifests.stream()
        .filter(manifest -> manifest.path("kind").asText().equals(kind))
        .toList();
  }

  private static String namespace(JsonNode manifest) {
    return manifest.path("metadata").path("namespace").asText();
  }

  private static Set<String> words(JsonNode rule, String key) {
    Set<String> words = new TreeSet<>();
    rule.path(key).forEach(word -> words.add(word.asText()));
    return words;
  }

  private static boolean meet(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }
}
