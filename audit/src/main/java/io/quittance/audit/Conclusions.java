package io.quittance.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.Conservation;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Supply;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.audit.DueEvent;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** What can be said only when the logs are read to their ends: what is missing, and the supply. */
final class Conclusions {
  /**
   * How much longer than a later one an event may take in log time. It comes with the next
   * checkpoint, or after a lost transaction once that has timed out, which brokers allow 15 minutes
   * for unless told otherwise.
   */
  static final long PATIENCE_MILLIS = 15 * 60 * 1000L;

  private static final int PLACES_SHOWN = 5;

  private final AuditStore store;
  private final EventBook events;
  private final VerdictBook verdicts;
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> stillToCome = new ArrayList<>();
  private final Map<AssetId, Conservation.Sum> sums = new HashMap<>();

  Conclusions(AuditStore store, EventBook events, VerdictBook verdicts) {
    this.store = store;
    this.events = events;
    this.verdicts = verdicts;
  }

  List<Difference> differences() {
    return differences;
  }

  /** The first places of commands whose event may still come. */
  List<String> stillToCome() {
    return stillToCome;
  }

  /** Looks for events that are overdue. */
  void missing() throws QuittanceException {
    store.scan(
        Table.MISSING,
        new byte[0],
        (key, value) -> {
          DueEvent due = events.at(key);
          Settled event = EventBook.event(due);
          Place command = Place.of(event.getPosition());
          Optional<EventBook.Frontier> later =
              events
                  .frontier(command.position().partition())
                  .filter(frontier -> isOverdue(command, frontier));
          if (later.isPresent()) {
            differences.add(
                new Difference(
                    command,
                    EventBook.named(event),
                    "to be published",
                    "that it is not, while that of the later command "
                        + later.get().offset()
                        + " stands at "
                        + new Place(Topics.SETTLEMENTS.name(), later.get().event())));
          } else if (stillToCome.size() < PLACES_SHOWN) {
            stillToCome.add(command.toString());
          }
          return true;
        });
  }

  /**
   * Looks for receipts that nobody was given, though the event of a later command of the partition
   * is published: that comes with a checkpoint, before which all receipts of what was read are in
   * their topic, whose end was taken after that of the events.
   */
  void untold() throws QuittanceException {
    store.scan(
        Table.UNTOLD,
        new byte[0],
        (key, value) -> {
          Place about = VerdictBook.about(key, value);
          events
              .frontier(about.position().partition())
              .filter(later -> later.offset() > about.position().offset())
              .ifPresent(
                  later ->
                      differences.add(
                          new Difference(
                              about,
                              VerdictBook.named(key, about),
                              "to be published",
                              "that it is not, while the event of the later command "
                                  + later.offset()
                                  + " stands at "
                                  + new Place(Topics.SETTLEMENTS.name(), later.event()))));
          return true;
        });
  }

  private static boolean isOverdue(Place command, EventBook.Frontier frontier) {
    return frontier.offset() > command.position().offset()
        && frontier.event().timestampMillis()
            > command.position().timestampMillis() + PATIENCE_MILLIS;
  }

  /**
   * Looks for entries that are not counted, though the event of their transfer is published: that
   * comes with a checkpoint, and before a checkpoint all its entries are in the journal, whose end
   * was taken after that of the events.
   */
  void entries() throws QuittanceException {
    store.scan(
        Table.ON_ITS_WAY,
        new byte[0],
        (key, value) -> {
          Entry entry = EntryBook.parse(value);
          sum(entry.asset()).addOnItsWay(amount(entry));
          JournalPosition command = entry.record().getPosition();
          DueEvent due = events.at(Place.key(command));
          if (due.getPublished() != null) {
            differences.add(
                new Difference(
                    Place.of(command),
                    EntryBook.named(entry),
                    "to be counted",
                    "that it is not, while the event of its command stands at "
                        + Place.of(Topics.SETTLEMENTS, due.getPublished())));
          }
          return true;
        });
    store.scan(
        Table.UNEXPLAINED_ENTRY,
        new byte[0],
        (key, value) -> {
          Entry entry = EntryBook.parse(value);
          differences.add(
              new Difference(
                  Place.of(Topics.JOURNAL, key, EntryBook.key(entry).length),
                  EntryBook.named(entry),
                  "none, because no accepted transfer makes it",
                  "one that the operator signed"));
          return true;
        });
  }

