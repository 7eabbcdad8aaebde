package io.quittance.audit.log;

import io.quittance.audit.progress.ProgressDisplay;
import java.util.ArrayList;
import java.util.List;

/** How far the partitions of a topic are read, told to whoever watches. */
public final class Marks {
  private final List<Long> positions = new ArrayList<>();
  private final ProgressDisplay.Task task;

  /** Begins at the beginnings of the stretches. */
  public Marks(List<Extent> stretches, ProgressDisplay.Task task) {
    stretches.forEach(stretch -> positions.add(stretch.begin()));
    this.task = task;
  }

  /** Counts what was read since the last time; gaps in the log count too. */
  public void moveTo(List<Long> reached) {
    long steps = 0;
    for (int partition = 0; partition < positions.size(); partition++) {
      steps += reached.get(partition) - positions.get(partition);
      positions.set(partition, reached.get(partition));
    }
    task.step(steps);
  }
}
