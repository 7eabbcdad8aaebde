package io.quittance.trials.bench;

import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignatureBatch;
import io.quittance.verifier.signature.SignedMessage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What the signature of a record costs in CPU time: verified alone, in a batch of good ones, and in
 * a batch with garbage of the worst kind that somebody without a key can make: keys, nonces and
 * scalars are in order, and only the equation tells. All are measured in turn, in several rounds.
 */
public final class SignatureBenchmark {
  /** About what a transfer signs. */
  private static final int MESSAGE_BYTES = 2400;

  /** A byte in the middle of the scalar, which stays less than the order whatever it is. */
  private static final int SCALAR_BYTE = 40;

  private final int batch;
  private final int badPercent;
  private final List<Record> records = new ArrayList<>();
  private final List<Record> hostile;

  /**
   * A way to verify, and what it costs.
   *
   * @param batch signatures verified at a time; 0 for each alone
   * @param badPercent how many of a hundred are garbage
   * @param microsPerRecord CPU time of each record, good or bad
   * @param timesClean how many times as much as in a batch without garbage, in the same rounds
   */
  public record Result(int batch, int badPercent, double microsPerRecord, double timesClean) {}

  private record Record(SigningKey signer, byte[] message, byte[] signature, boolean good) {
    static Record good(SecureRandom random) {
      SigningKey signer = SigningKey.random(random);
      byte[] message = new byte[MESSAGE_BYTES];
      random.nextBytes(message);
      return new Record(signer, message, signer.sign(message).toBytes(), true);
    }

    Record garbage() {
      byte[] changed = signature.clone();
      changed[SCALAR_BYTE] ^= 1;
      return new Record(signer, message, changed, false);
    }

    SignedMessage signed() {
      return SignedMessage.of(signer.verifyingKey().toBytes(), message, signature);
    }

    /** Verifies it as a record that comes from outside: the key is read, too. */
    boolean verifies() {
      try {
        VerifyingKey.parse(signer.verifyingKey().toBytes())
            .verify(message, Ed25519Signature.of(signature));
        return true;
      } catch (InvalidSignatureException e) {
        return false;
      }
    }
  }

  /**
   * Makes a benchmark.
   *
   * @param batch how many signatures are verified at a time
   * @param badPercent how many of a hundred are garbage in the hostile batch, at places spread
   *     evenly
   */
  public SignatureBenchmark(int batch, int badPercent) {
    this.batch = batch;
    this.badPercent = badPercent;
    SecureRandom random = new SecureRandom();
    this.hostile = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      Record good = Record.good(random);
      records.add(good);
      boolean isBad = (i + 1) * badPercent / 100 > i * badPercent / 100;
      hostile.add(isBad ? good.garbage() : good);
    }
  }

  /** How many steps a run has. */
  public int steps() {
    return ways().size() * (1 + Rounds.COUNT);
  }

  /**
   * Measures each alone, the clean batch and the hostile batch.
   *
   * @param seconds how long each way is measured, after as long a time of warming up
   * @param step told after each of the {@link #steps}
   * @throws IllegalStateException if a verdict is wrong
   */
  public List<Result> run(double seconds, Runnable step) throws InterruptedException {
    List<IntFunction<Workload.Walk>> ways = ways();
    long nanos = (long) (seconds * 1e9);
    Rounds rounds = new Rounds(ways.size());
    try (Stopwatch stopwatch = new Stopwatch(1)) {
      for (IntFunction<Workload.Walk> way : ways) {
        stopwatch.measure(way, nanos);
        step.run();
      }
      for (int round = 0; round < Rounds.COUNT; round++) {
        for (int way = 0; way < ways.size(); way++) {
          rounds.put(way, round, stopwatch.measure(ways.get(way), nanos / Rounds.COUNT));
          step.run();
        }
      }
    }
    List<Result> results = new ArrayList<>();
    for (int way = 0; way < ways.size(); way++) {
      results.add(
          new Result(
              way == 0 ? 0 : batch,
              way == 2 ? badPercent : 0,
              rounds.microsPerTransfer(way),
              rounds.timesAsFastAs(1, way)));
    }
    return results;
  }

  private List<IntFunction<Workload.Walk>> ways() {
    SignatureBatch verifier = new SignatureBatch(new SecureRandom());
    return List.of(
        thread -> alone(),
        thread -> () -> judge(verifier, records),
        thread -> () -> judge(verifier, hostile));
  }

  private Workload.Walk alone() {
    int[] next = {0};
    return () -> {
      Record record = records.get(next[0]++ % batch);
      check(record, record.verifies());
      return 1;
    };
  }

  private static int judge(SignatureBatch verifier, List<Record> batch) {
    List<Finding> findings = verifier.judge(batch.stream().map(Record::signed).toList());
    for (int i = 0; i < batch.size(); i++) {
      Record record = batch.get(i);
      boolean good =
          switch (findings.get(i)) {
            case GOOD -> true;
            case BAD -> false;
            case OPEN -> record.verifies();
          };
      check(record, good == record.good);
    }
    return batch.size();
  }

  private static void check(Record record, boolean right) {
    if (!right) {
      throw new IllegalStateException("a signature was judged wrongly: " + record.good);
    }
  }
}
