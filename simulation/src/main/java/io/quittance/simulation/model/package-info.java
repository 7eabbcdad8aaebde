/**
 * An executable model of the design with one log: partitions of a journal, a checkpointed job that
 * judges and says entries, crashes, zombies, twins, forgers, a broker that loses what it showed.
 *
 * <p>Money is plain integers here and nothing of the product is run: what is tried is the design,
 * its numbered rules, before it is built. {@link io.quittance.simulation.model.Model} searches
 * schedules at random, by seeds; {@link io.quittance.simulation.model.Variant} lists the design
 * itself and each way of breaking one of its rules that must be found. A search proves nothing; it
 * has found every rule that stands in {@code docs/MODEL.md}.
 */
package io.quittance.simulation.model;
