package io.quittance.jobs.simulation;

import static io.quittance.jobs.simulation.BrokenInvariant.require;

import io.quittance.jobs.settlement.AccountStates;
import io.quittance.jobs.settlement.AddressedRecord;
import io.quittance.jobs.settlement.LogRecord;
import io.quittance.jobs.settlement.TopicRecord;
import io.quittance.jobs.simulation.PlainCommand.Flaw;
import io.quittance.jobs.simulation.PlainCommand.Sent;
import io.quittance.jobs.simulation.PlainLedger.Outcome;
import io.quittance.jobs.simulation.PlainLedger.PlainCredit;
import io.quittance.jobs.simulation.PlainLedger.Ruling;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.state.AccountState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.util.OutputTag;

/**
 * Sees every record that an operator takes, knows from the plain rules what must come of it, and
 * compares that with all that the operator emits and keeps, before anything else may happen.
 */
final class Judge implements RunningJob.Observer {
  private static final Set<RejectionCode> FOUND_WHEN_READ =
      EnumSet.of(RejectionCode.MALFORMED, RejectionCode.TOO_LARGE, RejectionCode.WRONG_PARTITION);

  private final Pace pace;
  private final Submissions submissions;
  private final SimulatedTopic settlements;
  private final InstantLane instant = new InstantLane();
  private final FinalLane finals;
  private final StateCheck states;
  private final Deque<Ruling> dueReceipts = new ArrayDeque<>();
  private final Deque<Ruling> dueRejections = new ArrayDeque<>();
  private final Deque<Ruling> dueEvents = new ArrayDeque<>();
  private final Deque<AccountId> dueForwards = new ArrayDeque<>();

  /** What admit has taken and not passed on yet, by task. */
  private final Map<Integer, Deque<Sent>> inBatches = new HashMap<>();

  private Books books = Books.empty();

  /** Whose accounts settle has worked on since it last came to rest, and how many verdicts came. */
  private final Map<Party, Integer> touched = new LinkedHashMap<>();

  private long checks;

  Judge(Submissions submissions, SimulatedTopic settlements, Sealing sealing, Pace pace) {
    this.pace = pace;
    this.submissions = submissions;
    this.settlements = settlements;
    this.finals = new FinalLane(sealing);
    this.states = new StateCheck(sealing);
  }

  Books books() {
    return books;
  }

  InstantLane instant() {
    return instant;
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
    books = known;
    inBatches.clear();
  }

  @Override
  public void taking(OperatorTask task, int input, Object value) {
    switch (task.uid()) {
      case "read-commands" -> read((LogRecord) value);
      case "admit" ->
          inBatches
              .computeIfAbsent(task.index(), any -> new ArrayDeque<>())
              .add(sentOf((AddressedRecord) value));
      case "read-credits" -> readBack((LogRecord) value);
      case "settle" -> {
        if (input == 1) {
          command((AddressedRecord) value);
        } else {
          credit((AddressedRecord) value);
        }
      }
      default -> {}
    }
  }

  private Sent sentOf(AddressedRecord addressed) {
    return submissions.at(addressed.record().partition(), addressed.record().offset());
  }

  private void read(LogRecord record) {
    Sent sent = submissions.at(record.partition(), record.offset());
    Optional<Flaw> flaw = sent.flaw().filter(why -> FOUND_WHEN_READ.contains(why.code()));
    if (flaw.isPresent()) {
      refused(sent, flaw.get());
    } else {
      dueForwards.add(sent.command().account().id());
    }
  }

  private void refused(Sent sent, Flaw flaw) {
    Ruling ruling = Ruling.rejected(sent, flaw.code());
    instant.ruled(ruling);
    dueRejections.add(ruling);
    if (flaw.readable()) {
      dueReceipts.add(ruling);
    }
  }

  private void readBack(LogRecord record) {
    PlainCommand command = submissions.command(finals.readBack(record));
    require(instant.isAccepted(command.id()), "%s was settled and never accepted", command);
    Submissions.credited(command).ifPresent(payee -> dueForwards.add(payee.id()));
  }

