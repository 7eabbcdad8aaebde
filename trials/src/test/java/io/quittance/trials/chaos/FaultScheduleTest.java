package io.quittance.trials.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final List<Fault> ALL = List.of(Fault.values());

  private static List<Fault> first(int count, long seed) {
    FaultSchedule schedule = new FaultSchedule(ALL, new Random(seed));
    List<Fault> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(schedule.next());
    }
    return order;
  }

  @Test
  void everyFault_comesOnceBeforeAnyComesAgain() {
    List<Fault> order = first(3 * ALL.size(), 1);
    for (int round = 0; round < 3; round++) {
      List<Fault> one = order.subList(round * ALL.size(), (round + 1) * ALL.size());
      assertEquals(EnumSet.allOf(Fault.class), EnumSet.copyOf(one), "round " + round);
    }
  }

  @Test
  void firstRound_beginsWithWhatOnlySeveralBrokersHave_inAnyOrder() {
    EnumSet<Fault> several =
        EnumSet.of(Fault.KILL_MOST_BROKERS, Fault.MOVE_LEADERS, Fault.CUT_BROKERS);
    EnumSet<Fault> begun = EnumSet.noneOf(Fault.class);
    for (long seed = 1; seed <= 20; seed++) {
      List<Fault> order = first(several.size(), seed);
      assertEquals(several, EnumSet.copyOf(order), "seed " + seed);
      begun.add(order.get(0));
    }
    assertEquals(several, begun);
  }

  @Test
  void order_isTheSeeds() {
    assertEquals(first(50, 7), first(50, 7));
    assertNotEquals(first(50, 7), first(50, 8));
  }

  @Test
  void missing_isWhatWasNotMade() {
    FaultSchedule schedule = new FaultSchedule(ALL, new Random(1));
    assertEquals(ALL, schedule.missing());
    Fault next = schedule.next();
    assertEquals(ALL, schedule.missing(), "it may fail, or the time be over");
    schedule.made(next);
    assertEquals(ALL.size() - 1, schedule.missing().size());
    ALL.forEach(schedule::made);
    assertEquals(List.of(), schedule.missing());
    assertTrue(schedule.hasPartitions());
  }
}
