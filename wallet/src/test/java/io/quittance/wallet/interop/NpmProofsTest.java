package io.quittance.wallet.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every proof of either prover is judged by both verifiers, and so is every mutant of it. */
@NeedsNpm
class NpmProofsTest {
  private static final long[] AMOUNTS = {0, 1, 0xffff, 0x10000, 0xffff_ffff_ffffL};

  private final NpmPeer peer;
  private final SeededRandom random = SeededRandom.of(NpmProofsTest.class);
  private final BatchVerifier verifier = new BatchVerifier(random);
  private final List<String> failures = new ArrayList<>();
  private int judged;

  NpmProofsTest(NpmPeer peer) {
    this.peer = peer;
  }

  @AfterEach
  void noFailures_in_theTest() {
    assertEquals(List.of(), failures);
  }

  private void judge(Statement statement, String what, byte[] data, boolean valid) {
    judged++;
    boolean ours = statement.accepts(verifier, data);
    boolean theirs = peer.accepts(statement.type(), data);
    if (ours != valid || theirs != valid) {
      failures.add(
          "%s, %s: ours %s, theirs %s: %s"
              .formatted(statement, what, word(ours), word(theirs), NpmPeer.hex(data)));
    }
  }

  private static String word(boolean accepted) {
    return accepted ? "accepts" : "rejects";
  }

  private interface Prover {
    byte[] prove(Statement statement, Parties keys, long amount);
  }

  private void judgeAll(Prover prover) {
    for (Statement statement : Statement.values()) {
      byte[] other = prover.prove(statement, Parties.random(random), 2);
      for (long amount : AMOUNTS) {
        byte[] data = prover.prove(statement, Parties.random(random), amount);
        judge(statement, "amount " + amount, data, true);
        Mutants.of(data, other, statement.contextBytes(), random)
            .forEach(
                (change, mutant) ->
                    judge(statement, "amount " + amount + ", " + change, mutant, false));
        other = data;
      }
    }
    assertEquals(13 * 5 * 8, judged);
  }

  @Test
  void ourProofs_andMutantsOfThem_areJudgedAlikeByBoth() {
    judgeAll((statement, keys, amount) -> statement.ours(keys, amount, random));
  }

  @Test
  void theirProofs_andMutantsOfThem_areJudgedAlikeByBoth() {
    judgeAll((statement, keys, amount) -> statement.theirs(peer, keys, amount));
  }

  @Test
  void statements_areAllThoseOfThePackage() {
    Set<String> types = new TreeSet<>();
    peer.ask("types", Map.of()).get("types").forEach(type -> types.add(type.asText()));
    Set<String> known = new TreeSet<>();
    for (Statement statement : Statement.values()) {
      known.add(statement.type());
    }
    assertEquals(types, known);
    assertEquals(12, known.size());
  }

  /** A way to divide a range proof's bits. */
  private record Division(Statement statement, BatchedRangeProof.Size size, int... bitLengths) {}

  private static final List<Division> DIVISIONS =
      List.of(
          new Division(Statement.RANGE_U64, BatchedRangeProof.Size.U64, 64),
          new Division(Statement.RANGE_U64, BatchedRangeProof.Size.U64, 1, 63),
          new Division(Statement.RANGE_U64, BatchedRangeProof.Size.U64, 10, 22, 32),
          new Division(Statement.RANGE_U64, BatchedRangeProof.Size.U64, 8, 8, 8, 8, 8, 8, 8, 8),
          new Division(Statement.RANGE_U128, BatchedRangeProof.Size.U128, 64, 64),
          new Division(Statement.RANGE_U128, BatchedRangeProof.Size.U128, 64, 16, 32, 16),
          new Division(Statement.RANGE_U256, BatchedRangeProof.Size.U256, 64, 64, 64, 64),
          new Division(
              Statement.RANGE_U256, BatchedRangeProof.Size.U256, 64, 16, 32, 16, 16, 16, 32, 64));

  @Test
  void ranges_atTheirEdges_areProvedByEachForBoth() {
    for (Division division : DIVISIONS) {
      int[] bits = division.bitLengths;
      long[] greatest = new long[bits.length];
      Arrays.setAll(greatest, i -> -1L >>> (64 - bits[i]));
      for (long[] amounts : List.of(new long[bits.length], greatest)) {
        String what = Arrays.toString(bits) + " bits, first amount " + amounts[0];
        judge(
            division.statement,
            "ours, " + what,
            Statement.range(division.size, amounts, bits, random).toBytes(),
            true);
        judge(
            division.statement,
            "theirs, " + what,
            division.statement.theirs(peer, Statement.rangeArguments(amounts, bits)),
            true);
      }
    }
    assertEquals(4 * DIVISIONS.size(), judged);
  }

  /** Our prover refuses amounts that do not fit; theirs makes a proof that must not verify. */
  @Test
  void amounts_onePastTheirRange_areRefusedByBoth() {
    for (Division division : DIVISIONS) {
      int[] bits = division.bitLengths;
      for (int slot = 0; slot < bits.length; slot++) {
        if (bits[slot] == 64) {
          continue;
        }
        long[] amounts = new long[bits.length];
        amounts[slot] = 1L << bits[slot];
        byte[] data = division.statement.theirs(peer, Statement.rangeArguments(amounts, bits));
        judge(division.statement, "slot " + slot + " too large", data, false);
      }
    }
    assertEquals(22, judged);
  }

  /** Their prover refuses to make these; ours makes proofs that must not verify. */
  @Test
  void falseStatements_ofOurProver_areRefusedByBoth() {
    for (long amount : AMOUNTS) {
      Parties keys = Parties.random(random);
      ElGamalCiphertext oneMore = keys.payer().publicKey().encrypt(amount + 1, random);
      PedersenOpening opening = PedersenOpening.random(random);
      judge(
          Statement.ZERO_CIPHERTEXT,
          "not zero",
          ZeroCiphertext.prove(keys.payer(), oneMore, random).toBytes(),
          false);
      judge(
          Statement.CIPHERTEXT_COMMITMENT_EQUALITY,
          "encrypted is one more",
          CiphertextCommitmentEquality.prove(keys.payer(), oneMore, opening, amount, random)
              .toBytes(),
          false);
      judge(
          Statement.CIPHERTEXT_CIPHERTEXT_EQUALITY,
          "encrypted is one more",
          CiphertextCiphertextEquality.prove(
                  keys.payer(), oneMore, keys.payee().publicKey(), opening, amount, random)
              .toBytes(),
          false);
      judge(
          Statement.PERCENTAGE_BELOW_CAP,
          "claim is not the delta",
          Statement.percentage(amount, 2, 1, amount + 1, random).toBytes(),
          false);
      judge(
          Statement.PERCENTAGE_AT_CAP,
          "fee above the cap",
          Statement.percentage(amount + 1, 2, 1, amount, random).toBytes(),
          false);
    }
    assertEquals(25, judged);
  }
}
