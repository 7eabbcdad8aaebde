package io.quittance.audit;

import io.quittance.audit.log.Checksums;
import io.quittance.network.QuittanceException;
import io.quittance.network.host.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * A directory with the latest snapshot of an audit, from which an interrupted audit goes on.
 *
 * <p>A snapshot is written beside the last one and renamed in one step, so there always is a whole
 * one. It lists the SHA-256 of each of its files, and all are checked before it is used.
 */
final class Snapshots {
  private static final String PREFIX = "snapshot-";
  private static final String UNFINISHED = ".new";
  private static final String TABLE_FILE = ".sst";

  private final Path directory;
  private final Map<String, String> tableSums = new HashMap<>();
  private long number;

  private Snapshots(Path directory) {
    this.directory = directory;
  }

  /** Opens a directory for snapshots, and makes it if it is not there. */
  static Snapshots in(Path directory) throws QuittanceException {
    try {
      Files.createDirectories(directory);
      return new Snapshots(directory);
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** Returns where the audit's store lies while it is at work; empty before the first snapshot. */
  Path restore() throws QuittanceException {
    Path work = directory.resolve("work");
    try {
      Utils.delete(work.toFile());
      Optional<Path> latest = latest();
      if (latest.isPresent()) {
        check(latest.get());
        Files.createDirectories(work);
        for (Path file : files(latest.get())) {
          Path target = work.resolve(file.getFileName());
          if (isTable(file)) {
            Files.createLink(target, file);
          } else {
            Files.copy(file, target);
          }
        }
      }
      return work;
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** Writes a snapshot and forgets the one before it. */
  void write(AuditStore store) throws QuittanceException {
    Path unfinished = directory.resolve(PREFIX + (number + 1) + UNFINISHED);
    Path snapshot = directory.resolve(PREFIX + (number + 1));
    try {
      Utils.delete(unfinished.toFile());
      store.copyTo(unfinished);
      Map<String, String> sums = sums(unfinished);
      tableSums.keySet().retainAll(sums.keySet());
      Files.writeString(
          unfinished.resolve(Checksums.FILE), Checksums.print(sums), StandardCharsets.UTF_8);
      DurableFile.finishDirectory(unfinished, snapshot);
      if (number > 0) {
        Utils.delete(directory.resolve(PREFIX + number).toFile());
      }
      number++;
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** A table file never changes under its name, so it is read once. */
  private String sum(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (!isTable(file)) {
      return Checksums.of(file);
    }
    String known = tableSums.get(name);
    String sum = known == null ? Checksums.of(file) : known;
    tableSums.put(name, sum);
    return sum;
  }

  private void check(Path snapshot) throws QuittanceException, IOException {
    String listed =
        Files.exists(snapshot.resolve(Checksums.FILE))
            ? Files.readString(snapshot.resolve(Checksums.FILE), StandardCharsets.UTF_8)
            : "";
    if (!listed.equals(Checksums.print(sums(snapshot)))) {
      throw QuittanceException.failure(
          "The audit's snapshot "
              + snapshot
              + " was altered: its files are not those in its "
              + Checksums.FILE
              + ".",
          "Delete it to begin anew.");
    }
  }

  private Map<String, String> sums(Path snapshot) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (Path file : files(snapshot)) {
      sums.put(file.getFileName().toString(), sum(file));
    }
    return sums;
  }

  private Optional<Path> latest() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> snapshots =
          all.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{1,18}"))
              .sorted(Comparator.comparingLong(Snapshots::number))
              .toList();
      if (snapshots.isEmpty()) {
        return Optional.empty();
      }
      Path latest = snapshots.get(snapshots.size() - 1);
      number = number(latest);
      return Optional.of(latest);
    }
  }

  private static long number(Path snapshot) {
    return Long.parseLong(snapshot.getFileName().toString().substring(PREFIX.length()));
  }

  private static boolean isTable(Path file) {
    return file.getFileName().toString().endsWith(TABLE_FILE);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> !file.endsWith(Checksums.FILE)).sorted().toList();
    }
  }

  static QuittanceException failed(Path directory, IOException cause) {
    return QuittanceException.failure(
        "The audit cannot keep its state in " + directory + ": " + cause + ".",
        "Check permissions and space there.",
        cause);
  }
}
