package io.quittance.simulation.model;

/**
 * What is put on each record when it is read; rule 9.
 *
 * @param version the statement in force
 * @param usurped whether a statement in force was not our authority's
 * @param time the greatest append time of the partition so far
 */
record Stamp(int version, boolean usurped, int time) {}
