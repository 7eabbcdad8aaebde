package io.quittance.k8s;

import io.quittance.stack.local.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A Flink of two processes in application mode, as its image would run it: Flink's own jars, and
 * the job's jar among the user's.
 */
final class ApplicationProcesses implements AutoCloseable {
  /** Jars whose paths in the local repository begin so are part of Flink's image. */
  private static final List<String> OF_THE_IMAGE =
      List.of(
          "com/dynatrace/",
          "com/esotericsoftware/",
          "com/github/ben-manes/",
          "com/ververica/",
          "commons-",
          "org/apache/commons/",
          "org/apache/flink/",
          "org/apache/logging/",
          "org/javassist/",
          "org/objenesis/",
          "org/pcollections/",
          "org/slf4j/",
          "org/snakeyaml/",
          "org/yaml/");

  private static final String NOT_OF_THE_IMAGE =
      ".*flink-(connector-(base|kafka)|avro|test-utils).*|.*-tests.jar";

  private final List<Process> processes = new ArrayList<>();
  private final Path directory;

  private ApplicationProcesses(Path directory) {
    this.directory = directory;
  }

  static ApplicationProcesses start(Path directory, Path jar, Path configuration)
      throws IOException {
    ApplicationProcesses flink = new ApplicationProcesses(directory);
    Files.createDirectories(directory.resolve("lib"));
    Files.createDirectories(directory.resolve("usrlib"));
    Files.copy(jar, directory.resolve("usrlib").resolve(jar.getFileName()));
    Files.writeString(directory.resolve("config.yaml"), flink.settings());
    try {
      flink.run(
          "jobmanager",
          ApplicationMaster.class.getName(),
          directory.toString(),
          "io.quittance.jobs.deployment.SettlementApplication",
          configuration.toString());
      flink.run(
          "taskmanager",
          TaskManagerRunner.class.getName(),
          Stream.concat(Stream.of("--configDir", directory.toString()), taskManagerMemory())
              .toArray(String[]::new));
      return flink;
    } catch (IOException | RuntimeException e) {
      flink.close();
      throw e;
    }
  }

  /** Returns what the image's start script works out before it starts a TaskManager. */
  private static Stream<String> taskManagerMemory() {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1200));
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 2);
    String options =
        TaskExecutorProcessUtils.generateDynamicConfigsStr(
            TaskExecutorProcessUtils.processSpecFromConfig(configuration));
    return Arrays.stream(options.trim().split("\\s+"));
  }

  private String settings() throws IOException {
    return """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        rest.port: %d
        rest.bind-port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 2
        parallelism.default: 2
        state.backend.type: rocksdb
        execution.checkpointing.dir: %s
        """
        .formatted(
            Ports.free(0), Ports.free(0), Ports.free(0), directory.resolve("checkpoints").toUri());
  }

  private void run(String name, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--add-modules=jdk.incubator.vector",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            classPath(),
            main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".out").toFile());
    // From where Flink finds the folder of the user's jars beside it.
    builder.environment().put("FLINK_LIB_DIR", directory.resolve("lib").toString());
    processes.add(builder.start());
  }

  /** Returns what of this test's class path Flink's image has too. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            jar ->
                jar.endsWith("/k8s/target/test-classes")
                    || OF_THE_IMAGE.stream().anyMatch(part -> jar.contains("/repository/" + part))
                        && !jar.matches(NOT_OF_THE_IMAGE))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Fails if a process has ended. */
  void requireAlive() throws IOException {
    if (!processes.stream().allMatch(Process::isAlive)) {
      throw new AssertionError("Flink has ended:\n" + output());
    }
  }

  /** Returns what the processes have said. */
  String output() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("jobmanager", "taskmanager")) {
      Path file = directory.resolve(name + ".out");
      if (Files.exists(file)) {
        text.append(Files.readString(file, StandardCharsets.UTF_8)).append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      try {
        process.waitFor(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
