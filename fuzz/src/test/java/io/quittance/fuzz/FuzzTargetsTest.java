package io.quittance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every target with its seeds and a fixed number of mutations of them, the same in every run. */
class FuzzTargetsTest {
  static final List<FuzzTarget> TARGETS = FuzzTargets.all();

  private static final long SEED = 2026;
  private static final int MAX_FAILURES = 5;

  @Test
  void all_names_areDistinctAndMadeForACommandLine() {
    Set<String> names = new HashSet<>();
    for (FuzzTarget target : TARGETS) {
      assertTrue(target.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), target.name());
      assertTrue(names.add(target.name()), target.name());
    }
  }

  @Test
  void find_name_isThatTargetOrNone() {
    assertEquals("scalar", FuzzTargets.find("scalar").orElseThrow().name());
    assertTrue(FuzzTargets.find("scalars").isEmpty());
  }

  @ParameterizedTest
  @FieldSource("TARGETS")
  void feed_seedsAndMutations_breakNoProperty(FuzzTarget target) throws Exception {
    List<byte[]> inputs = new ArrayList<>(target.seeds().make());
    assertTrue(
        inputs.stream().allMatch(seed -> seed.length <= target.maxBytes()), "a seed is too long");
    Mutator mutator = new Mutator(new SeededRandom(SEED), List.copyOf(inputs), target.maxBytes());
    for (int i = 0; i < target.effort().suiteMutations(); i++) {
      inputs.add(mutator.next());
    }
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < inputs.size() && failures.size() < MAX_FAILURES; i++) {
      try {
        target.feed(inputs.get(i));
      } catch (Exception | Error finding) {
        StackTraceElement[] trace = finding.getStackTrace();
        failures.add(
            "input "
                + i
                + " of seed "
                + SEED
                + ": "
                + finding
                + " at "
                + trace[0]
                + "\n  "
                + HexFormat.of().formatHex(inputs.get(i)));
      }
    }
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
  }
}
