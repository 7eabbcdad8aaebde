package io.quittance.audit;

import io.quittance.audit.log.Extent;
import io.quittance.audit.log.LogScan;
import io.quittance.audit.log.Logs;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.settlement.Supply;
import io.quittance.ledger.statement.JournalStatements;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.network.kafka.RecordDigest;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.audit.AssetSupply;
import io.quittance.schemas.audit.AuditProgress;
import io.quittance.schemas.audit.StatedPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far an audit is, kept in its store, so that a snapshot of the store is one of the audit. */
final class AuditState {
  private final AuditStore store;
  private final Counts counts;
  private final Replay replay;
  private final String network;
  private final Map<String, List<Long>> positions = new HashMap<>();

  /** Ids of cluster and topic, by the topic's name. */
  private final Map<String, List<String>> logs = new HashMap<>();

  private AuditState(AuditStore store, Counts counts, Replay replay, String network) {
    this.store = store;
    this.counts = counts;
    this.replay = replay;
    this.network = network;
  }

  /** Reads how far the audit in a store is; what was counted is told to counts and replay. */
  static AuditState of(AuditStore store, NetworkFile file, Counts counts, Replay replay)
      throws QuittanceException {
    AuditState state = new AuditState(store, counts, replay, fingerprint(file));
    Optional<byte[]> kept = store.get(Table.PROGRESS, new byte[0]);
    if (kept.isPresent()) {
      state.restore(decode(kept.get()));
    }
    return state;
  }

  private void restore(AuditProgress progress) throws QuittanceException {
    if (!progress.getNetwork().equals(network)) {
      throw QuittanceException.failure(
          "The audit's state is that of another network, or of an earlier version of the audit.",
          "Name another directory with --state to begin anew.");
    }
    positions.putAll(progress.getPositions());
    logs.putAll(progress.getLogs());
    counts.restore(progress.getCounts());
    restorePlaces(progress);
    for (AssetSupply supply : progress.getSupplies()) {
      replay
          .supplies()
          .put(
              AssetId.of(supply.getAsset()),
              new Supply(
                  new BigInteger(supply.getIssued()),
                  new BigInteger(supply.getRedeemed()),
                  supply.getIssues()));
    }
  }

  private void restorePlaces(AuditProgress progress) throws QuittanceException {
    try {
      for (StatedPlace place : progress.getPlaces()) {
        byte[] hash = new byte[place.getHash().remaining()];
        place.getHash().duplicate().get(hash);
        replay
            .statements()
            .restore(
                place.getPartition(),
                new JournalStatements.Place(
                    place.getOffset(), place.getMillis(), place.getStatement(), Bytes.of(hash)));
      }
    } catch (IllegalArgumentException other) {
      throw QuittanceException.failure(
          "The audit's state does not fit the network's file: " + other.getMessage() + ".",
          "Name the network's present file with --network, or begin anew.");
    }
  }

  private List<StatedPlace> places() {
    List<StatedPlace> places = new ArrayList<>();
    replay
        .statements()
        .places()
        .forEach(
            (partition, place) ->
                places.add(
                    new StatedPlace(
                        partition,
                        place.offset(),
                        place.millis(),
                        place.statement(),
                        ByteBuffer.wrap(place.hash().toBytes()))));
    return places;
  }

  /** What an audit keeps; a state that lacks some of it is of no use. */
  private static final int VERSION = 6;

  /**
   * What stays when an operator plans new keys or takes on another asset: the id of the network.
   */
  private static String fingerprint(NetworkFile file) {
    String identity = VERSION + "\n" + file.id();
    return HexFormat.of()
        .formatHex(VerdictBook.digest(identity.getBytes(StandardCharsets.UTF_8)).bytes());
  }

  /** Returns up to where the partitions of a topic are read, nothing if they never were. */
  List<Long> reached(Topic topic) {
    return positions.getOrDefault(topic.name(), List.of());
  }

  /** Returns what is left to read of a topic. */
  List<Extent> rest(Topic topic, List<Extent> extents) throws QuittanceException {
    List<Long> reached = reached(topic);
    if (extents.size() < reached.size()) {
      throw otherLog(
          topic.name() + " has " + extents.size() + " partitions and had " + reached.size());
    }
    List<Extent> rest = new ArrayList<>();
    for (int partition = 0; partition < extents.size(); partition++) {
      Extent extent = extents.get(partition);
      long next = partition < reached.size() ? reached.get(partition) : 0;
      // What is kept for a time only may begin later, but no log ends before what was read of it.
      if (decides(topic) && extent.begin() > next || extent.end() < next) {
        throw QuittanceException.failure(
            "The log has "
                + topic.name()
                + "-"
                + partition
                + " from offset "
                + extent.begin()
                + " to "
                + extent.end()
                + ", but the audit needs it from "
                + next
                + " on.",
            next == 0
                ? "Begin with an export of the whole log, or with the state of an earlier audit."
                : "Give the log that the audit's state belongs to, or begin anew.");
      }
      rest.add(extent.from(next));
    }
    return rest;
  }

