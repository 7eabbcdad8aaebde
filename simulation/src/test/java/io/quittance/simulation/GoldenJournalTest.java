package io.quittance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.jobs.record.LogRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of a rule set never change: a journal that was judged once is judged the same for ever,
 * to the byte of each receipt, entry, event and account.
 *
 * <p>The journal is that of a simulation with real proofs, forgers and changing statements. A new
 * rule set gets a file of its own, which {@link #main} writes; it never writes over one.
 */
class GoldenJournalTest {
  private static final String RULES_1 = "/golden/rules-1.txt";

  /** It begins under rule set 1 and goes on under 2. */
  private static final String RULES_2 = "/golden/rules-2.txt";

  private static final List<String> IN_BOTH =
      List.of(
          "ACCEPTED:Closed",
          "ACCEPTED:CreditsApplied",
          "ACCEPTED:Frozen",
          "ACCEPTED:Issued+CREDITED",
          "ACCEPTED:Opened",
          "ACCEPTED:Redeemed",
          "ACCEPTED:Transferred+ENTRY",
          "ACCEPTED:Unfrozen",
          "ALREADY_DECIDED",
          "ALREADY_OPEN",
          "BAD_PROOF",
          "BAD_SIGNATURE",
          "BALANCE_MISMATCH",
          "CREDITED",
          "DROPPED",
          "FROZEN",
          "FUTURE_CREDITS",
          "FUTURE_SEQUENCE",
          "MALFORMED",
          "NOT_OPEN",
          "REPEATED",
          "STALE_CREDITS",
          "STALE_SEQUENCE",
          "TOO_LARGE",
          "Taken",
          "WRONG_AUDITOR",
          "WRONG_PARTITION");

  @ParameterizedTest
  @ValueSource(strings = {RULES_1, RULES_2})
  void journal_thatWasJudged_isJudgedAsItEverWas(String resource) throws Exception {
    GoldenJournal journal = GoldenJournal.read(resource);
    JournalJudge judge = journal.judge();
    for (int i = 0; i < journal.records().size(); i++) {
      LogRecord record = journal.records().get(i);
      assertEquals(
          journal.verdicts().get(i),
          judge.judge(record),
          "partition " + record.partition() + ", offset " + record.offset());
    }
  }

  /** What a file must hold to be worth anything. */
  @Test
  void journals_haveRecordsOfAllKinds() throws Exception {
    assertEquals(with("DUPLICATE_ISSUE", "ENTRY_GAP"), kinds(RULES_1));
    assertEquals(with("ASSET_CLOSED", "EXPIRED", "UNKNOWN_ASSET"), kinds(RULES_2));
  }

  private static Set<String> with(String... others) {
    Set<String> kinds = new TreeSet<>(IN_BOTH);
    kinds.addAll(List.of(others));
    return kinds;
  }

  private static Set<String> kinds(String resource) throws Exception {
    Set<String> kinds = new TreeSet<>();
    for (String verdict : GoldenJournal.read(resource).verdicts()) {
      kinds.add(verdict.split(" ")[0]);
    }
    return kinds;
  }

  /** Writes the journal of a simulation: the file, its seed, and how many steps it has. */
  public static void main(String[] args) throws Exception {
    SimulationOptions options =
        SimulationOptions.of(Long.parseLong(args[1]), Integer.parseInt(args[2]))
            .withProofs(SimulationOptions.Proofs.REAL);
    SimulatedKafka kafka = Simulation.logs(options).kafka();
    List<LogRecord> records = new ArrayList<>();
    for (int partition = 0; partition < kafka.partitions(); partition++) {
      Optional<LogRecord> next = kafka.journal().next(partition, 0);
      while (next.isPresent()) {
        records.add(next.get());
        next = kafka.journal().next(partition, next.get().offset() + 1);
      }
    }
    GoldenJournal.write(Path.of(args[0]), kafka.partitions(), Authorities.STATEMENTS, records);
  }
}
