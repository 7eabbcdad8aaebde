package io.quittance.verifier.interactive;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Both parties of one run in this process. */
final class LiveRun {
  static final byte[] DESCRIPTION = "counter 2 asks".getBytes(StandardCharsets.UTF_8);

  final Coins coins = Coins.toss(new SecureRandom());
  final LiveVerifier verifier;

  /** What the prover sent for each challenge. */
  final List<byte[]> announcements = new ArrayList<>();

  final List<byte[]> revealed = new ArrayList<>();

  LiveRun() {
    this(new SecureRandom());
  }

  LiveRun(SecureRandom random) {
    verifier = LiveVerifier.of(DESCRIPTION, coins, random);
  }

  LiveProver prover() {
    return prover(DESCRIPTION);
  }

  LiveProver prover(byte[] description) {
    return LiveProver.of(description, coins.commitment(), this::coin);
  }

  byte[] coin(byte[] announcement) {
    announcements.add(announcement);
    try {
      revealed.add(verifier.coin(announcement));
    } catch (InvalidProofException e) {
      throw new AssertionError(e);
    }
    return revealed.get(revealed.size() - 1);
  }

  Verdict judge(ProofData answer, ProofData... others) {
    return verifier.judge(new BatchVerifier(new SecureRandom()), answer, List.of(others));
  }
}
