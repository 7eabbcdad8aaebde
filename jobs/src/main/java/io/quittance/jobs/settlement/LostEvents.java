package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.settlement.TransactionOutcomes.OpenException;
import io.quittance.jobs.settlement.TransactionOutcomes.Outcome;
import io.quittance.ledger.settlement.Derivation;
import io.quittance.ledger.settlement.Derivation.OtherRecordException;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Makes good what a transaction of settlements has lost: looks which of its events stand in the
 * topic, and derives the others again from their commands in the journal, in one transaction.
 *
 * <p>The checkpoint that the lost transaction was part of is complete, so its events are final, and
 * the new transaction is committed at once. It has a name of its own for each lost one. Should the
 * job fail before the lost one is acknowledged, the next attempt finds by that name that all is
 * done, or ends what the failed one left open and begins again.
 *
 * <p>An event may stand a second time if an attempt before was committed, nobody was told so, and
 * another transaction holds the end of what is decided back before it; or if the brokers have
 * forgotten both transactions. Readers go by the event id.
 */
public final class LostEvents implements TransactionEnds<SettlementsTransaction> {
  /** The metric that counts the events that were derived again, since the job's last start. */
  public static final String DERIVED_AGAIN = "events_derived_again_total";

  /** From a command's log-append time to when its event can be read: the final lane's. */
  public static final String LATENCY = "final_latency_seconds";

  /** Stands behind the prefix of transactional ids in the names of those that make others good. */
  private static final String AGAIN = "-again";

  /** Most events that are looked for in one run through the journal. */
  static final int MAX_BATCH_EVENTS = 4096;

  private final FinalLane lane;
  private final String prefix;
  private final JournalReader reader;
  private final Counter derivedAgain;
  private final TimeDistribution latency;

  /**
   * Makes it.
   *
   * @param lane the topics; closed with this
   * @param prefix what the sink's transactional ids begin with
   * @param partitions number of partitions of the journal
   */
  public LostEvents(FinalLane lane, String prefix, int partitions, MetricGroup metrics) {
    this.lane = Objects.requireNonNull(lane, "lane");
    this.prefix = Objects.requireNonNull(prefix, "prefix");
    this.reader = new JournalReader(partitions);
    this.derivedAgain = metrics.counter(DERIVED_AGAIN);
    this.latency = TimeDistribution.register(metrics, LATENCY);
  }

  /** Returns whether a transaction makes a lost one good, of the sink with such a prefix. */
  public static boolean makesGood(String transactionalId, String prefix) {
    return transactionalId.startsWith(prefix + AGAIN + "-");
  }

  @Override
  public KafkaCommittable kafka(SettlementsTransaction transaction) {
    return transaction.kafka();
  }

  @Override
  public SettlementsTransaction with(SettlementsTransaction transaction, KafkaCommittable other) {
    return transaction.with(other);
  }

  @Override
  public void committed(SettlementsTransaction transaction) {
    for (Derivation event : transaction.events()) {
      latency.addSince(event.position().timestampMillis());
    }
  }

  @Override
  public String ended(SettlementsTransaction lost, Outcome outcome)
      throws OpenException, InterruptedException {
    int again = heal(lost, outcome);
    derivedAgain.inc(again);
    if (again > 0) {
      committed(lost);
    }
    return again + " of its " + lost.events().count() + " events were derived again.";
  }

  /** Returns how many events were derived again. */
  private int heal(SettlementsTransaction lost, Outcome outcome)
      throws OpenException, InterruptedException {
    String name = name(lost.kafka());
    if (lane.isCommitted(name)) {
      return 0;
    }
    JournalPlaces places = JournalPlaces.of(lost.events());
    look(lost, outcome, places);
    if (places.missing() == 0) {
      return 0;
    }
    try (FinalLane.Transaction again = lane.begin(name)) {
      // A commit that an attempt before has asked for may have come through meanwhile, and only now
      // none can any more.
      look(lost, outcome, places);
      if (places.missing() == 0) {
        return 0;
      }
      int derived = derive(lost.events(), places, again);
      again.commit();
      return derived;
    }
  }

  /**
   * Returns the name of the transaction that makes a lost one good. A name comes again after the
   * job has gone back to an older checkpoint, with another producer; so that is a part of it.
   */
  private String name(KafkaCommittable lost) {
    String number = lost.getTransactionalId().substring(prefix.length());
    return prefix + AGAIN + number + "-" + lost.getProducerId() + "-" + lost.getEpoch();
  }

