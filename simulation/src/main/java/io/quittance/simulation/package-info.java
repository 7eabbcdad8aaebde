/**
 * Deterministic simulation: the job's own operators on one thread, hostile wallets before them, a
 * ledger in plain figures beside them, and every promise checked after every step.
 *
 * <p>{@link io.quittance.simulation.Simulation} is the whole of it; a seed repeats it exactly.
 */
package io.quittance.simulation;
