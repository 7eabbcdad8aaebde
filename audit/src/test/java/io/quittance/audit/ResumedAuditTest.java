package io.quittance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.log.Export;
import io.quittance.audit.log.ExportedLogs;
import io.quittance.audit.log.Extent;
import io.quittance.audit.log.LogScan;
import io.quittance.audit.log.Logs;
import io.quittance.audit.log.MemoryLogs;
import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.network.QuittanceException;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit that goes on where one ended finds what one from the beginning finds. */
class ResumedAuditTest {
  @TempDir private Path directory;
  private final HonestOperator operator = new HonestOperator();
  private WalletAccount alice;
  private WalletAccount bob;

  @BeforeEach
  void settleTransfers() throws Exception {
    alice = operator.person("alice");
    bob = operator.person("bob");
    operator.take(alice.transfer(bob.address(), 300, "", 1), alice);
    operator.take(new byte[32], new byte[] {1, 2, 3}, 1);
  }

  @Test
  void audit_interruptedAfterAnyBatch_goesOnToTheSameReport() throws Exception {
    operator.take(bob.transfer(alice.address(), 1_300, "", 2), bob);
    Report whole = Audit.of(operator.logs, operator.network(), AuditOptions.plain());
    assertTrue(whole.agrees(), whole.differences().toString());
    boolean interrupted = true;
    int interruptions = 0;
    for (int batches = 1; interrupted; batches++) {
      Path state = directory.resolve("after-" + batches);
      AuditOptions options = snapshotsAlways(state);
      try {
        Audit.of(new CutOff(operator.logs, batches), operator.network(), options);
        interrupted = false;
      } catch (QuittanceException cutOff) {
        assertEquals("cut off", cutOff.getMessage());
        interruptions++;
        Logs rest = new CutOff(operator.logs, Integer.MAX_VALUE);
        assertEquals(whole, Audit.of(rest, operator.network(), options));
      }
    }
    assertTrue(interruptions > 2, "only " + interruptions + " interruptions");
  }

  @Test
  void audit_afterMoreHasHappened_readsOnlyTheNew() throws Exception {
    Path state = directory.resolve("state");
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    operator.take(bob.transfer(alice.address(), 1_300, "", 2), bob);
    CutOff counted = new CutOff(operator.logs, Integer.MAX_VALUE);
    Report report = Audit.of(counted, operator.network(), AuditOptions.plain().withState(state));
    assertSameFindings(Audit.of(operator.logs, operator.network(), AuditOptions.plain()), report);
    // The new ones, and the last of each partition to see that it still is the same log.
    assertTrue(counted.records <= 13, counted.records + " records were read");
  }