  /** Notes which of the transaction's events stand. */
  private void look(SettlementsTransaction lost, Outcome outcome, JournalPlaces places)
      throws OpenException {
    requireReached(lost, outcome);
    Map<Integer, Long> ends = lane.stableEnds(lost.places().keySet());
    // Where it was committed itself, nothing else need be read, however long ago that was.
    for (Map.Entry<Integer, OffsetRange> place : lost.places().entrySet()) {
      long behind = Math.min(place.getValue().last() + 1, ends.get(place.getKey()));
      look(place.getKey(), place.getValue().first(), behind, places);
    }
    for (Map.Entry<Integer, OffsetRange> place : lost.places().entrySet()) {
      if (places.missing() > 0) {
        look(place.getKey(), place.getValue().last() + 1, ends.get(place.getKey()), places);
      }
    }
  }

  private void look(int partition, long begin, long end, JournalPlaces places)
      throws OpenException {
    if (begin < end) {
      lane.settlements(
          partition,
          begin,
          end,
          record -> {
            note(record, places);
            return places.missing() > 0;
          });
    }
  }

  /**
   * Requires that the partitions reach beyond the transaction. One that the brokers have forgotten
   * may stand, so that all must be decided up to there. What they know to be aborted does not, and
   * to wait for what is decided would be wrong: the transaction that is open there may wait for
   * this very task.
   */
  private void requireReached(SettlementsTransaction lost, Outcome outcome) throws OpenException {
    Set<Integer> partitions = lost.places().keySet();
    Map<Integer, Long> ends =
        outcome == Outcome.FORGOTTEN ? lane.stableEnds(partitions) : lane.ends(partitions);
    for (Map.Entry<Integer, OffsetRange> place : lost.places().entrySet()) {
      long end = ends.get(place.getKey());
      if (end <= place.getValue().last()) {
        throw new OpenException(
            "partition " + place.getKey() + " of settlements ends at " + end + " for now", null);
      }
    }
  }

  private static void note(LogRecord record, JournalPlaces places) {
    try {
      byte[] value = record.value() == null ? new byte[0] : record.value();
      Settled settled = SingleObject.decode(Settled.class, value);
      places.found(settled.getPosition().getPartition(), settled.getPosition().getOffset());
    } catch (MalformedRecordException stray) {
      // It is none of the ledger's events, and stands for none.
    }
  }

  private int derive(Derivations events, JournalPlaces places, FinalLane.Transaction again)
      throws OpenException {
    int derived = 0;
    Iterator<Derivation> all = events.iterator();
    while (all.hasNext()) {
      Map<Integer, TreeMap<Long, Derivation>> batch = new TreeMap<>();
      for (int size = 0; size < MAX_BATCH_EVENTS && all.hasNext(); size++) {
        Derivation event = all.next();
        Position place = event.position();
        if (!places.isFound(place.partition(), place.offset())) {
          batch
              .computeIfAbsent(place.partition(), partition -> new TreeMap<>())
              .put(place.offset(), event);
        }
      }
      for (Map.Entry<Integer, TreeMap<Long, Derivation>> partition : batch.entrySet()) {
        derived += derive(partition.getKey(), partition.getValue(), again);
      }
    }
    return derived;
  }

  /** Derives events from one partition of the journal. */
  private int derive(int partition, TreeMap<Long, Derivation> wanted, FinalLane.Transaction again)
      throws OpenException {
    int size = wanted.size();
    OpenException[] failed = new OpenException[1];
    lane.journal(
        partition,
        new OffsetRange(wanted.firstKey(), wanted.lastKey()),
        record -> {
          Derivation event = wanted.remove(record.offset());
          try {
            if (event != null) {
              again.write(again(event, record));
            }
          } catch (OpenException e) {
            failed[0] = e;
          }
          return failed[0] == null;
        });
    if (failed[0] != null) {
      throw failed[0];
    }
    if (!wanted.isEmpty()) {
      throw cut("there is no record at " + wanted.firstEntry().getValue().position());
    }
    return size;
  }

  private SettledRecord again(Derivation event, LogRecord record) {
    try {
      Position place = new Position(record.partition(), record.offset(), record.timestampMillis());
      return SettledRecord.of(event.again(reader, place, record.key(), record.value()));
    } catch (OtherRecordException other) {
      throw cut(other.getMessage());
    }
  }

  /** To try again would not help. */
  private static SuppressRestartsException cut(String why) {
    return new SuppressRestartsException(
        new IllegalStateException(
            "The journal is not the one that this state was made from: "
                + why
                + ", and a settled event that was lost with its transaction follows from it. Put"
                + " the former journal back, or go back to a savepoint that belongs to this one."));
  }

  @Override
  public void close() {
    lane.close();
  }
}
