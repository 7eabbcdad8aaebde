package io.quittance.audit.log;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.export.ExportedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The files of a topic being read together, the oldest record of all first. */
final class ExportedScan implements LogScan {
  /** Most records of a batch. */
  static final int BATCH = 500;

  private final List<PartitionFile> files = new ArrayList<>();
  private final PriorityQueue<PartitionFile> oldestFirst =
      new PriorityQueue<>(
          Comparator.<PartitionFile>comparingLong(file -> file.head().timestamp())
              .thenComparingInt(file -> file.head().partition()));

  private ExportedScan() {}

  static ExportedScan open(List<Path> paths, List<Extent> stretches) throws QuittanceException {
    ExportedScan scan = new ExportedScan();
    for (int partition = 0; partition < paths.size(); partition++) {
      PartitionFile file = PartitionFile.open(paths.get(partition), stretches.get(partition));
      scan.files.add(file);
      if (file.next.isPresent()) {
        scan.oldestFirst.add(file);
      }
    }
    return scan;
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> next() throws QuittanceException {
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    while (batch.size() < BATCH && !oldestFirst.isEmpty()) {
      PartitionFile file = oldestFirst.remove();
      batch.add(file.head());
      file.advance();
      if (file.next.isPresent()) {
        oldestFirst.add(file);
      }
    }
    return batch;
  }

  @Override
  public List<Long> positions() {
    return files.stream()
        .map(file -> file.next.map(ConsumerRecord::offset).orElse(file.stretch.end()))
        .toList();
  }

  @Override
  public void close() throws QuittanceException {
    for (PartitionFile file : files) {
      file.close();
    }
  }

  /** One partition's file, with the record that comes next. */
  private static final class PartitionFile {
    private final Path path;
    private final Extent stretch;
    private final DataFileReader<ExportedRecord> reader;
    private final ExportFile description;
    private long last = -1;
    private Optional<ConsumerRecord<byte[], byte[]>> next = Optional.empty();

    private PartitionFile(
        Path path, Extent stretch, DataFileReader<ExportedRecord> reader, ExportFile description) {
      this.path = path;
      this.stretch = stretch;
      this.reader = reader;
      this.description = description;
    }

    static PartitionFile open(Path path, Extent stretch) throws QuittanceException {
      try {
        DataFileReader<ExportedRecord> reader = ExportFile.open(path);
        PartitionFile file = new PartitionFile(path, stretch, reader, ExportFile.describe(reader));
        file.advance();
        return file;
      } catch (IOException | AvroRuntimeException e) {
        throw broken(path, e);
      }
    }

    ConsumerRecord<byte[], byte[]> head() {
      return next.orElseThrow();
    }

    void advance() throws QuittanceException {
      try {
        do {
          next =
              reader.hasNext()
                  ? Optional.of(description.record(inOrder(reader.next())))
                  : Optional.empty();
        } while (next.isPresent() && head().offset() < stretch.begin());
        if (next.isPresent() && head().offset() >= stretch.end()) {
          next = Optional.empty();
        }
      } catch (IOException | AvroRuntimeException e) {
        throw broken(path, e);
      }
    }

    private ExportedRecord inOrder(ExportedRecord record) throws IOException {
      if (record.getOffset() <= last) {
        throw new IOException("offset " + record.getOffset() + " stands after " + last);
      }
      last = record.getOffset();
      return record;
    }

    void close() throws QuittanceException {
      try {
        reader.close();
      } catch (IOException e) {
        throw broken(path, e);
      }
    }

    private static QuittanceException broken(Path path, Exception cause) {
      return QuittanceException.failure(
          "The exported file " + path + " is broken: " + cause.getMessage() + ".",
          "Get a new copy of it, or export again.",
          cause);
    }
  }
}
