package io.quittance.trials.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of verification goes, as the Java virtual machine's own sampling profiler sees it:
 * the verifier runs as it always does, and several hundred times a second it is noted what it does.
 *
 * @param batch how many transfers were verified at a time
 * @param samples how often was looked
 * @param shares which part of the samples each stage has; they add up to 1
 */
public record TimeShares(int batch, long samples, Map<Stage, Double> shares) {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(1);
  private static final String VERIFIER = "io.quittance.verifier.";

  public TimeShares {
    shares = Map.copyOf(shares);
  }

  /** A part of the work. */
  public enum Stage {
    PARSING("parsing"),
    HASHING("hashing (transcripts)"),
    SCALARS("scalars"),
    DECODING("decoding of points"),
    MULTIPLICATION("multiscalar multiplication"),
    OTHER("other");

    private final String words;

    Stage(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }

    /** The stage that a stack belongs to, the innermost frame first. */
    static Stage of(List<RecordedFrame> stack) {
      for (RecordedFrame frame : stack) {
        String type = frame.getMethod().getType().getName();
        if (type.startsWith(VERIFIER)) {
          Stage stage = of(type.substring(VERIFIER.length()), frame.getMethod().getName());
          if (stage != OTHER) {
            return stage;
          }
        }
      }
      return OTHER;
    }

    /** The stage that a method tells, or OTHER where its caller has to be asked. */
    static Stage of(String type, String method) {
      if (type.startsWith("transcript.")) {
        return HASHING;
      }
      if (method.equals("parse")) {
        return PARSING;
      }
      return switch (type) {
        case "ristretto.MultiscalarMultiplication", "ristretto.FixedPoints" -> MULTIPLICATION;
        case "ristretto.CompressedRistretto", "batch.PointTable" ->
            method.startsWith("decode") ? DECODING : OTHER;
        case "batch.Relations", "batch.Weights", "batch.Batch", "batch.BatchVerifier" -> SCALARS;
        default -> OTHER;
      };
    }
  }

  /** Samples a walk for some seconds. */
  static TimeShares of(int batch, Workload.Walk walk, double seconds) throws InterruptedException {
    Map<Stage, Long> counts = new EnumMap<>(Stage.class);
    long samples = 0;
    try {
      Path file = Files.createTempFile("quittance-shares", ".jfr");
      try (Recording recording = new Recording()) {
        recording.enable(SAMPLE).withPeriod(PERIOD);
        recording.start();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() - end < 0) {
          walk.next();
        }
        recording.stop();
        recording.dump(file);
        String thread = Thread.currentThread().getName();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
          if (event.getEventType().getName().equals(SAMPLE)
              && thread.equals(event.getThread("sampledThread").getJavaName())) {
            counts.merge(Stage.of(event.getStackTrace().getFrames()), 1L, Long::sum);
            samples++;
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the profile could not be written", e);
    }
    Map<Stage, Double> shares = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      shares.put(stage, (double) counts.getOrDefault(stage, 0L) / Math.max(1, samples));
    }
    return new TimeShares(batch, samples, shares);
  }
}
