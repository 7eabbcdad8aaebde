package io.quittance.simulation;

import java.util.List;

/**
 * A promise that did not hold in a simulation.
 *
 * @param options what repeats it: its steps are exactly as many as it takes
 * @param sentence which promise, and how
 * @param lastSteps what happened before, the last one last
 * @param cause what was thrown
 */
public record Failure(
    SimulationOptions options, String sentence, List<String> lastSteps, Throwable cause) {}
