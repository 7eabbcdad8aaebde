package io.quittance.jobs.cluster;

import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.jobs.local.Checkpoints;
import io.quittance.jobs.local.FlinkAddress;
import io.quittance.jobs.local.LedgerCounts;
import io.quittance.jobs.local.LedgerTopics;
import io.quittance.jobs.local.LocalNetwork;
import io.quittance.jobs.local.LogFile;
import io.quittance.jobs.local.RunningLedger;
import io.quittance.jobs.local.StackLock;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.network.NetworkFile;
import io.quittance.wallet.network.QuittanceHome;
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
 * Broker, JobManager and TaskManagers as processes on this machine, for the settlement job.
 *
 * <p>It uses the same home as a local stack, so a ledger can go from the one to the other. A
 * process that has ended is started again by {@link #heal}, as Kubernetes would, and the job with
 * it.
 */
public final class Cluster implements RunningLedger, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Duration MIN_AGE = Duration.ofSeconds(5);
  private static final int MAX_ENDED_AT_START = 3;
  private static final int DEFAULT_PARTITIONS = 4;

  private final ClusterOptions options;
  private final StackLock lock;
  private final NetworkFile network;
  private final ClusterSettings settings;
  private final URI webUi;
  private final List<URI> prometheus;
  private final ClusterJob job;
  private final Optional<ProcessNetwork> wires;

  private JavaProcess broker;
  private JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new ArrayList<>();

  private Cluster(ClusterOptions options, StackLock lock) throws WalletException, IOException {
    this.options = options;
    this.lock = lock;
    ClusterPorts ports = ClusterPorts.find(options);
    prometheus =
        ports.prometheus().stream()
            .map(port -> URI.create("http://127.0.0.1:" + port + "/metrics"))
            .toList();
    network =
        LocalNetwork.open(
                options.home(), options.networkName(), options.partitions(), DEFAULT_PARTITIONS)
            .withBootstrapServers("127.0.0.1:" + ports.kafka());
    Files.createDirectories(directory());
    wires =
        options.severable()
            ? Optional.of(ProcessNetwork.start(directory(), ports.byProcess()))
            : Optional.empty();
    settings = new ClusterSettings(directory(), ports, options.slots(), wires);
    settings.write();
    webUi = URI.create("http://127.0.0.1:" + ports.web());
    job = ClusterJob.of(options.home(), webUi, settings.brokerInside());
  }

  /**
   * Starts the processes; the job must be submitted.
   *
   * @throws IllegalStateException if they do not start; the message says where to look
   */
  public static Cluster start(ClusterOptions options, Duration patience)
      throws InterruptedException {
    StackLock lock = StackLock.take(stack(options.home()));
    LogFile.use(stack(options.home()).resolve("cluster").resolve("supervisor.log"));
    Cluster cluster = null;
    boolean started = false;
    try {
      cluster = new Cluster(options, lock);
      cluster.startProcesses(patience);
      started = true;
      return cluster;
    } catch (WalletException | IOException e) {
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
      throws WalletException, IOException, InterruptedException {
    broker = startBroker();
    jobManager = JavaProcess.start(settings.jobManager(), directory());
    for (int i = 1; i <= options.taskManagers(); i++) {
      taskManagers.add(startTaskManager(i));
    }
    await("the broker", this::hasTopics, patience);
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
      LedgerTopics.create(network.bootstrapServers(), network.commandPartitions(), (short) 1);
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
      ended += startAgain().size();
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

  private JavaProcess startTaskManager(int number) {
    return JavaProcess.start(settings.taskManager(number), directory());
  }

  private JavaProcess startBroker() {
    return JavaProcess.start(settings.broker(stack().resolve("kafka")), directory());
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
    List<String> healed = startAgain();
    if (job.resubmitIfForgotten()) {
      healed.add("the job");
      LifecycleLog.write("started again: the job");
    }
    return healed;
  }

  private List<String> startAgain() {
    List<String> healed = new ArrayList<>();
    if (mayStartAgain(broker)) {
      broker = startBroker();
      healed.add(broker.name());
    }
    if (mayStartAgain(jobManager)) {
      jobManager = JavaProcess.start(settings.jobManager(), directory());
      healed.add(jobManager.name());
    }
    for (int i = 0; i < taskManagers.size(); i++) {
      if (mayStartAgain(taskManagers.get(i))) {
        taskManagers.set(i, startTaskManager(i + 1));
        healed.add(taskManagers.get(i).name());
      }
    }
    healed.forEach(name -> LifecycleLog.write("started again: " + name));
    return healed;
  }

  /** A process that ends as soon as it is started must not keep the machine busy starting it. */
  private static boolean mayStartAgain(JavaProcess process) {
    return !process.isAlive() && process.age().compareTo(MIN_AGE) >= 0;
  }

  /** Returns what the job has counted, as far as its processes answer. */
  @Override
  public LedgerCounts counts() throws IOException, InterruptedException {
    return LedgerCounts.read(prometheus.subList(1, prometheus.size()));
  }

  @Override
  public Optional<Path> newestCheckpoint() {
    return Checkpoints.newest(stack().resolve("checkpoints"));
  }

  public JavaProcess broker() {
    return broker;
  }

  public JavaProcess jobManager() {
    return jobManager;
  }

  public List<JavaProcess> taskManagers() {
    return List.copyOf(taskManagers);
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
    List<JavaProcess> all = new ArrayList<>();
    if (broker != null) {
      all.add(broker);
    }
    if (jobManager != null) {
      all.add(jobManager);
    }
    all.addAll(taskManagers);
    return all;
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

  /** Returns the Prometheus endpoints: the JobManager's, then the TaskManagers'. */
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
      List<JavaProcess> all = processes();
      for (int i = all.size() - 1; i >= 0; i--) {
        all.get(i).resume();
        all.get(i).stop(STOP_PATIENCE);
      }
      wires.ifPresent(ProcessNetwork::close);
      LifecycleLog.write("cluster stopped");
      lock.close();
    }
  }

  private Path stack() {
    return stack(options.home());
  }

  private static Path stack(QuittanceHome home) {
    return home.directory().toAbsolutePath().resolve("stack");
  }
}