  private static ElGamalCiphertext amount(Entry entry) {
    try {
      return Credit.of(entry).amount();
    } catch (InvalidProofException impossible) {
      throw new IllegalStateException("an accepted transfer holds an amount", impossible);
    }
  }

  /** Looks for published events that no command explains. */
  void unexplained() throws QuittanceException {
    store.scan(
        Table.UNEXPLAINED,
        new byte[0],
        (key, value) -> {
          Settled event = event(value);
          differences.add(
              new Difference(
                  // Behind the claimed place of the command stands its own.
                  Place.of(Topics.SETTLEMENTS, key, Integer.BYTES + Long.BYTES),
                  EventBook.named(event),
                  verdicts.said(event.getPosition()),
                  "an event"));
          return true;
        });
  }

  private static Settled event(byte[] event) {
    try {
      return SingleObject.decode(Settled.class, event);
    } catch (MalformedRecordException altered) {
      throw new IllegalStateException("what the audit kept was altered", altered);
    }
  }

  /** An event that stands in the log more than once. */
  private record Repeat(Settled event, DueEvent due) {
    long lastMillis() {
      return due.getLastCopy().getTimestampMillis();
    }
  }

  /**
   * Looks for copies that no savepoint explains. Whoever goes back to an older one has all events
   * after it published again, not one of them: so no event of a later command of the partition may
   * stand only once, before the copy.
   */
  void copies(int partitions) throws QuittanceException {
    for (int partition = 0; partition < partitions; partition++) {
      byte[] beginning = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
      List<byte[]> first = new ArrayList<>();
      store.scan(
          Table.REPEATED,
          beginning,
          (key, value) -> {
            first.add(key);
            return false;
          });
      if (!first.isEmpty()) {
        copies(beginning, first.get(0));
      }
    }
  }

  private void copies(byte[] partition, byte[] from) throws QuittanceException {
    PriorityQueue<Repeat> latestFirst =
        new PriorityQueue<>((one, other) -> Long.compare(other.lastMillis(), one.lastMillis()));
    store.scan(
        Table.DUE_EVENT,
        partition,
        from,
        (key, value) -> {
          DueEvent due = EventBook.decode(value);
          if (due.getCopies() > 1) {
            latestFirst.add(new Repeat(EventBook.event(due), due));
          }
          while (due.getCopies() == 1
              && !latestFirst.isEmpty()
              && latestFirst.peek().lastMillis() > due.getPublished().getTimestampMillis()) {
            differences.add(doubled(latestFirst.remove(), EventBook.event(due)));
          }
          return true;
        });
  }

  private static Difference doubled(Repeat repeat, Settled single) {
    return new Difference(
        Place.of(Topics.SETTLEMENTS, repeat.due().getLastCopy()),
        EventBook.named(repeat.event()),
        "it once, as it stands at " + Place.of(Topics.SETTLEMENTS, repeat.due().getPublished()),
        "a copy, which no older savepoint explains: that of the later command "
            + single.getPosition().getOffset()
            + " stands once");
  }

  private Conservation.Sum sum(AssetId asset) {
    return sums.computeIfAbsent(asset, id -> new Conservation.Sum());
  }

  /** Checks the supply of every asset; money on its way was added with the entries. */
  void conservation(NetworkFile network, Map<AssetId, Supply> supplies, Place end)
      throws QuittanceException {
    store.scan(
        Table.ACCOUNT,
        new byte[0],
        (key, value) -> {
          Account account = StoredAccount.account(value);
          account.asset().ifPresent(asset -> sum(asset).add(AccountRecords.toBalance(account)));
          return true;
        });
    for (String code : network.codes()) {
      Asset asset = network.asset(code);
      Conservation.Finding finding =
          sum(asset.id()).compare(supplies.getOrDefault(asset.id(), Supply.NONE));
      if (finding instanceof Conservation.Finding.Broken broken) {
        differences.add(
            new Difference(
                end,
                "all balances of " + code,
                "what was issued and not redeemed",
                "that this is not so: " + broken.explanation()));
      }
    }
  }
}
