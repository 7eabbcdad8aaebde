package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges each record once, where it stands, as soon as it is appended; what instances say later is
 * held against that.
 */
final class Checker {
  private final World world;
  private final Design design;
  private final Layout layout;
  private final Read read;
  private final Rules rules;
  private PartitionState[] partitions;
  private KeyState[] keys;
  private List<List<Verdict>> verdicts;

  /** By the id of a command, under which statement it was accepted. */
  private Map<Integer, Integer> accepted;

  private Map<Integer, Code> rejected;
  private List<Fact> emitted;
  private List<Fact> counted;
  private long issued;
  private long redeemed;
  private long underWay;

  /** What was said and is not counted yet, and how often. */
  private Map<Fact, Integer> outstanding;

  Checker(World world) {
    this.world = world;
    this.design = world.design();
    this.layout = world.layout();
    this.read = new Read(design, layout);
    this.rules = new Rules(design, layout, Build.SAME);
    clear();
  }

  private void clear() {
    partitions = new PartitionState[layout.partitions()];
    verdicts = new ArrayList<>();
    for (int p = 0; p < partitions.length; p++) {
      partitions[p] = new PartitionState();
      verdicts.add(new ArrayList<>());
    }
    keys = new KeyState[layout.keys()];
    for (int key = 0; key < keys.length; key++) {
      keys[key] = new KeyState();
    }
    accepted = new HashMap<>();
    rejected = new HashMap<>();
    emitted = new ArrayList<>();
    counted = new ArrayList<>();
    issued = 0;
    redeemed = 0;
    underWay = 0;
    outstanding = new HashMap<>();
  }

  PartitionState partition(int partition) {
    return partitions[partition];
  }

  KeyState key(int key) {
    return keys[key];
  }

  Verdict verdict(int partition, int offset) {
    return verdicts.get(partition).get(offset);
  }

  /** Takes a record that was appended. */
  Verdict appended(Appended record) {
    Verdict verdict = judge(record);
    if (!world.losses().areShown()) {
      if (record.content() instanceof Command command) {
        promiseOf(command, record, verdict);
      }
      conserved();
    }
    remember(record, verdict);
    return verdict;
  }

  /** The log was cut: what it says now is judged anew. */
  void judgeAnew() {
    clear();
    for (int p = 0; p < layout.partitions(); p++) {
      for (Appended record : world.journal().records(p)) {
        remember(record, judge(record));
      }
    }
    // The partitions were judged one after the other, so what was counted came before it was said.
    outstanding.clear();
    emitted.forEach(fact -> outstanding.merge(fact, 1, Integer::sum));
    counted.forEach(fact -> outstanding.computeIfPresent(fact, Checker::oneLess));
    underWay = 0;
    outstanding.forEach((fact, times) -> underWay += times * fact.amount());
  }

  private Verdict judge(Appended record) {
    PartitionState partition = partitions[record.partition()];
    Verdict verdict = read.pass(partition, record);
    if (verdict == null) {
      verdict = rules.judge(keys[record.key()], record, partition.stamp());
    }
    verdicts.get(record.partition()).add(verdict);
    for (Fact fact : verdict.emitted()) {
      emitted.add(fact);
      outstanding.merge(fact, 1, Integer::sum);
      underWay += fact.amount();
    }
    for (Fact fact : verdict.counted()) {
      counted.add(fact);
      if (outstanding.containsKey(fact)) {
        outstanding.computeIfPresent(fact, Checker::oneLess);
        underWay -= fact.amount();
      }
    }
    if (record.content() instanceof Command command && verdict.code() == Code.ACCEPTED) {
      issued += command.kind() == Command.Kind.ISSUE ? command.amount() : 0;
      redeemed += command.kind() == Command.Kind.REDEEM ? command.amount() : 0;
    }
    return verdict;
  }

  /** Returns one less, null for none. */
  private static Integer oneLess(Fact fact, int times) {
    return times == 1 ? null : Integer.valueOf(times - 1);
  }

