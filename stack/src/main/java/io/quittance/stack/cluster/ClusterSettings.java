package io.quittance.stack.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.stack.local.BrokerGroup;
import io.quittance.stack.local.NetworkBuffers;
import io.quittance.stack.metrics.FlinkMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** Flink's settings for a cluster of processes on this machine, and the programs they make. */
final class ClusterSettings {
  private static final String CONFIGURATION_FILE = "config.yaml";
  private static final String LOCALHOST = "127.0.0.1";

  /** Names of the processes, and of their log files. */
  private static final String BROKER = "broker";

  static final String JOB_MANAGER = "jobmanager";
  private static final MemorySize JOB_MANAGER_MEMORY = MemorySize.ofMebiBytes(1024);

  /** What a TaskManager has, with as many slots as usual. */
  private static final MemorySize TASK_MANAGER_MEMORY = MemorySize.ofMebiBytes(1536);

  private static final int USUAL_SLOTS = 4;

  /** What it has besides for each slot more. */
  private static final MemorySize SLOT_MEMORY = MemorySize.ofMebiBytes(96);

  /** A killed process is noticed by its refused connections, a hanging one by its silence. */
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(500);

  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);

  /** Flink's own option of this goes by a name that its remote calls no longer know. */
  static final String STARTUP_TIMEOUT = "pekko.remote.classic.startup-timeout";

  /** How long a process may take to open its port; a machine that is busy needs long for that. */
  private static final Duration STARTUP_PATIENCE = Duration.ofMinutes(2);

  /** How long a TaskManager waits before it knocks again at a JobManager that starts just now. */
  private static final Duration REGISTRATION_PAUSE = Duration.ofMillis(500);

  private static final int REFUSED_CONNECTIONS = 2;

  private final Path directory;
  private final ClusterPorts ports;
  private final Optional<ProcessNetwork> network;
  private final BrokerGroup brokers;
  private final Configuration configuration;

  /**
   * Makes the settings.
   *
   * @param directory where the processes' logs and settings are
   * @param temporary where Flink keeps what no restart needs; its name has neither comma nor colon
   * @param clusterId Kafka's name for the brokers' cluster
   * @param network what the processes reach each other through; they do it directly without one
   */
  ClusterSettings(
      Path directory,
      Path temporary,
      ClusterPorts ports,
      ClusterOptions options,
      String clusterId,
      Optional<ProcessNetwork> network) {
    this.directory = directory;
    this.ports = ports;
    this.network = network;
    this.brokers = brokers(clusterId, options.brokerClockStep());
    this.configuration = new Configuration();
    configuration.set(JobManagerOptions.ADDRESS, host(JOB_MANAGER));
    configuration.set(JobManagerOptions.PORT, ports.jobManager());
    configuration.set(JobManagerOptions.BIND_HOST, LOCALHOST);
    configuration.set(BlobServerOptions.PORT, Integer.toString(ports.blobs()));
    configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, JOB_MANAGER_MEMORY);
    configuration.set(RestOptions.ADDRESS, LOCALHOST);
    configuration.set(RestOptions.PORT, ports.web());
    configuration.set(RestOptions.BIND_PORT, Integer.toString(ports.web()));
    configuration.set(RestOptions.BIND_ADDRESS, LOCALHOST);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(TaskManagerOptions.BIND_HOST, LOCALHOST);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, options.slots());
    setTaskManagerMemory(options.slots(), options.taskManagers());
    // One of two task managers may die at any time: half of the job goes on from where it is warm.
    configuration.set(
        TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE,
        TaskManagerOptions.TaskManagerLoadBalanceMode.SLOTS);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_RPC_FAILURE_THRESHOLD, REFUSED_CONNECTIONS);
    configuration.set(
        org.apache.flink.configuration.ClusterOptions.ERROR_REGISTRATION_DELAY, REGISTRATION_PAUSE);
    configuration.set(
        org.apache.flink.configuration.ClusterOptions.REFUSED_REGISTRATION_DELAY,
        REGISTRATION_PAUSE);
    configuration.set(
        org.apache.flink.configuration.ClusterOptions.MAX_REGISTRATION_TIMEOUT, HEARTBEAT_TIMEOUT);
    configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
    LifecycleLog.addTo(configuration);
    FlinkMetrics.addTo(configuration);
  }

  /** A job may have as many instances as there are slots, and each sends to every other. */
  private void setTaskManagerMemory(int slots, int taskManagers) {
    int parallelism = Math.min(slots * taskManagers, SettlementOptions.MAX_PARALLELISM);
    NetworkBuffers buffers = NetworkBuffers.forProcess(slots, parallelism);
    buffers.addTo(configuration);
    configuration.set(
        TaskManagerOptions.TOTAL_PROCESS_MEMORY,
        TASK_MANAGER_MEMORY
            .add(new MemorySize(buffers.memoryBeyondUsual()))
            .add(SLOT_MEMORY.multiply(Math.max(0, slots - USUAL_SLOTS))));
  }

  /** Returns Flink's settings of all processes. */
  Configuration configuration() {
    return configuration;
  }

  /** Writes Flink's configuration file, which all its processes read. */
  void write() throws IOException {
    // JSON is YAML, and leaves no doubt about quotes.
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            directory.resolve(CONFIGURATION_FILE).toFile(), new TreeMap<>(configuration.toMap()));
  }

  /** Returns the program of the JobManager. */
  JavaProcess.Program jobManager() {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    List<String> options = new ArrayList<>(jvmOptions(JOB_MANAGER));
    options.addAll(words(JobManagerProcessUtils.generateJvmParametersStr(memory, configuration)));
    List<String> arguments = new ArrayList<>(List.of("--configDir", directory.toString()));
    arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(set(FlinkMetrics.PORT, ports.prometheus().get(0)));
    return new JavaProcess.Program(
        JOB_MANAGER, options, StandaloneSessionClusterEntrypoint.class.getName(), arguments);
  }

  /** Returns the program of a TaskManager; they are numbered from 1. */
  JavaProcess.Program taskManager(int number) {
    String name = taskManagerName(number);
    ClusterPorts.TaskManager own = ports.taskManagers().get(number - 1);
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    List<String> options = new ArrayList<>(jvmOptions(name));
    options.addAll(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
    List<String> arguments =
        new ArrayList<>(List.of(brokersInside(), "--configDir", directory.toString()));
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(set(TaskManagerOptions.HOST.key(), host(name)));
    arguments.addAll(set(TaskManagerOptions.RPC_PORT.key(), own.control()));
    arguments.addAll(set(NettyShuffleEnvironmentOptions.DATA_PORT.key(), own.data()));
    arguments.addAll(set(FlinkMetrics.PORT, ports.prometheus().get(number)));
    return new JavaProcess.Program(name, options, TaskManagerProgram.class.getName(), arguments);
  }

  /** Returns the program of a broker; they are numbered from 1. */
  JavaProcess.Program broker(int number, Path data) {
    String name = brokerName(brokers.members().size(), number);
    List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    options.addAll(hosts(name));
    List<String> arguments = new ArrayList<>(List.of(data.toString(), Integer.toString(number)));
    arguments.addAll(brokers.toArguments());
    return new JavaProcess.Program(name, options, BrokerProgram.class.getName(), arguments);
  }

  /** Returns the addresses by which the cluster's processes know the brokers. */
  String brokersInside() {
    return brokers.inside();
  }

  /** Returns the addresses by which all others know the brokers. */
  String brokersOutside() {
    return brokers.outside();
  }

  /** Returns the names of all processes of a cluster of that size. */
  static List<String> processNames(int brokers, int taskManagers) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= brokers; i++) {
      names.add(brokerName(brokers, i));
    }
    names.add(JOB_MANAGER);
    for (int i = 1; i <= taskManagers; i++) {
      names.add(taskManagerName(i));
    }
    return names;
  }

  /** Returns the name of a broker; they are numbered from 1 where there are several. */
  static String brokerName(int brokers, int number) {
    return brokers == 1 ? BROKER : BROKER + "-" + number;
  }

  /** Returns the name of a TaskManager; they are numbered from 1. */
  static String taskManagerName(int number) {
    return "taskmanager-" + number;
  }

  private String host(String process) {
    return network.isPresent() ? ProcessNetwork.host(process) : LOCALHOST;
  }

  private List<String> jvmOptions(String process) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-D" + STARTUP_TIMEOUT + "=" + STARTUP_PATIENCE.toSeconds() + "s",
                "--add-modules=jdk.incubator.vector",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
    options.addAll(hosts(process));
    return options;
  }

  private List<String> hosts(String process) {
    return network
        .map(wires -> List.of("-Djdk.net.hosts.file=" + wires.hostsFile(process)))
        .orElse(List.of());
  }

  private BrokerGroup brokers(String clusterId, Duration clockStep) {
    List<BrokerGroup.Member> members = new ArrayList<>();
    for (ClusterPorts.Broker broker : ports.brokers()) {
      String name = brokerName(ports.brokers().size(), members.size() + 1);
      members.add(
          new BrokerGroup.Member(
              host(name), broker.outside(), broker.inside(), broker.controller()));
    }
    return new BrokerGroup(clusterId, members, clockStep);
  }

  private static List<String> set(String key, Object value) {
    return List.of("-D", key + "=" + value);
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.trim().split("\\s+"));
  }
}
