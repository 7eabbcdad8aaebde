package io.quittance.audit;

import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.Origin;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Holds the entries that follow from accepted commands against those that the operator signed in
 * the journal, whichever comes first: an entry that follows from nothing is money made from
 * nothing.
 */
final class EntryBook {
  private final AuditStore store;
  private final Counts counts;
  private final Differences differences;

  EntryBook(AuditStore store, Counts counts, Differences differences) {
    this.store = store;
    this.counts = counts;
    this.differences = differences;
  }

  /** Notes an entry that must stand in the journal. */
  void due(Entry entry) throws QuittanceException {
    byte[] at = key(entry);
    Fixed32 digest = digest(entry);
    store.put(Table.DUE_ENTRY, at, digest.bytes());
    long counted =
        new StoredAccount(store, entry.payee()).highestCredited(new Origin(entry.origin()));
    if (counted < entry.number()) {
      store.put(Table.ON_ITS_WAY, at, entry.payload().toBytes());
      counts.add(Counts.ON_THEIR_WAY, 1);
    }
    store.scan(
        Table.UNEXPLAINED_ENTRY,
        at,
        (key, value) -> {
          if (!digest(parse(value)).equals(digest)) {
            other(Place.of(Topics.JOURNAL, key, at.length), parse(value));
          }
          store.delete(Table.UNEXPLAINED_ENTRY, key);
          return true;
        });
  }

  /** Takes an entry that the operator signed, whether it is counted or not. */
  void found(Place place, Entry entry) {
    Optional<byte[]> due = store.get(Table.DUE_ENTRY, key(entry));
    if (due.isEmpty()) {
      byte[] at = place.behind(key(entry));
      store.put(Table.UNEXPLAINED_ENTRY, at, entry.payload().toBytes());
    } else if (!new Fixed32(due.get()).equals(digest(entry))) {
      other(place, entry);
    }
  }

  /** Notes that an entry is counted. */
  void counted(Entry entry) {
    counts.add(Counts.ENTRIES, 1);
    if (store.get(Table.ON_ITS_WAY, key(entry)).isPresent()) {
      store.delete(Table.ON_ITS_WAY, key(entry));
      counts.add(Counts.ON_THEIR_WAY, -1);
    }
  }

  private void other(Place place, Entry entry) {
    differences.add(place, named(entry), "what follows from its command", "something else");
  }

  /** Names an entry. */
  static String named(Entry entry) {
    return "the entry number "
        + entry.number()
        + " of account "
        + AccountId.of(entry.record().getOrigin())
        + " for account "
        + entry.payee()
        + ", of command "
        + CommandId.of(entry.record().getCommandId());
  }

  /** Reads an entry that is kept. */
  static Entry parse(byte[] payload) {
    try {
      return Entry.parse(payload);
    } catch (MalformedRecordException altered) {
      throw new IllegalStateException("what the audit kept was altered", altered);
    }
  }

  private static Fixed32 digest(Entry entry) {
    return VerdictBook.digest(entry.payload().toBytes());
  }

  /** Returns what an entry is known by: origin (32), payee (32), number (8). */
  static byte[] key(Entry entry) {
    return ByteBuffer.allocate(2 * AccountId.BYTES + Long.BYTES)
        .put(entry.origin().toBytes())
        .put(entry.payee().toBytes())
        .putLong(entry.number())
        .array();
  }
}
