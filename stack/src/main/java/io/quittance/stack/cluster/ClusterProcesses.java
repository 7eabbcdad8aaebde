package io.quittance.stack.cluster;

import io.quittance.jobs.lifecycle.LifecycleLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes of a cluster, each of which is started again when it has ended. */
final class ClusterProcesses {
  private static final Duration MIN_AGE = Duration.ofSeconds(5);

  private final ClusterSettings settings;
  private final Path directory;
  private final List<Path> kafkaData;
  private final SupervisorMetrics metrics;

  private final List<JavaProcess> brokers = new ArrayList<>();
  private JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new ArrayList<>();

  /**
   * Makes the description; nothing is started yet.
   *
   * @param directory where the processes' logs go
   * @param kafkaData where each broker keeps its topics
   */
  ClusterProcesses(
      ClusterSettings settings, Path directory, List<Path> kafkaData, SupervisorMetrics metrics) {
    this.settings = settings;
    this.directory = directory;
    this.kafkaData = List.copyOf(kafkaData);
    this.metrics = metrics;
  }

  void startBrokers() {
    for (int i = 1; i <= kafkaData.size(); i++) {
      brokers.add(startBroker(i));
    }
    brokers.forEach(metrics::started);
  }

  /** Starts a JobManager and so many TaskManagers. */
  void startFlink(int taskManagerCount) {
    jobManager = startJobManager();
    for (int i = 1; i <= taskManagerCount; i++) {
      taskManagers.add(startTaskManager(i));
    }
    metrics.started(jobManager);
    taskManagers.forEach(metrics::started);
  }

  /** Starts those again that have ended, and returns them. */
  List<JavaProcess> startAgain() {
    List<JavaProcess> again = new ArrayList<>();
    for (int i = 0; i < brokers.size(); i++) {
      if (mayStartAgain(brokers.get(i))) {
        brokers.set(i, startBroker(i + 1));
        again.add(brokers.get(i));
      }
    }
    if (jobManager != null && mayStartAgain(jobManager)) {
      jobManager = startJobManager();
      again.add(jobManager);
    }
    for (int i = 0; i < taskManagers.size(); i++) {
      if (mayStartAgain(taskManagers.get(i))) {
        taskManagers.set(i, startTaskManager(i + 1));
        again.add(taskManagers.get(i));
      }
    }
    for (JavaProcess process : again) {
      metrics.startedAgain(process);
      LifecycleLog.write("started again: " + process.name());
    }
    return again;
  }

  /** A process that ends as soon as it is started must not keep the machine busy starting it. */
  private static boolean mayStartAgain(JavaProcess process) {
    return !process.isAlive() && process.age().compareTo(MIN_AGE) >= 0;
  }

  private JavaProcess startBroker(int number) {
    return JavaProcess.start(settings.broker(number, kafkaData.get(number - 1)), directory);
  }

  private JavaProcess startJobManager() {
    return JavaProcess.start(settings.jobManager(), directory);
  }

  private JavaProcess startTaskManager(int number) {
    return JavaProcess.start(settings.taskManager(number), directory);
  }

  List<JavaProcess> brokers() {
    return List.copyOf(brokers);
  }

  JavaProcess jobManager() {
    return jobManager;
  }

  List<JavaProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** Returns every one that was started. */
  List<JavaProcess> all() {
    List<JavaProcess> all = new ArrayList<>(brokers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    all.addAll(taskManagers);
    return all;
  }

  /**
   * Ends all, the brokers last, and those together: a broker gives up its partitions in order only
   * as long as most of the others are there to agree to it.
   */
  void stop(Duration patience) {
    List<JavaProcess> all = all();
    all.forEach(JavaProcess::resume);
    for (int i = all.size() - 1; i >= brokers.size(); i--) {
      all.get(i).stop(patience);
    }
    brokers.forEach(JavaProcess::askToStop);
    brokers.forEach(broker -> broker.stop(patience));
  }
}
