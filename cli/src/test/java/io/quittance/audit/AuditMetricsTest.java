package io.quittance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quittance.audit.log.MemoryLogs;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.Topics;
import io.quittance.stack.metrics.MetricsEndpoint;
import io.quittance.stack.metrics.Scrape;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus reads of a process that audits again and again. */
class AuditMetricsTest {
  @TempDir private Path state;
  private final HonestOperator operator = new HonestOperator();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AuditMetrics metrics = new AuditMetrics(registry);
  private final MetricsEndpoint endpoint = MetricsEndpoint.start(0, registry);
  private WalletAccount alice;
  private WalletAccount bob;

  @BeforeEach
  void settleTransfer() throws Exception {
    alice = operator.person("alice");
    bob = operator.person("bob");
    operator.take(alice.transfer(bob.address(), 300, "", 1), alice);
    operator.take(new byte[32], new byte[] {1, 2, 3}, 1);
  }

  @AfterEach
  void closeEndpoint() {
    endpoint.close();
  }

  @Test
  void audit_thatAgrees_tellsWhatItReadAndJudged() throws Exception {
    Report report = audit();
    Map<String, Double> samples = Scrape.of(endpoint.address());
    assertEquals(report.commands().accepted(), value(samples, "commands{verdict=\"accepted\"}"));
    assertEquals(1, value(samples, "commands{verdict=\"rejected\"}"));
    assertEquals(
        // And the network's statement, in each partition.
        report.commands().judged()
            + report.entries().counted()
            + operator.network().commandPartitions(),
        value(samples, "records_total{topic=\"quittance.journal\"}"));
    assertEquals(
        report.published().receipts(),
        value(samples, "records_total{topic=\"quittance.receipts\"}"));
    for (String topic : new String[] {"journal", "settlements", "receipts", "balances"}) {
      assertEquals(0, value(samples, "records_left{topic=\"quittance." + topic + "\"}"), topic);
    }
    assertEquals(0, value(samples, "differences"));
    assertEquals(1, value(samples, "runs_total{outcome=\"agrees\"}"));
    assertEquals(0, value(samples, "runs_total{outcome=\"failed\"}"));
    assertEquals(lastCommandSeconds(), value(samples, "log_timestamp_seconds"));
    assertTrue(value(samples, "last_run_timestamp_seconds") > 1_700_000_000);
  }

  @Test
  void difference_staysUntilItIsExplained_whileLaterAuditsAreAtWork() throws Exception {
    audit();
    ConsumerRecord<byte[], byte[]> event = operator.settled().get(0);
    operator.logs.append(
        Topics.SETTLEMENTS, event.partition(), event.timestamp() + 1, new byte[32], event.value());
    assertEquals(1, audit().found());
    assertEquals(1, value(Scrape.of(endpoint.address()), "differences"));
    operator.take(bob.transfer(alice.address(), 100, "", 1), bob);
    metrics.counted(new Counts());
    assertEquals(1, value(Scrape.of(endpoint.address()), "differences"));
    assertEquals(1, audit().found());
    Map<String, Double> samples = Scrape.of(endpoint.address());
    assertEquals(1, value(samples, "differences"));
    assertEquals(2, value(samples, "runs_total{outcome=\"differs\"}"));
  }

  @Test
  void audit_thatCannotGoOn_isCounted() throws Exception {
    audit();
    ConsumerRecord<byte[], byte[]> last =
        operator.logs.partition(Topics.JOURNAL, 1).stream().reduce((a, b) -> b).orElseThrow();
    operator.replace(last, MemoryLogs.withValue(last, new byte[] {4}));
    assertThrows(QuittanceException.class, this::audit);
    assertEquals(1, value(Scrape.of(endpoint.address()), "runs_total{outcome=\"failed\"}"));
  }

  private Report audit() throws QuittanceException {
    return Audit.of(
        operator.logs,
        operator.network(),
        AuditOptions.plain().withState(state).withMetrics(metrics));
  }

  private double lastCommandSeconds() {
    long last = 0;
    for (int partition = 0; partition < operator.network().commandPartitions(); partition++) {
      for (ConsumerRecord<byte[], byte[]> command :
          operator.logs.partition(Topics.JOURNAL, partition)) {
        last = Math.max(last, command.timestamp());
      }
    }
    return last / 1000.0;
  }

  private static double value(Map<String, Double> samples, String name) {
    Double value = samples.get("quittance_audit_" + name);
    if (value == null) {
      throw new AssertionError(name + " is missing in " + samples);
    }
    return value;
  }
}
