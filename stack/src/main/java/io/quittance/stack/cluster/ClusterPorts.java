package io.quittance.stack.cluster;

import io.quittance.stack.local.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The TCP ports that a cluster's processes listen on; they keep them when they are started again.
 *
 * @param brokers the brokers'
 * @param web the web UI's and REST interface's
 * @param jobManager the JobManager's, for TaskManagers
 * @param blobs the JobManager's, for files
 * @param taskManagers the TaskManagers'
 * @param prometheus the Prometheus endpoints': the JobManager's, the TaskManagers', then the
 *     supervisor's
 */
record ClusterPorts(
    List<Broker> brokers,
    int web,
    int jobManager,
    int blobs,
    List<TaskManager> taskManagers,
    List<Integer> prometheus) {
  ClusterPorts {
    brokers = List.copyOf(brokers);
    taskManagers = List.copyOf(taskManagers);
    prometheus = List.copyOf(prometheus);
  }

  /**
   * A broker's ports.
   *
   * @param outside for wallets
   * @param inside for the cluster's processes
   * @param controller for other brokers' controllers
   */
  record Broker(int outside, int inside, int controller) {}

  /**
   * A TaskManager's ports.
   *
   * @param control for the JobManager
   * @param data for other TaskManagers
   */
  record TaskManager(int control, int data) {}

  /** Finds free ports: the wanted ones where that is possible. */
  static ClusterPorts find(ClusterOptions options) {
    Set<Integer> taken = new HashSet<>();
    List<Integer> outside = new ArrayList<>();
    for (int i = 0; i < options.brokers(); i++) {
      outside.add(free(options.kafkaPort() == 0 ? 0 : options.kafkaPort() + i, taken));
    }
    int web = free(options.webPort(), taken);
    List<Integer> prometheus = new ArrayList<>();
    for (int i = 0; i <= options.taskManagers() + 1; i++) {
      int preferred = options.prometheusPort() == 0 ? 0 : options.prometheusPort() + i;
      prometheus.add(free(preferred, taken));
    }
    List<TaskManager> taskManagers = new ArrayList<>();
    for (int i = 0; i < options.taskManagers(); i++) {
      taskManagers.add(new TaskManager(free(0, taken), free(0, taken)));
    }
    List<Broker> brokers = new ArrayList<>();
    outside.forEach(port -> brokers.add(new Broker(port, free(0, taken), free(0, taken))));
    return new ClusterPorts(brokers, web, free(0, taken), free(0, taken), taskManagers, prometheus);
  }

  /** Returns what each process listens on for the others, by its name. */
  Map<String, Set<Integer>> byProcess() {
    Map<String, Set<Integer>> ports = new LinkedHashMap<>();
    for (int i = 0; i < brokers.size(); i++) {
      Broker broker = brokers.get(i);
      ports.put(
          ClusterSettings.brokerName(brokers.size(), i + 1),
          Set.of(broker.inside(), broker.controller()));
    }
    ports.put(ClusterSettings.JOB_MANAGER, Set.of(jobManager, blobs));
    for (int i = 0; i < taskManagers.size(); i++) {
      TaskManager taskManager = taskManagers.get(i);
      ports.put(
          ClusterSettings.taskManagerName(i + 1),
          Set.of(taskManager.control(), taskManager.data()));
    }
    return ports;
  }

  /** A port that was found and not bound yet might be found a second time. */
  private static int free(int preferred, Set<Integer> taken) {
    int port = Ports.free(preferred);
    while (!taken.add(port)) {
      port = Ports.free(0);
    }
    return port;
  }
}
