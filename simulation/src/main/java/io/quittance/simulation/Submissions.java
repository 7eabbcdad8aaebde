package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.PlainCredit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that stands in the commands topic, in plain figures; it only ever grows, like the topic. */
final class Submissions {
  /** The public blinding of an issue: 1 of its lower and 1 of its upper part, 1 + 2^16. */
  static final long ISSUE_BLINDING = 65_537;

  private static final String ISSUER = "issuer";

  private final List<List<Sent>> partitions = new ArrayList<>();
  private final Map<CommandId, PlainCommand> commands = new HashMap<>();
  private final Map<AccountId, Party> parties = new HashMap<>();

  Submissions(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  /** Notes what was appended to the topic. */
  Sent add(PlainCommand command, LogRecord record, boolean misplaced) {
    Sent sent = new Sent(command, LogPlace.of(record), misplaced);
    partitions.get(record.partition()).add(sent);
    commands.put(command.id(), command);
    parties.put(command.account().id(), command.account());
    command.payee().ifPresent(payee -> parties.put(payee.id(), payee));
    return sent;
  }

  long size() {
    return partitions.stream().mapToLong(List::size).sum();
  }

  Sent at(int partition, long offset) {
    List<Sent> log = partitions.get(partition);
    BrokenInvariant.require(
        offset >= 0 && offset < log.size(), "there is no command at %d/%d", partition, offset);
    return log.get((int) offset);
  }

  List<Sent> all() {
    return partitions.stream().flatMap(List::stream).toList();
  }

  /** Returns the next command of an account that must reach the ledger after an offset. */
  Optional<Sent> nextOf(Party account, int partition, long after) {
    List<Sent> log = partitions.get(partition);
    for (int i = (int) after + 1; i < log.size(); i++) {
      Sent sent = log.get(i);
      if (sent.reachesTheLedger() && sent.command().account().equals(account)) {
        return Optional.of(sent);
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
        issue ? ISSUER : command.account().id().toString(),
        command.number(),
        previous,
        issue
            ? new PlainMoney(command.debit().amount().negate(), BigInteger.valueOf(ISSUE_BLINDING))
            : command.debit());
  }

  /** Returns where credits of an origin stand in state, in hexadecimal. */
  static String originId(Party payee, String origin) {
    return origin.equals(ISSUER) ? payee.asset().id().toString() : origin;
  }
}
