package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where promtool is at hand, it plays time series to the alerts. */
class AlertRulesTest {
  private static final Path SERIES = Yaml.FOLDER.resolve("src/test/resources/alerts-test.yaml");

  @TempDir Path directory;

  @Test
  void alerts_areRaisedWhenTheyMust_andNotOtherwise() throws Exception {
    assumeTrue(promtool("--version").exitCode() == 0, "no promtool here");
    for (Path file : Monitoring.ALERTS) {
      ObjectNode spec = (ObjectNode) Yaml.read(file).path("spec");
      String name = file.getParent().getFileName() + ".yaml";
      Files.writeString(directory.resolve(name), Yaml.write(spec));
    }
    Files.copy(SERIES, directory.resolve("alerts-test.yaml"));
    Result result = promtool("test", "rules", "alerts-test.yaml");
    assertEquals(0, result.exitCode(), result.output());
  }

  private record Result(int exitCode, String output) {}

  private Result promtool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "promtool";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Path output = directory.resolve("output");
    try {
      int exitCode =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      return new Result(exitCode, Files.readString(output));
    } catch (IOException missing) {
      return new Result(-1, "");
    }
  }
}
