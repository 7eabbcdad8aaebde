package io.quittance.trials.bench;

import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * How long the three proofs of a transfer take on one core, each apart and all together, in CPU
 * time, and as a multiple of what the plain way needs to verify such a transfer, in the same
 * rounds.
 */
public final class ProveBenchmark {
  private static final long BALANCE = 1L << 50;
  private static final long AMOUNT = 123_456_789_012L;
  private static final int LO_BITS = 16;

  private final SecureRandom random = new SecureRandom();
  private final ElGamalKeypair payer = ElGamalKeypair.random(random);
  private final ElGamalPublicKey payee = ElGamalKeypair.random(random).publicKey();
  private final ElGamalPublicKey auditor = ElGamalKeypair.random(random).publicKey();
  private final PedersenOpening openingLo = PedersenOpening.random(random);
  private final PedersenOpening openingHi = PedersenOpening.random(random);
  private final PedersenOpening openingKept = PedersenOpening.random(random);
  private final PedersenOpening openingPadding = PedersenOpening.random(random);
  private final long lo = AMOUNT & ((1L << LO_BITS) - 1);
  private final long hi = AMOUNT >>> LO_BITS;
  private final ElGamalCiphertext remaining =
      payer
          .publicKey()
          .encrypt(BALANCE, random)
          .subtract(
              payer
                  .publicKey()
                  .encrypt(AMOUNT, openingLo.add(openingHi.multiply(Scalar.of(1L << LO_BITS)))));

  private final Workload verified;

  /**
   * A part of the work, and how long it takes.
   *
   * @param name what is proved
   * @param millis CPU time of one thread
   * @param share of all three proofs together
   * @param timesPlainVerification how many times as long as the plain verification of a transfer
   */
  public record Result(String name, double millis, double share, double timesPlainVerification) {}

  /** Makes a benchmark that compares with the verification of these transfers. */
  public ProveBenchmark(List<ProvedTransfers.Proofs> verified) {
    this.verified = Workload.clean(verified);
  }

  private record Part(String name, IntFunction<Workload.Walk> walks) {}

  /** How many steps a run has. */
  public int steps() {
    return parts().size() * (1 + Rounds.COUNT);
  }

  /**
   * Measures the parts in turn: each proof, all three, and the plain verification.
   *
   * @param seconds how long each is measured, after as long a time of warming up
   * @param step told after each of the {@link #steps}
   */
  public List<Result> run(double seconds, Runnable step) throws InterruptedException {
    List<Part> parts = parts();
    Rounds rounds = new Rounds(parts.size());
    long nanos = (long) (seconds * 1e9);
    try (Stopwatch stopwatch = new Stopwatch(1)) {
      for (Part part : parts) {
        stopwatch.measure(part.walks, nanos);
        step.run();
      }
      for (int round = 0; round < Rounds.COUNT; round++) {
        for (int part = 0; part < parts.size(); part++) {
          rounds.put(part, round, stopwatch.measure(parts.get(part).walks, nanos / Rounds.COUNT));
          step.run();
        }
      }
    }
    int plain = parts.size() - 1;
    int all = plain - 1;
    List<Result> results = new ArrayList<>();
    for (int part = 0; part <= all; part++) {
      results.add(
          new Result(
              parts.get(part).name,
              rounds.microsPerTransfer(part) / 1e3,
              rounds.timesAsFastAs(all, part),
              rounds.timesAsFastAs(plain, part)));
    }
    return results;
  }

  private List<Part> parts() {
    return List.of(
        new Part("equality", thread -> once(this::equality)),
        new Part("validity", thread -> once(this::validity)),
        new Part("range", thread -> once(this::range)),
        new Part(
            "all three",
            thread ->
                once(
                    () -> {
                      equality();
                      validity();
                      range();
                    })),
        new Part("plain verification", verified::plain));
  }

  private static Workload.Walk once(Runnable proving) {
    return () -> {
      proving.run();
      return 1;
    };
  }

  private void equality() {
    CiphertextCommitmentEquality.prove(payer, remaining, openingKept, BALANCE - AMOUNT, random)
        .toBytes();
  }

  private void validity() {
    BatchedGroupedCiphertext3HandlesValidity.prove(
            payer.publicKey(), payee, Optional.of(auditor), lo, hi, openingLo, openingHi, random)
        .toBytes();
  }

  private void range() {
    BatchedRangeProof.prove(
            BatchedRangeProof.Size.U128,
            new long[] {BALANCE - AMOUNT, lo, hi, 0},
            new int[] {64, 16, 32, 16},
            new PedersenOpening[] {openingKept, openingLo, openingHi, openingPadding},
            random)
        .toBytes();
  }
}
