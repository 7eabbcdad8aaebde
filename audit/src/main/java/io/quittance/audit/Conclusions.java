package io.quittance.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Conservation;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.PendingCredit;
import io.quittance.ledger.settlement.Supply;
import io.quittance.ledger.submission.Position;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.audit.DueEvent;
import io.quittance.schemas.settlement.Settled;
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
          Place command = Place.of(Topics.COMMANDS, event.getPosition());
          Credit.of(event).ifPresent(credit -> sum(credit.asset()).addOnItsWay(credit.amount()));
          Optional<EventBook.Frontier> later =
              events
                  .frontier(command.position().partition())
                  .filter(frontier -> isOverdue(due, command, frontier));
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

  private static boolean isOverdue(DueEvent due, Place command, EventBook.Frontier frontier) {
    return frontier.offset() > command.position().offset()
        && frontier.event().timestampMillis() > due.getReadyMillis() + PATIENCE_MILLIS;
  }

  /** Looks for published events that no command explains. */
  void unexplained() throws QuittanceException {
    store.scan(
        Table.UNEXPLAINED,
        new byte[0],
        (key, value) -> {
          // Behind the claimed place of the command stands its own.
          ByteBuffer place = ByteBuffer.wrap(key).position(Integer.BYTES + Long.BYTES);
          Settled event = event(value);
          differences.add(
              new Difference(
                  new Place(
                      Topics.SETTLEMENTS.name(),
                      new Position(place.getInt(), place.getLong(), place.getLong())),
                  EventBook.named(event),
                  verdicts.said(event.getPosition(), AccountId.of(event.getAccount())),
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

  /** Checks the supply of every asset; money on its way was added where it was missing. */
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
    store.scan(
        Table.PARKED,
        new byte[0],
        (key, value) -> {
          PendingCredit parked = StoredAccount.credit(value);
          sum(parked.asset()).addOnItsWay(parked.amount());
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
