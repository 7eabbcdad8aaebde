package io.quittance.audit;

import io.quittance.audit.log.Extent;
import io.quittance.audit.log.LogScan;
import io.quittance.audit.log.Logs;
import io.quittance.ledger.settlement.Supply;
import io.quittance.network.WalletException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.OperatorKeyEntry;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Topic;
import io.quittance.schemas.audit.AssetSupply;
import io.quittance.schemas.audit.AuditProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  private AuditState(AuditStore store, Counts counts, Replay replay, String network) {
    this.store = store;
    this.counts = counts;
    this.replay = replay;
    this.network = network;
  }

  /** Reads how far the audit in a store is; what was counted is told to counts and replay. */
  static AuditState of(AuditStore store, NetworkFile file, Counts counts, Replay replay)
      throws WalletException {
    AuditState state = new AuditState(store, counts, replay, fingerprint(file));
    Optional<byte[]> kept = store.get(Table.PROGRESS, new byte[0]);
    if (kept.isPresent()) {
      state.restore(decode(kept.get()));
    }
    return state;
  }

  private void restore(AuditProgress progress) throws WalletException {
    if (!progress.getNetwork().equals(network)) {
      throw WalletException.failure(
          "The audit's state is that of another network, or of an earlier version of the audit.",
          "Name another directory with --state to begin anew.");
    }
    positions.putAll(progress.getPositions());
    counts.restore(progress.getCounts());
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

  /** What an audit keeps; a state that lacks some of it is of no use. */
  private static final int VERSION = 2;

  /** What stays when an operator plans new keys or takes on another asset, and names a network. */
  private static String fingerprint(NetworkFile file) {
    String identity =
        VERSION
            + "\n"
            + file.name()
            + "\n"
            + file.commandPartitions()
            + "\n"
            + file.operatorKeys().stream().findFirst().map(OperatorKeyEntry::key).orElse("");
    return HexFormat.of()
        .formatHex(VerdictBook.digest(identity.getBytes(StandardCharsets.UTF_8)).bytes());
  }

  /** Returns what is left to read of a topic. */
  List<Extent> rest(Topic topic, List<Extent> extents) throws WalletException {
    List<Long> reached = positions.get(topic.name());
    List<Extent> rest = new ArrayList<>();
    for (int partition = 0; partition < extents.size(); partition++) {
      Extent extent = extents.get(partition);
      long next = reached == null ? 0 : reached.get(partition);
      if (topic.partitionedAsLedger() && (extent.begin() > next || extent.end() < next)) {
        throw WalletException.failure(
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

  /** Checks that the last records read still stand in the log: that it is the same log. */
  void checkSameLog(Logs logs, Topic topic, List<Extent> extents) throws WalletException {
    List<Extent> last = new ArrayList<>();
    for (int partition = 0; partition < extents.size(); partition++) {
      Optional<ByteBuffer> kept =
          store.get(Table.LAST_RECORD, lastKey(topic.name(), partition)).map(ByteBuffer::wrap);
      long offset = kept.map(value -> value.getLong(0)).orElse(0L);
      Extent extent = extents.get(partition);
      boolean there = kept.isPresent() && extent.begin() <= offset && offset < extent.end();
      last.add(there ? new Extent(offset, offset + 1) : new Extent(0, 0));
    }
    try (LogScan scan = logs.read(topic, last)) {
      List<ConsumerRecord<byte[], byte[]>> batch;
      while (!(batch = scan.next()).isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          byte[] kept =
              store.get(Table.LAST_RECORD, lastKey(topic.name(), record.partition())).orElseThrow();
          if (!ByteBuffer.wrap(kept).equals(ByteBuffer.wrap(last(record)))) {
            throw WalletException.failure(
                "The log is not the one that the audit's state belongs to: "
                    + Place.of(record)
                    + " was another record then.",
                "Give that log, or begin anew; a log that changed is evidence.");
          }
        }
      }
    }
  }

  /** Notes how far a topic is read. */
  void reached(Topic topic, List<Long> reached, List<ConsumerRecord<byte[], byte[]>> batch) {
    positions.put(topic.name(), List.copyOf(reached));
    if (topic.partitionedAsLedger()) {
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
              .encode(new AuditProgress(network, positions, counts.all(), supplies));
      byte[] value = new byte[record.remaining()];
      record.get(value);
      store.put(Table.PROGRESS, new byte[0], value);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  private static AuditProgress decode(byte[] value) throws WalletException {
    try {
      return AuditProgress.getDecoder().decode(value);
    } catch (IOException | AvroRuntimeException unknown) {
      throw WalletException.failure(
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
    byte[] key = record.key() == null ? new byte[0] : record.key();
    byte[] value = record.value() == null ? new byte[0] : record.value();
    byte[] all =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + key.length + value.length)
            .putLong(record.timestamp())
            .putInt(key.length)
            .put(key)
            .put(value)
            .array();
    return ByteBuffer.allocate(Long.BYTES + 32)
        .putLong(record.offset())
        .put(VerdictBook.digest(all).bytes())
        .array();
  }
}
