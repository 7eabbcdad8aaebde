package io.quittance.simulation.model;

/**
 * A record on its way to a broker.
 *
 * @param lane the partition of the journal; for a receipt, that many further on
 * @param key what it is keyed by
 * @param content what it says; null for a receipt
 * @param receipt what a receipt is about; null for a record of the journal
 */
record Outgoing(int lane, int key, Content content, Witness receipt) {
  static Outgoing record(int partition, int key, Content content) {
    return new Outgoing(partition, key, content, null);
  }

  /** Returns a receipt, which goes to a topic of its own. */
  static Outgoing receipt(int partitions, Witness about) {
    return new Outgoing(partitions + about.partition(), -1, null, about);
  }

  @Override
  public String toString() {
    return receipt == null ? content.toString() : "receipt for " + receipt;
  }
}
