package io.quittance.trials.drill;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.network.kafka.NetworkTopics;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Settled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All that a ledger has published, in one number: equal for two ledgers, or for one ledger at two
 * times, that say the same.
 *
 * <p>What stands in a topic several times counts once, if each time it says the same, word for
 * word. Memory: some 150 bytes for each receipt, event and account.
 *
 * @param value SHA-256, 64 hexadecimal digits
 * @param events settled events
 * @param receipts receipts of commands and of credits
 * @param accounts accounts with a balance
 * @param repeatedEvents how often an event stands in its topic again
 * @param repeatedReceipts how often a receipt does
 * @param contradictions how often something stands there again that says otherwise
 */
public record PublishedDigest(
    String value,
    long events,
    long receipts,
    long accounts,
    long repeatedEvents,
    long repeatedReceipts,
    long contradictions) {
  /** Reads all that is published, up to its present end. */
  public static PublishedDigest of(NetworkFile network, KafkaSettings kafka)
      throws QuittanceException {
    return of(network, kafka, Optional.empty());
  }

  /**
   * Reads what is published of the commands up to a log-append time. Balances are left out then:
   * they tell of all commands.
   */
  public static PublishedDigest of(
      NetworkFile network, KafkaSettings kafka, Optional<Instant> until) throws QuittanceException {
    Reading reading = new Reading(until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    String servers = network.bootstrapServers();
    NetworkTopics.check(network, kafka, Topics.RECEIPTS, Topics.SETTLEMENTS, Topics.BALANCES);
    try (LogReader committed = LogReader.committed(servers, kafka);
        LogReader everything = LogReader.uncommitted(servers, kafka)) {
      read(everything, Topics.RECEIPTS, reading::receipt);
      read(committed, Topics.SETTLEMENTS, reading::event);
      if (until.isEmpty()) {
        read(committed, Topics.BALANCES, reading::balance);
      }
    }
    return reading.digest();
  }

  /** Whether another says the same. */
  public boolean says(PublishedDigest other) {
    return value.equals(other.value) && contradictions == 0 && other.contradictions == 0;
  }

  private interface Reader {
    void read(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException;
  }

  private static void read(LogReader reader, Topic topic, Reader into) throws QuittanceException {
    reader.readAll(
        reader.partitions(topic),
        record -> {
          try {
            into.read(record);
          } catch (MalformedRecordException e) {
            throw QuittanceException.failure(
                String.format(
                    "%s-%d@%d is no record of the operator's: %s.",
                    record.topic(), record.partition(), record.offset(), e.getMessage()),
                "Find out who wrote it: only the job may write to that topic.",
                e);
          }
        });
  }

  /** What has been read so far, by what it is about. */
  private static final class Reading {
    private final long untilMillis;
    private final SortedMap<String, String> events = new TreeMap<>();
    private final SortedMap<String, String> receipts = new TreeMap<>();
    private final SortedMap<String, String> balances = new TreeMap<>();
    private long repeatedEvents;
    private long repeatedReceipts;
    private long contradictions;

    private Reading(long untilMillis) {
      this.untilMillis = untilMillis;
    }

    private void receipt(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
      SignedReceipt signed = SingleObject.decode(SignedReceipt.class, value(record));
      byte[] payload = new byte[signed.getPayload().remaining()];
      signed.getPayload().get(payload);
      Receipt receipt = SingleObject.decode(Receipt.class, payload);
      JournalPosition position = receipt.getPosition();
      // An issue has two at its place: its issuer's and its payee's.
      String kind = receipt.getStatus() == ReceiptStatus.CREDITED ? "credit " : "";
      String place = kind + position.getPartition() + "@" + position.getOffset();
      if (isIn(position) && isRepeated(receipts, place, record)) {
        repeatedReceipts++;
      }
    }

    private void event(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
      Settled event = SingleObject.decode(Settled.class, value(record));
      String id = HexFormat.of().formatHex(event.getEventId().bytes());
      if (isIn(event.getPosition()) && isRepeated(events, id, record)) {
        repeatedEvents++;
      }
    }

    private void balance(ConsumerRecord<byte[], byte[]> record) {
      balances.put(HexFormat.of().formatHex(record.key()), sha256(value(record)));
    }

    private boolean isIn(JournalPosition position) {
      return position.getTimestampMillis() <= untilMillis;
    }

    private boolean isRepeated(
        Map<String, String> seen, String key, ConsumerRecord<byte[], byte[]> record) {
      String hash = sha256(value(record));
      String former = seen.putIfAbsent(key, hash);
      if (former != null && !former.equals(hash)) {
        contradictions++;
      }
      return former != null;
    }

    private PublishedDigest digest() {
      MessageDigest all = newSha256();
      for (Map<String, String> kind : List.of(receipts, events, balances)) {
        kind.forEach(
            (key, hash) ->
                all.update((key + " " + hash + "\n").getBytes(StandardCharsets.US_ASCII)));
        all.update((byte) 0);
      }
      return new PublishedDigest(
          HexFormat.of().formatHex(all.digest()),
          events.size(),
          receipts.size(),
          balances.size(),
          repeatedEvents,
          repeatedReceipts,
          contradictions);
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
      return record.value() == null ? new byte[0] : record.value();
    }

    private static String sha256(byte[] bytes) {
      return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    private static MessageDigest newSha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
