package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.settlement.TransactionOutcomes.OpenException;
import io.quittance.schemas.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Journal and settlements in memory, with whatever may come between. */
final class PlayedFinalLane implements FinalLane {
  /** What became of a record of settlements. */
  enum Fate {
    OPEN,
    COMMITTED,
    ABORTED
  }

  /** Something that fails once, and what it is. */
  enum Failure {
    ENDS,
    SETTLEMENTS,
    JOURNAL,
    NAME,
    BEGIN,
    WRITE,
    COMMIT,

    /** The commit is done, and the answer lost. */
    ANSWER,

    /** The commit is asked for, not answered, and done while the next attempt begins. */
    LATE
  }

  /** A written record. */
  static final class Written {
    final LogRecord record;
    Fate fate = Fate.OPEN;

    Written(LogRecord record) {
      this.record = record;
    }
  }

  final Map<Integer, TreeMap<Long, LogRecord>> journal = new HashMap<>();
  final Map<Integer, List<Written>> settlements = new HashMap<>();
  final Set<Failure> failures = new HashSet<>();
  final Map<String, List<Written>> named = new HashMap<>();
  final List<String> begun = new ArrayList<>();
  private final Set<Written> late = new HashSet<>();
  int journalReads;
  int settlementsRead;
  private final int partitions;

  PlayedFinalLane(int partitions) {
    this.partitions = partitions;
  }

  private void fail(Failure failure) throws OpenException {
    if (failures.remove(failure)) {
      throw new OpenException(failure + " is not to be had", null);
    }
  }

  private List<Written> partition(int number) {
    return settlements.computeIfAbsent(number, none -> new ArrayList<>());
  }

  /** Appends an event to settlements. */
  Written append(SettledRecord event) {
    int number = Partitions.of(event.key(), partitions);
    List<Written> partition = partition(number);
    Written written =
        new Written(new LogRecord(number, partition.size(), 7, event.key(), event.value()));
    partition.add(written);
    return written;
  }

  /** Returns the values that can be read. */
  List<byte[]> committed() {
    List<byte[]> committed = new ArrayList<>();
    new TreeMap<>(settlements)
        .values()
        .forEach(
            partition ->
                partition.stream()
                    .filter(written -> written.fate == Fate.COMMITTED)
                    .forEach(written -> committed.add(written.record.value())));
    return committed;
  }

  @Override
  public Map<Integer, Long> stableEnds(Set<Integer> numbers) throws OpenException {
    fail(Failure.ENDS);
    Map<Integer, Long> ends = new HashMap<>();
    for (int number : numbers) {
      List<Written> partition = partition(number);
      int end = 0;
      while (end < partition.size() && partition.get(end).fate != Fate.OPEN) {
        end++;
      }
      ends.put(number, (long) end);
    }
    return ends;
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> numbers) throws OpenException {
    fail(Failure.ENDS);
    Map<Integer, Long> ends = new HashMap<>();
    numbers.forEach(number -> ends.put(number, (long) partition(number).size()));
    return ends;
  }

  @Override
  public void settlements(int number, long begin, long end, Visitor visitor) throws OpenException {
    fail(Failure.SETTLEMENTS);
    for (long offset = begin; offset < end; offset++) {
      Written written = partition(number).get((int) offset);
      if (written.fate == Fate.COMMITTED) {
        settlementsRead++;
        if (!visitor.visit(written.record)) {
          return;
        }
      }
    }
  }

  @Override
  public void journal(int number, OffsetRange offsets, Visitor visitor) throws OpenException {
    fail(Failure.JOURNAL);
    journalReads++;
    for (LogRecord record :
        journal
            .getOrDefault(number, new TreeMap<>())
            .subMap(offsets.first(), offsets.last() + 1)
            .values()) {
      if (!visitor.visit(record)) {
        return;
      }
    }
  }

  @Override
  public boolean isCommitted(String name) throws OpenException {
    fail(Failure.NAME);
    return named.getOrDefault(name, List.of()).stream()
        .anyMatch(written -> written.fate == Fate.COMMITTED);
  }

  @Override
  public Transaction begin(String name) throws OpenException {
    fail(Failure.BEGIN);
    begun.add(name);
    named.getOrDefault(name, List.of()).stream()
        .filter(written -> written.fate == Fate.OPEN)
        .forEach(written -> written.fate = late.remove(written) ? Fate.COMMITTED : Fate.ABORTED);
    List<Written> all = new ArrayList<>();
    named.put(name, all);
    return new Transaction() {
      @Override
      public void write(SettledRecord event) throws OpenException {
        fail(Failure.WRITE);
        all.add(append(event));
      }

      @Override
      public void commit() throws OpenException {
        fail(Failure.COMMIT);
        if (failures.contains(Failure.LATE)) {
          late.addAll(all);
        }
        fail(Failure.LATE);
        all.forEach(written -> written.fate = Fate.COMMITTED);
        fail(Failure.ANSWER);
      }

      /** A producer that is gone leaves open what it has not committed. */
      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
