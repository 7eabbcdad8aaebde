package io.quittance.verifier;

import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** The example of the package's documentation: an encrypted balance is not negative. */
final class VerifierExample {
  private VerifierExample() {}

  /** Runs it. */
  public static void main(String[] arguments) throws InvalidProofException {
    SecureRandom random = new SecureRandom();
    ElGamalKeypair owner = ElGamalKeypair.random(random);
    ElGamalCiphertext balance = owner.publicKey().encrypt(1250, random);
    List<byte[]> proofs = prove(owner, balance, 1250, random);
    System.out.println(isAccepted(owner.publicKey(), balance, proofs, random));
  }

  // example
  // Proves that a balance, encrypted for its owner, is a number of 64 bits.
  static List<byte[]> prove(
      ElGamalKeypair owner, ElGamalCiphertext balance, long amount, SecureRandom random) {
    PedersenOpening opening = PedersenOpening.random(random);
    return List.of(
        CiphertextCommitmentEquality.prove(owner, balance, opening, amount, random).toBytes(),
        BatchedRangeProof.prove(
                BatchedRangeProof.Size.U64,
                new long[] {amount},
                new int[] {64},
                new PedersenOpening[] {opening},
                random)
            .toBytes());
  }

  // Judges such proofs about a balance that the verifier knows from elsewhere.
  static boolean isAccepted(
      ElGamalPublicKey owner, ElGamalCiphertext balance, List<byte[]> proofs, SecureRandom random)
      throws InvalidProofException {
    CiphertextCommitmentEquality equality = CiphertextCommitmentEquality.parse(proofs.get(0));
    BatchedRangeProof range = BatchedRangeProof.parse(BatchedRangeProof.Size.U64, proofs.get(1));
    // Each proof may hold and the whole be wrong: what they are about must be compared.
    return equality.pubkey().equals(owner.compressed())
        && Arrays.equals(equality.ciphertextBytes(), balance.toBytes())
        && range.commitment(0).equals(equality.commitment())
        && Arrays.equals(range.bitLengths(), new int[] {64})
        && new BatchVerifier(random).verify(List.of(List.of(equality, range))).get(0).isAccepted();
  }
  // end of the example
}
