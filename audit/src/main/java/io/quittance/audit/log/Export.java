package io.quittance.audit.log;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.host.DurableFile;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.export.ExportedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.file.DataFileWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Copies a network's topics into files: one for each partition, the network's file beside them, and
 * a list of checksums that {@code sha256sum -c} checks. It is written last: without it an export is
 * not complete.
 */
public final class Export {
  /** Name of the network's file in an export. */
  public static final String NETWORK_FILE = "network.json";

  /** Stands in the directory until the export is complete. */
  static final String UNFINISHED_MARK = "UNFINISHED";

  private final Logs logs;
  private final Path directory;
  private final Map<String, String> sums = new TreeMap<>();
  private long records;

  private Export(Logs logs, Path directory) {
    this.logs = logs;
    this.directory = directory;
  }

  /**
   * What was exported.
   *
   * @param files how many files, the network's included
   * @param records how many records
   */
  public record Result(int files, long records) {}

  /**
   * Exports all topics up to their present ends.
   *
   * @param directory is made; if it is there it must be empty, or hold an export that was cut short
   */
  public static Result to(Path directory, Logs logs, NetworkFile network, ProgressDisplay progress)
      throws QuittanceException {
    try {
      begin(directory);
      Result result = new Export(logs, directory).run(network, progress);
      Files.delete(directory.resolve(UNFINISHED_MARK));
      return result;
    } catch (IOException e) {
      throw QuittanceException.failure(
          "The export cannot be written to " + directory + ": " + e.getMessage() + ".",
          "Check permissions and space there, then export again.",
          e);
    }
  }

  /** Makes the directory ready, and marks it: an export that was cut short is begun anew. */
  private static void begin(Path directory) throws QuittanceException, IOException {
    DurableFile.createDirectories(directory);
    Path mark = directory.resolve(UNFINISHED_MARK);
    try (DirectoryStream<Path> there = Files.newDirectoryStream(directory)) {
      for (Path file : there) {
        if (!Files.exists(mark)) {
          throw QuittanceException.usage(
              "Directory " + directory + " is not empty.", "Export into a new one.");
        }
        if (isOfAnExport(file)) {
          Files.delete(file);
        }
      }
    }
    DurableFile.replace(mark, new byte[0]);
  }

  private static boolean isOfAnExport(Path file) {
    String name = file.getFileName().toString();
    return name.equals(NETWORK_FILE)
        || name.equals(Checksums.FILE)
        || Topics.all().stream()
            .anyMatch(
                topic -> name.startsWith(topic.name() + "-") && name.endsWith(ExportFile.SUFFIX));
  }

  private Result run(NetworkFile network, ProgressDisplay progress)
      throws QuittanceException, IOException {
    Map<Topic, List<Extent>> extents = new LinkedHashMap<>();
    for (Topic topic : inReadingOrder(logs)) {
      extents.put(
          topic,
          topic.equals(Topics.JOURNAL)
              ? ClosedCut.ofJournal(logs, List.of())
              : logs.extents(topic));
    }
    long total = extents.values().stream().flatMap(List::stream).mapToLong(Extent::length).sum();
    try (ProgressDisplay.Task task = progress.start("exporting", total)) {
      for (Map.Entry<Topic, List<Extent>> topic : extents.entrySet()) {
        copy(topic.getKey(), topic.getValue(), task);
      }
    }
    network.save(directory.resolve(NETWORK_FILE));
    sums.put(NETWORK_FILE, Checksums.of(directory.resolve(NETWORK_FILE)));
    DurableFile.create(
        directory.resolve(Checksums.FILE),
        Checksums.print(sums).getBytes(StandardCharsets.US_ASCII));
    return new Result(sums.size(), records);
  }

  /**
   * Returns the topics in the order in which their ends must be taken: what the operator says
   * first, then what he says it about, so that each receipt finds its command in the same copy. And
   * events before receipts: what is final has been told, so that a receipt that is not there is
   * missing.
   */
  public static List<Topic> inReadingOrder() {
    return List.of(
        Topics.WINDOWS,
        Topics.BALANCES,
        Topics.SETTLEMENTS,
        Topics.RECEIPTS,
        Topics.REJECTIONS,
        Topics.JOURNAL);
  }

  /** Returns those of them that there are: not every operator publishes windows. */
  public static List<Topic> inReadingOrder(Logs logs) throws QuittanceException {
    List<Topic> topics = new ArrayList<>(inReadingOrder());
    if (!logs.have(Topics.WINDOWS)) {
      topics.remove(Topics.WINDOWS);
    }
    return topics;
  }

  private void copy(Topic topic, List<Extent> extents, ProgressDisplay.Task task)
      throws QuittanceException, IOException {
    List<DataFileWriter<ExportedRecord>> writers = new ArrayList<>();
    Optional<LogIdentity> log = logs.identity(topic);
    try (LogScan scan = logs.read(topic, extents)) {
      for (int partition = 0; partition < extents.size(); partition++) {
        ExportFile file = new ExportFile(topic.name(), partition, extents.get(partition), log);
        writers.add(file.create(directory.resolve(ExportFile.name(topic, partition))));
      }
      Marks marks = new Marks(extents, task);
      List<ConsumerRecord<byte[], byte[]>> batch;
      while (!(batch = scan.next()).isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          writers.get(record.partition()).append(ExportFile.of(record));
          records++;
        }
        marks.moveTo(scan.positions());
      }
      marks.moveTo(scan.positions());
    } finally {
      for (DataFileWriter<ExportedRecord> writer : writers) {
        writer.close();
      }
    }
    for (int partition = 0; partition < extents.size(); partition++) {
      String name = ExportFile.name(topic, partition);
      DurableFile.force(directory.resolve(name));
      sums.put(name, Checksums.of(directory.resolve(name)));
    }
  }
}
