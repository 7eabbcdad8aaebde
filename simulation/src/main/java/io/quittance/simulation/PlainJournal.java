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
import java.util.Optional;

/** All that stands in the journal, in plain figures; it only ever grows, like the topic. */
final class PlainJournal {
  /** The public blinding of an issue: 1 of its lower and 1 of its upper part, 1 + 2^16. */
  static final long ISSUE_BLINDING = 65_537;

  private final List<List<PlainRecord>> partitions = new ArrayList<>();
  private final Map<CommandId, PlainCommand> commands = new HashMap<>();
  private final Map<AccountId, Party> parties = new HashMap<>();

  PlainJournal(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  /**
   * Notes a command that was appended to the topic.
   *
   * @param confirmed how many credits its sender had been told of
   */
  Sent add(PlainCommand command, LogRecord record, boolean misplaced, long confirmed) {
    Sent sent = new Sent(command, LogPlace.of(record), misplaced, confirmed);
    partitions.get(record.partition()).add(sent);
    commands.put(command.id(), command);
    parties.put(command.account().id(), command.account());
    command.payee().ifPresent(payee -> parties.put(payee.id(), payee));
    return sent;
  }

  /** Notes an entry that was appended to the topic. */
  Standing add(PlainEntry entry, LogRecord record) {
    Standing standing = new Standing(entry, LogPlace.of(record));
    partitions.get(record.partition()).add(standing);
    return standing;
  }

  PlainRecord at(int partition, long offset) {
    List<PlainRecord> log = partitions.get(partition);
    BrokenInvariant.require(
        offset >= 0 && offset < log.size(), "there is no record at %d/%d", partition, offset);
    return log.get((int) offset);
  }

  List<PlainRecord> all() {
    return partitions.stream().flatMap(List::stream).toList();
  }

  /** Returns the next record of an account that must reach the ledger after an offset. */
  Optional<PlainRecord> nextOf(AccountId account, int partition, long after) {
    List<PlainRecord> log = partitions.get(partition);
    for (int i = (int) after + 1; i < log.size(); i++) {
      PlainRecord record = log.get(i);
      if (record.reachesTheLedger() && record.account().equals(account)) {
        return Optional.of(record);
      }
    }
    return Optional.empty();
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
