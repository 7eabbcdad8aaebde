package io.quittance.k8s;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * As much of kustomize as this folder uses, so that what is applied can be tested without it: files
 * and folders as resources, merging patches and lists of operations on custom resources, and config
 * maps made of files. Anything else in a kustomization file is refused.
 *
 * <p>On custom resources, kustomize merges objects, replaces lists and removes what a patch sets to
 * null. (On Kubernetes' own it merges lists by their keys: no patch here is about those.)
 */
final class Kustomization {
  private static final Set<String> KEYS =
      Set.of(
          "apiVersion", "kind", "resources", "patches", "configMapGenerator", "generatorOptions");

  private final Path folder;
  private final JsonNode file;

  private Kustomization(Path folder) {
    this.folder = folder;
    this.file = Yaml.read(folder.resolve("kustomization.yaml"));
    file.fieldNames()
        .forEachRemaining(key -> require(KEYS.contains(key), "this reader does not know " + key));
  }

  /** Returns all that is applied when a folder is. */
  static List<ObjectNode> build(Path folder) {
    return new Kustomization(folder).build();
  }

  private List<ObjectNode> build() {
    List<ObjectNode> resources = new ArrayList<>();
    for (JsonNode named : file.path("resources")) {
      Path path = folder.resolve(named.asText()).normalize();
      if (Files.isDirectory(path)) {
        resources.addAll(build(path));
      } else {
        Yaml.readAll(path).forEach(resource -> resources.add((ObjectNode) resource));
      }
    }
    for (JsonNode generated : file.path("configMapGenerator")) {
      resources.add(configMap(generated));
    }
    for (JsonNode patch : file.path("patches")) {
      apply(patch, resources);
    }
    return resources;
  }

  private ObjectNode configMap(JsonNode generator) {
    require(
        file.path("generatorOptions").path("disableNameSuffixHash").asBoolean(),
        "config maps must keep their names");
    ObjectNode map = Yaml.object();
    map.put("apiVersion", "v1").put("kind", "ConfigMap");
    ObjectNode metadata = map.putObject("metadata");
    metadata.set("name", generator.path("name"));
    metadata.set("namespace", generator.path("namespace"));
    if (generator.path("options").has("labels")) {
      metadata.set("labels", generator.path("options").path("labels"));
    }
    ObjectNode data = map.putObject("data");
    for (JsonNode name : generator.path("files")) {
      Path source = folder.resolve(name.asText());
      try {
        data.put(source.getFileName().toString(), Files.readString(source));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return map;
  }

  private void apply(JsonNode patch, List<ObjectNode> resources) {
    JsonNode change = Yaml.read(folder.resolve(patch.path("path").asText()));
    JsonNode target = patch.path("target");
    int changed = 0;
    for (ObjectNode resource : resources) {
      if (target.isMissingNode() ? sameName(resource, change) : matches(resource, target)) {
        require(
            resource.path("apiVersion").asText().contains("."),
            "only custom resources are patched, not " + resource.path("kind"));
        if (change instanceof ArrayNode operations) {
          operations.forEach(operation -> operate(resource, operation));
        } else {
          merge(resource, withoutName((ObjectNode) change));
        }
        changed++;
      }
    }
    require(changed > 0, patch.path("path") + " changes nothing");
  }

  private static boolean sameName(JsonNode one, JsonNode other) {
    return one.path("kind").equals(other.path("kind"))
        && one.path("metadata").path("name").equals(other.path("metadata").path("name"));
  }

  private static boolean matches(JsonNode resource, JsonNode target) {
    return target.properties().stream()
        .allMatch(
            wanted ->
                wanted.getKey().equals("kind")
                    ? wanted.getValue().equals(resource.path("kind"))
                    : wanted.getKey().equals("name")
                        && wanted.getValue().equals(resource.path("metadata").path("name")));
  }

  private static ObjectNode withoutName(ObjectNode patch) {
    ObjectNode copy = patch.deepCopy();
    copy.remove(List.of("apiVersion", "kind", "metadata"));
    return copy;
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      JsonNode before = into.get(change.getKey());
      if (change.getValue().isNull()) {
        into.remove(change.getKey());
      } else if (before instanceof ObjectNode object
          && change.getValue() instanceof ObjectNode nested) {
        merge(object, nested);
      } else {
        into.set(change.getKey(), change.getValue());
      }
    }
  }

  private void operate(ObjectNode resource, JsonNode operation) {
    JsonPointer path = JsonPointer.compile(operation.path("path").asText());
    JsonNode parent = resource.at(path.head());
    String last = path.last().getMatchingProperty();
    switch (operation.path("op").asText()) {
      case "remove" ->
          require(
              parent instanceof ObjectNode object && object.remove(last) != null,
              path + " removes nothing");
      case "add" -> {
        require(parent instanceof ArrayNode && last.equals("-"), path + " is no end of a list");
        ((ArrayNode) parent).add(operation.path("value"));
      }
      default -> require(false, "this reader does not know the operation " + operation);
    }
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(folder + "/kustomization.yaml: " + problem);
    }
  }
}
