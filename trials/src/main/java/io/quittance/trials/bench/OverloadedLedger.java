package io.quittance.trials.bench;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.LedgerCounts;
import io.quittance.stack.local.LocalStack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.HdrHistogram.Histogram;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A ledger on a local stack in this process, and what is needed to load it and to look at it. */
final class OverloadedLedger implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofMinutes(10);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long POLL_MILLIS = 100;

  /** How long nothing at all may happen before something is stuck. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path directory;
  private final LocalStack stack;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Echoes echoes;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private OverloadedLedger(Path directory, LocalStack stack) {
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
                1),
            bytes,
            bytes);
    this.echoes = new Echoes(stack.bootstrapServers());
  }

  static OverloadedLedger start(SettleWorkload workload) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("quittance-overload");
    workload.copyKeys(directory);
    LocalStack stack =
        LocalStack.in(QuittanceHome.of(directory))
            .network(SettleWorkload.NETWORK)
            .partitions(SettleWorkload.PARTITIONS)
            .settlement(SettlementOptions.defaults())
            .from(workload.accounts())
            .anyPorts()
            .start();
    stack.awaitRunning(START_PATIENCE);
    return new OverloadedLedger(directory, stack);
  }

  LocalStack stack() {
    return stack;
  }

  Echoes echoes() {
    return echoes;
  }

  LedgerCounts counts() {
    try {
      return stack.counts();
    } catch (IOException e) {
      throw new IllegalStateException("the job's counts cannot be read: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the job's counts", e);
    }
  }

  /** Sends a command whose receipt is awaited from now on. */
  void send(PreparedRecord command, Histogram micros) {
    send(command, System.nanoTime(), micros);
  }

  private void send(PreparedRecord command, long due, Histogram micros) {
    echoes.expect(command.id(), due, micros);
    put(command);
  }

  /** Sends a command whose receipt nobody waits for. */
  void put(PreparedRecord command) {
    producer.send(
        command.record(SettleWorkload.PARTITIONS),
        (metadata, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
  }

  /**
   * Sends commands round and round at an even pace that waits for nothing, until it is told to end.
   *
   * @return how many were sent
   */
  long sendPaced(
      List<PreparedRecord> commands, double perSecond, Histogram micros, BooleanSupplier ended) {
    return paced(commands, perSecond, (command, due) -> send(command, due, micros), ended);
  }

  /** As {@link #sendPaced}, but nobody waits for receipts. */
  long putPaced(List<PreparedRecord> records, double perSecond, BooleanSupplier ended) {
    return paced(records, perSecond, (record, due) -> put(record), ended);
  }

  private long paced(
      List<PreparedRecord> records,
      double perSecond,
      ObjLongConsumer<PreparedRecord> sender,
      BooleanSupplier ended) {
    long start = System.nanoTime();
    long sent = 0;
    for (; !ended.getAsBoolean(); sent++) {
      long due = start + (long) (sent * NANOS_PER_SECOND / perSecond);
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      sender.accept(records.get((int) (sent % records.size())), due);
    }
    flush();
    return sent;
  }

  void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("sending failed: " + failure.get().getMessage());
    }
  }

  /**
   * Waits until a figure has risen to some value.
   *
   * @throws TimeoutException if it does not rise for minutes
   */
  void await(String what, LongSupplier figure, long value)
      throws InterruptedException, TimeoutException {
    long seen = Long.MIN_VALUE;
    long quietSince = System.nanoTime();
    while (true) {
      long now = figure.getAsLong();
      if (now >= value) {
        return;
      }
      if (now != seen) {
        seen = now;
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
        throw new TimeoutException(
            what + " stand at " + now + " of " + value + "; see " + stack.logFile());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Returns the bytes of this process's heap that are in use, garbage not counted. */
  static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    echoes.close();
    producer.close();
    stack.close();
    FileUtils.deleteDirectoryQuietly(directory.toFile());
  }
}
