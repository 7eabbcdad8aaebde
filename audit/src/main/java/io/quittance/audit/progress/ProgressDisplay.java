package io.quittance.audit.progress;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a long task is: a bar on a terminal, a line at each quarter elsewhere. */
public final class ProgressDisplay {
  private static final int QUARTERS = 4;
  private static final int REFRESH_MILLIS = 200;

  private final PrintStream out;
  private final boolean terminal;

  /**
   * Makes one that shows tasks.
   *
   * @param terminal whether a person is watching
   */
  public ProgressDisplay(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Makes one that shows nothing. */
  public static ProgressDisplay none() {
    return new ProgressDisplay(new PrintStream(OutputStream.nullOutputStream()), false);
  }

  /** A task under way; any thread may report a step. */
  public interface Task extends AutoCloseable {
    /** Reports so many steps more. */
    void step(long steps);

    /** Reports one step more. */
    default void step() {
      step(1);
    }

    @Override
    void close();
  }

  /** Starts a task of so many steps. */
  public Task start(String name, long steps) {
    return terminal ? bar(name, steps) : lines(name, steps);
  }

  private Task bar(String name, long steps) {
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
      public void step(long more) {
        bar.stepBy(more);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  private Task lines(String name, long steps) {
    AtomicLong done = new AtomicLong();
    return new Task() {
      @Override
      public void step(long more) {
        long now = done.addAndGet(more);
        if (steps > 0 && now * QUARTERS / steps > (now - more) * QUARTERS / steps) {
          out.println(name + ": " + now + " of " + steps);
        }
      }

      @Override
      public void close() {}
    };
  }
}
