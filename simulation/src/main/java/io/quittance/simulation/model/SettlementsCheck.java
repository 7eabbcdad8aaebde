package io.quittance.simulation.model;

import io.quittance.simulation.model.SettlementsTopic.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must stand on the final lane in the end. */
final class SettlementsCheck {
  private final World world;

  SettlementsCheck(World world) {
    this.world = world;
  }

  void atEnd() {
    for (int p = 0; p < world.layout().partitions(); p++) {
      partition(p);
    }
  }

  private void partition(int partition) {
    Set<Event> right = new HashSet<>();
    List<Event> inOrder = new ArrayList<>();
    for (Appended record : world.journal().records(partition)) {
      Code code = world.checker().verdict(partition, record.offset()).code();
      if (code.isSettled()) {
        Event event = new Event(Witness.of(record), record.key(), code);
        right.add(event);
        inOrder.add(event);
      }
    }
    Set<Event> standing = new HashSet<>();
    Set<List<Object>> told = new HashSet<>();
    for (Standing each : world.settlements().standing(partition)) {
      if (!each.transaction().isCommitted()) {
        continue;
      }
      Event event = each.event();
      standing.add(event);
      Check.SETTLED_TRULY.require(right.contains(event), () -> event + " stands by no log");
      boolean once =
          each.takenOver()
              || each.transaction().isLate()
              || told.add(List.of(each.transaction().lineage(), event));
      Check.SETTLED_ONCE.require(once, () -> event + " stands twice");
    }
    for (Event event : inOrder) {
      Check.SETTLED.require(standing.contains(event), () -> event + " does not stand");
    }
  }
}
