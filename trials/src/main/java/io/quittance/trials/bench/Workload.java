package io.quittance.trials.bench;

import io.quittance.trials.bench.ProvedTransfers.Proofs;
import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.DecodingAdvice;
import io.quittance.verifier.batch.PlainVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** Transfers to verify, some of them forged, again and again in one order. */
final class Workload {
  private final List<Proofs> transfers;
  private final List<byte[]> advice;
  private final BitSet forged;

  private Workload(List<Proofs> transfers, BitSet forged) {
    this.transfers = transfers;
    this.forged = forged;
    this.advice =
        transfers.stream()
            .map(proofs -> DecodingAdvice.forProofs(proofs.parse().proofs()).toBytes())
            .toList();
  }

  /** Transfers that are all in order. */
  static Workload clean(List<Proofs> transfers) {
    return new Workload(List.copyOf(transfers), new BitSet());
  }

  /**
   * Transfers of which a share, at random places, is forged.
   *
   * @param percent how many of a hundred, rounded to whole transfers
   */
  static Workload hostile(
      List<Proofs> transfers, int percent, Forgery kind, RandomGenerator random) {
    int count = transfers.size();
    BitSet forged = new BitSet(count);
    while (forged.cardinality() < Math.round(count * percent / 100.0)) {
      forged.set(random.nextInt(count));
    }
    List<Proofs> mixed = new ArrayList<>(transfers);
    forged.stream()
        .forEach(
            i ->
                mixed.set(
                    i, kind.pick(random).forge(transfers.get(i), transfers.get((i + 1) % count))));
    return new Workload(List.copyOf(mixed), forged);
  }

  int size() {
    return transfers.size();
  }

  /** How many transfers are forged. */
  int forged() {
    return forged.cardinality();
  }

  /** Somebody who verifies the transfers from a place on, round and round. */
  interface Walk {
    /** Verifies the next ones and returns how many. */
    int next();
  }

  /** Verifies each of the three proofs of a transfer alone, the plain way, up to the first bad. */
  Walk plain(int start) {
    PlainVerifier verifier = new PlainVerifier(new SecureRandom());
    int[] at = {start};
    return () -> {
      int i = at[0]++ % transfers.size();
      boolean accepted = true;
      for (ProofData proof : transfers.get(i).parse().proofs()) {
        accepted = accepted && verifier.verify(proof).isAccepted();
      }
      check(i, accepted);
      return 1;
    };
  }

  /**
   * Verifies so many transfers at a time with one batch.
   *
   * @param advised whether with right decoding advice, which was made before
   */
  Walk batched(int batch, boolean advised, int start) {
    BatchVerifier verifier = new BatchVerifier(new SecureRandom());
    int[] at = {start};
    return () -> {
      List<AdvisedProofs> items = new ArrayList<>(batch);
      for (int i = 0; i < batch; i++) {
        int transfer = (at[0] + i) % transfers.size();
        items.add(
            new AdvisedProofs(
                transfers.get(transfer).parse().proofs(),
                advised ? DecodingAdvice.of(advice.get(transfer)) : DecodingAdvice.NONE));
      }
      List<Verdict> verdicts = verifier.verifyAdvised(items).verdicts();
      for (int i = 0; i < batch; i++) {
        check((at[0] + i) % transfers.size(), verdicts.get(i).isAccepted());
      }
      at[0] = (at[0] + batch) % transfers.size();
      return batch;
    };
  }

  private void check(int transfer, boolean accepted) {
    if (accepted == forged.get(transfer)) {
      throw new IllegalStateException(
          accepted ? "a forged transfer was accepted" : "a good transfer was rejected");
    }
  }
}
