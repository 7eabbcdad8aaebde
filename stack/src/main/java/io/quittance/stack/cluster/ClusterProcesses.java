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
  private final Path kafkaData;
  private final SupervisorMetrics metrics;

  private JavaProcess broker;
  private JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new ArrayList<>();

  /**
   * Makes the description; nothing is started yet.
   *
   * @param directory where the processes' logs go
   * @param kafkaData where the broker keeps its topics
   */
  ClusterProcesses(
      ClusterSettings settings, Path directory, Path kafkaData, SupervisorMetrics metrics) {
    this.settings = settings;
    this.directory = directory;
    this.kafkaData = kafkaData;
    this.metrics = metrics;
  }

  /** Starts all of them, with so many TaskManagers. */
  void start(int taskManagerCount) {
    broker = startBroker();
    jobManager = startJobManager();
    for (int i = 1; i <= taskManagerCount; i++) {
      taskManagers.add(startTaskManager(i));
    }
    all().forEach(metrics::started);
  }

  /** Starts those again that have ended, and returns them. */
  List<JavaProcess> startAgain() {
    List<JavaProcess> again = new ArrayList<>();
    if (mayStartAgain(broker)) {
      broker = startBroker();
      again.add(broker);
    }
    if (mayStartAgain(jobManager)) {
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

  private JavaProcess startBroker() {
    return JavaProcess.start(settings.broker(kafkaData), directory);
  }

  private JavaProcess startJobManager() {
    return JavaProcess.start(settings.jobManager(), directory);
  }

  private JavaProcess startTaskManager(int number) {
    return JavaProcess.start(settings.taskManager(number), directory);
  }

  JavaProcess broker() {
    return broker;
  }

  JavaProcess jobManager() {
    return jobManager;
  }

  List<JavaProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** Returns every one that was started. */
  List<JavaProcess> all() {
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

  /** Ends all, the broker last. */
  void stop(Duration patience) {
    List<JavaProcess> all = all();
    for (int i = all.size() - 1; i >= 0; i--) {
      all.get(i).resume();
      all.get(i).stop(patience);
    }
  }
}
