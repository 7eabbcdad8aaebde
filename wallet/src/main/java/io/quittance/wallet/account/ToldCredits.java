package io.quittance.wallet.account;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the operator's receipts tell of an account's credits, each once, at its number.
 *
 * <p>A receipt under a key that has been revoked, or had been retired when it was written, may be
 * anybody's. It counts only where no other one tells of its number or its command, and a final
 * event says the same to the byte.
 */
final class ToldCredits {
  private final SortedMap<Long, Entry> fresh = new TreeMap<>();
  private final Set<CommandId> commands = new HashSet<>();
  private boolean doubtful;

  private ToldCredits() {}

  /**
   * Picks those that count.
   *
   * @param received how many credits are known already
   */
  static ToldCredits of(AccountLog log, long received) {
    ToldCredits told = new ToldCredits();
    for (CreditNotice notice : log.credits()) {
      if (!notice.doubtful() && notice.number() > received) {
        told.add(notice);
      }
    }
    Set<Bytes> settled = new HashSet<>();
    for (Settled event : log.events()) {
      entry(event).ifPresent(entry -> settled.add(entry.payload()));
    }
    for (CreditNotice notice : log.credits()) {
      if (notice.doubtful() && notice.number() > received) {
        told.addIfSettled(notice, settled);
      }
    }
    return told;
  }

  private void add(CreditNotice notice) {
    fresh.putIfAbsent(notice.number(), notice.entry());
    commands.add(notice.entry().commandId());
  }

  private void addIfSettled(CreditNotice notice, Set<Bytes> settled) {
    if (fresh.containsKey(notice.number()) || commands.contains(notice.entry().commandId())) {
      return;
    }
    if (settled.contains(notice.entry().payload())) {
      add(notice);
    } else {
      doubtful = true;
    }
  }

  /**
   * Those that can be counted now, by how many credits the account had received with each. What a
   * balance contains need not be told any more; behind that, a credit counts when all before it do,
   * for a command names the first so many.
   *
   * @param counted how many are counted already
   * @param contained how many a known balance contains, or are counted, whichever is more
   */
  SortedMap<Long, Entry> countable(long counted, long contained) {
    long last = contained;
    while (fresh.containsKey(last + 1)) {
      last++;
    }
    return Collections.unmodifiableSortedMap(fresh.subMap(counted + 1, last + 1));
  }

  /** The highest number that is told and was not known before; 0 if there is none. */
  long last() {
    return fresh.isEmpty() ? 0 : fresh.lastKey();
  }

  /** Whether one was passed over that a final event may confirm yet. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** The entry that was made for the payee of a final event; nothing if no money moved to one. */
  private static Optional<Entry> entry(Settled settled) {
    if (settled.getEvent() instanceof Transferred event) {
      Paid paid =
          new Paid(
              event.getPayeeOwner(),
              event.getPayerElGamalKey(),
              event.getPayeeElGamalKey(),
              event.getLo(),
              event.getHi(),
              event.getMemo(),
              event.getAuditorEpoch(),
              event.getValidity());
      return Optional.of(
          entry(settled, settled.getAccount(), event.getPayee(), event.getPreviousNumber(), paid));
    } else if (settled.getEvent() instanceof Issued event) {
      Minted minted =
          new Minted(
              event.getOwner(), event.getElGamalKey(), event.getAmount(), event.getReference());
      return Optional.of(
          entry(
              settled,
              settled.getAsset(),
              settled.getAccount(),
              event.getPreviousNumber(),
              minted));
    }
    return Optional.empty();
  }

  private static Entry entry(
      Settled settled, Fixed32 origin, Fixed32 payee, long previous, Object fact) {
    return Entry.of(
        new io.quittance.schemas.journal.Entry(
            origin,
            payee,
            settled.getNumber(),
            previous,
            settled.getAsset(),
            settled.getEventId(),
            settled.getPosition(),
            fact));
  }
}
