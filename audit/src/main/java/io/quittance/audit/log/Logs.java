package io.quittance.audit.log;

import io.quittance.network.QuittanceException;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import java.util.List;
import java.util.Optional;

/** The topics of a network, wherever their records are kept. */
public interface Logs extends AutoCloseable {
  /** Returns whether there is such a topic. */
  boolean have(Topic topic) throws QuittanceException;

  /** Returns what there is of each partition of a topic, by its number. */
  List<Extent> extents(Topic topic) throws QuittanceException;

  /**
   * Returns which log a topic's records stand in, or stood in when they were copied; nothing where
   * that is not known.
   */
  Optional<LogIdentity> identity(Topic topic) throws QuittanceException;

  /** Begins to read these stretches of a topic's partitions, each in its order. */
  LogScan read(Topic topic, List<Extent> stretches) throws QuittanceException;

  @Override
  void close() throws QuittanceException;
}
