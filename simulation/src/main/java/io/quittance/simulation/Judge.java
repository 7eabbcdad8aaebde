package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.AdmittedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.OutputTags;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.RejectionCode;
import io.quittance.simulation.InstantLane.DueReceipt;
import io.quittance.simulation.PlainCommand.Flaw;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainLedger.Outcome;
import io.quittance.simulation.PlainLedger.Ruling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.util.OutputTag;

/**
 * Sees every record that an operator takes, knows from the plain rules what must come of it, and
 * compares that with all that the operator emits and keeps, before anything else may happen.
 */
final class Judge implements RunningJob.Observer {
  private static final Set<RejectionCode> FOUND_WHEN_READ =
      EnumSet.of(RejectionCode.MALFORMED, RejectionCode.TOO_LARGE, RejectionCode.WRONG_PARTITION);

  private final PlainJournal journal;
  private final InstantLane instant = new InstantLane();
  private final EntryLane entries = new EntryLane();
  private final FinalLane finals;
  private final LedgerCheck ledger;
  private final Map<OperatorTask, Dues> dues = new HashMap<>();
  private final Deque<AccountId> dueForwards = new ArrayDeque<>();
  private final BalancesLane balances = new BalancesLane();

  /** What admit has taken and not passed on yet, by task. */
  private final Map<Integer, Deque<PlainRecord>> inBatches = new HashMap<>();

  private long checks;

  Judge(PlainJournal journal, Sealing sealing, Tampering tampering) {
    this.journal = journal;
    this.finals = new FinalLane(sealing);
    this.ledger = new LedgerCheck(journal, finals, new StateCheck(sealing), tampering);
  }

  Books books() {
    return ledger.books();
  }

  InstantLane instant() {
    return instant;
  }

  EntryLane entries() {
    return entries;
  }

  FinalLane finals() {
    return finals;
  }

  /** Returns how many times something was compared with what it must be. */
  long checks() {
    return checks;
  }

  int inBatches() {
    return inBatches.values().stream().mapToInt(Deque::size).sum();
  }

  /** Goes back to what was known when a checkpoint was taken. */
  void restore(Books known) {
    ledger.restore(known);
    inBatches.clear();
    dues.clear();
    balances.restore();
  }

  @Override
  public void taking(OperatorTask task, int input, Object value) {
    switch (task.identity()) {
      case READ_JOURNAL -> read(task, (LogRecord) value);
      case ADMIT ->
          inBatches
              .computeIfAbsent(task.index(), any -> new ArrayDeque<>())
              .add(recordOf((AddressedRecord) value));
      case SETTLE -> {
        AdmittedRecord admitted = (AdmittedRecord) value;
        due(dues(task), ledger.takes(task, recordOf(admitted.addressed())));
        dues(task).inBatch = !admitted.lastOfBatch();
      }
      case COALESCE_BALANCES -> balances.taken(task.index(), (TopicRecord) value);
      default -> throw new IllegalStateException("the judge knows no operator " + task.identity());
    }
  }

  private PlainRecord recordOf(AddressedRecord addressed) {
    return journal.at(addressed.record().partition(), addressed.record().offset());
  }

  private Dues dues(OperatorTask task) {
    return dues.computeIfAbsent(task, any -> new Dues());
  }

  private void read(OperatorTask task, LogRecord record) {
    if (journal.isStatement(record.partition(), record.offset())) {
      // Of a statement nothing is said and nothing passed on.
      return;
    }
    PlainRecord plain = journal.at(record.partition(), record.offset());
    Optional<Flaw> flaw = plain.flaw().filter(why -> FOUND_WHEN_READ.contains(why.code()));
    if (flaw.isPresent()) {
      refused(dues(task), plain, flaw.get());
    } else {
      dueForwards.add(plain.account());
    }
  }

  private void refused(Dues due, PlainRecord record, Flaw flaw) {
    Ruling ruling = Ruling.rejected(record, flaw.code());
    List<DueReceipt> receipts = instant.ruled(ruling);
    due.rejections.add(ruling);
    if (flaw.readable()) {
      due.receipts.addAll(receipts);
    }
  }

  private void due(Dues due, Ruling ruling) {
    due.receipts.addAll(instant.ruled(ruling));
    if (ruling.outcome() == Outcome.REJECTED) {
      due.rejections.add(ruling);
    } else if (ruling.outcome() == Outcome.ACCEPTED) {
      due.events.add(ruling);
      if (ruling.sent().command().kind() == Kind.TRANSFER) {
        due.entries.add(ruling);
      }
    }
  }

