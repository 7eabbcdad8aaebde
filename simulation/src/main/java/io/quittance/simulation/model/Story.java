package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a run, a line each; most runs are not told. */
final class Story {
  private final boolean told;
  private final List<String> lines = new ArrayList<>();

  Story(boolean told) {
    this.told = told;
  }

  void tell(Supplier<String> line) {
    if (told) {
      lines.add(line.get());
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
