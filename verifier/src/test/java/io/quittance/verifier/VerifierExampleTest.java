package io.quittance.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerifierExampleTest {
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/quittance/verifier/VerifierExample.java");
  private static final Path DOCUMENTATION =
      Path.of("src/main/java/io/quittance/verifier/package-info.java");

  private final SeededRandom random = new SeededRandom(1);
  private final ElGamalKeypair owner = ElGamalKeypair.random(random);
  private final ElGamalCiphertext balance = owner.publicKey().encrypt(1250, random);
  private final List<byte[]> proofs = VerifierExample.prove(owner, balance, 1250, random);

  @Test
  void proofs_ofTheBalanceTheyAreAbout_areAccepted() throws InvalidProofException {
    assertTrue(VerifierExample.isAccepted(owner.publicKey(), balance, proofs, random));
  }

  @Test
  void proofs_ofAnotherBalanceOwnerOrAmount_areNot() throws InvalidProofException {
    ElGamalCiphertext other = owner.publicKey().encrypt(1250, random);
    assertFalse(VerifierExample.isAccepted(owner.publicKey(), other, proofs, random));
    ElGamalKeypair stranger = ElGamalKeypair.random(random);
    assertFalse(VerifierExample.isAccepted(stranger.publicKey(), balance, proofs, random));
    List<byte[]> wrong = VerifierExample.prove(owner, balance, 1251, random);
    assertFalse(VerifierExample.isAccepted(owner.publicKey(), balance, wrong, random));
    List<byte[]> mixed = List.of(proofs.get(0), wrong.get(1));
    assertFalse(VerifierExample.isAccepted(owner.publicKey(), balance, mixed, random));
  }

  @Test
  void rangeProof_ofOtherBitLengths_isNot() throws InvalidProofException {
    PedersenOpening opening = PedersenOpening.random(random);
    byte[] equality =
        CiphertextCommitmentEquality.prove(owner, balance, opening, 1250, random).toBytes();
    byte[] range =
        BatchedRangeProof.prove(
                BatchedRangeProof.Size.U64,
                new long[] {1250, 0},
                new int[] {32, 32},
                new PedersenOpening[] {opening, PedersenOpening.random(random)},
                random)
            .toBytes();
    List<byte[]> shorter = List.of(equality, range);
    assertFalse(VerifierExample.isAccepted(owner.publicKey(), balance, shorter, random));
  }

  @Test
  void documentation_showsTheExampleAsItIs() throws IOException {
    assertEquals(example(), shown());
  }

  private static String example() throws IOException {
    return Files.readAllLines(EXAMPLE).stream()
        .dropWhile(line -> !line.equals("  // example"))
        .skip(1)
        .takeWhile(line -> !line.equals("  // end of the example"))
        .map(line -> line.isEmpty() ? line : line.substring(2))
        .collect(Collectors.joining("\n"));
  }

  private static String shown() throws IOException {
    return Files.readAllLines(DOCUMENTATION).stream()
        .dropWhile(line -> !line.equals(" * <pre>{@code"))
        .skip(1)
        .takeWhile(line -> !line.equals(" * }</pre>"))
        .map(line -> line.equals(" *") ? "" : line.substring(3))
        .collect(Collectors.joining("\n"));
  }
}
