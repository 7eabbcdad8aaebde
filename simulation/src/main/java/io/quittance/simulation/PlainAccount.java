package io.quittance.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
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

  /** Whether a command was accepted or a credit counted, so that there is something to keep. */
  boolean active;

  boolean everOpened;

  /** Credits received and not applied, in their order. */
  final Deque<PlainMoney> unapplied = new ArrayDeque<>();

  /** The sums of the first credits: of one, of two and so on. */
  final List<PlainMoney> sums = new ArrayList<>();

  /** How many of those, from the first on, nobody keeps any more. */
  long sumsForgotten;

  /** The last command accepted, by who signed it. */
  final Map<PlainCommand.Signer, PlainCommand.Sent> last = new EnumMap<>(PlainCommand.Signer.class);

  /** Number of the last transfer to a payee, by payee. */
  final Map<Party, Long> lastPaid = new HashMap<>();

  /** Numbers of the credits that were counted, by who paid them; issues are not among them. */
  final Map<Party, BitSet> credited = new HashMap<>();

  /** Up to where in its partition its records have been taken. */
  long taken = -1;

  PlainAccount(Party owner) {
    this.owner = owner;
  }

  boolean isOpen() {
    return status == Status.OPEN || status == Status.FROZEN;
  }

  /** It has changed: two sums at most are forgotten, of credits that were applied. */
  void kept() {
    active = true;
    sumsForgotten = Math.min(sumsForgotten + 2, applied);
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
    copy.active = active;
    copy.everOpened = everOpened;
    copy.unapplied.addAll(unapplied);
    copy.sums.addAll(sums);
    copy.sumsForgotten = sumsForgotten;
    copy.last.putAll(last);
    copy.lastPaid.putAll(lastPaid);
    credited.forEach((payer, numbers) -> copy.credited.put(payer, (BitSet) numbers.clone()));
    copy.taken = taken;
    return copy;
  }
}
