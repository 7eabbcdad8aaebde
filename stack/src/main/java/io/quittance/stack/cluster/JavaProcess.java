package io.quittance.stack.cluster;

import io.quittance.jobs.configuration.LogFormat;
import io.quittance.network.host.ProcessText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java virtual machine of its own, with this one's class path; it does not outlive this one. */
public final class JavaProcess {
  private final String name;
  private final Process process;
  private final long startedAtNanos = System.nanoTime();

  private JavaProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * What to start.
   *
   * @param name name of the process, and of its log files
   * @param options options of the virtual machine
   * @param main full name of the class to run
   * @param arguments the program's arguments
   */
  record Program(String name, List<String> options, String main, List<String> arguments) {
    Program {
      options = List.copyOf(options);
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Starts a program.
   *
   * @param directory where its output goes: {@code <name>.log} of its logger, {@code <name>.out} of
   *     all else
   */
  static JavaProcess start(Program program, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ProcessText.JAVA_OPTIONS);
    command.addAll(program.options());
    command.add("-Dlog.file=" + directory.resolve(program.name() + ".log"));
    command.add(
        "-D"
            + LogFormat.PROPERTY
            + "="
            + System.getProperty(LogFormat.PROPERTY, LogFormat.TEXT.name()));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Supervised.class.getName());
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.add(program.main());
    command.addAll(program.arguments());
    try {
      Files.createDirectories(directory);
      Path output = directory.resolve(program.name() + ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().putAll(ProcessText.ENVIRONMENT);
      return new JavaProcess(program.name(), builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("the process " + program.name() + " did not start", e);
    }
  }

  /** Returns the name it was started by. */
  public String name() {
    return name;
  }

  /** Returns the operating system's number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether it has not ended; a paused process is alive. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns how long ago it was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedAtNanos);
  }

  /** Ends it without a word (SIGKILL), as a crashed machine would, and waits for its end. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(30));
  }

  /** Asks it to end (SIGTERM), and does not wait. */
  void askToStop() {
    process.destroy();
  }

  /** Asks it to end, and kills it when it does not in time. */
  void stop(Duration patience) {
    askToStop();
    if (!await(patience)) {
      kill();
    }
  }

  /** Stops its threads where they are (SIGSTOP): to others it looks like a machine that hangs. */
  public void pause() {
    signal("STOP");
  }

  /** Lets a paused process go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0 && process.isAlive()) {
        throw new IllegalStateException("the process " + name + " cannot be sent SIG" + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("this machine has no kill command", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public String toString() {
    return name + " (process " + process.pid() + ")";
  }
}
