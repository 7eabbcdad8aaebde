package io.quittance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int SEEDS = 80;
  private static final int STEPS = 150;
  private static final int REAL_STEPS = 200;

  @Test
  void promises_inManySeeds_holdAfterEveryStep() throws Exception {
    SimulationReport total = SimulationReport.NOTHING;
    List<String> failures = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation.Result result = Simulation.run(SimulationOptions.of(seed, STEPS));
      total = total.plus(result.report());
      result.failure().ifPresent(failure -> failures.add(described(failure)));
    }
    assertEquals(List.of(), failures);
    assertTrue(total.restores() > SEEDS / 4, "only " + total.restores() + " restores");
    assertTrue(total.olderRestores() > 0, "no older checkpoint was restored");
    assertEquals(
        Set.of(
            "OPEN", "ISSUE", "TRANSFER", "APPLY", "REDEEM", "CLOSE", "FREEZE", "UNFREEZE", "ENTRY"),
        total.verdicts().keySet());
    total
        .verdicts()
        .forEach(
            (kind, counts) ->
                assertTrue(
                    counts.containsKey(kind.equals("ENTRY") ? "COUNTED" : "ACCEPTED"), kind));
    assertTrue(total.verdicts().get("ENTRY").containsKey("DROPPED"), "no entry came twice");
    assertTrue(total.holes() > 0, "no transaction was lost");
    assertTrue(total.brokenHealings() > 0, "no job crashed while it made one good");
    assertTrue(total.failedRequests() > 0, "no request timed out");
    assertTrue(total.stated() > SEEDS / 4, "only " + total.stated() + " accepted by a statement");
    Set<String> refusals = total.rejections().keySet();
    assertTrue(
        refusals.containsAll(Set.of("EXPIRED", "FUTURE_CREDITS", "ASSET_CLOSED")),
        refusals.toString());
    assertTrue(refusals.size() >= 14, "rejected only for " + refusals);
  }

  @Test
  void promises_withRealProofs_holdAfterEveryStep() throws Exception {
    SimulationOptions options =
        SimulationOptions.of(1, REAL_STEPS).withProofs(SimulationOptions.Proofs.REAL);
    assertEquals(
        List.of(), Simulation.run(options).failure().stream().map(f -> described(f)).toList());
  }

  @Test
  void simulation_withTheSameSeed_isTheSame() throws Exception {
    SimulationOptions options = SimulationOptions.of(7, STEPS);
    assertEquals(Simulation.run(options).report(), Simulation.run(options).report());
  }

  private static String described(Failure failure) {
    return "seed "
        + failure.options().seed()
        + ", step "
        + failure.options().steps()
        + ": "
        + failure.sentence();
  }
}
