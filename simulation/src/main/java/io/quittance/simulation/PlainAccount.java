package io.quittance.simulation;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** One account as an accountant would keep it. */
final class PlainAccount {
  /** Whether the owner may use it. */
  enum Status {
    UNOPENED,
    OPEN,
    FROZEN,
    CLOSED
  }

  final Party owner;
  Status status = Status.UNOPENED;
  PlainMoney available = PlainMoney.NOTHING;
  byte[] note = new byte[36];
  long zerosAdded;
  long nextNumber;
  long lastIssue;
  long lastOrder;
  long received;
  long applied;
  PlainMoney receivedSum = PlainMoney.NOTHING;
  PlainMoney appliedSum = PlainMoney.NOTHING;

  /** Whether anything ever happened to it, so that there is something to keep. */
  boolean touched;

  /** Whether a command was accepted or a credit counted, so that its asset is known. */
  boolean active;

  boolean everOpened;

  /** Credits received and not applied, in their order. */
  final Deque<PlainMoney> unapplied = new ArrayDeque<>();

  /** Commands that wait for a credit, in their order. */
  final Deque<PlainCommand.Sent> waiting = new ArrayDeque<>();

  /** The last command accepted, by who signed it. */
  final Map<PlainCommand.Signer, PlainCommand.Sent> last = new EnumMap<>(PlainCommand.Signer.class);

  /** Number of the last transfer to a payee, by payee. */
  final Map<Party, Long> lastPaid = new HashMap<>();

  /** Credits whose time has come, in the order in which they are to be counted. */
  final Deque<PlainLedger.PlainCredit> due = new ArrayDeque<>();

  /** Credits that come before the first one read of those due: successors of one just counted. */
  int successors;

  /** Credits that are counted right behind others, by where they come from and those numbers. */
  final Map<String, Map<Long, PlainLedger.PlainCredit>> parked = new HashMap<>();

  /** Numbers of the credits that were counted, by where they came from. */
  final Map<String, BitSet> credited = new HashMap<>();

  /** Up to where in the two logs its records have been taken. */
  long commandsTaken = -1;

  long creditsTaken = -1;

  PlainAccount(Party owner) {
    this.owner = owner;
  }

  boolean isOpen() {
    return status == Status.OPEN || status == Status.FROZEN;
  }

  PlainAccount copy() {
    PlainAccount copy = new PlainAccount(owner);
    copy.status = status;
    copy.available = available;
    copy.note = note;
    copy.zerosAdded = zerosAdded;
    copy.nextNumber = nextNumber;
    copy.lastIssue = lastIssue;
    copy.lastOrder = lastOrder;
    copy.received = received;
    copy.applied = applied;
    copy.receivedSum = receivedSum;
    copy.appliedSum = appliedSum;
    copy.touched = touched;
    copy.active = active;
    copy.everOpened = everOpened;
    copy.unapplied.addAll(unapplied);
    copy.waiting.addAll(waiting);
    copy.last.putAll(last);
    copy.lastPaid.putAll(lastPaid);
    copy.due.addAll(due);
    copy.successors = successors;
    parked.forEach((origin, credits) -> copy.parked.put(origin, new HashMap<>(credits)));
    credited.forEach((origin, numbers) -> copy.credited.put(origin, (BitSet) numbers.clone()));
    copy.commandsTaken = commandsTaken;
    copy.creditsTaken = creditsTaken;
    return copy;
  }
}
