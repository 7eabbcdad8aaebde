package io.quittance.audit;

import io.quittance.audit.log.ClosedCut;
import io.quittance.audit.log.Export;
import io.quittance.audit.log.Extent;
import io.quittance.audit.log.KafkaLogs;
import io.quittance.audit.log.LogScan;
import io.quittance.audit.log.Logs;
import io.quittance.audit.log.Marks;
import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.ledger.submission.Position;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Settled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Checks an operator's books against the logs without trusting the operator.
 *
 * <p>It needs no secret. What the job has not finished yet is not held against it: receipts and
 * events of the last moments may still be on their way.
 *
 * <p>Memory does not grow with the logs: what must be remembered lies in an {@link AuditStore} on
 * disk, about as many bytes as the settlements topic has and a hundred for each command.
 */
public final class Audit {
  private final Logs logs;
  private final NetworkFile network;
  private final AuditOptions options;
  private final Workplace workplace;
  private final AuditStore store;
  private final Counts counts = new Counts();
  private final Differences differences;
  private final Warnings warnings;
  private final EventBook events;
  private final EntryBook entries;
  private final VerdictBook verdicts;
  private final Replay replay;
  private final Publications publications;
  private final Settlements settlements;
  private final WindowBook windows;
  private final AuditState state;
  private final Map<Topic, List<Extent>> extents = new LinkedHashMap<>();
  private long lastMillis;

  private Audit(
      Logs logs,
      NetworkFile network,
      AuditOptions options,
      Workplace workplace,
      ExecutorService verifiers)
      throws QuittanceException {
    this.logs = logs;
    this.network = network;
    this.options = options;
    this.workplace = workplace;
    store = workplace.store();
    differences = new Differences(store, counts);
    warnings = new Warnings(store, counts);
    events = new EventBook(store, counts, differences);
    entries = new EntryBook(store, counts, differences);
    verdicts = new VerdictBook(store, counts, differences);
    replay =
        new Replay(
            network.statements(),
            differences,
            warnings,
            verifiers,
            options.threads(),
            store,
            counts,
            events,
            entries,
            verdicts);
    settlements = new Settlements(network.commandPartitions(), events, differences);
    windows = new WindowBook(store, counts, differences);
    publications =
        new Publications(
            network.id(), network.timetables(), verifiers, store, counts, verdicts, differences);
    state = AuditState.of(store, network, counts, replay);
  }

  /** Audits the network's cluster from the beginning up to its present end. */
  public static Report of(NetworkFile network) throws QuittanceException {
    return of(network, KafkaSettings.NONE);
  }

  /** Audits the network's cluster, reached with these settings. */
  public static Report of(NetworkFile network, KafkaSettings kafka) throws QuittanceException {
    try (KafkaLogs logs = KafkaLogs.of(network, kafka)) {
      return of(logs, network, AuditOptions.plain());
    }
  }

  /** Audits logs up to their present ends. */
  public static Report of(Logs logs, NetworkFile network, AuditOptions options)
      throws QuittanceException {
    ExecutorService verifiers = Executors.newFixedThreadPool(options.threads());
    try (Workplace workplace = Workplace.open(options)) {
      Report report = new Audit(logs, network, options, workplace, verifiers).run();
      options.metrics().ended(report);
      return report;
    } catch (QuittanceException | RuntimeException unfinished) {
      options.metrics().failed();
      throw unfinished;
    } finally {
      verifiers.shutdownNow();
    }
  }

  private Report run() throws QuittanceException {
    for (Topic topic : Export.inReadingOrder(logs)) {
      extents.put(
          topic,
          topic.equals(Topics.JOURNAL)
              ? ClosedCut.ofJournal(logs, state.reached(topic))
              : logs.extents(topic));
      if (topic.partitionedAsLedger()) {
        requirePartitions(topic);
      }
      state.checkSameLog(logs, topic, extents.get(topic));
    }
    Map<Topic, List<Extent>> rest = new LinkedHashMap<>();
    for (Map.Entry<Topic, List<Extent>> topic : extents.entrySet()) {
      rest.put(topic.getKey(), state.rest(topic.getKey(), topic.getValue()));
    }
    long records = rest.values().stream().flatMap(List::stream).mapToLong(Extent::length).sum();
    try (ProgressDisplay.Task task = options.progress().start("auditing", records)) {
      replay(rest, task);
      compare(Topics.SETTLEMENTS, rest, task);
      compare(Topics.RECEIPTS, rest, task);
      compare(Topics.REJECTIONS, rest, task);
      compare(Topics.BALANCES, rest, task);
      if (rest.containsKey(Topics.WINDOWS)) {
        compare(Topics.WINDOWS, rest, task);
      }
    }
    snapshot();
    options.metrics().counted(counts);
    AcceptedInOrder.tell(store, network.commandPartitions(), options.events());
    return report();
  }

  private void requirePartitions(Topic topic) throws QuittanceException {
    int actual = extents.get(topic).size();
    int expected = network.topics().grown().getOrDefault(topic.name(), network.commandPartitions());
    if (actual != expected) {
      throw QuittanceException.failure(
          topic.name() + " has " + actual + " partitions, but the network " + expected + ".",
          "Give the logs and the file of the same network.");
    }
  }

