package io.quittance.audit.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.signature.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported is what stood in the topics; what was altered on the way is refused. */
class ExportTest {
  private static final int PARTITIONS = 2;
  private static final byte[] KEY = {1};
  private static final SigningKey AUTHORITY = SigningKey.of(new byte[SigningKey.BYTES]);

  @TempDir private Path directory;
  private final MemoryLogs logs = new MemoryLogs(PARTITIONS);
  private final NetworkFile network =
      NetworkFile.found(
          Statement.founding(
              "exported",
              AUTHORITY.verifyingKey(),
              PARTITIONS,
              OperatorKeys.of(AUTHORITY.verifyingKey()),
              List.of()),
          AUTHORITY,
          "localhost:1");

  @BeforeEach
  void fillTopics() {
    for (int i = 0; i < 1_200; i++) {
      logs.append(Topics.JOURNAL, i % PARTITIONS, 10 * i, KEY, new byte[] {(byte) i, 7});
    }
    logs.append(Topics.JOURNAL, 0, 99_999, null, null);
    RecordHeaders headers = new RecordHeaders();
    headers.add(CommandHeaders.DECODING_ADVICE, new byte[] {5}).add("traceparent", new byte[] {6});
    logs.partition(Topics.JOURNAL, 1)
        .add(
            MemoryLogs.record(
                Topics.JOURNAL.name(), 1, 9_000, 100_000, KEY, new byte[] {8}, headers));
    logs.append(Topics.SETTLEMENTS, 1, 5, KEY, new byte[] {9});
  }

  @Test
  void topics_exportedAndReadBack_areTheSame() throws Exception {
    Export.Result result = export();
    assertEquals(1_203, result.records());
    assertEquals(Topics.all().size() * PARTITIONS + 1, result.files());
    try (ExportedLogs exported = ExportedLogs.open(directory)) {
      assertEquals(network, exported.network());
      for (Topic topic : Topics.all()) {
        assertEquals(logs.extents(topic), exported.extents(topic));
        for (int partition = 0; partition < PARTITIONS; partition++) {
          assertSame(logs.partition(topic, partition), read(exported, topic, 0).get(partition));
        }
      }
    }
  }

  @Test
  void commands_readFromAnOffset_areTheRestInOrderOfTime() throws Exception {
    export();
    try (ExportedLogs exported = ExportedLogs.open(directory)) {
      List<List<ConsumerRecord<byte[], byte[]>>> rest = read(exported, Topics.JOURNAL, 300);
      assertEquals(301, rest.get(0).size());
      assertEquals(300, rest.get(0).get(0).offset());
      assertEquals(301, rest.get(1).size());
    }
  }

  @Test
  void header_namedInTheContract_isKeptAndOthersAreNot() throws Exception {
    export();
    try (ExportedLogs exported = ExportedLogs.open(directory)) {
      ConsumerRecord<byte[], byte[]> last = read(exported, Topics.JOURNAL, 8_000).get(1).get(0);
      assertEquals(1, last.headers().toArray().length);
      assertArrayEquals(
          new byte[] {5}, last.headers().lastHeader(CommandHeaders.DECODING_ADVICE).value());
    }
  }

  @Test
  void directory_notEmpty_isRefused() throws Exception {
    Files.createFile(directory.resolve("something"));
    assertTrue(
        assertThrows(QuittanceException.class, this::export).getMessage().contains("not empty"));
  }

  @Test
  void file_altered_isRefused() throws Exception {
    export();
    Path file = directory.resolve(ExportFile.name(Topics.JOURNAL, 1));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertRefused("quittance.journal-1.avro is not what SHA256SUMS says");
  }

  @Test
  void file_missing_isRefused() throws Exception {
    export();
    Files.delete(directory.resolve(ExportFile.name(Topics.BALANCES, 0)));
    assertRefused("there is no file");
  }

  @Test
  void sums_missing_areRefusedBecauseTheExportIsNotComplete() throws Exception {
    export();
    Files.delete(directory.resolve(Checksums.FILE));
    assertRefused("there is no file");
  }

  @Test
  void filesExchanged_withTheirSums_areRefused() throws Exception {
    export();
    Path one = directory.resolve(ExportFile.name(Topics.JOURNAL, 0));
    Path other = directory.resolve(ExportFile.name(Topics.JOURNAL, 1));
    byte[] bytes = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, bytes);
    String sums = Files.readString(directory.resolve(Checksums.FILE));
    sums = sums.replace(one.getFileName().toString(), "x");
    sums = sums.replace(other.getFileName().toString(), one.getFileName().toString());
    Files.writeString(
        directory.resolve(Checksums.FILE), sums.replace("  x", "  " + other.getFileName()));
    try (ExportedLogs exported = ExportedLogs.open(directory)) {
      QuittanceException refused =
          assertThrows(QuittanceException.class, () -> exported.extents(Topics.JOURNAL));
      assertTrue(refused.getMessage().contains("of another partition"), refused.getMessage());
    }
  }

  @Test
  void sums_withAByteOrderMarkAndBlankLines_areRead() throws Exception {
    export();
    Path sums = directory.resolve(Checksums.FILE);
    Files.writeString(sums, "\uFEFF" + Files.readString(sums).replace("\n", "\r\n") + "\r\n\r\n");
    ExportedLogs.open(directory).close();
  }

  @Test
  void sums_thatAreNone_areRefused() throws Exception {
    export();
    Files.writeString(directory.resolve(Checksums.FILE), "../../etc/passwd\n");
    assertRefused("no line of SHA256SUMS");
  }

  private Export.Result export() throws QuittanceException {
    return Export.to(directory, logs, network, ProgressDisplay.none());
  }

  private void assertRefused(String part) {
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> ExportedLogs.open(directory));
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }

  private static List<List<ConsumerRecord<byte[], byte[]>>> read(Logs logs, Topic topic, long from)
      throws QuittanceException {
    List<Extent> stretches = logs.extents(topic).stream().map(extent -> extent.from(from)).toList();
    List<List<ConsumerRecord<byte[], byte[]>>> all = new ArrayList<>();
    stretches.forEach(stretch -> all.add(new ArrayList<>()));
    long time = 0;
    try (LogScan scan = logs.read(topic, stretches)) {
      List<ConsumerRecord<byte[], byte[]>> batch;
      while (!(batch = scan.next()).isEmpty()) {
        assertTrue(batch.size() <= ExportedScan.BATCH);
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          all.get(record.partition()).add(record);
          assertTrue(record.timestamp() >= time, "the oldest comes first");
          time = record.timestamp();
        }
      }
      for (int partition = 0; partition < stretches.size(); partition++) {
        assertEquals(stretches.get(partition).end(), scan.positions().get(partition));
      }
    }
    return all;
  }

  private static void assertSame(
      List<ConsumerRecord<byte[], byte[]>> expected, List<ConsumerRecord<byte[], byte[]>> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).topic(), actual.get(i).topic());
      assertEquals(expected.get(i).partition(), actual.get(i).partition());
      assertEquals(expected.get(i).offset(), actual.get(i).offset());
      assertEquals(expected.get(i).timestamp(), actual.get(i).timestamp());
      assertArrayEquals(expected.get(i).key(), actual.get(i).key());
      assertArrayEquals(expected.get(i).value(), actual.get(i).value());
    }
  }
}
