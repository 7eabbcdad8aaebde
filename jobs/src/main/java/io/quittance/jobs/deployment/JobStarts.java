package io.quittance.jobs.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.network.host.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which jobs were started on a directory of checkpoints, and from what state each: a file beside
 * the checkpoints, a line of JSON for each start. Numbers of checkpoints rise along a job's life
 * and go on in the job that is started from one; but a job that goes back to a savepoint counts
 * from there again, and only this tells its checkpoints from those it turned away from.
 */
final class JobStarts {
  private static final String FILE = "starts.jsonl";
  private static final int MAX_KEPT = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private JobStarts() {}

  /**
   * A start.
   *
   * @param job the job's id, 32 hexadecimal digits
   * @param from directory of the state it was started from; empty for the logs' beginning
   */
  record Start(String job, Optional<Path> from) {}

  /** Returns all starts that are noted, the first one first. */
  static List<Start> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    List<Start> starts = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        var object = JSON.readTree(line);
        starts.add(
            new Start(
                object.get("job").textValue(),
                Optional.ofNullable(object.get("from"))
                    .map(from -> directory.resolve(from.textValue()))));
      }
    }
    return starts;
  }

  /** Notes a start, before the job is submitted; readers see the list without it or with it. */
  static void add(Path directory, Start start) throws IOException {
    if (!Files.isDirectory(directory)) {
      // Java makes no directory where a link to one stands, to another disk say.
      Files.createDirectories(directory);
    }
    List<Start> starts = new ArrayList<>(read(directory));
    starts.add(start);
    StringBuilder text = new StringBuilder();
    for (Start one : starts.subList(Math.max(0, starts.size() - MAX_KEPT), starts.size())) {
      text.append(line(directory, one)).append('\n');
    }
    DurableFile.replace(directory.resolve(FILE), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String line(Path directory, Start start) throws IOException {
    ObjectNode object = JSON.createObjectNode().put("job", start.job());
    if (start.from().isPresent()) {
      Path base = directory.toAbsolutePath().normalize();
      Path from = start.from().get().toAbsolutePath().normalize();
      // So that a home can be moved.
      object.put("from", (from.startsWith(base) ? base.relativize(from) : from).toString());
    }
    return JSON.writeValueAsString(object);
  }
}