  private void promiseOf(Command command, Appended record, Verdict verdict) {
    Code code = verdict.code();
    Code before = rejected.get(command.id());
    Check.REJECTED_FOR_GOOD.require(
        code != Code.ACCEPTED || before == null,
        () -> record + " is accepted and was rejected for good: " + before);
    boolean takenElsewhere =
        code == Code.WRONG_PARTITION || code == Code.MALFORMED || code == Code.NO_STATEMENT;
    Integer version = accepted.get(command.id());
    Check.ACCEPTED_FOR_GOOD.require(
        version == null || takenElsewhere || !code.isRejection(),
        () -> record + " was accepted and is answered " + code);
    Check.SAME_RECEIPT.require(
        code != Code.REPEATED || version == null || version == verdict.version(),
        () -> record + " was accepted under " + version + ", repeated " + verdict.version());
    Check.NOT_AFTER.require(
        code != Code.ACCEPTED || partitions[record.partition()].time() <= command.notAfter(),
        () -> record + " is accepted after its end at " + command.notAfter());
    Check.HONEST_CREDITS.require(
        !command.honest() || code != Code.FUTURE_CREDITS,
        () -> record + " counts on what its wallet was told, and is rejected");
  }

  private void remember(Appended record, Verdict verdict) {
    if (record.content() instanceof Command command) {
      if (verdict.code() == Code.ACCEPTED) {
        accepted.put(command.id(), verdict.version());
      } else if (verdict.code().isFinal(design)) {
        rejected.putIfAbsent(command.id(), verdict.code());
      }
    }
  }

  private void conserved() {
    long sum = underWay;
    for (KeyState key : keys) {
      sum += key.money();
    }
    long all = sum;
    Check.CONSERVED.require(
        sum == issued - redeemed, () -> "there are " + all + " of " + (issued - redeemed));
  }

  /** Holds what an instance says of a record against what the log says. */
  void said(Job job, Appended record, Verdict verdict) {
    List<Verdict> partition = verdicts.get(record.partition());
    boolean gone = !Witness.of(record).holds(world.journal(), false);
    if (gone || world.losses().areShown()) {
      return;
    }
    Verdict right = partition.get(record.offset());
    Check.SAME_VERDICT.require(
        right.equals(verdict),
        () -> job + " says " + verdict + " of " + record + ", the log says " + right);
  }

  /** An event is said again that a transaction held; a copy by whoever is gone excuses another. */
  void calledLost(Event event, Prepared lost) {
    int partition = event.record().partition();
    boolean stands =
        world.settlements().standing(partition).stream()
            .anyMatch(
                each ->
                    each.place() >= lost.first()[partition]
                        && each.event().equals(event)
                        && each.transaction().isCommitted()
                        && !each.transaction().isLate());
    Check.LOST_TRULY.require(!stands, () -> event + " stands and is said again");
  }

  /** Everything was done that there was to do: nothing is missing. */
  void atEnd(Job last) {
    for (int key = 0; key < keys.length; key++) {
      String own = last.key(key).canonical();
      String right = keys[key].canonical();
      int of = key;
      Check.SAME_STATE.require(
          own.equals(right), () -> "key " + of + " is " + own + ", the log gives " + right);
    }
    Map<String, Integer> missing = new TreeMap<>();
    emitted.forEach(fact -> missing.merge(fact.toString(), 1, Integer::sum));
    counted.forEach(fact -> missing.merge(fact.toString(), -1, Integer::sum));
    missing.forEach(
        (fact, times) -> {
          Check.CREDITED.require(times <= 0, () -> fact + " is never credited");
          Check.CREDITED_ONCE.require(times >= 0, () -> fact + " is credited twice");
        });
    conserved();
    Check.RELEASED.require(
        keys[layout.escrow()].held.isEmpty(),
        () -> "an escrow still holds " + keys[layout.escrow()].held);
    new SettlementsCheck(world).atEnd();
  }
}