  /** The ledger is about to take a command: it must be the account's next one. */
  private void command(AddressedRecord addressed) {
    Sent sent = sentOf(addressed);
    Party owner = sent.command().account();
    PlainAccount account = books.ledger().account(owner);
    Optional<Sent> next =
        submissions.nextOf(owner, sent.place().partition(), account.commandsTaken);
    require(
        next.isPresent() && next.get().place().equals(sent.place()),
        "%s reaches the ledger where %s is next",
        sent,
        next.orElse(null));
    account.commandsTaken = sent.place().offset();
    due(books.ledger().command(sent));
    touched.put(owner, 0);
  }

  /** The ledger is about to take a credit: it must be the next that the log has for the payee. */
  private void credit(AddressedRecord addressed) {
    PlainCommand command = submissions.command(FinalLane.id(addressed.record().value()));
    PlainCredit credit = Submissions.credit(command, finals.previous(command.id()));
    PlainAccount account = books.ledger().account(credit.payee());
    LogRecord record = addressed.record();
    require(
        nextCredit(credit.payee(), record.partition(), account.creditsTaken) == record.offset(),
        "the credit at %s of the settlements is not the next of %s",
        Place.of(record),
        credit.payee());
    account.creditsTaken = record.offset();
    books.ledger().credit(credit);
    touched.put(credit.payee(), 0);
  }

  /**
   * Something comes of a command that waited: lets the plain ledger go on to it. How much settle
   * does at a stretch is its own affair, within its limits.
   */
  private void goOnTo(byte[] account) {
    Party party = submissions.party(AccountId.of(account));
    PlainAccount plain = books.ledger().account(party);
    Optional<Ruling> ruling = PlainLedger.nextWaiting(plain);
    while (ruling.isEmpty() && !plain.due.isEmpty()) {
      nextCredit(plain);
      ruling = PlainLedger.nextWaiting(plain);
    }
    require(ruling.isPresent(), "a verdict comes of %s that nobody was waiting for", party);
    int verdicts = touched.merge(party, 1, Integer::sum);
    require(
        verdicts <= pace.commands(),
        "%d waiting commands of %s had their turn at a stretch",
        verdicts,
        party);
    due(ruling.get());
  }

  private void nextCredit(PlainAccount account) {
    PlainLedger.nextCredit(account)
        .ifPresent(
            credit ->
                books.arrived(
                    account.owner.asset().id(), credit.event(), finals.credit(credit.event())));
  }

  private long nextCredit(Party payee, int partition, long after) {
    long offset = after + 1;
    while (true) {
      Optional<LogRecord> next = settlements.next(partition, offset);
      if (next.isEmpty()) {
        return -1;
      }
      PlainCommand command = submissions.command(FinalLane.id(next.get().value()));
      if (Submissions.credited(command).filter(payee::equals).isPresent()) {
        return next.get().offset();
      }
      offset = next.get().offset() + 1;
    }
  }

  private void due(Ruling ruling) {
    if (ruling.outcome() == Outcome.WAITS) {
      return;
    }
    instant.ruled(ruling);
    dueReceipts.add(ruling);
    if (ruling.outcome() == Outcome.REJECTED) {
      dueRejections.add(ruling);
    } else if (ruling.outcome() == Outcome.ACCEPTED) {
      dueEvents.add(ruling);
    }
  }

