package io.quittance.jobs.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** Flink's settings for a cluster of processes on this machine, and the programs they make. */
final class ClusterSettings {
  private static final String CONFIGURATION_FILE = "config.yaml";
  private static final String HOST = "127.0.0.1";
  private static final MemorySize JOB_MANAGER_MEMORY = MemorySize.ofMebiBytes(1024);
  private static final MemorySize TASK_MANAGER_MEMORY = MemorySize.ofMebiBytes(1536);

  /** A killed process is noticed by its refused connections, a hanging one by its silence. */
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(500);

  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);
  private static final int REFUSED_CONNECTIONS = 2;

  private final Path directory;
  private final Configuration configuration;

  ClusterSettings(Path directory, int rpcPort, int webPort, int slots) {
    this.directory = directory;
    this.configuration = new Configuration();
    configuration.set(JobManagerOptions.ADDRESS, HOST);
    configuration.set(JobManagerOptions.PORT, rpcPort);
    configuration.set(JobManagerOptions.BIND_HOST, HOST);
    configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, JOB_MANAGER_MEMORY);
    configuration.set(RestOptions.ADDRESS, HOST);
    configuration.set(RestOptions.PORT, webPort);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(webPort));
    configuration.set(RestOptions.BIND_ADDRESS, HOST);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(TaskManagerOptions.HOST, HOST);
    configuration.set(TaskManagerOptions.BIND_HOST, HOST);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, TASK_MANAGER_MEMORY);
    // One of two task managers may die at any time: half of the job goes on from where it is warm.
    configuration.set(
        TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE,
        TaskManagerOptions.TaskManagerLoadBalanceMode.SLOTS);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT);
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_RPC_FAILURE_THRESHOLD, REFUSED_CONNECTIONS);
    configuration.set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString());
    configuration.set(MetricOptions.REPORTERS_LIST, "prometheus");
    configuration.setString(
        "metrics.reporter.prometheus.factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    // A bucket's bound must stay the number it is, and names keep their dashes.
    configuration.setString("metrics.reporter.prometheus.filterLabelValueCharacters", "false");
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
  JavaProcess.Program jobManager(int prometheusPort) {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    List<String> options = new ArrayList<>(jvmOptions());
    options.addAll(words(JobManagerProcessUtils.generateJvmParametersStr(memory, configuration)));
    List<String> arguments = new ArrayList<>(List.of("--configDir", directory.toString()));
    arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(prometheus(prometheusPort));
    return new JavaProcess.Program(
        "jobmanager", options, StandaloneSessionClusterEntrypoint.class.getName(), arguments);
  }

  /** Returns the program of a TaskManager; they are numbered from 1. */
  JavaProcess.Program taskManager(int number, int prometheusPort) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    List<String> options = new ArrayList<>(jvmOptions());
    options.addAll(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
    List<String> arguments = new ArrayList<>(List.of("--configDir", directory.toString()));
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(prometheus(prometheusPort));
    return new JavaProcess.Program(
        "taskmanager-" + number, options, TaskManagerRunner.class.getName(), arguments);
  }

  /** Returns the program of the broker. */
  JavaProcess.Program broker(Path data, int port) {
    return new JavaProcess.Program(
        "broker",
        List.of("-Xmx512m", "-XX:+UseSerialGC"),
        BrokerProgram.class.getName(),
        List.of(data.toString(), Integer.toString(port)));
  }

  private static List<String> jvmOptions() {
    return List.of(
        "-XX:+UseParallelGC",
        "-XX:-UsePerfData",
        "--add-modules=jdk.incubator.vector",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  private static List<String> prometheus(int port) {
    return List.of("-D", "metrics.reporter.prometheus.port=" + port);
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.trim().split("\\s+"));
  }
}
