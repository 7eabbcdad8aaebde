package io.quittance.jobs.progress;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a long task is: a bar on a terminal, a line at each quarter elsewhere. */
public final class Progress {
  private static final int QUARTERS = 4;
  private static final int REFRESH_MILLIS = 200;

  private final PrintStream out;
  private final boolean terminal;

  /**
   * Makes one that shows tasks.
   *
   * @param terminal whether a person is watching
   */
  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A task under way; any thread may report a step. */
  public interface Task extends AutoCloseable {
    void step();

    @Override
    void close();
  }

  /** Starts a task of so many steps. */
  public Task start(String name, int steps) {
    return terminal ? bar(name, steps) : lines(name, steps);
  }

  private Task bar(String name, int steps) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .showSpeed()
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
    return new Task() {
      @Override
      public void step() {
        bar.step();
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  private Task lines(String name, int steps) {
    AtomicInteger done = new AtomicInteger();
    return new Task() {
      @Override
      public void step() {
        int now = done.incrementAndGet();
        if (now * QUARTERS / steps > (now - 1) * QUARTERS / steps) {
          out.println(name + ": " + now + " of " + steps);
        }
      }

      @Override
      public void close() {}
    };
  }
}
