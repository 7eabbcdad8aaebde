package io.quittance.simulation.model;

import java.util.List;

/**
 * A transaction that is closed and flushed, and what it holds; a part of the checkpoint.
 *
 * @param transaction itself
 * @param checkpoint the one whose completion commits it
 * @param before the offsets of the checkpoint before that
 * @param told what it tells, each with its place in the journal
 * @param first by partition of the settlements, where its first event stands; -1 for none
 * @param last where its last one stands
 */
record Prepared(
    Transaction transaction,
    Checkpoint checkpoint,
    int[] before,
    List<SettlementsTopic.Standing> told,
    int[] first,
    int[] last) {
  static Prepared of(
      Transaction transaction,
      Checkpoint checkpoint,
      int[] before,
      List<SettlementsTopic.Standing> told) {
    int[] first = new int[before.length];
    int[] last = new int[before.length];
    for (int p = 0; p < before.length; p++) {
      int partition = p;
      int[] places =
          told.stream()
              .filter(each -> each.event().record().partition() == partition)
              .mapToInt(SettlementsTopic.Standing::place)
              .toArray();
      first[p] = places.length == 0 ? -1 : places[0];
      last[p] = places.length == 0 ? -1 : places[places.length - 1];
    }
    return new Prepared(transaction, checkpoint, before, List.copyOf(told), first, last);
  }

  /** Returns the lowest place of a partition of the journal that it tells of. */
  int lowest(int partition) {
    return told.stream()
        .map(each -> each.event().record())
        .filter(record -> record.partition() == partition)
        .mapToInt(Witness::offset)
        .min()
        .orElse(Integer.MAX_VALUE);
  }
}
