package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.Topic;

/** Checks that topics are those of a network, before anything is read from them or written. */
public interface TopicCheck extends AutoCloseable {
  /**
   * Returns if all of these are there and are the network's own.
   *
   * @throws QuittanceException if not; the message says what is other than in the network's file
   */
  void require(Topic... topics) throws QuittanceException;

  @Override
  void close();
}
