package io.quittance.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.GroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.PercentageWithCap;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A nonce used twice gives the secret away: proving the same twice must share no message. */
class ProverNoncesTest {
  private final SeededRandom random = new SeededRandom(51);
  private final ElGamalKeypair keypair = ElGamalKeypair.random(random);
  private final PedersenOpening opening = PedersenOpening.random(random);

  @Test
  void prove_sameStatementTwice_sharesNoMessage() {
    ElGamalCiphertext zero = keypair.publicKey().encrypt(0, opening);
    assertFresh(PubkeyValidity.CONTEXT_BYTES, () -> PubkeyValidity.prove(keypair, random));
    assertFresh(ZeroCiphertext.CONTEXT_BYTES, () -> ZeroCiphertext.prove(keypair, zero, random));
    assertFresh(
        CiphertextCommitmentEquality.CONTEXT_BYTES,
        () -> CiphertextCommitmentEquality.prove(keypair, zero, opening, 0, random));
    assertFresh(
        CiphertextCiphertextEquality.CONTEXT_BYTES,
        () ->
            CiphertextCiphertextEquality.prove(
                keypair, zero, keypair.publicKey(), opening, 0, random));
    assertFresh(
        GroupedCiphertext3HandlesValidity.CONTEXT_BYTES,
        () ->
            GroupedCiphertext3HandlesValidity.prove(
                keypair.publicKey(),
                ElGamalKeypair.random(new SeededRandom(52)).publicKey(),
                Optional.of(ElGamalKeypair.random(new SeededRandom(53)).publicKey()),
                1,
                opening,
                random));
    for (long cap : new long[] {1, 2}) {
      assertFresh(
          PercentageWithCap.CONTEXT_BYTES,
          () ->
              PercentageWithCap.prove(1, opening, Scalar.of(2), opening, 2, opening, cap, random));
    }
    assertFresh(
        BatchedGroupedCiphertext3HandlesValidity.CONTEXT_BYTES,
        () ->
            BatchedGroupedCiphertext3HandlesValidity.prove(
                keypair.publicKey(),
                ElGamalKeypair.random(new SeededRandom(52)).publicKey(),
                Optional.of(ElGamalKeypair.random(new SeededRandom(53)).publicKey()),
                1,
                2,
                opening,
                opening,
                random));
    assertFresh(
        BatchedRangeProof.CONTEXT_BYTES,
        () ->
            BatchedRangeProof.prove(
                BatchedRangeProof.Size.U64,
                new long[] {7},
                new int[] {64},
                new PedersenOpening[] {opening},
                random));
  }

  private static void assertFresh(int contextBytes, Supplier<ProofData> prove) {
    byte[] first = prove.get().toBytes();
    byte[] second = prove.get().toBytes();
    assertTrue(Arrays.mismatch(first, second) >= contextBytes, "the context is the same");
    List<CompressedRistretto> messages = new ArrayList<>(messages(first, contextBytes));
    messages.addAll(messages(second, contextBytes));
    Set<CompressedRistretto> distinct = new HashSet<>(messages);
    assertEquals(messages.size(), distinct.size());
  }

  /** Points and scalars of the proof, in pieces of 32 bytes. */
  private static List<CompressedRistretto> messages(byte[] data, int from) {
    List<CompressedRistretto> messages = new ArrayList<>();
    for (int offset = from; offset < data.length; offset += CompressedRistretto.BYTES) {
      messages.add(CompressedRistretto.of(data, offset));
    }
    return messages;
  }
}
