package io.quittance.jobs.deployment;

import io.quittance.jobs.deployment.JobStarts.Start;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of the job that Flink keeps on disk: checkpoints in {@code <directory>/<job
 * id>/chk-<n>} and the savepoints of stopped jobs in {@code <directory>/savepoint-<id>}, where the
 * id begins with the first six digits of the job's.
 *
 * <p>Which of them is the newest, their content says: Flink numbers a job's checkpoints and
 * savepoints in one row, writes the number into each, and goes on from it in the job that is
 * started from one. The times of the files say nothing: a copy of a directory has other ones.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String METADATA = "_metadata";
  private static final int MAX_ATTEMPTS = 100;
  private static final int JOB_DIGITS = 6;
  private static final Pattern STATE = Pattern.compile("chk-\\d{1,18}|savepoint-[0-9a-f-]+");

  private Checkpoints() {}

  /** A state that can be started from. */
  private record State(Path directory, long number) {}

  /**
   * Notes that a job is about to be started on a directory, so that its states can be told from
   * those of the jobs before it.
   *
   * @param from the state it is started from; nothing for the logs' beginning
   * @throws IllegalStateException if it cannot be noted; the job must not be started then
   */
  public static void begin(Path directory, JobID job, Optional<Path> from) {
    try {
      JobStarts.add(directory, new Start(job.toHexString(), from));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the start of the job cannot be noted beside its checkpoints in " + directory + ": " + e,
          e);
    }
  }

  /**
   * Returns the directory of the state to go on from below {@code directory}: the newest complete
   * checkpoint or savepoint of the job that was started last, else the one it was started from.
   *
   * <p>It is complete when its metadata file stands, which Flink moves into place last, and can be
   * read to its end. Where no start is noted, the highest number is taken for the newest.
   */
  public static Optional<Path> newest(Path directory) {
    for (int attempt = 1; Files.isDirectory(directory); attempt++) {
      try {
        return newestNow(directory);
      } catch (IOException | UncheckedIOException e) {
        // Flink removes old checkpoints all the time, also while this looks at them.
        if (attempt == MAX_ATTEMPTS) {
          throw new UncheckedIOException(
              "cannot list the checkpoints in " + directory, new IOException(e));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> newestNow(Path directory) throws IOException {
    List<Path> states = all(directory);
    List<Start> starts = JobStarts.read(directory);
    for (int i = starts.size() - 1; i >= 0; i--) {
      Start start = starts.get(i);
      Optional<State> from = start.from().flatMap(Checkpoints::state);
      long after = from.map(State::number).orElse(0L);
      Optional<State> newest =
          newest(states.stream().filter(state -> isOf(start.job(), state)).toList())
              .filter(state -> state.number() > after)
              .or(() -> from);
      if (newest.isPresent() || start.from().isEmpty()) {
        return newest.map(State::directory);
      }
    }
    return newest(states).map(State::directory);
  }

  private static List<Path> all(Path directory) throws IOException {
    // The directory itself may be a link, to another disk say.
    Path real = directory.toRealPath();
    try (Stream<Path> files = Files.find(real, 3, (path, kind) -> isMetadata(path))) {
      return files
          .map(metadata -> directory.resolve(real.relativize(metadata.getParent())))
          .toList();
    }
  }

  private static boolean isMetadata(Path path) {
    return path.getFileName().toString().equals(METADATA)
        && STATE.matcher(path.getParent().getFileName().toString()).matches();
  }

  private static boolean isOf(String job, Path state) {
    return state.getParent().getFileName().toString().equals(job)
        || state
            .getFileName()
            .toString()
            .startsWith("savepoint-" + job.substring(0, JOB_DIGITS) + "-");
  }

  private static Optional<State> newest(List<Path> directories) {
    List<State> states = new ArrayList<>();
    directories.forEach(directory -> state(directory).ifPresent(states::add));
    return states.stream().max(Comparator.comparingLong(State::number));
  }

  private static Optional<State> state(Path directory) {
    OptionalLong number = number(directory);
    return number.isPresent()
        ? Optional.of(new State(directory, number.getAsLong()))
        : Optional.empty();
  }

  /** Returns the number in a state's metadata; nothing if it is gone, or not all there. */
  private static OptionalLong number(Path directory) {
    Path metadata = directory.resolve(METADATA);
    if (!Files.exists(metadata)) {
      return OptionalLong.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
      return OptionalLong.of(
          org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
                  in, Checkpoints.class.getClassLoader(), directory.toString())
              .getCheckpointId());
    } catch (IOException | RuntimeException broken) {
      if (Files.exists(metadata)) {
        LOG.warn("{} is passed over: its metadata cannot be read", directory, broken);
      }
      return OptionalLong.empty();
    }
  }
}
