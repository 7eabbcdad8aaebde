package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The final lane's topic: events in transactions, read up to the first that is open. */
final class SettlementsTopic {
  /**
   * An event as it stands there.
   *
   * @param event what is told
   * @param transaction which holds it
   * @param takenOver whether an instance said it that took over from another
   * @param place where it stands in its partition
   */
  record Standing(Event event, Transaction transaction, boolean takenOver, int place) {}

  private final List<List<Standing>> partitions = new ArrayList<>();
  private final Set<Transaction> transactions = new LinkedHashSet<>();

  SettlementsTopic(int partitions) {
    for (int p = 0; p < partitions; p++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  /** Writes an event and returns it as it stands. */
  Standing write(Event event, Transaction transaction, boolean takenOver) {
    transactions.add(transaction);
    List<Standing> partition = partitions.get(event.record().partition());
    Standing standing = new Standing(event, transaction, takenOver, partition.size());
    partition.add(standing);
    return standing;
  }

  /** Returns how far a reader of what is committed comes: to the first open transaction. */
  int stableEnd(int partition) {
    List<Standing> all = partitions.get(partition);
    for (int place = 0; place < all.size(); place++) {
      if (all.get(place).transaction().isOpen()) {
        return place;
      }
    }
    return all.size();
  }

  List<Standing> standing(int partition) {
    return partitions.get(partition);
  }

  /** Returns where each partition ends, whatever is open. */
  int[] ends() {
    return partitions.stream().mapToInt(List::size).toArray();
  }

  /** Returns all events that are committed. */
  Set<Event> committed() {
    Set<Event> committed = new HashSet<>();
    for (List<Standing> partition : partitions) {
      for (Standing standing : partition) {
        if (standing.transaction().isCommitted()) {
          committed.add(standing.event());
        }
      }
    }
    return committed;
  }

  List<Transaction> open() {
    return transactions.stream().filter(Transaction::isOpen).toList();
  }

  /** Returns the transactions of which the broker can say what became of them. */
  List<Transaction> remembered() {
    return transactions.stream()
        .filter(transaction -> !transaction.isOpen() && !transaction.isForgotten())
        .toList();
  }

  List<Transaction> committedTransactions() {
    return transactions.stream().filter(Transaction::isCommitted).toList();
  }
}