  /** Reads the log that decides. */
  private void replay(Map<Topic, List<Extent>> rest, ProgressDisplay.Task task)
      throws QuittanceException {
    try (Reading journal = new Reading(Topics.JOURNAL, rest, task)) {
      while (journal.more()) {
        for (ConsumerRecord<byte[], byte[]> record : journal.batch) {
          replay.record(record);
        }
        lastMillis = journal.logMillis;
        options.metrics().judgedUpTo(journal.logMillis);
        journal.advance();
        if (workplace.snapshotIsDue()) {
          replay.finish();
          snapshot();
        }
      }
      replay.finish();
    }
  }

  private void compare(Topic topic, Map<Topic, List<Extent>> rest, ProgressDisplay.Task task)
      throws QuittanceException {
    try (Reading reading = new Reading(topic, rest, task)) {
      while (reading.more()) {
        if (topic.equals(Topics.SETTLEMENTS)) {
          reading.batch.forEach(settlements::read);
        } else if (topic.equals(Topics.RECEIPTS)) {
          publications.receipts(reading.batch);
        } else if (topic.equals(Topics.REJECTIONS)) {
          reading.batch.forEach(publications::rejection);
        } else if (topic.equals(Topics.WINDOWS)) {
          for (ConsumerRecord<byte[], byte[]> record : reading.batch) {
            windows.total(record);
          }
        } else {
          reading.batch.forEach(publications::balance);
        }
        reading.advance();
        // The totals of one window, which are published together, are read together.
        if (!topic.equals(Topics.WINDOWS) && workplace.snapshotIsDue()) {
          snapshot();
        }
      }
    }
  }

  private void snapshot() throws QuittanceException {
    state.save();
    workplace.snapshot();
  }

  /** A topic being read: a batch that is not taken yet, and the position after the last one. */
  private final class Reading implements AutoCloseable {
    private final Topic topic;
    private final LogScan scan;
    private final Marks marks;
    private List<ConsumerRecord<byte[], byte[]>> batch;
    private List<Long> positions;
    private long logMillis;

    Reading(Topic topic, Map<Topic, List<Extent>> rest, ProgressDisplay.Task task)
        throws QuittanceException {
      this.topic = topic;
      scan = logs.read(topic, rest.get(topic));
      marks = new Marks(rest.get(topic), options.metrics().counting(topic, rest.get(topic), task));
      fetch();
    }

    boolean more() {
      return !batch.isEmpty();
    }

    /** Notes that the batch is taken, and fetches the next one. */
    void advance() throws QuittanceException {
      marks.moveTo(positions);
      state.reached(topic, positions, batch);
      options.metrics().counted(counts);
      fetch();
    }

    private void fetch() throws QuittanceException {
      batch = scan.next();
      positions = scan.positions();
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        logMillis = Math.max(logMillis, record.timestamp());
      }
      if (batch.isEmpty()) {
        marks.moveTo(positions);
        state.reached(topic, positions, batch);
      }
    }

    @Override
    public void close() throws QuittanceException {
      scan.close();
    }
  }

  private Report report() throws QuittanceException {
    Conclusions conclusions = new Conclusions(store, events, verdicts);
    conclusions.missing();
    conclusions.untold();
    conclusions.unexplained();
    conclusions.entries();
    conclusions.copies(network.commandPartitions());
    conclusions.conservation(
        network,
        replay.supplies(),
        new Place(
            Topics.JOURNAL.name(),
            new Position(0, extents.get(Topics.JOURNAL).get(0).end(), lastMillis)));
    List<Warning> behind =
        Warnings.behind(replay.statements().places(), network.commandPartitions());
    List<Difference> all = new ArrayList<>(differences.kept());
    all.addAll(conclusions.differences());
    all.sort(Difference.FIRST_IN_LOG_TIME);
    Report.Commands commands =
        new Report.Commands(
            counts.of(Counts.COMMANDS),
            counts.of(Counts.ACCEPTED),
            counts.of(Counts.REPEATED),
            counts.of(Counts.REJECTED));
    Report.Entries counted =
        new Report.Entries(
            counts.of(Counts.ENTRIES),
            counts.of(Counts.ENTRIES_AGAIN),
            counts.of(Counts.ON_THEIR_WAY));
    Report.Published published =
        new Report.Published(
            counts.of(Counts.EVENTS),
            counts.of(Counts.PENDING),
            conclusions.stillToCome(),
            counts.of(Counts.COPIES),
            counts.of(Counts.RECEIPTS),
            counts.of(Counts.REJECTIONS),
            counts.of(Counts.BALANCES),
            counts.of(Counts.TOTALS));
    return new Report(
        commands,
        counted,
        published,
        orders(),
        counts.of(Counts.DIFFERENCES) + conclusions.differences().size(),
        List.copyOf(all),
        counts.of(Counts.WARNINGS) + behind.size(),
        Stream.concat(behind.stream(), warnings.kept().stream()).toList());
  }

  private List<Settled> orders() throws QuittanceException {
    List<Settled> orders = new ArrayList<>();
    store.scan(
        Table.ORDER,
        new byte[0],
        (key, value) -> {
          try {
            orders.add(SingleObject.decode(Settled.class, value));
          } catch (MalformedRecordException altered) {
            throw new IllegalStateException("what the audit kept was altered", altered);
          }
          return true;
        });
    return orders;
  }
}
