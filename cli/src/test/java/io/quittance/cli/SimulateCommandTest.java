package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.simulation.Feature;
import io.quittance.simulation.SimulationOptions;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  @Test
  void command_ofOptions_namesAllThatIsNotUsual() {
    assertEquals(
        "./quittance simulate --seed 3 --steps 40",
        SimulateCommand.command(SimulationOptions.of(3, 40)));
    assertEquals(
        "./quittance simulate --seed 3 --steps 40 --accounts 1 --proofs REAL"
            + " --without CRASHES,FREEZES",
        SimulateCommand.command(
            SimulationOptions.of(3, 40)
                .withAccounts(1)
                .withProofs(SimulationOptions.Proofs.REAL)
                .with(Feature.HOLES)
                .without(Feature.FREEZES)
                .without(Feature.CRASHES)));
  }

  @Test
  void seeds_thatAreNoRange_areRefusedWithAnExample() {
    Shell shell = Shell.run("simulate", "--seeds", "5-9");
    assertEquals(Quittance.USAGE, shell.status);
    assertTrue(shell.err.contains("--seeds must be two numbers, as in 1..100"));
  }

  @Test
  void simulation_thatHolds_endsWithATableAndSuccess() {
    Shell shell = Shell.run("simulate", "--seed", "5", "--steps", "60", "--without", "crashes");
    assertEquals(Quittance.OK, shell.status);
    assertTrue(shell.out.contains("Every promise held after every step."));
  }
}
