package io.quittance.trials.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.PreferredLeaderNotAvailableException;
import org.junit.jupiter.api.Test;

class LeadersTest {
  private static TopicPartition partition(int number) {
    return new TopicPartition("t", number);
  }

  @Test
  void elections_thatFailed_areCountedByReason() {
    assertEquals(
        Optional.of("2 partitions PREFERRED_LEADER_NOT_AVAILABLE"),
        Leaders.refused(
            Map.of(
                partition(0), Optional.empty(),
                partition(1), Optional.of(new PreferredLeaderNotAvailableException("not in step")),
                partition(2), Optional.of(new ElectionNotNeededException("leads already")),
                partition(3), Optional.of(new PreferredLeaderNotAvailableException("gone")))));
  }

  @Test
  void elections_thatWentWellOrWereNotNeeded_areNoRefusal() {
    assertEquals(
        Optional.empty(),
        Leaders.refused(
            Map.of(
                partition(0), Optional.empty(),
                partition(1), Optional.of(new ElectionNotNeededException("leads already")))));
  }
}
