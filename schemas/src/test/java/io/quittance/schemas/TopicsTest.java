package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void all_namesTheTopicsAndSchemasThatExist() {
    assertEquals(
        List.of(
            "quittance.journal",
            "quittance.receipts",
            "quittance.settlements",
            "quittance.rejections",
            "quittance.balances",
            "quittance.windows"),
        Topics.all().stream().map(Topic::name).toList());
    Set<String> known =
        SingleObject.types().stream().map(Class::getName).collect(Collectors.toSet());
    for (Topic topic : Topics.all()) {
      assertTrue(known.containsAll(topic.valueSchemas()), topic.name());
      assertTrue(topic.maxMessageBytes() > Limits.MAX_RECORD_BYTES, topic.name());
    }
  }

  @Test
  void logs_thatVerdictsDependOn_useLogAppendTimeAndAreKept() {
    for (Topic log : List.of(Topics.JOURNAL, Topics.SETTLEMENTS)) {
      assertEquals("LogAppendTime", log.configs().get("message.timestamp.type"));
      assertEquals("-1", log.configs().get("retention.ms"));
      assertEquals("delete", log.configs().get("cleanup.policy"));
      assertTrue(log.partitionedAsLedger());
    }
  }

  /** Nothing else tells a payee in which order his credits were counted. */
  @Test
  void receipts_areKeptForEver() {
    assertEquals("-1", Topics.RECEIPTS.configs().get("retention.ms"));
    assertEquals("delete", Topics.RECEIPTS.configs().get("cleanup.policy"));
  }

  /** A wallet must know what was written once a key had been retired. */
  @Test
  void receipts_haveTheBrokersTime() {
    assertEquals("LogAppendTime", Topics.RECEIPTS.configs().get("message.timestamp.type"));
  }

  @Test
  void balances_areCompactedAndRejectionsDeleted() {
    assertEquals("compact", Topics.BALANCES.configs().get("cleanup.policy"));
    assertEquals("2592000000", Topics.REJECTIONS.configs().get("retention.ms"));
  }
}
