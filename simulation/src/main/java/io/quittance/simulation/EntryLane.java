package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.CommandId;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.PlainCredit;
import io.quittance.simulation.PlainLedger.Ruling;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries' promises, over all lives of the job: an accepted transfer makes one entry, which is
 * the same bytes each time, and the job writes nothing else into the journal.
 */
final class EntryLane {
  /** An entry of the operator's, and what it says. */
  record Made(PlainEntry plain, io.quittance.schemas.journal.Entry entry) {}

  private final Map<CommandId, Made> byCommand = new HashMap<>();
  private final Map<ByteBuffer, Made> byValue = new HashMap<>();
  private final List<Made> all = new ArrayList<>();

  /** The entry of a transfer that was just accepted was emitted. */
  void made(Ruling ruling, TopicRecord record) {
    Sent sent = ruling.sent();
    Made due = byCommand.computeIfAbsent(sent.command().id(), any -> due(ruling));
    require(
        Arrays.equals(due.plain().payee().toBytes(), record.key()),
        "the entry of %s is not keyed by its payee",
        sent);
    require(
        Arrays.equals(due.plain().value(), record.value()),
        "the entry of %s has other bytes than it must have",
        sent);
  }

  private Made due(Ruling ruling) {
    var entry = PlainEntries.of(ruling.sent(), ruling.previous());
    byte[] value = Authorities.RECEIPTS.sign(Entry.of(entry));
    PlainCredit credit = PlainJournal.credit(ruling.sent().command(), ruling.previous());
    Made made = new Made(PlainEntries.signed(value, entry, credit), entry);
    byValue.put(ByteBuffer.wrap(value), made);
    all.add(made);
    return made;
  }

  /** The job has written a record into the journal: it must be an entry that it emitted. */
  PlainEntry written(LogRecord record) {
    Made made = byValue.get(ByteBuffer.wrap(record.value()));
    require(
        made != null && Arrays.equals(made.plain().payee().toBytes(), record.key()),
        "the journal holds an entry at %s that was never made",
        LogPlace.of(record));
    return made.plain();
  }

  /** Returns all entries that were ever made, the first one first. */
  List<Made> all() {
    return all;
  }
}
