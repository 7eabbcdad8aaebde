package io.quittance.simulation.model;

/**
 * How an instance starts.
 *
 * @param checkpoint what it goes on from; null for nothing
 * @param parallelism how many subtasks it has
 * @param build which code it runs
 * @param silent whether it keeps silent of entries
 * @param candidate whether it is compared before it may speak
 * @param writesFinal whether it writes the final lane
 * @param lineage whose transactions its own continue
 */
record Start(
    Checkpoint checkpoint,
    int parallelism,
    Build build,
    boolean silent,
    boolean candidate,
    boolean writesFinal,
    int lineage) {
  @Override
  public String toString() {
    return (checkpoint == null ? "from nothing" : "from checkpoint " + checkpoint.number)
        + ", parallelism "
        + parallelism
        + (candidate ? ", candidate with code " + build : "")
        + (silent ? ", silent" : "")
        + (writesFinal ? ", writes the final lane" : "");
  }
}