  /** Whether all of a topic must be read: that of which verdicts are a function, and the events. */
  private static boolean decides(Topic topic) {
    return topic.equals(Topics.JOURNAL) || topic.equals(Topics.SETTLEMENTS);
  }

  /**
   * Checks that a topic is the log that was read before: by its ids, where they are known, and, of
   * what decides, by the last records that were read.
   */
  void checkSameLog(Logs source, Topic topic, List<Extent> extents) throws QuittanceException {
    Optional<LogIdentity> now = source.identity(topic);
    List<String> known = logs.get(topic.name());
    if (now.isPresent()) {
      List<String> present = List.of(now.get().clusterId(), now.get().topicId());
      if (known != null && !known.equals(present)) {
        throw otherLog(
            topic.name()
                + " was "
                + new LogIdentity(known.get(0), known.get(1))
                + " then, and is now "
                + now.get());
      }
      logs.put(topic.name(), present);
    }
    if (decides(topic)) {
      checkLastRecords(source, topic, extents);
    }
  }

  private void checkLastRecords(Logs source, Topic topic, List<Extent> extents)
      throws QuittanceException {
    Map<Integer, byte[]> kept = new HashMap<>();
    List<Extent> last = new ArrayList<>();
    for (int partition = 0; partition < extents.size(); partition++) {
      Optional<byte[]> record = store.get(Table.LAST_RECORD, lastKey(topic.name(), partition));
      long offset = record.map(value -> ByteBuffer.wrap(value).getLong(0)).orElse(0L);
      Extent extent = extents.get(partition);
      // What was deleted since, or is not there yet, is spoken of when it comes to what is left.
      boolean there = record.isPresent() && extent.begin() <= offset && offset < extent.end();
      last.add(there ? new Extent(offset, offset + 1) : new Extent(0, 0));
      if (there) {
        kept.put(partition, record.get());
      }
    }
    try (LogScan scan = source.read(topic, last)) {
      List<ConsumerRecord<byte[], byte[]>> batch;
      while (!(batch = scan.next()).isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          if (!Arrays.equals(kept.remove(record.partition()), last(record))) {
            throw otherLog(Place.of(record) + " was another record then");
          }
        }
      }
    }
    for (Map.Entry<Integer, byte[]> missing : kept.entrySet()) {
      throw otherLog(
          "no record stands any more at offset "
              + ByteBuffer.wrap(missing.getValue()).getLong(0)
              + " of "
              + topic.name()
              + "-"
              + missing.getKey());
    }
  }

  private static QuittanceException otherLog(String why) {
    return QuittanceException.failure(
        "The log is not the one that the audit's state belongs to: " + why + ".",
        "Give that log, or begin anew; a log that changed is evidence.");
  }

  /** Notes how far a topic is read. */
  void reached(Topic topic, List<Long> reached, List<ConsumerRecord<byte[], byte[]>> batch) {
    positions.put(topic.name(), List.copyOf(reached));
    if (decides(topic)) {
      Map<Integer, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();
      batch.forEach(record -> latest.put(record.partition(), record));
      latest.forEach(
          (partition, record) ->
              store.put(Table.LAST_RECORD, lastKey(topic.name(), partition), last(record)));
    }
  }

  /** Writes it to the store. */
  void save() {
    List<AssetSupply> supplies = new ArrayList<>();
    replay
        .supplies()
        .forEach(
            (asset, supply) ->
                supplies.add(
                    new AssetSupply(
                        new Fixed32(asset.toBytes()),
                        supply.issued().toString(),
                        supply.redeemed().toString(),
                        supply.issues())));
    try {
      ByteBuffer record =
          AuditProgress.getEncoder()
              .encode(
                  new AuditProgress(network, positions, logs, counts.all(), supplies, places()));
      byte[] value = new byte[record.remaining()];
      record.get(value);
      store.put(Table.PROGRESS, new byte[0], value);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  private static AuditProgress decode(byte[] value) throws QuittanceException {
    try {
      return AuditProgress.getDecoder().decode(value);
    } catch (IOException | AvroRuntimeException unknown) {
      throw QuittanceException.failure(
          "The audit's state was written by another version of Quittance.",
          "Name another directory with --state to begin anew.",
          unknown);
    }
  }

  private static byte[] lastKey(String topic, int partition) {
    return AuditStore.key(topic.getBytes(StandardCharsets.UTF_8), partition);
  }

  /** Returns offset and digest of a record. */
  private static byte[] last(ConsumerRecord<byte[], byte[]> record) {
    byte[] digest = RecordDigest.of(record);
    return ByteBuffer.allocate(Long.BYTES + digest.length)
        .putLong(record.offset())
        .put(digest)
        .array();
  }
}
