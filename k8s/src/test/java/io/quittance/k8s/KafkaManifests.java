package io.quittance.k8s;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.schemas.Acl;
import io.quittance.schemas.Quota;
import io.quittance.schemas.Role;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Strimzi's topics and users, as they follow from the catalogues of topics and roles. */
final class KafkaManifests {
  /** Name of the network that the manifests are about. */
  static final String NETWORK = "main";

  /** Partitions of a ledger here; they bound how many instances can share the work. */
  static final int PARTITIONS = 16;

  private static final int REPLICAS = 3;
  private static final int IN_SYNC = 2;
  private static final String NOTE =
      """
      # Made from the catalogue of %s; after a change there:
      #   mvn -pl k8s -am test -Dtest=KafkaManifestsTest -Dsurefire.failIfNoSpecifiedTests=false \\
      #     -Dquittance.regenerate=true
      """;

  private KafkaManifests() {}

  static String topics() {
    StringBuilder text = new StringBuilder(String.format(NOTE, "topics"));
    for (Topic topic : Topics.all()) {
      text.append(Yaml.write(topic(topic)));
    }
    return text.toString();
  }

  static String users() {
    StringBuilder text = new StringBuilder(String.format(NOTE, "roles"));
    for (Role role : Roles.all(NETWORK)) {
      text.append(Yaml.write(user(role)));
    }
    return text.toString();
  }

  private static ObjectNode topic(Topic topic) {
    ObjectNode manifest = manifest("KafkaTopic", topic.name());
    ObjectNode spec = manifest.putObject("spec");
    spec.put("partitions", PARTITIONS);
    spec.put("replicas", REPLICAS);
    ObjectNode config = spec.putObject("config");
    Map<String, String> settings = new TreeMap<>(topic.configs());
    settings.forEach(
        (name, value) -> {
          if (value.matches("-?\\d+")) {
            config.put(name, Long.parseLong(value));
          } else {
            config.put(name, value);
          }
        });
    config.put("min.insync.replicas", IN_SYNC);
    config.put("unclean.leader.election.enable", false);
    return manifest;
  }

  private static ObjectNode user(Role role) {
    ObjectNode manifest = manifest("KafkaUser", role.name());
    ObjectNode spec = manifest.putObject("spec");
    spec.putObject("authentication").put("type", "scram-sha-512");
    ObjectNode authorization = spec.putObject("authorization");
    authorization.put("type", "simple");
    ArrayNode acls = authorization.putArray("acls");
    role.acls().forEach(acl -> acls.add(acl(acl)));
    role.quota().ifPresent(quota -> quotas(quota, spec.putObject("quotas")));
    return manifest;
  }

  private static void quotas(Quota quota, ObjectNode quotas) {
    // Kafka takes no quota of 0; who may write nothing needs none.
    if (quota.producedBytesPerSecond() > 0) {
      quotas.put("producerByteRate", quota.producedBytesPerSecond());
    }
    quotas.put("consumerByteRate", quota.consumedBytesPerSecond());
    quotas.put("requestPercentage", quota.requestPercent());
  }

  private static ObjectNode acl(Acl acl) {
    ObjectNode rule = Yaml.object();
    ObjectNode resource = rule.putObject("resource");
    resource.put(
        "type",
        switch (acl.resource()) {
          case TOPIC -> "topic";
          case GROUP -> "group";
          case TRANSACTIONAL_ID -> "transactionalId";
          case CLUSTER -> "cluster";
        });
    if (acl.resource() != Acl.Resource.CLUSTER) {
      resource.put("name", acl.name());
      resource.put("patternType", acl.prefix() ? "prefix" : "literal");
    }
    ArrayNode operations = rule.putArray("operations");
    List<Acl.Operation> sorted = acl.operations().stream().sorted().toList();
    for (Acl.Operation operation : sorted) {
      operations.add(
          switch (operation) {
            case READ -> "Read";
            case WRITE -> "Write";
            case DESCRIBE -> "Describe";
            case DESCRIBE_CONFIGS -> "DescribeConfigs";
          });
    }
    return rule;
  }

  private static ObjectNode manifest(String kind, String name) {
    ObjectNode manifest = Yaml.object();
    manifest.put("apiVersion", "kafka.strimzi.io/v1").put("kind", kind);
    ObjectNode metadata = manifest.putObject("metadata");
    metadata.put("name", name).put("namespace", "quittance");
    metadata.putObject("labels").put("strimzi.io/cluster", "quittance");
    return manifest;
  }
}
