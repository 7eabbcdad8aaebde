package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.simulation.Rehearsal;
import io.quittance.stack.cluster.TaskManagerProgram;
import org.junit.jupiter.api.Test;

class RehearsalNameTest {
  @Test
  void rehearsal_isTheClassThatTaskManagersKnowByName() throws Exception {
    assertEquals(Rehearsal.class.getName(), TaskManagerProgram.REHEARSAL);
    Rehearsal.class.getMethod("startSoon", String.class);
  }
}
