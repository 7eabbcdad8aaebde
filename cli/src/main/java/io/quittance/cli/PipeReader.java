package io.quittance.cli;

import java.io.IOException;
import java.util.Optional;

/**
 * Whoever reads this process's standard output through a pipe: {@code head}, say, which leaves when
 * it has seen enough. A writer learns that only when it writes, and may have nothing to write for
 * hours.
 *
 * <p>Java cannot ask the operating system. GNU {@code tail} can, and it ends by the signal that a
 * broken pipe sends; where there is another {@code tail} or none, nobody is ever found gone.
 */
final class PipeReader implements AutoCloseable {
  /** How a process ends that SIGPIPE has ended: 128 + 13. */
  private static final int ENDED_BY_BROKEN_PIPE = 141;

  private final Optional<Process> watch;

  private PipeReader(Optional<Process> watch) {
    this.watch = watch;
  }

  static PipeReader ofStandardOutput() {
    ProcessBuilder tail = new ProcessBuilder("tail", "-f", "/dev/null");
    tail.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    tail.redirectError(ProcessBuilder.Redirect.DISCARD);
    return of(tail::start);
  }

  /** How a process is started that ends when nobody reads its standard output. */
  interface Start {
    Process run() throws IOException;
  }

  static PipeReader of(Start tail) {
    try {
      return new PipeReader(Optional.of(tail.run()));
    } catch (IOException missing) {
      return new PipeReader(Optional.empty());
    }
  }

  boolean isGone() {
    return watch
        .filter(process -> !process.isAlive() && process.exitValue() == ENDED_BY_BROKEN_PIPE)
        .isPresent();
  }

  @Override
  public void close() {
    watch.ifPresent(Process::destroy);
  }
}
