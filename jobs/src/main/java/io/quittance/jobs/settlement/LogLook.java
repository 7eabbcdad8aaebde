package io.quittance.jobs.settlement;

import io.quittance.network.kafka.LogIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A look at one topic as it is now: which log it is, and what stands in it. */
public interface LogLook extends AutoCloseable {
  /**
   * A record by which a log is known again.
   *
   * @param offset where it stands
   * @param digest of its time and its bytes
   */
  record Mark(long offset, byte[] digest) {}

  /**
   * Returns which log the topic is at this moment; nothing where there is no such topic.
   *
   * @throws IllegalStateException if the cluster does not answer
   */
  Optional<LogIdentity> identity();

  /**
   * Returns the digest of the record at an offset; nothing if there is none.
   *
   * @throws IllegalStateException if the cluster does not answer
   */
  Optional<byte[]> digestAt(int partition, long offset);

  /**
   * Returns the first record of a partition that can be seen at an offset or behind it; nothing if
   * there is none yet.
   *
   * @throws IllegalStateException if the cluster does not answer
   */
  Optional<Mark> firstFrom(int partition, long offset);

  /**
   * Returns where each of these partitions ends, the offset behind its last record.
   *
   * @throws IllegalStateException if the cluster does not answer
   */
  Map<Integer, Long> ends(Set<Integer> partitions);

  @Override
  void close();
}
