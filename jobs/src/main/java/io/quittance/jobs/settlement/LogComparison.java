package io.quittance.jobs.settlement;

import io.quittance.jobs.settlement.LogLook.Mark;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * The comparisons that hold state to a topic, and the words in which the state is refused. To try
 * again would not help.
 *
 * @param topic the topic
 * @param bond what the topic was to the state, as in "it was made from"
 */
record LogComparison(Topic topic, String bond) {
  /**
   * Returns which log the topic is.
   *
   * @param known the one that the state belongs to, if it says
   * @throws SuppressRestartsException if it is another one, or there is no such topic
   */
  LogIdentity identity(LogLook look, Optional<LogIdentity> known) throws SuppressRestartsException {
    LogIdentity now =
        look.identity()
            .orElseThrow(() -> refusal("there is no topic " + topic.name() + " any more"));
    if (known.isPresent() && !known.get().equals(now)) {
      throw refusal(bond + " " + known.get() + ", and this is " + now);
    }
    return now;
  }

  /**
   * Requires that partitions reach as far as the state knows.
   *
   * @param lasts the offset of the last known record, by partition
   */
  void requireReachable(LogLook look, Map<Integer, Long> lasts) throws SuppressRestartsException {
    if (lasts.isEmpty()) {
      return;
    }
    Map<Integer, Long> ends = look.ends(lasts.keySet());
    for (Map.Entry<Integer, Long> last : new TreeMap<>(lasts).entrySet()) {
      if (ends.get(last.getKey()) <= last.getValue()) {
        throw refusal(place(last.getKey(), last.getValue()) + " is not there any more");
      }
    }
  }

  /** Requires that a record of a partition is the one that the state knows. */
  void requireRecord(LogLook look, int partition, Mark mark) throws SuppressRestartsException {
    String place = place(partition, mark.offset());
    byte[] there =
        look.digestAt(partition, mark.offset())
            .orElseThrow(() -> refusal(place + " is not there any more"));
    if (!Arrays.equals(there, mark.digest())) {
      throw refusal(place + " was another one");
    }
  }

  private String place(int partition, long offset) {
    return "record " + offset + " of " + topic.name() + "-" + partition;
  }

  /** Returns what stops the job, since the state belongs to another log. */
  SuppressRestartsException refusal(String why) {
    return new SuppressRestartsException(
        new IllegalStateException(
            "This state belongs to another log of "
                + topic.name()
                + ": "
                + why
                + ". Nothing was read on. Put the former log back, or go back to a savepoint that"
                + " belongs to this one; a new ledger begins in a home of its own."));
  }
}
