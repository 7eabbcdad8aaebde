package io.quittance.stack.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.stack.local.SecretsInLogs;
import io.quittance.stack.local.Town;
import io.quittance.stack.metrics.Scrape;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own, killed one after the other. */
@Timeout(1200)
class ClusterTest {
  private static final Duration PATIENCE = Town.PATIENCE;

  @TempDir Path directory;

  @Test
  void cluster_everyProcessKilledInTurn_goesOnAndScales() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory.resolve("my home, 50%20 #1 [1] a:b? hömé"));
    ClusterOptions options = ClusterOptions.in(home).anyPorts();
    SettlementOptions settlement =
        options.settlement().withCheckpointInterval(Duration.ofMillis(500));
    WalletAccount alice;
    try (Cluster cluster = Cluster.start(options, PATIENCE)) {
      assertNoRoom(() -> cluster.job().submit(settlement.withParallelism(5)));
      cluster.job().submit(settlement);
      awaitRunning(cluster);
      assertThrows(IllegalStateException.class, () -> cluster.job().submit(settlement));
      Town town = Town.of(home, cluster.network());
      alice = town.person("alice");
      accept(town, alice, alice.open());

      cluster.taskManagers().get(0).kill();
      accept(cluster, town, alice);
      cluster.jobManager().kill();
      accept(cluster, town, alice);
      cluster.brokers().get(0).kill();
      accept(cluster, town, alice);

      Path savepoint = cluster.job().savepoint();
      assertTrue(Files.exists(savepoint.resolve("_metadata")), savepoint.toString());
      assertNoRoom(() -> cluster.job().scale(5));
      assertTrue(cluster.job().isRunning() && cluster.job().wanted().isPresent());
      cluster.job().scale(4);
      awaitRunning(cluster);
      accept(cluster, town, alice);
      cluster.job().cancel();
      assertThrows(IllegalStateException.class, () -> cluster.job().stop());
      cluster.job().submit(settlement, Optional.of(savepoint));
      awaitRunning(cluster);
      accept(cluster, town, alice);
      assertLogs(cluster, home);
      assertMetrics(cluster);
      assertEquals(6, town.settled().stream().map(event -> event.getEventId()).distinct().count());

      // A topic that is another than the job has read: it refuses, and would each time.
      cluster.job().submit(settlement);
      awaitRunning(cluster);
      createAgain(cluster, Topics.JOURNAL);
      String refusal =
          Town.await(
              "the job to be refused",
              () -> {
                cluster.heal();
                return cluster.job().refusal();
              });
      assertTrue(refusal.contains(Topics.JOURNAL.name()), refusal);
      assertTrue(refusal.contains("./quittance cluster submit"), refusal);
      assertEquals(Optional.empty(), cluster.job().wanted());
      // A process may have to be started again at any time; the job is not.
      assertFalse(cluster.heal().contains("the job"), "submitted again");
    }
  }

  private static void assertNoRoom(Executable start) {
    IllegalStateException refused = assertThrows(IllegalStateException.class, start);
    assertTrue(refused.getMessage().contains("the cluster has 4"), refused.getMessage());
  }

  /** The processes' logs tell of the job's life, and of nothing they must not. */
  private static void assertLogs(Cluster cluster, QuittanceHome home) throws Exception {
    Path jobManager = cluster.directory().resolve("jobmanager.log");
    String told = Files.readString(jobManager);
    for (String once :
        List.of(
            "job failed, and is started again",
            "job is restored from checkpoint ",
            "savepoint \\d+ taken, ",
            "job is FINISHED",
            "job is CANCELED")) {
      assertTrue(
          Pattern.compile(" io\\.quittance\\.lifecycle - " + once).matcher(told).find(), once);
    }
    List<Path> logs =
        new ArrayList<>(List.of(jobManager, cluster.directory().resolve("broker.log")));
    for (JavaProcess taskManager : cluster.taskManagers()) {
      Path log = cluster.directory().resolve(taskManager.name() + ".log");
      Town.await(
          taskManager.name() + " to have rehearsed",
          () -> Optional.of(Files.readString(log)).filter(line -> line.contains("Rehearsed for ")));
      logs.add(log);
    }
    SecretsInLogs.assertNone(logs, home, List.of());
    assertTrue(
        Files.readString(cluster.directory().resolve("supervisor.log"))
            .contains("started again: broker"));
  }

  /** How many lines of the supervisor's log end so. */
  private static long logged(Cluster cluster, String end) throws Exception {
    try (Stream<String> lines = Files.lines(cluster.directory().resolve("supervisor.log"))) {
      return lines.filter(line -> line.endsWith(end)).count();
    }
  }

  /** The supervisor tells Prometheus what it had to start again, and that all is well now. */
  private static void assertMetrics(Cluster cluster) throws Exception {
    List<JavaProcess> before = cluster.processes();
    cluster.heal();
    for (JavaProcess process : before) {
      assertTrue(!process.isAlive() || cluster.processes().contains(process), "left alone");
    }
    URI supervisor = cluster.prometheus().get(cluster.prometheus().size() - 1);
    Map<String, Double> samples = Scrape.of(supervisor);
    for (JavaProcess process : cluster.processes()) {
      String label = "{process=\"" + process.name() + "\"}";
      double restarts = samples.get("quittance_cluster_process_restarts_total" + label);
      assertEquals(1, samples.get("quittance_cluster_process_up" + label), label);
      // On a busy machine a start may take too long, and be tried once more.
      assertEquals(logged(cluster, "started again: " + process.name()), restarts, label);
      assertTrue(restarts >= 1 || process.name().equals("taskmanager-2"), label);
      assertTrue(samples.get("quittance_cluster_process_start_time_seconds" + label) > 0, label);
    }
    assertEquals(1, samples.get("quittance_cluster_job_wanted"));
    assertEquals(1, samples.get("quittance_cluster_job_running"));
    assertTrue(samples.get("quittance_cluster_job_resubmissions_total") >= 1, samples.toString());
    assertTrue(samples.get("quittance_cluster_last_check_timestamp_seconds") > 0);
    cluster.job().cancel();
    cluster.heal();
    samples = Scrape.of(supervisor);
    assertEquals(0, samples.get("quittance_cluster_job_wanted"));
    assertEquals(0, samples.get("quittance_cluster_job_running"));
  }

  private static void accept(Cluster cluster, Town town, WalletAccount account) throws Exception {
    HealedCluster.accept(cluster, town, account, account.applyCredits(0));
  }

  private static void accept(Town town, WalletAccount account, PreparedCommand command)
      throws Exception {
    account.accepted(command);
    town.send(command);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(command).getStatus());
    town.settled(command);
  }

  private static void createAgain(Cluster cluster, Topic topic) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.network().bootstrapServers()))) {
      TopicDescription old =
          admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name());
      admin.deleteTopics(List.of(topic.name())).all().get();
      NewTopic same = new NewTopic(topic.name(), old.partitions().size(), (short) 1);
      Town.await("the topic to be created again", () -> created(admin, same));
    }
  }

  private static Optional<Boolean> created(Admin admin, NewTopic topic) throws Exception {
    try {
      admin.createTopics(List.of(topic)).all().get();
      return Optional.of(true);
    } catch (ExecutionException stillThere) {
      assertInstanceOf(TopicExistsException.class, stillThere.getCause());
      return Optional.empty();
    }
  }

  private static void awaitRunning(Cluster cluster) throws Exception {
    Town.await("the job to run", () -> Optional.of(cluster).filter(c -> c.job().isRunning()));
  }
}
