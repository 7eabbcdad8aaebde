package io.quittance.verifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Complete transfers made by the peer: three proofs each, and the arithmetic between them. */
class TransferVectorsTest {
  private final JsonNode transfers = Vectors.read("transfers.json").get("cases");

  @Test
  void transfers_madeByThePeer_areAcceptedInOneMultiplication() throws InvalidProofException {
    List<List<ProofData>> items = new ArrayList<>();
    for (JsonNode transfer : transfers) {
      JsonNode instruction = transfer.get("instruction");
      items.add(
          List.of(
              CiphertextCommitmentEquality.parse(Vectors.data(instruction.get("equality"))),
              BatchedGroupedCiphertext3HandlesValidity.parse(
                  Vectors.data(instruction.get("validity"))),
              BatchedRangeProof.parse(
                  BatchedRangeProof.Size.U128, Vectors.data(instruction.get("range")))));
    }
    BatchResult result = new BatchVerifier(new SecureRandom()).verifyCounting(items);
    assertEquals(Collections.nCopies(items.size(), Verdict.accepted()), result.verdicts());
    assertEquals(1, result.multiplications());
  }

  @Test
  void newBalance_availableLessTheAmount_isTheCiphertextOfTheEqualityProof()
      throws InvalidProofException {
    for (JsonNode transfer : transfers) {
      JsonNode instruction = transfer.get("instruction");
      CiphertextCommitmentEquality equality =
          CiphertextCommitmentEquality.parse(Vectors.data(instruction.get("equality")));
      BatchedGroupedCiphertext3HandlesValidity validity =
          BatchedGroupedCiphertext3HandlesValidity.parse(Vectors.data(instruction.get("validity")));
      GroupedCiphertext lo = GroupedCiphertext.parse(validity.groupedLoBytes());
      GroupedCiphertext hi = GroupedCiphertext.parse(validity.groupedHiBytes());
      ElGamalCiphertext available =
          ElGamalCiphertext.parse(Vectors.hex(transfer.at("/before/sourceAvailableBalance")));
      ElGamalCiphertext remaining =
          available.subtract(ElGamalCiphertext.combine(lo.extract(0), hi.extract(0)));
      assertArrayEquals(remaining.toBytes(), equality.ciphertextBytes());
      assertArrayEquals(
          Vectors.hex(instruction.get("auditorCiphertextLo")), lo.extract(2).toBytes());
    }
  }
}
