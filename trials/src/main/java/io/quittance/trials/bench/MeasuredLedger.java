package io.quittance.trials.bench;

import com.sun.management.OperatingSystemMXBean;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.settlement.SettlementOptions.StateBackend;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.cluster.Cluster;
import io.quittance.stack.local.LocalStack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import org.HdrHistogram.Histogram;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A ledger that begins with a workload's accounts, and what comes out of it. */
final class MeasuredLedger implements AutoCloseable {
  /** The part of the transfers that a rate is taken from; at its ends, the job is not yet full. */
  private static final double RATE_FROM = 0.2;

  private static final double RATE_TO = 0.9;

  /** Whoever has much to send sends it in few requests. */
  private static final int BULK_LINGER_MILLIS = 5;

  private static final Duration START_PATIENCE = Duration.ofMinutes(10);
  private static final Duration IDLE_PATIENCE = Duration.ofMinutes(2);
  private static final Duration IDLE_LOOK = Duration.ofSeconds(2);

  /** Part of one processor that broker and job take when they have nothing to do. */
  private static final double IDLE_SHARE = 0.3;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MAX_LATENCY_MICROS = 600_000_000L;
  private static final int DIGITS = 3;

  private final SettleWorkload workload;
  private final AutoCloseable system;
  private final String bootstrapServers;
  private final Arrivals arrivals;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private MeasuredLedger(SettleWorkload workload, AutoCloseable system, String bootstrapServers) {
    this.workload = workload;
    this.system = system;
    this.bootstrapServers = bootstrapServers;
    this.arrivals = new Arrivals(bootstrapServers, workload.transfers());
  }

  /** Starts a stack in this process whose job runs when this returns. */
  static MeasuredLedger onStack(SettleWorkload workload, SettlementOptions settlement)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("quittance-bench");
    workload.copyKeys(directory);
    LocalStack stack =
        LocalStack.in(QuittanceHome.of(directory))
            .network(SettleWorkload.NETWORK)
            .partitions(SettleWorkload.PARTITIONS)
            .settlement(settlement)
            .from(workload.accounts())
            .anyPorts()
            .start();
    AutoCloseable system =
        () -> {
          stack.close();
          FileUtils.deleteDirectoryQuietly(directory.toFile());
        };
    stack.awaitRunning(START_PATIENCE);
    if (settlement.stateBackend() == StateBackend.ROCKSDB) {
      awaitIdle();
    }
    return new MeasuredLedger(workload, system, stack.bootstrapServers());
  }

  /**
   * Waits until nothing is left to do from the start: RocksDB compacts a million accounts for some
   * time after they were restored, which is no part of what a transfer costs.
   */
  private static void awaitIdle() throws InterruptedException {
    long deadline = System.nanoTime() + IDLE_PATIENCE.toNanos();
    long before = cpuNanos();
    long used;
    do {
      Thread.sleep(IDLE_LOOK.toMillis());
      used = cpuNanos() - before;
      before += used;
    } while (used > IDLE_SHARE * IDLE_LOOK.toNanos() && System.nanoTime() < deadline);
  }

  /** Uses a cluster that runs the job from the workload's accounts, and leaves it running. */
  static MeasuredLedger on(Cluster cluster, SettleWorkload workload) {
    return new MeasuredLedger(workload, () -> {}, cluster.network().bootstrapServers());
  }

  /**
   * What settling all transfers as fast as possible cost.
   *
   * @param perSecond receipts that came in a second
   * @param cpuMicros CPU time of one transfer in this process: broker, job and load generator
   */
  record Burst(double perSecond, double cpuMicros) {}

  /** Sends all transfers at once, waits until all are final, and tells what that cost. */
  Burst burst() throws InterruptedException, TimeoutException {
    long cpuBefore = cpuNanos();
    try (KafkaProducer<byte[], byte[]> producer = producer(BULK_LINGER_MILLIS)) {
      for (PreparedRecord transfer : workload.transfers()) {
        send(producer, transfer);
      }
    }
    int count = workload.transfers().size();
    awaitSettled(count);
    long[] times = receiptNanos(count);
    int from = (int) (count * RATE_FROM);
    int to = (int) (count * RATE_TO);
    return new Burst(
        (to - from) * NANOS_PER_SECOND / (times[to] - times[from]),
        (double) (cpuNanos() - cpuBefore) / count / NANOS_PER_MICRO);
  }

  /** Latencies in microseconds, from the moment at which a transfer was due to be sent. */
  record Latencies(Histogram receipts, Histogram credits, Histogram events) {}

  /**
   * Sends transfers at an even pace that waits for nothing.
   *
   * @param uncounted how many of them, the first, only set the pace
   */
  Latencies paced(double perSecond, int uncounted, int count)
      throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer = producer(0)) {
      for (int place = 0; place < count; place++) {
        long due = due(start, place, perSecond);
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        send(producer, workload.transfers().get(place));
      }
    }
    awaitSettled(count);
    Histogram receipts = new Histogram(MAX_LATENCY_MICROS, DIGITS);
    Histogram credits = new Histogram(MAX_LATENCY_MICROS, DIGITS);
    Histogram events = new Histogram(MAX_LATENCY_MICROS, DIGITS);
    for (int place = uncounted; place < count; place++) {
      long due = due(start, place, perSecond);
      record(receipts, arrivals::receiptNanos, place, due);
      record(credits, arrivals::creditNanos, place, due);
      record(events, arrivals::eventNanos, place, due);
    }
    return new Latencies(receipts, credits, events);
  }

  /** When the first so many transfers' receipts came, by {@link System#nanoTime}, in order. */
  long[] receiptNanos(int count) {
    long[] times = new long[count];
    Arrays.setAll(times, place -> arrivals.receiptNanos(place));
    Arrays.sort(times);
    return times;
  }

  private static long due(long start, int place, double perSecond) {
    return start + (long) (place * NANOS_PER_SECOND / perSecond);
  }

  private static void record(Histogram micros, IntToLongFunction arrival, int place, long due) {
    micros.recordValue(
        Math.min(
            MAX_LATENCY_MICROS, Math.max(0, arrival.applyAsLong(place) - due) / NANOS_PER_MICRO));
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private KafkaProducer<byte[], byte[]> producer(int lingerMillis) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            lingerMillis),
        bytes,
        bytes);
  }

  private void send(KafkaProducer<byte[], byte[]> producer, PreparedRecord command) {
    producer.send(
        command.record(SettleWorkload.PARTITIONS),
        (metadata, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
  }

  private void awaitSettled(int transfers) throws InterruptedException, TimeoutException {
    if (failure.get() != null) {
      throw new IllegalStateException("sending failed: " + failure.get().getMessage());
    }
    arrivals.await(transfers);
  }

  @Override
  public void close() {
    arrivals.close();
    try {
      system.close();
    } catch (Exception e) {
      throw new IllegalStateException("what was measured cannot be stopped: " + e.getMessage(), e);
    }
  }
}
