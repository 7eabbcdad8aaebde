package io.quittance.verifier.interactive;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCiphertextEquality;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.GroupedCiphertext2HandlesValidity;
import io.quittance.verifier.sigma.GroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.PercentageWithCap;
import io.quittance.verifier.sigma.PubkeyValidity;
import io.quittance.verifier.sigma.ZeroCiphertext;
import io.quittance.verifier.transcript.ChallengeSource;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One instance of each statement, and how many challenges its prover asks for. */
final class LiveStatements {
  /** A statement that can be proved and read. */
  record Statement(
      String name,
      int rounds,
      int contextBytes,
      Function<ChallengeSource, ProofData> prover,
      Parser parser) {
    ProofData prove(ChallengeSource challenges) {
      return prover.apply(challenges);
    }

    ProofData parse(byte[] data) throws InvalidProofException {
      return parser.parse(data);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  interface Parser {
    ProofData parse(byte[] data) throws InvalidProofException;
  }

  private static final SecureRandom RANDOM = new SeededRandom(77);
  private static final ElGamalKeypair KEYPAIR = ElGamalKeypair.random(RANDOM);
  private static final ElGamalPublicKey KEY = KEYPAIR.publicKey();
  private static final Optional<ElGamalPublicKey> OTHER =
      Optional.of(ElGamalKeypair.random(RANDOM).publicKey());
  private static final PedersenOpening R = PedersenOpening.random(RANDOM);
  private static final PedersenOpening S = PedersenOpening.random(RANDOM);

  private LiveStatements() {}

  static List<Statement> all() {
    List<Statement> all = new ArrayList<>(sigma());
    for (BatchedRangeProof.Size size : BatchedRangeProof.Size.values()) {
      int rounds = 5 + Integer.numberOfTrailingZeros(size.totalBits());
      int parts = size.totalBits() / Long.SIZE;
      all.add(
          new Statement(
              "BatchedRangeProof" + size,
              rounds,
              BatchedRangeProof.CONTEXT_BYTES,
              source -> range(size, parts, source),
              data -> BatchedRangeProof.parse(size, data)));
    }
    return all;
  }

  static List<Statement> sigma() {
    ElGamalCiphertext zero = KEY.encrypt(0, R);
    ElGamalCiphertext seven = KEY.encrypt(7, R);
    return List.of(
        new Statement(
            "PubkeyValidity",
            1,
            PubkeyValidity.CONTEXT_BYTES,
            source -> PubkeyValidity.prove(KEYPAIR, source, RANDOM),
            PubkeyValidity::parse),
        new Statement(
            "ZeroCiphertext",
            1,
            ZeroCiphertext.CONTEXT_BYTES,
            source -> ZeroCiphertext.prove(KEYPAIR, zero, source, RANDOM),
            ZeroCiphertext::parse),
        new Statement(
            "CiphertextCommitmentEquality",
            1,
            CiphertextCommitmentEquality.CONTEXT_BYTES,
            source -> CiphertextCommitmentEquality.prove(KEYPAIR, seven, S, 7, source, RANDOM),
            CiphertextCommitmentEquality::parse),
        new Statement(
            "CiphertextCiphertextEquality",
            1,
            CiphertextCiphertextEquality.CONTEXT_BYTES,
            source ->
                CiphertextCiphertextEquality.prove(
                    KEYPAIR, seven, OTHER.orElseThrow(), S, 7, source, RANDOM),
            CiphertextCiphertextEquality::parse),
        percentage("PercentageWithCap, capped", 5),
        percentage("PercentageWithCap, equal", 6),
        new Statement(
            "GroupedCiphertext2HandlesValidity",
            1,
            GroupedCiphertext2HandlesValidity.CONTEXT_BYTES,
            source -> GroupedCiphertext2HandlesValidity.prove(KEY, OTHER, 7, R, source, RANDOM),
            GroupedCiphertext2HandlesValidity::parse),
        new Statement(
            "GroupedCiphertext3HandlesValidity",
            1,
            GroupedCiphertext3HandlesValidity.CONTEXT_BYTES,
            source ->
                GroupedCiphertext3HandlesValidity.prove(KEY, KEY, OTHER, 7, R, source, RANDOM),
            GroupedCiphertext3HandlesValidity::parse),
        new Statement(
            "BatchedGroupedCiphertext2HandlesValidity",
            2,
            BatchedGroupedCiphertext2HandlesValidity.CONTEXT_BYTES,
            source ->
                BatchedGroupedCiphertext2HandlesValidity.prove(
                    KEY, OTHER, 7, 8, R, S, source, RANDOM),
            BatchedGroupedCiphertext2HandlesValidity::parse),
        new Statement(
            "BatchedGroupedCiphertext3HandlesValidity",
            2,
            BatchedGroupedCiphertext3HandlesValidity.CONTEXT_BYTES,
            source ->
                BatchedGroupedCiphertext3HandlesValidity.prove(
                    KEY, KEY, OTHER, 7, 8, R, S, source, RANDOM),
            BatchedGroupedCiphertext3HandlesValidity::parse));
  }

  private static Statement percentage(String name, long cap) {
    return new Statement(
        name,
        1,
        PercentageWithCap.CONTEXT_BYTES,
        source -> PercentageWithCap.prove(5, R, Scalar.of(3), S, 3, R, cap, source, RANDOM),
        PercentageWithCap::parse);
  }

  private static BatchedRangeProof range(
      BatchedRangeProof.Size size, int parts, ChallengeSource source) {
    long[] amounts = new long[parts];
    int[] bits = new int[parts];
    PedersenOpening[] openings = new PedersenOpening[parts];
    for (int i = 0; i < parts; i++) {
      amounts[i] = 1000 + i;
      bits[i] = Long.SIZE;
      openings[i] = PedersenOpening.random(RANDOM);
    }
    return BatchedRangeProof.prove(size, amounts, bits, openings, source, RANDOM);
  }
}
