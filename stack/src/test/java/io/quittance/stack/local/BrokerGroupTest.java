package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.file.QuittanceHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerGroupTest {
  private static final BrokerGroup THREE =
      new BrokerGroup(
          "some-id",
          List.of(
              new BrokerGroup.Member("a", 1, 2, 3),
              new BrokerGroup.Member("b", 4, 5, 6),
              new BrokerGroup.Member("c", 7, 8, 9)),
          Duration.ofSeconds(30));

  @TempDir Path directory;

  @Test
  void group_inWords_isReadAgain() {
    assertEquals(THREE, BrokerGroup.parse(THREE.toArguments()));
    assertThrows(
        IllegalArgumentException.class, () -> BrokerGroup.parse(List.of("id", "0", "a:1:2")));
  }

  @Test
  void addresses_areTheMembers() {
    assertEquals("127.0.0.1:1,127.0.0.1:4,127.0.0.1:7", THREE.outside());
    assertEquals("a:2,b:5,c:8", THREE.inside());
    assertEquals("1@a:3,2@b:6,3@c:9", THREE.voters());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void size_ofWhichOneMayBeMissing_isTaken(int brokers) {
    assertEquals(brokers, BrokerGroup.requireSize(brokers));
    assertTrue(BrokerGroup.inSync(brokers) <= BrokerGroup.replicas(brokers));
    assertEquals(brokers == 1 ? 1 : 3, BrokerGroup.replicas(brokers));
    assertEquals(brokers == 1 ? 1 : 2, BrokerGroup.inSync(brokers));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 6})
  void size_ofWhichNoneMay_orTooMany_isRefused(int brokers) {
    assertThrows(IllegalArgumentException.class, () -> BrokerGroup.requireSize(brokers));
  }

  @Test
  void clock_ofEachBroker_isAheadOfTheOneBefore() {
    assertEquals(Duration.ZERO, THREE.clockAhead(1));
    assertEquals(Duration.ofMinutes(1), THREE.clockAhead(3));
    long here = Time.SYSTEM.milliseconds();
    assertTrue(ClockAhead.by(Duration.ofHours(1)).milliseconds() >= here + 3_600_000);
    assertTrue(ClockAhead.by(Duration.ofHours(-1)).milliseconds() < here);
    assertEquals(Time.SYSTEM, ClockAhead.by(Duration.ZERO));
  }

  @Test
  void ledger_isStartedWithAsManyBrokersAsHaveItsTopics() throws Exception {
    BrokerDirectories fresh = BrokerDirectories.of(directory, 3);
    assertEquals(3, fresh.paths().stream().distinct().count());
    // A first start that was cut short may have begun with some of them.
    Path second = Files.createDirectories(fresh.paths().get(1));
    Files.writeString(second.resolve("meta.properties"), "version=1\ncluster.id=known\n");
    assertEquals("known", BrokerDirectories.of(directory, 3).clusterId());
    for (int other : List.of(1, 4, 5)) {
      String refused =
          assertThrows(IllegalArgumentException.class, () -> BrokerDirectories.of(directory, other))
              .getMessage();
      assertTrue(refused.contains("are on 3 brokers"), refused);
      assertTrue(refused.contains("--brokers 3"), refused);
    }
  }

  @Test
  void localStack_onALedgerOfSeveralBrokers_isRefusedAndBeginsNone() throws Exception {
    Path third = directory.resolve("stack").resolve("kafka-3-of-3");
    Files.createDirectories(third);
    Files.writeString(third.resolve("meta.properties"), "cluster.id=known\n");
    LocalStackOptions stack = LocalStack.in(QuittanceHome.of(directory)).anyPorts();
    assertThrows(IllegalArgumentException.class, stack::start);
    assertTrue(Files.notExists(stack.brokerData()));
  }

  @Test
  void cluster_ofSeveralBrokers_onALedgerOfOne_isRefused() throws Exception {
    Path one = Files.createDirectories(directory.resolve("kafka"));
    Files.writeString(one.resolve("meta.properties"), "cluster.id=known\n");
    assertEquals("known", BrokerDirectories.of(directory, 1).clusterId());
    String refused =
        assertThrows(IllegalArgumentException.class, () -> BrokerDirectories.of(directory, 3))
            .getMessage();
    assertTrue(refused.contains("are on 1 broker;"), refused);
  }
}
