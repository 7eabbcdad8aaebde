package io.quittance.trials.bench;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who has the processors' time, as a sampling profiler saw it.
 *
 * @param samples how often was looked
 * @param parts which part of the samples each kind of work has; they add up to 1
 * @param threads the same by the kinds of threads, the greatest first
 */
public record CpuShares(long samples, Map<Part, Double> parts, List<Share> threads) {
  private static final String FRAMES = ";";
  private static final Pattern THREAD_ID = Pattern.compile(" tid=\\d+");
  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  public CpuShares {
    parts = Map.copyOf(parts);
    threads = List.copyOf(threads);
  }

  /** What one of several has, from 0 to 1. */
  public record Share(String name, double part) {}

  /**
   * A kind of work. A stack belongs to the kind of the innermost of its frames that is one's; a
   * frame of Java's own library, say, is its caller's.
   */
  public enum Part {
    COMPILING("Java compiling", "CompilerThre", "CompileBroker"),
    COLLECTING("collecting garbage", "[GC ", "[G1 "),
    PROOFS("verifying proofs", "io/quittance/verifier/batch/BatchVerifier"),
    SIGNATURES(
        "verifying signatures",
        "io/quittance/verifier/signature/",
        "io/quittance/schemas/signature/VerifyingKey.verify"),
    SIGNING("signing receipts and entries", "io/quittance/schemas/signature/SigningKey.sign"),
    STATE(
        "keeping accounts",
        "io/quittance/jobs/settlement/FlinkAccountStore",
        "io/quittance/ledger/account/AccountRecords",
        "org/apache/flink/state/rocksdb",
        "org/rocksdb",
        "[rocksdb",
        "org/apache/flink/runtime/state"),
    READING(
        "reading records",
        "io/quittance/ledger/submission/",
        "io/quittance/ledger/command/",
        "io/quittance/ledger/entry/"),
    LEDGER("the rest of the ledger", "io/quittance/ledger/"),
    JOB("the rest of the job", "io/quittance/jobs/"),
    LOAD("the load and its reader", "io/quittance/trials/", "io/quittance/network/watch/"),
    BROKER(
        "the broker", "kafka/server/", "kafka/network/", "org/apache/kafka/server/", "[data-plane"),
    CLIENTS("Kafka's clients", "org/apache/kafka/clients/"),
    FLINK("the rest of Flink", "org/apache/flink/"),
    OTHER("other");

    private final String words;
    private final List<String> marks;

    Part(String words, String... marks) {
      this.words = words;
      this.marks = List.of(marks);
    }

    private static Part of(String stack) {
      String[] frames = stack.split(FRAMES);
      for (int i = frames.length - 1; i >= 0; i--) {
        String frame = frames[i];
        for (Part part : values()) {
          if (part.marks.stream().anyMatch(frame::contains)) {
            return part;
          }
        }
      }
      return OTHER;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * Counts samples.
   *
   * @param collapsed a line for each stack: its frames from the outermost, the first one the name
   *     of the thread in brackets, then a space and the number of samples
   * @throws IllegalArgumentException if a line is none such
   */
  static CpuShares ofCollapsed(Stream<String> collapsed) {
    Map<Part, Long> parts = new EnumMap<>(Part.class);
    Map<String, Long> threads = new TreeMap<>();
    collapsed
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              if (space < 0) {
                throw new IllegalArgumentException("no count stands behind " + line);
              }
              String stack = line.substring(0, space);
              long count = Long.parseLong(line.substring(space + 1));
              parts.merge(Part.of(stack), count, Long::sum);
              threads.merge(kind(stack.split(FRAMES, 2)[0]), count, Long::sum);
            });
    long samples = parts.values().stream().mapToLong(count -> count).sum();
    Map<Part, Double> shares = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      shares.put(part, parts.getOrDefault(part, 0L) / (double) Math.max(1, samples));
    }
    return new CpuShares(
        samples,
        shares,
        threads.entrySet().stream()
            .map(entry -> new Share(entry.getKey(), entry.getValue() / (double) samples))
            .sorted(Comparator.comparingDouble(Share::part).reversed())
            .toList());
  }

  /** Returns what threads that differ by numbers have in common. */
  private static String kind(String thread) {
    String name = THREAD_ID.matcher(thread).replaceAll("").replaceAll("[\\[\\]]", "").strip();
    return NUMBERS.matcher(name).replaceAll("N");
  }
}
