package io.quittance.stack.cluster;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quittance.jobs.deployment.Checkpoints;
import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.BrokerDirectories;
import io.quittance.stack.local.BrokerGroup;
import io.quittance.stack.local.FlinkAddress;
import io.quittance.stack.local.LedgerCounts;
import io.quittance.stack.local.LedgerTopics;
import io.quittance.stack.local.LocalNetwork;
import io.quittance.stack.local.LocalStackOptions;
import io.quittance.stack.local.LogFile;
import io.quittance.stack.local.PlainLink;
import io.quittance.stack.local.RunningLedger;
import io.quittance.stack.local.StackLock;
import io.quittance.stack.metrics.MetricsEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brokers, JobManager and TaskManagers as processes on this machine, for the settlement job.
 *
 * <p>It uses the same home as a local stack, so a ledger can go from the one to the other. A
 * process that has ended is started again by {@link #heal}, as Kubernetes would, and the job with
 * it.
 */
public final class Cluster implements RunningLedger, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final int MAX_ENDED_AT_START = 3;
  private static final int DEFAULT_PARTITIONS = 4;

  private final ClusterOptions options;
  private final StackLock lock;
  private NetworkFile network;
  private final URI webUi;
  private final List<URI> prometheus;
  private final ClusterJob job;
  private final Optional<ProcessNetwork> wires;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final SupervisorMetrics metrics;
  private final ClusterProcesses processes;
  private final PlainLink temporary;
  private MetricsEndpoint endpoint;

  private Cluster(ClusterOptions options, StackLock lock) throws QuittanceException, IOException {
    this.options = options;
    this.lock = lock;
    ClusterPorts ports = ClusterPorts.find(options);
    prometheus =
        ports.prometheus().stream()
            .map(port -> URI.create("http://127.0.0.1:" + port + "/metrics"))
            .toList();
    NetworkFile keyed =
        LocalNetwork.open(
            options.home(), options.networkName(), options.partitions(), DEFAULT_PARTITIONS);
    BrokerDirectories directories = BrokerDirectories.of(stack(), options.brokers());
    directories.requireCluster(keyed.topics().clusterId());
    Files.createDirectories(directory());
    wires =
        options.severable()
            ? Optional.of(ProcessNetwork.start(directory(), ports.byProcess()))
            : Optional.empty();
    // Flink splits its list of temporary directories at commas and colons.
    temporary = PlainLink.to(Files.createDirectories(directory().resolve("tmp")));
    ClusterSettings settings =
        new ClusterSettings(
            directory(), temporary.path(), ports, options, directories.clusterId(), wires);
    settings.write();
    network = keyed.withBootstrapServers(settings.brokersOutside());
    metrics =
        new SupervisorMetrics(
            registry, ClusterSettings.processNames(options.brokers(), options.taskManagers()));
    processes = new ClusterProcesses(settings, directory(), directories.paths(), metrics);
    webUi = URI.create("http://127.0.0.1:" + ports.web());
    job = ClusterJob.of(options.home(), webUi, settings.brokersInside());
  }

  /**
   * Starts the processes; the job must be submitted.
   *
   * @throws IllegalStateException if they do not start; the message says where to look
   */
  public static Cluster start(ClusterOptions options, Duration patience)
      throws InterruptedException {
    LocalStackOptions.requireUsableMachine();
    StackLock lock = StackLock.take(stack(options.home()));
    LogFile.use(stack(options.home()).resolve("cluster").resolve("supervisor.log"));
    Cluster cluster = null;
    boolean started = false;
    try {
      cluster = new Cluster(options, lock);
      cluster.startProcesses(patience);
      started = true;
      return cluster;
    } catch (QuittanceException | IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } finally {
      if (!started && cluster == null) {
        lock.close();
      } else if (!started) {
        cluster.close();
      }
    }
  }

  private void startProcesses(Duration patience)
      throws QuittanceException, IOException, InterruptedException {
    endpoint = MetricsEndpoint.start(prometheus.get(prometheus.size() - 1).getPort(), registry);
    processes.startBrokers();
    if (options.brokers() > 1) {
      // So many processes at once would keep each other from starting in time.
      await("Kafka", this::hasTopics, patience);
    }
    processes.startFlink(options.taskManagers());
    await("Kafka", this::hasTopics, patience);
    network.save(options.home().networkFile());
    await("Flink", this::hasSlots, patience);
    FlinkAddress.write(options.home(), webUi);
    LifecycleLog.write("cluster started: " + processes());
  }

  private boolean hasSlots() {
    return job.flink().hasSlots(options.taskManagers() * options.slots());
  }

  /** Returns whether every process runs and the JobManager knows every TaskManager. */
  public boolean isWhole() {
    return processes().stream().allMatch(JavaProcess::isAlive) && hasSlots();
  }

  private boolean hasTopics() {
    try {
      network = LedgerTopics.create(network, BrokerGroup.replicas(options.brokers()));
      return true;
    } catch (IllegalStateException refused) {
      if (refused.getCause() == null) {
        throw refused;
      }
      return false;
    }
  }

  /** Waits for something; a process that ends meanwhile gets more chances, but not for ever. */
  private void await(String what, BooleanSupplier ready, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    int ended = 0;
    while (!ready.getAsBoolean()) {
      ended += processes.startAgain().size();
      if (ended > MAX_ENDED_AT_START) {
        throw new IllegalStateException(
            "processes end as soon as they are started; see their logs in " + directory());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            what + " was not ready in " + patience.toSeconds() + " s; see " + directory());
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /** Returns the settlement job on this cluster. */
  public ClusterJob job() {
    return job;
  }

  /**
   * Starts every process again that has ended, and the job if the JobManager has forgotten it.
   *
   * @return what was started, in words; empty when all was well
   */
  public List<String> heal() {
    List<String> healed = new ArrayList<>();
    processes.startAgain().forEach(process -> healed.add(process.name()));
    if (job.resubmitIfForgotten()) {
      healed.add("the job");
      metrics.submittedAgain();
      LifecycleLog.write("started again: the job");
    }
    metrics.checked(processes.all(), job.wanted().isPresent(), job.isRunning());
    return healed;
  }

  /** Returns what the job has counted, as far as its processes answer. */
  @Override
  public LedgerCounts counts() throws IOException, InterruptedException {
    return LedgerCounts.read(prometheus.subList(1, 1 + options.taskManagers()));
  }

  @Override
  public Optional<Path> newestCheckpoint() {
    return Checkpoints.newest(stack().resolve("checkpoints"));
  }

  /** Returns the brokers, by their number. */
  public List<JavaProcess> brokers() {
    return processes.brokers();
  }

  public JavaProcess jobManager() {
    return processes.jobManager();
  }

  public List<JavaProcess> taskManagers() {
    return processes.taskManagers();
  }

  /**
   * Returns the network between the processes, where it can be severed.
   *
   * @throws IllegalStateException if the options did not ask for it
   */
  public ProcessNetwork wires() {
    return wires.orElseThrow(() -> new IllegalStateException("the processes are wired directly"));
  }

  /** Returns every process. */
  public List<JavaProcess> processes() {
    return processes.all();
  }

  /** Returns what wallets must know of this network. */
  @Override
  public NetworkFile network() {
    return network;
  }

  @Override
  public QuittanceHome home() {
    return options.home();
  }

  public URI webUi() {
    return webUi;
  }

  /** Returns the Prometheus endpoints: the JobManager's, the TaskManagers', then this process's. */
  public List<URI> prometheus() {
    return List.copyOf(prometheus);
  }

  /** Returns where the processes' logs and settings are. */
  public Path directory() {
    return stack().resolve("cluster");
  }

  /** Makes final what was accepted, where that is possible, and ends every process. */
  @Override
  public void close() {
    wires.ifPresent(ProcessNetwork::heal);
    try {
      if (job.isRunning()) {
        job.suspend();
      }
    } catch (FlinkException unneeded) {
      // The next start goes back a little further, to the same verdicts.
      LOG.warn("the job could not be stopped with a savepoint", unneeded);
    } finally {
      FlinkAddress.delete(options.home());
      job.close();
      processes.stop(STOP_PATIENCE);
      if (endpoint != null) {
        endpoint.close();
      }
      wires.ifPresent(ProcessNetwork::close);
      removeLink();
      LifecycleLog.write("cluster stopped");
      lock.close();
    }
  }

  private void removeLink() {
    try {
      temporary.close();
    } catch (IOException left) {
      LOG.warn("the link {} could not be removed", temporary.path(), left);
    }
  }

  private Path stack() {
    return stack(options.home());
  }

  private static Path stack(QuittanceHome home) {
    return home.directory().toAbsolutePath().resolve("stack");
  }
}
