package io.quittance.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Kubernetes' own resources, checked by its Java client, which refuses unknown keys. */
final class KubernetesResources {
  private static final Map<String, Check> CHECKS =
      Map.of(
          "v1/Namespace", V1Namespace::validateJsonElement,
          "v1/ServiceAccount", V1ServiceAccount::validateJsonElement,
          "v1/ConfigMap", V1ConfigMap::validateJsonElement,
          "v1/PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement,
          "rbac.authorization.k8s.io/v1/Role", V1Role::validateJsonElement,
          "rbac.authorization.k8s.io/v1/RoleBinding", V1RoleBinding::validateJsonElement,
          "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::validateJsonElement);

  private interface Check {
    void validate(JsonElement element) throws IOException;
  }

  private KubernetesResources() {}

  /** Returns what is wrong with a resource. */
  static List<String> problems(ObjectNode resource) {
    String kind = resource.path("apiVersion").asText() + "/" + resource.path("kind").asText();
    Check check = CHECKS.get(kind);
    if (check == null) {
      return List.of("nobody here knows " + kind);
    }
    try {
      check.validate(JsonParser.parseString(resource.toString()));
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      return List.of(e.getMessage());
    }
  }
}
