package io.quittance.audit.log;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import io.quittance.schemas.export.ExportedRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;

/**
 * The topics in a directory that {@link Export} has written. Every file is held to its checksum
 * before anything is read from it.
 */
public final class ExportedLogs implements Logs {
  private final Path directory;
  private final Map<String, String> sums;

  private ExportedLogs(Path directory, Map<String, String> sums) {
    this.directory = directory;
    this.sums = sums;
  }

  /** Opens an export and checks that it is whole and unaltered. */
  public static ExportedLogs open(Path directory) throws QuittanceException {
    try {
      Map<String, String> sums =
          Checksums.parse(
              Files.readString(directory.resolve(Checksums.FILE), StandardCharsets.UTF_8));
      for (Map.Entry<String, String> sum : sums.entrySet()) {
        if (!Checksums.of(directory.resolve(sum.getKey())).equals(sum.getValue())) {
          throw unusable(
              directory, sum.getKey() + " is not what " + Checksums.FILE + " says", null);
        }
      }
      return new ExportedLogs(directory, sums);
    } catch (NoSuchFileException e) {
      throw unusable(directory, "there is no file " + e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(directory, String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the network's file that was exported beside the topics. */
  public NetworkFile network() throws QuittanceException {
    return NetworkFile.load(directory.resolve(Export.NETWORK_FILE));
  }

  @Override
  public boolean have(Topic topic) {
    return sums.containsKey(ExportFile.name(topic, 0));
  }

  @Override
  public List<Extent> extents(Topic topic) throws QuittanceException {
    return files(topic).stream().map(ExportFile::extent).toList();
  }

  @Override
  public Optional<LogIdentity> identity(Topic topic) throws QuittanceException {
    List<Optional<LogIdentity>> logs =
        files(topic).stream().map(ExportFile::log).distinct().toList();
    if (logs.size() > 1) {
      throw unusable(directory, "its files of " + topic.name() + " are of different logs", null);
    }
    return logs.get(0);
  }

  private List<ExportFile> files(Topic topic) throws QuittanceException {
    List<ExportFile> files = new ArrayList<>();
    while (sums.containsKey(ExportFile.name(topic, files.size()))) {
      Path file = directory.resolve(ExportFile.name(topic, files.size()));
      try (DataFileReader<ExportedRecord> reader = ExportFile.open(file)) {
        ExportFile described = ExportFile.describe(reader);
        if (!described.topic().equals(topic.name()) || described.partition() != files.size()) {
          throw new IOException("it is the file of another partition");
        }
        files.add(described);
      } catch (IOException | AvroRuntimeException e) {
        throw unusable(directory, file + " cannot be read: " + e.getMessage(), e);
      }
    }
    if (files.isEmpty()) {
      throw unusable(directory, "it holds no topic " + topic.name(), null);
    }
    return files;
  }

  @Override
  public LogScan read(Topic topic, List<Extent> stretches) throws QuittanceException {
    List<Path> files = new ArrayList<>();
    for (int partition = 0; partition < stretches.size(); partition++) {
      files.add(directory.resolve(ExportFile.name(topic, partition)));
    }
    return ExportedScan.open(files, stretches);
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return directory.toString();
  }

  private static QuittanceException unusable(Path directory, String why, Exception cause) {
    return QuittanceException.failure(
        "The export in " + directory + " cannot be used: " + why + ".",
        "Get a new copy of it, or export again.",
        cause);
  }
}