  @Override
  public void emitted(OperatorTask task, OutputTag<?> tag, Object value) {
    checks++;
    SettlementOperator operator = task.identity();
    if (operator == SettlementOperator.ADMIT) {
      admitted(task, tag, value);
    } else if (OutputTags.RECEIPTS.equals(tag)) {
      receipt(task, (TopicRecord) value);
    } else if (OutputTags.REJECTIONS.equals(tag)) {
      rejection(task, (TopicRecord) value);
    } else if (OutputTags.ENTRIES.equals(tag)) {
      entry(task, (TopicRecord) value);
    } else if (OutputTags.ACCOUNTS.equals(tag)) {
      ledger.balanceTold(task, (TopicRecord) value);
    } else if (tag != null) {
      throw unknown(operator, tag);
    } else {
      emittedByDefault(task, value);
    }
  }

  private void emittedByDefault(OperatorTask task, Object value) {
    switch (task.identity()) {
      case SETTLE -> {
        Ruling ruling = dues(task).events.poll();
        require(ruling != null, "an event was settled that nobody was waiting for");
        finals.settled(ruling, (SettledRecord) value, ledger.books());
      }
      case COALESCE_BALANCES -> balances.published(task.index(), (TopicRecord) value);
      case READ_JOURNAL -> passedOn(task, (AddressedRecord) value);
      default -> throw unknown(task.identity(), null);
    }
  }

  /** What is added to the job must be judged, too. */
  private static IllegalStateException unknown(SettlementOperator operator, OutputTag<?> tag) {
    return new IllegalStateException(
        String.format(
            "the judge knows no %s of %s",
            tag == null ? "main output" : "output " + tag.getId(), operator));
  }

  private void passedOn(OperatorTask task, AddressedRecord forwarded) {
    AccountId due = dueForwards.poll();
    require(
        forwarded.account().equals(due),
        "%s passed on a record of %s, not of %s",
        task.identity(),
        forwarded.account(),
        due);
  }

  private void entry(OperatorTask task, TopicRecord record) {
    Ruling ruling = dues(task).entries.poll();
    require(ruling != null, "an entry was made that nobody was waiting for");
    entries.made(ruling, record);
  }

  private void admitted(OperatorTask task, OutputTag<?> tag, Object value) {
    if (OutputTags.RECEIPTS.equals(tag)) {
      receipt(task, (TopicRecord) value);
      return;
    }
    PlainRecord next = inBatches.getOrDefault(task.index(), new ArrayDeque<>()).poll();
    require(next != null, "admit emitted what it never took");
    if (OutputTags.REJECTIONS.equals(tag)) {
      require(next.flaw().isPresent(), "%s is honest and was not admitted", next);
      refused(dues(task), next, next.flaw().get());
      rejection(task, (TopicRecord) value);
    } else if (tag == null) {
      require(next.flaw().isEmpty(), "%s was admitted", next);
      PlainRecord passed = recordOf(((AdmittedRecord) value).addressed());
      require(
          passed.place().equals(next.place()),
          "admit passed on %s where %s was next",
          passed,
          next);
    } else {
      throw unknown(task.identity(), tag);
    }
  }

  private void receipt(OperatorTask task, TopicRecord record) {
    DueReceipt due = dues(task).receipts.poll();
    require(due != null, "a receipt was given that nobody was waiting for");
    InstantLane.receipted(due, record);
  }

  private void rejection(OperatorTask task, TopicRecord record) {
    Ruling ruling = dues(task).rejections.poll();
    require(ruling != null, "something was rejected that must not be");
    try {
      instant.rejected(ruling, record);
    } catch (MalformedRecordException e) {
      throw new BrokenInvariant("a rejection cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void rested(OperatorTask task) {
    Dues due = dues(task);
    if (!due.inBatch) {
      require(due.receipts.isEmpty(), "there is no receipt of %s", due.receipts.peek());
      require(due.rejections.isEmpty(), "there is no rejection of %s", due.rejections.peek());
      require(due.events.isEmpty(), "there is no settled event of %s", due.events.peek());
      require(due.entries.isEmpty(), "there is no entry of %s", due.entries.peek());
    }
    require(
        dueForwards.isEmpty(), "%s was not passed on by %s", dueForwards.peek(), task.identity());
    if (task.identity() == SettlementOperator.SETTLE) {
      checks += ledger.rested(task, due.inBatch, dues.values().stream().anyMatch(d -> d.inBatch));
    }
  }
}
