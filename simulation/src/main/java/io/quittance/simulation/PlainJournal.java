package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainEntry.Standing;
import io.quittance.simulation.PlainLedger.PlainCredit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All that stands in the journal, in plain figures; it only ever grows, like the topic. */
final class PlainJournal {
  /** The public blinding of an issue: 1 of its lower and 1 of its upper part, 1 + 2^16. */
  static final long ISSUE_BLINDING = 65_537;

  /** The records of each partition but its statements, by their offsets. */
  private final List<NavigableMap<Long, PlainRecord>> partitions = new ArrayList<>();

  /** The offsets of each partition's statements, the first one first. */
  private final List<List<Long>> statements = new ArrayList<>();

  private final Map<CommandId, PlainCommand> commands = new HashMap<>();
  private final Map<AccountId, Party> parties = new HashMap<>();

  /** Begins a journal in which nothing stands. */
  PlainJournal(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new TreeMap<>());
      this.statements.add(new ArrayList<>());
    }
  }

  /** Notes that the network's next statement was appended to a partition. */
  void state(LogRecord record) {
    statements.get(record.partition()).add(record.offset());
  }

  /** Returns which statement holds at the end of a partition, 0 if none does yet. */
  int statement(int partition) {
    return statements.get(partition).size();
  }

  /**
   * Notes a command that was appended to the topic.
   *
   * @param confirmed how many credits its sender had been told of
   */
  Sent add(PlainCommand command, LogRecord record, boolean misplaced, long confirmed) {
    int statement = statement(record.partition());
    Sent sent = new Sent(command, LogPlace.of(record), misplaced, confirmed, statement);
    partitions.get(record.partition()).put(record.offset(), sent);
    commands.put(command.id(), command);
    parties.put(command.account().id(), command.account());
    command.payee().ifPresent(payee -> parties.put(payee.id(), payee));
    return sent;
  }

  /** Notes an entry that was appended to the topic. */
  Standing add(PlainEntry entry, LogRecord record) {
    Standing standing = new Standing(entry, LogPlace.of(record), statement(record.partition()));
    partitions.get(record.partition()).put(record.offset(), standing);
    return standing;
  }

  /** Returns whether a statement stands at a place. */
  boolean isStatement(int partition, long offset) {
    return statements.get(partition).contains(offset);
  }

  /**
   * Returns the last command of a partition of which the next statement would change what is found
   * before any account is looked at, or that it would close the asset for, if there is any.
   */
  Optional<Sent> lastChangedByTheNextStatement(int partition) {
    int statement = statement(partition);
    return partitions.get(partition).descendingMap().values().stream()
        .filter(Sent.class::isInstance)
        .map(Sent.class::cast)
        .filter(sent -> !sent.misplaced())
        .filter(sent -> changes(sent.command(), statement))
        .findFirst();
  }

  private static boolean changes(PlainCommand command, int statement) {
    return !command.flaw(statement).equals(command.flaw(statement + 1))
        || command.isClosed(statement) != command.isClosed(statement + 1);
  }

  PlainRecord at(int partition, long offset) {
    PlainRecord record = partitions.get(partition).get(offset);
    BrokenInvariant.require(record != null, "there is no record at %d/%d", partition, offset);
    return record;
  }

  List<PlainRecord> all() {
    return partitions.stream().flatMap(log -> log.values().stream()).toList();
  }

  /** Returns the next record of an account that must reach the ledger after an offset. */
  Optional<PlainRecord> nextOf(AccountId account, int partition, long after) {
    return partitions.get(partition).tailMap(after, false).values().stream()
        .filter(record -> record.reachesTheLedger() && record.account().equals(account))
        .findFirst();
  }

  Party party(AccountId account) {
    Party party = parties.get(account);
    BrokenInvariant.require(party != null, "nobody has account %s", account);
    return party;
  }

  PlainCommand command(CommandId id) {
    PlainCommand command = commands.get(id);
    BrokenInvariant.require(command != null, "nobody sent command %s", id);
    return command;
  }

  /** Returns who is credited with what a command pays, once accepted, if anybody is. */
  static Optional<Party> credited(PlainCommand command) {
    return switch (command.kind()) {
      case ISSUE -> Optional.of(command.account());
      case TRANSFER -> command.payee();
      default -> Optional.empty();
    };
  }

  /**
   * Returns the credit that an issue or a transfer is, once accepted.
   *
   * @param previous number of the credit before it
   */
  static PlainCredit credit(PlainCommand command, long previous) {
    boolean issue = command.kind() == Kind.ISSUE;
    return new PlainCredit(
        command.id(),
        credited(command).orElseThrow(),
        command.account(),
        command.number(),
        previous,
        issue
            ? new PlainMoney(command.debit().amount().negate(), BigInteger.valueOf(ISSUE_BLINDING))
            : command.debit());
  }
}