  @Override
  public void emitted(OperatorTask task, OutputTag<?> tag, Object value) {
    checks++;
    String stream = tag == null ? "" : tag.getId();
    if (task.uid().equals("admit")) {
      admitted(task, stream, value);
    } else if (stream.equals("receipts")) {
      receipt((TopicRecord) value);
    } else if (stream.equals("rejections")) {
      rejection((TopicRecord) value);
    } else if (task.uid().equals("settle") && stream.equals("balances")) {
      touched.putIfAbsent(submissions.party(AccountId.of(((TopicRecord) value).key())), 0);
    } else if (task.uid().equals("settle") && stream.isEmpty()) {
      Ruling ruling = dueEvents.poll();
      require(ruling != null, "an event was settled that nobody was waiting for");
      finals.settled(ruling, (TopicRecord) value, books);
    } else if (task.uid().equals("reconcile")) {
      finals.sentAgain((TopicRecord) value);
    } else if (value instanceof AddressedRecord forwarded) {
      AccountId due = dueForwards.poll();
      require(
          forwarded.account().equals(due),
          "%s passed on a record of %s, not of %s",
          task.uid(),
          forwarded.account(),
          due);
    }
  }

  private void admitted(OperatorTask task, String stream, Object value) {
    if (stream.equals("receipts")) {
      receipt((TopicRecord) value);
      return;
    }
    Sent sent = inBatches.getOrDefault(task.index(), new ArrayDeque<>()).poll();
    require(sent != null, "admit emitted what it never took");
    if (stream.equals("rejections")) {
      require(sent.flaw().isPresent(), "%s is honest and was not admitted", sent);
      refused(sent, sent.flaw().get());
      rejection((TopicRecord) value);
    } else {
      require(sent.flaw().isEmpty(), "%s was admitted", sent);
      require(
          sentOf((AddressedRecord) value).place().equals(sent.place()),
          "admit passed on %s where %s was next",
          sentOf((AddressedRecord) value),
          sent);
    }
  }

  private void receipt(TopicRecord record) {
    if (dueReceipts.isEmpty()) {
      goOnTo(record.key());
    }
    Ruling ruling = dueReceipts.poll();
    require(ruling != null, "a receipt was given that nobody was waiting for");
    instant.receipted(ruling, record);
  }

  private void rejection(TopicRecord record) {
    if (dueRejections.isEmpty()) {
      goOnTo(record.key());
    }
    Ruling ruling = dueRejections.poll();
    require(ruling != null, "something was rejected that must not be");
    try {
      instant.rejected(ruling, record);
    } catch (MalformedRecordException e) {
      throw new BrokenInvariant("a rejection cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void rested(OperatorTask task) {
    require(dueReceipts.isEmpty(), "there is no receipt of %s", dueReceipts.peek());
    require(dueRejections.isEmpty(), "there is no rejection of %s", dueRejections.peek());
    require(dueEvents.isEmpty(), "there is no settled event of %s", dueEvents.peek());
    require(dueForwards.isEmpty(), "%s was not passed on by %s", dueForwards.peek(), task.uid());
    if (task.uid().equals("settle")) {
      touched.keySet().forEach(party -> settled(party, task));
      touched.clear();
    }
  }

  /** Returns whether settle has counted, parked or dropped credits that are still due here. */
  private static boolean isBehind(PlainAccount account, Optional<AccountState> state) {
    long received = state.map(AccountState::getCreditsReceived).orElse(0L);
    long queued = state.map(kept -> kept.getQueuedTail() - kept.getQueuedHead()).orElse(0L);
    return account.received < received || account.due.size() - account.successors > queued;
  }

  /** Compares what settle keeps of an account, and the sums of all, with what they must be. */
  private void settled(Party party, OperatorTask task) {
    checks++;
    try {
      KeyedStateBackend<AccountId> backend = task.getOperator().getKeyedStateBackend();
      AccountStates kept = AccountStates.of(backend);
      PlainAccount account = books.ledger().account(party);
      Optional<AccountState> state = kept.kept(party.id()).state();
      while (!account.due.isEmpty() && isBehind(account, state)) {
        nextCredit(account);
      }
      states.check(account, kept);
      require(account.available.amount().signum() >= 0, "the balance of %s is negative", party);
      ConservationCheck.after(party, kept, books);
    } catch (BrokenInvariant broken) {
      throw broken;
    } catch (Exception e) {
      throw new IllegalStateException("the state of " + party + " cannot be read", e);
    }
  }
}
