package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationTest {
  @TempDir Path directory;

  @Test
  void file_withAKeyThatIsNotRead_isRefused() throws IOException {
    Files.writeString(directory.resolve("kustomization.yaml"), "kind: x\nnamePrefix: a-\n");
    assertThrows(IllegalArgumentException.class, () -> Kustomization.build(directory));
  }

  @Test
  void patch_thatChangesNothing_isRefused() throws IOException {
    Files.writeString(
        directory.resolve("kustomization.yaml"),
        "resources: [one.yaml]\npatches:\n  - path: two.yaml\n");
    Files.writeString(
        directory.resolve("one.yaml"), "apiVersion: a.b/v1\nkind: One\nmetadata: {name: x}\n");
    Files.writeString(
        directory.resolve("two.yaml"), "apiVersion: a.b/v1\nkind: Two\nmetadata: {name: x}\n");
    assertThrows(IllegalArgumentException.class, () -> Kustomization.build(directory));
  }

  /** Where kubectl is at hand, what is tested here is what it applies. */
  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/local", "overlays/production"})
  void folder_readHere_isWhatKubectlMakesOfIt(String folder) throws Exception {
    Path made = directory.resolve("made.yaml");
    assumeTrue(kubectl(folder, made), "no kubectl here");
    Map<String, JsonNode> theirs = new TreeMap<>();
    Yaml.readAll(made).forEach(manifest -> theirs.put(name(manifest), manifest));
    Map<String, JsonNode> ours = new TreeMap<>();
    List<ObjectNode> built = Kustomization.build(Yaml.FOLDER.resolve(folder));
    built.forEach(manifest -> ours.put(name(manifest), manifest));
    assertEquals(built.size(), ours.size(), "each resource stands once");
    assertEquals(theirs.keySet(), ours.keySet());
    theirs.forEach((name, manifest) -> assertEquals(manifest, ours.get(name), name));
  }

  private static boolean kubectl(String folder, Path output) throws Exception {
    try {
      return new ProcessBuilder("kubectl", "kustomize", folder)
              .directory(Yaml.FOLDER.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static String name(JsonNode manifest) {
    JsonNode metadata = manifest.path("metadata");
    return String.join(
        " ",
        manifest.path("kind").asText(),
        metadata.path("namespace").asText(),
        metadata.path("name").asText());
  }
}
