package io.quittance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.Count;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the way of an entry into the journal must be like, or an accepted payment is lost. */
class EntryWritingTest {
  private static final String LOST = "%s was accepted and is counted at %s";
  private static final int SEEDS = 60;
  private static final int STEPS = 300;

  static Stream<Arguments> otherWays() {
    return Stream.of(
        way("a checkpoint does not wait until entries have arrived", 7, () -> unflushed()),
        way("requests overtake one another", 8, () -> reordering()),
        way("a lost entry is not said again", 1, () -> losingOne()));
  }

  /** Another way, and the seed from which on it is tried. */
  private static Arguments way(String name, long first, Supplier<Tampering> tampering) {
    return Arguments.argumentSet(name, first, tampering);
  }

  @ParameterizedTest
  @MethodSource("otherWays")
  void entries_writtenInAnotherWay_areLostAndThatIsFound(long first, Supplier<Tampering> way)
      throws Exception {
    TreeSet<String> said = new TreeSet<>();
    for (long seed = first; seed < first + SEEDS; seed++) {
      Optional<Failure> failure = Simulation.run(payments(seed), way.get()).failure();
      if (failure.isPresent() && Sentences.matches(LOST, failure.get().sentence())) {
        return;
      }
      failure.ifPresent(other -> said.add(other.sentence()));
    }
    throw new AssertionError("no payment was lost, but " + said);
  }

  /** The same simulations with the job as it is: what is lost above is lost by the other way. */
  @Test
  void entries_writtenAsTheyAre_areCountedThoughOthersWereMissingBeforeThem() throws Exception {
    SimulationReport total = SimulationReport.NOTHING;
    for (long seed = 1; seed <= SEEDS && !total.rejections().containsKey("ENTRY_GAP"); seed++) {
      Simulation.Result result = Simulation.run(payments(seed));
      assertEquals(Optional.empty(), result.failure().map(Failure::sentence), "seed " + seed);
      total = total.plus(result.report());
    }
    assertTrue(total.failedRequests() > 0, "no request timed out");
    assertTrue(total.rejections().containsKey("ENTRY_GAP"), "only " + total.rejections());
    assertTrue(total.verdicts().get("ENTRY").containsKey("DROPPED"), "no entry came twice");
  }

  @ParameterizedTest
  @EnumSource(
      value = Count.class,
      names = {"CREDITS_COUNTED", "CREDITS_UNAPPLIED", "ENTRIES_WRITTEN", "ENTRIES_DROPPED"})
  void count_thatIsWrong_isFound(Count count) throws Exception {
    Optional<Failure> failure = Simulation.run(payments(1), Tamperings.counting(count)).failure();
    String said = failure.orElseThrow().sentence();
    assertTrue(said.matches("the job counts 1 " + count + ", not 0"), said);
  }

  /** Two accounts that pay each other, over a broker that does not always answer. */
  private static SimulationOptions payments(long seed) {
    return SimulationOptions.of(seed, STEPS)
        .withAccounts(2)
        .without(Feature.STATEMENTS)
        .without(Feature.FALSE_ENTRIES)
        .without(Feature.FORGERIES)
        .without(Feature.FREEZES)
        .without(Feature.MISPLACED);
  }

  private static Tampering unflushed() {
    return new Tampering() {
      @Override
      public boolean flushes(Topic topic) {
        return !topic.equals(Topics.JOURNAL);
      }
    };
  }

  private static Tampering reordering() {
    return new Tampering() {
      @Override
      public boolean keepsOrder() {
        return false;
      }
    };
  }

  /** Loses one entry of three as it is first written, as if its request had been acknowledged. */
  private static Tampering losingOne() {
    Set<ByteBuffer> seen = new HashSet<>();
    return Tamperings.writing(
        Topics.JOURNAL,
        record -> {
          boolean first = seen.add(ByteBuffer.wrap(record.value()));
          return first && seen.size() % 3 == 0 ? List.of() : List.of(record);
        });
  }
}
