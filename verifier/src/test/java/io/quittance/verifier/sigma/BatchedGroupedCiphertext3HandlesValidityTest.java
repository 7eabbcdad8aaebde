package io.quittance.verifier.sigma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchedGroupedCiphertext3HandlesValidityTest {
  private static final String TYPE = "BatchedGroupedCiphertext3HandlesValidity";
  private static final long MAX_LO = 0xffff;
  private static final long MAX_HI = 0xffff_ffffL;

  private final SeededRandom random = new SeededRandom(44);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final ElGamalPublicKey payer = ElGamalKeypair.random(random).publicKey();
  private final ElGamalPublicKey payee = ElGamalKeypair.random(random).publicKey();
  private final ElGamalPublicKey auditor = ElGamalKeypair.random(random).publicKey();

  @Test
  void challenges_peersProof_areThePeersChallenges() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(TYPE)) {
      BatchedGroupedCiphertext3HandlesValidity proof = parse(Vectors.data(proofCase));
      assertArrayEquals(
          Vectors.hex(proofCase.at("/challenges/0/scalar")),
          proof.challenges().factors().get(1).toBytes());
      assertArrayEquals(
          Vectors.hex(proofCase.at("/challenges/1/scalar")), proof.challenges().c().toBytes());
    }
  }

  @Test
  void context_peersInputs_areEncryptedToTheSameBytes() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(TYPE)) {
      JsonNode inputs = proofCase.get("inputs");
      List<Optional<ElGamalPublicKey>> keys = new ArrayList<>();
      for (JsonNode key : inputs.get("keys")) {
        CompressedRistretto pubkey = CompressedRistretto.of(Vectors.hex(key.get("pubkey")));
        keys.add(
            pubkey.isIdentity() ? Optional.empty() : Optional.of(ElGamalPublicKey.parse(pubkey)));
      }
      GroupedCiphertext lo = encrypt(keys, inputs.get("amountLo"), inputs.get("openingLo"));
      GroupedCiphertext hi = encrypt(keys, inputs.get("amountHi"), inputs.get("openingHi"));
      BatchedGroupedCiphertext3HandlesValidity proof = parse(Vectors.data(proofCase));
      assertArrayEquals(lo.toBytes(), proof.groupedLoBytes());
      assertArrayEquals(hi.toBytes(), proof.groupedHiBytes());
      assertEquals(lo.commitment(), proof.commitmentLo());
      assertEquals(hi.commitment(), proof.commitmentHi());
      for (int i = 0; i < BatchedGroupedCiphertext3HandlesValidity.HANDLES; i++) {
        assertEquals(lo.handle(i), proof.handleLo(i));
        assertEquals(hi.handle(i), proof.handleHi(i));
      }
    }
  }

  @Test
  void prove_edgeAmounts_verify() throws InvalidProofException {
    long[][] amounts = {{0, 0}, {1, 0}, {MAX_LO, 0}, {0, 1}, {MAX_LO, MAX_HI}, {-1L, -1L}};
    for (long[] amount : amounts) {
      for (Optional<ElGamalPublicKey> third :
          List.of(Optional.of(auditor), Optional.<ElGamalPublicKey>empty())) {
        BatchedGroupedCiphertext3HandlesValidity proof = prove(third, amount[0], amount[1]);
        assertTrue(verifier.verify(parse(proof.toBytes())).isAccepted(), Arrays.toString(amount));
        assertEquals(payer.compressed(), proof.firstPubkey());
        assertEquals(payee.compressed(), proof.secondPubkey());
        assertEquals(
            third.map(ElGamalPublicKey::compressed).orElse(CompressedRistretto.IDENTITY),
            proof.thirdPubkey());
      }
    }
  }

  @Test
  void proof_lowAndHighPartOrKeysExchanged_isRejected() throws InvalidProofException {
    byte[] data = prove(Optional.of(auditor), 5, 6).toBytes();
    assertFalse(verifier.verify(parse(exchanged(data, 96, 224, 128))).isAccepted());
    assertFalse(verifier.verify(parse(exchanged(data, 0, 32, 32))).isAccepted());
    assertFalse(verifier.verify(parse(exchanged(data, 32, 64, 32))).isAccepted());
    assertFalse(verifier.verify(parse(exchanged(data, 128, 160, 32))).isAccepted());
  }

  /**
   * A prover who lies before the challenge is drawn, about one handle only: all other relations
   * hold, so that nothing but this handle's own relation can tell.
   */
  @Test
  void proof_oneHandleOfOtherRandomness_isRejectedWhosever() throws InvalidProofException {
    assertTrue(verifier.verify(proofWithFalseHandle(-1)).isAccepted());
    for (int handle = 0; handle < 3; handle++) {
      assertFalse(verifier.verify(proofWithFalseHandle(handle)).isAccepted(), "handle " + handle);
    }
  }

  private BatchedGroupedCiphertext3HandlesValidity proofWithFalseHandle(int liar)
      throws InvalidProofException {
    List<ElGamalPublicKey> keys = List.of(payer, payee, auditor);
    PedersenOpening lo = PedersenOpening.random(random);
    PedersenOpening hi = PedersenOpening.random(random);
    PedersenOpening nonce = PedersenOpening.random(random);
    ByteBuffer data = ByteBuffer.allocate(544);
    keys.forEach(key -> data.put(key.toBytes()));
    data.put(Pedersen.commit(5, lo).compress().toBytes());
    for (int i = 0; i < keys.size(); i++) {
      PedersenOpening used = i == liar ? PedersenOpening.random(random) : lo;
      data.put(keys.get(i).handle(used).compress().toBytes());
    }
    data.put(Pedersen.commit(6, hi).compress().toBytes());
    keys.forEach(key -> data.put(key.handle(hi).compress().toBytes()));
    data.put(Pedersen.commit(7, nonce).compress().toBytes());
    keys.forEach(key -> data.put(key.handle(nonce).compress().toBytes()));
    HandlesValidity.Challenges challenges = parse(data.array()).challenges();
    Scalar t = challenges.factors().get(1);
    Scalar r = lo.scalar().add(t.multiply(hi.scalar()));
    Scalar x = Scalar.of(5).add(t.multiply(Scalar.of(6)));
    data.put(challenges.c().multiply(r).add(nonce.scalar()).toBytes());
    data.put(challenges.c().multiply(x).add(Scalar.of(7)).toBytes());
    return parse(data.array());
  }

  @Test
  void proof_auditorErased_isRejected() throws InvalidProofException {
    byte[] data = prove(Optional.of(auditor), 5, 6).toBytes();
    Arrays.fill(data, 64, 96, (byte) 0);
    assertFalse(verifier.verify(parse(data)).isAccepted());
    for (int handle : new int[] {192, 320}) {
      Arrays.fill(data, handle, handle + 32, (byte) 0);
    }
    assertFalse(verifier.verify(parse(data)).isAccepted());
  }

  @Test
  void parse_identityWhereForbidden_isRefused() {
    byte[] data = prove(Optional.of(auditor), 5, 6).toBytes();
    assertEquals(544, data.length);
    for (int offset : new int[] {0, 32, 96, 224, 352, 384, 416}) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      assertThrows(InvalidProofException.class, () -> parse(changed), "offset " + offset);
    }
    for (int length : new int[] {543, 545}) {
      assertThrows(InvalidProofException.class, () -> parse(Arrays.copyOf(data, length)));
    }
  }

  @Test
  void prove_commitmentThatWouldBeTheIdentity_isRefused() {
    PedersenOpening opening = PedersenOpening.random(random);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            BatchedGroupedCiphertext3HandlesValidity.prove(
                payer, payee, Optional.empty(), 1, 0, opening, PedersenOpening.ZERO, random));
  }

  private BatchedGroupedCiphertext3HandlesValidity prove(
      Optional<ElGamalPublicKey> third, long lo, long hi) {
    PedersenOpening openingLo = PedersenOpening.random(random);
    PedersenOpening openingHi = PedersenOpening.random(random);
    return BatchedGroupedCiphertext3HandlesValidity.prove(
        payer, payee, third, lo, hi, openingLo, openingHi, random);
  }

  private static BatchedGroupedCiphertext3HandlesValidity parse(byte[] data)
      throws InvalidProofException {
    return BatchedGroupedCiphertext3HandlesValidity.parse(data);
  }

  private static GroupedCiphertext encrypt(
      List<Optional<ElGamalPublicKey>> keys, JsonNode amount, JsonNode opening)
      throws InvalidProofException {
    return GroupedCiphertext.encrypt(
        keys, Vectors.amount(amount), PedersenOpening.of(Scalar.parse(Vectors.hex(opening))));
  }

  private static byte[] exchanged(byte[] data, int first, int second, int length) {
    byte[] changed = data.clone();
    System.arraycopy(data, first, changed, second, length);
    System.arraycopy(data, second, changed, first, length);
    return changed;
  }
}