  @Test
  void difference_foundBefore_isStillReported() throws Exception {
    Path state = directory.resolve("state");
    ConsumerRecord<byte[], byte[]> event = operator.settled().get(0);
    operator.logs.append(
        Topics.SETTLEMENTS, event.partition(), event.timestamp() + 1, new byte[32], event.value());
    Report before =
        Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    assertEquals(1, before.found());
    assertEquals(
        before, Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state)));
  }

  @Test
  void export_auditedFirst_goesOnOnTheClusterAfterItsBeginningIsDeleted() throws Exception {
    Path state = directory.resolve("state");
    Path export = directory.resolve("export");
    Export.to(export, operator.logs, operator.network(), ProgressDisplay.none());
    try (ExportedLogs exported = ExportedLogs.open(export)) {
      Report report = Audit.of(exported, exported.network(), AuditOptions.plain().withState(state));
      assertEquals(Audit.of(operator.logs, operator.network(), AuditOptions.plain()), report);
    }
    operator.take(bob.transfer(alice.address(), 1_300, "", 2), bob);
    Logs shortened = new Shortened(operator.logs, 2);
    QuittanceException refused =
        assertThrows(
            QuittanceException.class,
            () -> Audit.of(shortened, operator.network(), AuditOptions.plain()));
    assertTrue(refused.getMessage().contains("needs it from 0"), refused.getMessage());
    assertSameFindings(
        Audit.of(operator.logs, operator.network(), AuditOptions.plain()),
        Audit.of(shortened, operator.network(), AuditOptions.plain().withState(state)));
  }

  @Test
  void snapshot_altered_isRefused() throws Exception {
    Path state = directory.resolve("state");
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    Path table;
    try (Stream<Path> files = Files.list(state.resolve("snapshot-1"))) {
      table = files.filter(file -> file.toString().endsWith(".sst")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(table);
    Files.write(table, bytes);
    assertRefused(operator, state, "was altered");
  }

  @Test
  void log_thatWasRewritten_isRefused() throws Exception {
    Path state = directory.resolve("state");
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    List<ConsumerRecord<byte[], byte[]>> partition = operator.logs.partition(Topics.JOURNAL, 1);
    ConsumerRecord<byte[], byte[]> last = partition.get(partition.size() - 1);
    operator.replace(last, MemoryLogs.withValue(last, new byte[] {4}));
    assertRefused(operator, state, "was another record then");
  }

  @Test
  void log_whoseLastRecordIsNoRecordAnyMore_isRefused() throws Exception {
    Path state = directory.resolve("state");
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    List<ConsumerRecord<byte[], byte[]>> partition = operator.logs.partition(Topics.JOURNAL, 1);
    ConsumerRecord<byte[], byte[]> last = partition.remove(partition.size() - 1);
    // As where a transaction's marker stands.
    partition.add(
        MemoryLogs.record(
            last.topic(), 1, last.offset() + 1, last.timestamp(), null, null, last.headers()));
    assertRefused(operator, state, "no record stands any more at offset " + last.offset());
  }

  @Test
  void topics_createdAnewWithTheSameRecords_areRefused() throws Exception {
    Path state = directory.resolve("state");
    Path export = directory.resolve("export");
    Export.to(export, operator.logs, operator.network(), ProgressDisplay.none());
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    operator.logs.createAnew();
    assertRefused(operator, state, "quittance.windows was topic quittance.windows/0");
    // A copy of the former ones belongs to the state still.
    try (ExportedLogs exported = ExportedLogs.open(export)) {
      Audit.of(exported, exported.network(), AuditOptions.plain().withState(state));
    }
  }

  @Test
  void receipts_shorterThanTheyWere_areRefused() throws Exception {
    Path state = directory.resolve("state");
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    for (int partition = 0; partition < operator.network().commandPartitions(); partition++) {
      operator.logs.partition(Topics.RECEIPTS, partition).clear();
    }
    assertRefused(operator, state, "The log has quittance.receipts-");
  }

  @Test
  void state_thatAnotherAuditWorksWith_isRefusedAndLeftAlone() throws Exception {
    Path state = directory.resolve("state");
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    operator.take(bob.transfer(alice.address(), 1_300, "", 2), bob);
    AtomicReference<QuittanceException> refused = new AtomicReference<>();
    AuditOptions options = AuditOptions.plain().withState(state);
    Audit.of(
        operator.logs,
        operator.network(),
        options.withEvents(
            (event, published) ->
                refused.set(
                    assertThrows(
                        QuittanceException.class,
                        () -> Audit.of(operator.logs, operator.network(), options)))));
    assertTrue(refused.get().getMessage().contains("Another audit"), refused.get().getMessage());
    assertEquals(
        withoutBalances(Audit.of(operator.logs, operator.network(), AuditOptions.plain())),
        withoutBalances(Audit.of(operator.logs, operator.network(), options)));
  }

  @Test
  void network_thatIsAnother_isRefused() throws Exception {
    Path state = directory.resolve("state");
    Audit.of(operator.logs, operator.network(), AuditOptions.plain().withState(state));
    assertRefused(new HonestOperator(), state, "another network");
  }

  private static void assertRefused(HonestOperator audited, Path state, String part) {
    QuittanceException refused =
        assertThrows(
            QuittanceException.class,
            () -> Audit.of(audited.logs, audited.network(), AuditOptions.plain().withState(state)));
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }

  /** All but the balances: each audit compares those that are up to date when it ends. */
  private static void assertSameFindings(Report expected, Report actual) {
    assertEquals(withoutBalances(expected), withoutBalances(actual));
  }

  private static String withoutBalances(Report report) {
    return report.toString().replaceFirst("balances=\\d+", "");
  }

  private static AuditOptions snapshotsAlways(Path state) {
    return AuditOptions.plain().withState(state).withSnapshotInterval(Duration.ZERO);
  }

  /** Logs that fail after so many batches, and count their records. */
  private static final class CutOff implements Logs {
    private final Logs logs;
    private int batches;
    private int records;

    CutOff(Logs logs, int batches) {
      this.logs = logs;
      this.batches = batches;
    }

    @Override
    public boolean have(Topic topic) throws QuittanceException {
      return logs.have(topic);
    }

    @Override
    public Optional<LogIdentity> identity(Topic topic) throws QuittanceException {
      return logs.identity(topic);
    }

    @Override
    public List<Extent> extents(Topic topic) throws QuittanceException {
      return logs.extents(topic);
    }

    @Override
    public LogScan read(Topic topic, List<Extent> stretches) throws QuittanceException {
      LogScan scan = logs.read(topic, stretches);
      return new LogScan() {
        @Override
        public List<ConsumerRecord<byte[], byte[]>> next() throws QuittanceException {
          List<ConsumerRecord<byte[], byte[]>> batch = scan.next();
          if (!batch.isEmpty() && batches-- == 0) {
            throw QuittanceException.failure("cut off", "go on");
          }
          records += batch.size();
          return batch;
        }

        @Override
        public List<Long> positions() {
          return scan.positions();
        }

        @Override
        public void close() throws QuittanceException {
          scan.close();
        }
      };
    }

    @Override
    public void close() {}
  }

  /** Logs whose first records were deleted from each partition that has more. */
  private record Shortened(Logs logs, long deleted) implements Logs {
    @Override
    public boolean have(Topic topic) throws QuittanceException {
      return logs.have(topic);
    }

    @Override
    public Optional<LogIdentity> identity(Topic topic) throws QuittanceException {
      return logs.identity(topic);
    }

    @Override
    public List<Extent> extents(Topic topic) throws QuittanceException {
      List<Extent> extents = new ArrayList<>();
      for (Extent extent : logs.extents(topic)) {
        extents.add(new Extent(Math.min(deleted, extent.end()), extent.end()));
      }
      return extents;
    }

    @Override
    public LogScan read(Topic topic, List<Extent> stretches) throws QuittanceException {
      return logs.read(topic, stretches);
    }

    @Override
    public void close() {}
  }
}
