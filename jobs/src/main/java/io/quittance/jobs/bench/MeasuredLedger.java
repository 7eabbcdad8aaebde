package io.quittance.jobs.bench;

import io.quittance.jobs.local.LocalStack;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.wallet.network.QuittanceHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/** A ledger that has just begun on a local stack of its own, with the workload's accounts. */
final class MeasuredLedger implements AutoCloseable {
  /** The part of the transfers that a rate is taken from; at its ends, the job is not yet full. */
  private static final double RATE_FROM = 0.2;

  private static final double RATE_TO = 0.9;

  private static final Duration START_PATIENCE = Duration.ofSeconds(120);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MAX_LATENCY_MICROS = 600_000_000L;
  private static final int DIGITS = 3;

  private final SettleWorkload workload;
  private final Path directory;
  private final LocalStack stack;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Arrivals arrivals;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private MeasuredLedger(SettleWorkload workload, Path directory, LocalStack stack) {
    this.workload = workload;
    this.directory = directory;
    this.stack = stack;
    ByteArraySerializer bytes = new ByteArraySerializer();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            bytes,
            bytes);
    List<PreparedRecord> all = new ArrayList<>(workload.opening());
    all.addAll(workload.transfers());
    this.arrivals = new Arrivals(stack.bootstrapServers(), all);
  }

  /**
   * Starts a stack, begins all accounts, and returns when all that is final and read back.
   *
   * @param keys where the keys of the workload's network are
   */
  static MeasuredLedger start(SettleWorkload workload, Path keys, SettlementOptions settlement)
      throws IOException, InterruptedException, TimeoutException {
    Path directory = Files.createTempDirectory("quittance-bench");
    SettleWorkload.copyKeys(keys, directory);
    LocalStack stack =
        LocalStack.in(QuittanceHome.of(directory))
            .network(SettleWorkload.NETWORK)
            .partitions(SettleWorkload.PARTITIONS)
            .settlement(settlement)
            .anyPorts()
            .start();
    stack.awaitRunning(START_PATIENCE);
    MeasuredLedger ledger = new MeasuredLedger(workload, directory, stack);
    for (PreparedRecord command : workload.opening()) {
      ledger.send(command);
    }
    ledger.awaitSettled(0);
    return ledger;
  }

  /** Sends all transfers at once and returns how many receipts came in a second. */
  double burst() throws InterruptedException, TimeoutException {
    for (PreparedRecord transfer : workload.transfers()) {
      send(transfer);
    }
    int count = workload.transfers().size();
    awaitSettled(count);
    long[] times = new long[count];
    Arrays.setAll(times, place -> arrivals.receiptNanos(workload.opening().size() + place));
    Arrays.sort(times);
    int from = (int) (count * RATE_FROM);
    int to = (int) (count * RATE_TO);
    return (to - from) * NANOS_PER_SECOND / (times[to] - times[from]);
  }

  /** Latencies in microseconds, from the moment at which a transfer was due to be sent. */
  record Latencies(Histogram receipts, Histogram events) {}

  /**
   * Sends transfers at an even pace that waits for nothing.
   *
   * @param uncounted how many of them, the first, only set the pace
   */
  Latencies paced(double perSecond, int uncounted, int count)
      throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    for (int place = 0; place < count; place++) {
      long due = due(start, place, perSecond);
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      send(workload.transfers().get(place));
    }
    awaitSettled(count);
    Histogram receipts = new Histogram(MAX_LATENCY_MICROS, DIGITS);
    Histogram events = new Histogram(MAX_LATENCY_MICROS, DIGITS);
    int first = workload.opening().size();
    for (int place = uncounted; place < count; place++) {
      long due = due(start, place, perSecond);
      record(receipts, arrivals::receiptNanos, first + place, due);
      record(events, arrivals::eventNanos, first + place, due);
    }
    return new Latencies(receipts, events);
  }

  private static long due(long start, int place, double perSecond) {
    return start + (long) (place * NANOS_PER_SECOND / perSecond);
  }

  private static void record(Histogram micros, IntToLongFunction arrival, int place, long due) {
    micros.recordValue(
        Math.min(
            MAX_LATENCY_MICROS, Math.max(0, arrival.applyAsLong(place) - due) / NANOS_PER_MICRO));
  }

  private void send(PreparedRecord command) {
    producer.send(
        command.record(SettleWorkload.PARTITIONS),
        (metadata, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
  }

  private void awaitSettled(int transfers) throws InterruptedException, TimeoutException {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("sending failed: " + failure.get().getMessage());
    }
    arrivals.await(workload.opening().size() + transfers);
  }

  @Override
  public void close() {
    arrivals.close();
    producer.close();
    stack.close();
    FileUtils.deleteDirectoryQuietly(directory.toFile());
  }
}
