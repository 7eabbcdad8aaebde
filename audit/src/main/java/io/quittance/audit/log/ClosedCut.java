package io.quittance.audit.log;

import io.quittance.ledger.entry.SignedEntry;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where to end reading a journal that still grows, so that with every entry there is the command
 * that made it.
 *
 * <p>Partitions' ends are asked of several brokers and are not of one moment: an entry may stand
 * before its partition's end, and its command, which was there first, behind the end of another. So
 * the ends are moved on to such commands, never further than where the partitions ended a moment
 * later: an entry whose command is not there even then has none.
 */
public final class ClosedCut {
  private final Logs logs;
  private final List<Extent> cut;
  private final List<Extent> later;

  private ClosedCut(Logs logs, List<Extent> cut, List<Extent> later) {
    this.logs = logs;
    this.cut = new ArrayList<>(cut);
    this.later = later;
  }

  /**
   * Returns the extents of the journal's partitions up to about now, closed under causes.
   *
   * @param known up to where each partition was read before, none where it was not: causes of
   *     entries before are there already
   */
  public static List<Extent> ofJournal(Logs logs, List<Long> known) throws QuittanceException {
    List<Extent> now = logs.extents(Topics.JOURNAL);
    return new ClosedCut(logs, now, logs.extents(Topics.JOURNAL)).closed(known);
  }

  private List<Extent> closed(List<Long> known) throws QuittanceException {
    List<Extent> unread = new ArrayList<>();
    for (int partition = 0; partition < cut.size(); partition++) {
      unread.add(cut.get(partition).from(partition < known.size() ? known.get(partition) : 0));
    }
    // Where nothing was appended meanwhile, the ends are of one moment.
    while (!cut.equals(later) && unread.stream().anyMatch(extent -> extent.length() > 0)) {
      List<Extent> before = List.copyOf(cut);
      try (LogScan scan = logs.read(Topics.JOURNAL, unread)) {
        List<ConsumerRecord<byte[], byte[]>> batch;
        while (!(batch = scan.next()).isEmpty()) {
          batch.forEach(record -> cause(record).ifPresent(this::include));
        }
      }
      for (int partition = 0; partition < cut.size(); partition++) {
        unread.set(partition, cut.get(partition).from(before.get(partition).end()));
      }
    }
    return List.copyOf(cut);
  }

  /** Whatever anybody writes as an entry moves an end: it is moved where records stand. */
  private static Optional<JournalPosition> cause(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null
          && SingleObject.decode(record.value())
              instanceof io.quittance.schemas.journal.SignedEntry signed) {
        return Optional.of(SignedEntry.of(signed).entry().record().getPosition());
      }
    } catch (MalformedRecordException noEntry) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private void include(JournalPosition command) {
    int partition = command.getPartition();
    if (partition < 0 || partition >= cut.size()) {
      return;
    }
    Extent extent = cut.get(partition);
    long end = Math.min(command.getOffset() + 1, later.get(partition).end());
    if (end > extent.end()) {
      cut.set(partition, new Extent(extent.begin(), end));
    }
  }
}
