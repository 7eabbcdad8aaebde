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
            "quittance.commands",
            "quittance.receipts",
            "quittance.settlements",
            "quittance.rejections",
            "quittance.balances",
            "quittance.windows"),
        Topics.all().stream().map(Topic::name).toList());
    Set<String> known =
        SingleObject.types().stream().map(Class::getName).collect(Collectors.toSet());
    for (Topic topic : Topics.all()) {
      assertTrue(known.contains(topic.valueSchema()), topic.name());
      assertTrue(topic.maxMessageBytes() > Limits.MAX_COMMAND_BYTES, topic.name());
    }
  }

  @Test
  void logs_thatVerdictsDependOn_useLogAppendTimeAndAreKept() {
    for (Topic log : List.of(Topics.COMMANDS, Topics.SETTLEMENTS)) {
      assertEquals("LogAppendTime", log.configs().get("message.timestamp.type"));
      assertEquals("-1", log.configs().get("retention.ms"));
      assertEquals("delete", log.configs().get("cleanup.policy"));
      assertTrue(log.partitionedAsLedger());
    }
  }

  @Test
  void balances_areCompacted() {
    assertEquals("compact", Topics.BALANCES.configs().get("cleanup.policy"));
    assertEquals("604800000", Topics.RECEIPTS.configs().get("retention.ms"));
  }
}
