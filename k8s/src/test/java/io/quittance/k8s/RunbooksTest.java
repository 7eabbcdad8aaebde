package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the runbooks say word for word, as far as it can be checked without a cluster. */
class RunbooksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATCH =
      Pattern.compile(
          "kubectl patch (\\w+) (\\w+) -n quittance(?:-windows)? --type merge -p (?:\\\\\\n +)?'([^']+)'");
  private static final Pattern PATCHES = Pattern.compile("kubectl patch ");

  @Test
  void patches_fitTheSchemaOfWhatTheyChange() throws Exception {
    String runbooks = Files.readString(Yaml.FOLDER.resolve("RUNBOOKS.md"));
    CustomResources customResources = CustomResources.load();
    List<String> problems = new ArrayList<>();
    // One after the other: what is suspended is set running again.
    Map<String, ObjectNode> resources = new HashMap<>();
    int patches = 0;
    for (MatchResult patch : PATCH.matcher(runbooks).results().toList()) {
      ObjectNode resource =
          resources.computeIfAbsent(
              patch.group(2), name -> resource(patch.group(1), patch.group(2)));
      ObjectNode before = resource.deepCopy();
      JSON.readerForUpdating(resource).readValue(patch.group(3));
      assertFalse(before.equals(resource), patch.group() + " changes nothing");
      assertTrue(
          resource.path("spec").has("image"), "a patch is merged, and leaves the rest as it is");
      problems.addAll(customResources.problems(resource));
      patches++;
    }
    assertEquals(List.of(), problems);
    assertEquals(PATCHES.matcher(runbooks).results().count(), patches);
    assertTrue(patches >= 2, patches + " patches");
  }

  private static ObjectNode resource(String kind, String name) {
    return Kustomization.build(Yaml.FOLDER.resolve("overlays/production")).stream()
        .filter(manifest -> manifest.path("kind").asText().equalsIgnoreCase(kind))
        .filter(manifest -> manifest.path("metadata").path("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .deepCopy();
  }
}
