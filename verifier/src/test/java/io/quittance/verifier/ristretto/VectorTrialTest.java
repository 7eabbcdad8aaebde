package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.ristretto.VectorTrial.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Lanes are adopted if they are right and faster, and never if they are wrong. */
class VectorTrialTest {
  private static final int OPERATIONS = 7;

  /** A clock on which each scalar operation takes so long, and each in lanes another time. */
  private static LongSupplier clock(long lanes, long scalar) {
    long[] now = {0};
    int[] reading = {0};
    return () -> {
      now[0] += new long[] {0, lanes, scalar}[reading[0]++ % 3];
      return now[0];
    };
  }

  private static Outcome outcome(PlayedLanes.Fault fault, LongSupplier nanos) {
    return new VectorTrial(new PlayedLanes(fault), VectorTrial.CHECKED_POINTS, nanos).run();
  }

  @Test
  void lanes_thatAreRight_areFasterOrSlowerByTheClock() {
    assertEquals(Outcome.FASTER, outcome(PlayedLanes.Fault.NONE, clock(1, 2)));
    assertEquals(Outcome.SLOWER, outcome(PlayedLanes.Fault.NONE, clock(2, 1)));
    assertEquals(Outcome.SLOWER, outcome(PlayedLanes.Fault.NONE, clock(1, 1)));
  }

  /** They may be found wrong at work before the trial of their speed is over. */
  @Test
  void lanes_thatWereWithdrawn_areNotAdoptedAfterwards() {
    EightLanes before = VectorUnit.lanes();
    EightLanes lanes = new PlayedLanes(PlayedLanes.Fault.NONE);
    try {
      VectorUnit.use(null);
      VectorUnit.adopt(lanes, true);
      assertNotNull(VectorUnit.lanes());
      VectorUnit.withdraw("A test found a wrong result.");
      VectorUnit.adopt(lanes, true);
      assertNull(VectorUnit.lanes());
    } finally {
      VectorUnit.use(before);
    }
  }

  @Test
  void lanes_slowerInOneOperation_areSlower() {
    for (int slow = 0; slow < OPERATIONS; slow++) {
      int place = slow;
      long[] now = {0};
      int[] reading = {0};
      LongSupplier nanos =
          () -> {
            int operation = reading[0] / 3;
            int part = reading[0]++ % 3;
            now[0] += part == 1 ? (operation == place ? 9 : 1) : 5;
            return now[0];
          };
      assertEquals(Outcome.SLOWER, outcome(PlayedLanes.Fault.NONE, nanos), "operation " + slow);
      assertEquals(3 * OPERATIONS, reading[0]);
    }
  }

  @Test
  void lanes_wrongInAnyOperation_areWrongHoweverFast() {
    Set<PlayedLanes.Fault> overlooked = new TreeSet<>();
    for (PlayedLanes.Fault fault : PlayedLanes.Fault.values()) {
      for (LongSupplier nanos : List.of(clock(1, 2), clock(2, 1))) {
        if (outcome(fault, nanos) != Outcome.WRONG) {
          overlooked.add(fault);
        }
      }
    }
    assertEquals(Set.of(PlayedLanes.Fault.NONE), overlooked);
  }

  /** The lanes of this virtual machine, whose vectors may be narrower and slow: right anyway. */
  @Test
  void lanesOfThisProcess_areNotWrong() {
    VectorTrial trial =
        new VectorTrial(new LaneArithmetic(), VectorTrial.CHECKED_POINTS, System::nanoTime);
    assertNotEquals(Outcome.WRONG, trial.run());
  }

  @Test
  void trials_areRepeatedUntilFaster_withPausesAfterHalfAMinute() {
    List<Long> pauses = new ArrayList<>();
    long[] now = {0};
    Iterator<Outcome> outcomes =
        List.of(Outcome.SLOWER, Outcome.SLOWER, Outcome.SLOWER, Outcome.SLOWER, Outcome.FASTER)
            .iterator();
    assertTrue(
        VectorUnit.areRightUntilFaster(
            () -> {
              now[0] += 20_000_000_000L;
              return outcomes.next();
            },
            () -> now[0] - 20_000_000_000L,
            pauses::add));
    assertFalse(outcomes.hasNext());
    assertEquals(List.of(1_000_000_000L, 2_000_000_000L), pauses.subList(0, 2));
  }

  @Test
  void trials_endWithTheFirstWrongResult() {
    Iterator<Outcome> outcomes =
        Arrays.asList(Outcome.SLOWER, Outcome.WRONG, Outcome.FASTER).iterator();
    assertFalse(VectorUnit.areRightUntilFaster(outcomes::next, () -> 0, nanos -> {}));
    assertEquals(Outcome.FASTER, outcomes.next());
  }
}
