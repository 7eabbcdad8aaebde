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
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The validity proofs that share a protocol with the transfer's, which has a test of its own. */
class HandlesValidityTest {
  /** How each type is proved and how many parts and handles it has. */
  enum Type {
    PLAIN_2("GroupedCiphertext2HandlesValidity", 2, 1, 320) {
      @Override
      ProofData prove(Keys keys, long[] amounts, PedersenOpening[] openings, SecureRandom random) {
        return GroupedCiphertext2HandlesValidity.prove(
            keys.first, keys.last, amounts[0], openings[0], random);
      }

      @Override
      HandlesValidity.Challenges challenges(byte[] data) throws InvalidProofException {
        return GroupedCiphertext2HandlesValidity.parse(data).challenges();
      }
    },
    PLAIN_3("GroupedCiphertext3HandlesValidity", 3, 1, 416) {
      @Override
      ProofData prove(Keys keys, long[] amounts, PedersenOpening[] openings, SecureRandom random) {
        return GroupedCiphertext3HandlesValidity.prove(
            keys.first, keys.middle, keys.last, amounts[0], openings[0], random);
      }

      @Override
      HandlesValidity.Challenges challenges(byte[] data) throws InvalidProofException {
        return GroupedCiphertext3HandlesValidity.parse(data).challenges();
      }
    },
    BATCHED_2("BatchedGroupedCiphertext2HandlesValidity", 2, 2, 416) {
      @Override
      ProofData prove(Keys keys, long[] amounts, PedersenOpening[] openings, SecureRandom random) {
        return BatchedGroupedCiphertext2HandlesValidity.prove(
            keys.first, keys.last, amounts[0], amounts[1], openings[0], openings[1], random);
      }

      @Override
      HandlesValidity.Challenges challenges(byte[] data) throws InvalidProofException {
        return BatchedGroupedCiphertext2HandlesValidity.parse(data).challenges();
      }
    };

    final String name;
    final int handles;
    final int parts;
    final int bytes;

    Type(String name, int handles, int parts, int bytes) {
      this.name = name;
      this.handles = handles;
      this.parts = parts;
      this.bytes = bytes;
    }

    abstract ProofData prove(
        Keys keys, long[] amounts, PedersenOpening[] openings, SecureRandom random);

    abstract HandlesValidity.Challenges challenges(byte[] data) throws InvalidProofException;

    /** Where the first part starts, behind the keys. */
    int firstPart() {
      return handles * CompressedRistretto.BYTES;
    }

    /** Where the proof starts, behind all parts. */
    int proof() {
      return firstPart() + parts * GroupedCiphertext.bytes(handles);
    }
  }

  /** The keys of a ciphertext; one with two handles has no middle one. */
  record Keys(ElGamalPublicKey first, ElGamalPublicKey middle, Optional<ElGamalPublicKey> last) {}

  private final SeededRandom random = new SeededRandom(62);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());
  private final Keys all = new Keys(key(), key(), Optional.of(key()));
  private final Keys lastAbsent = new Keys(all.first, all.middle, Optional.empty());

  private ElGamalPublicKey key() {
    return ElGamalKeypair.random(random).publicKey();
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void challenges_peersProof_areThePeersChallenges(Type type) throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(type.name)) {
      HandlesValidity.Challenges challenges = type.challenges(Vectors.data(proofCase));
      List<Scalar> drawn =
          new ArrayList<>(challenges.factors().subList(1, challenges.factors().size()));
      drawn.add(challenges.c());
      assertEquals(type.parts, drawn.size());
      for (int i = 0; i < drawn.size(); i++) {
        assertArrayEquals(
            Vectors.hex(proofCase.at("/challenges/" + i + "/scalar")), drawn.get(i).toBytes());
      }
    }
  }

  @Test
  void plainProofs_peersInputs_areEncryptedToTheSameBytes() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(Type.PLAIN_2.name)) {
      GroupedCiphertext2HandlesValidity proof =
          GroupedCiphertext2HandlesValidity.parse(Vectors.data(proofCase));
      GroupedCiphertext grouped = encrypted(proofCase.get("inputs"), "amount", "opening");
      assertArrayEquals(grouped.toBytes(), proof.groupedBytes());
      assertEquals(grouped.commitment(), proof.commitment());
      assertEquals(grouped.handle(0), proof.handle(0));
      assertEquals(grouped.handle(1), proof.handle(1));
      assertKeys(proofCase, proof.firstPubkey(), proof.secondPubkey());
    }
    for (JsonNode proofCase : Vectors.proofs(Type.PLAIN_3.name)) {
      GroupedCiphertext3HandlesValidity proof =
          GroupedCiphertext3HandlesValidity.parse(Vectors.data(proofCase));
      GroupedCiphertext grouped = encrypted(proofCase.get("inputs"), "amount", "opening");
      assertArrayEquals(grouped.toBytes(), proof.groupedBytes());
      assertEquals(grouped.commitment(), proof.commitment());
      assertEquals(grouped.handle(2), proof.handle(2));
      assertKeys(proofCase, proof.firstPubkey(), proof.secondPubkey(), proof.thirdPubkey());
    }
  }

  @Test
  void batchedProof_peersInputs_areEncryptedToTheSameBytes() throws InvalidProofException {
    for (JsonNode proofCase : Vectors.proofs(Type.BATCHED_2.name)) {
      BatchedGroupedCiphertext2HandlesValidity proof =
          BatchedGroupedCiphertext2HandlesValidity.parse(Vectors.data(proofCase));
      GroupedCiphertext lo = encrypted(proofCase.get("inputs"), "amountLo", "openingLo");
      GroupedCiphertext hi = encrypted(proofCase.get("inputs"), "amountHi", "openingHi");
      assertArrayEquals(lo.toBytes(), proof.groupedLoBytes());
      assertArrayEquals(hi.toBytes(), proof.groupedHiBytes());
      assertEquals(lo.commitment(), proof.commitmentLo());
      assertEquals(hi.commitment(), proof.commitmentHi());
      for (int i = 0; i < BatchedGroupedCiphertext2HandlesValidity.HANDLES; i++) {
        assertEquals(lo.handle(i), proof.handleLo(i));
        assertEquals(hi.handle(i), proof.handleHi(i));
      }
      assertKeys(proofCase, proof.firstPubkey(), proof.secondPubkey());
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void prove_edgeAmounts_verifyWithAndWithoutTheLastKey(Type type) {
    long[][] edges = {
      {0, 0}, {1, 0}, {0xffff, 0}, {0, 1}, {0xffff, 0xffff_ffffL}, {-1L, -1L}, {Long.MIN_VALUE, 0}
    };
    for (long[] amounts : edges) {
      for (Keys keys : List.of(all, lastAbsent)) {
        byte[] data = prove(type, keys, amounts).toBytes();
        assertTrue(isAccepted(type, data), type + " " + Arrays.toString(amounts));
        assertFalse(isAccepted(type, exchanged(data, 0, type.firstPart() - 32, 32)), "keys");
        int handle = type.firstPart() + 32;
        assertFalse(isAccepted(type, exchanged(data, handle, handle + 32, 32)), "handles");
      }
    }
  }

  @Test
  void proof_lowAndHighPartExchanged_isRejected() {
    byte[] data = prove(Type.BATCHED_2, all, 5, 6).toBytes();
    assertFalse(isAccepted(Type.BATCHED_2, exchanged(data, 64, 160, 96)));
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void proof_lastKeyErased_isRejected(Type type) {
    byte[] data = prove(type, all, 5, 6).toBytes();
    Arrays.fill(data, type.firstPart() - 32, type.firstPart(), (byte) 0);
    assertFalse(isAccepted(type, data));
    for (int part = 0; part < type.parts; part++) {
      int end = type.firstPart() + (part + 1) * GroupedCiphertext.bytes(type.handles);
      Arrays.fill(data, end - 32, end, (byte) 0);
    }
    assertFalse(isAccepted(type, data), "nor where its handles are erased too");
  }

  /** Nothing is hidden without randomness, but that is the prover's own affair. */
  @ParameterizedTest
  @EnumSource(Type.class)
  void prove_withoutRandomness_verifiesUnlessTheCommitmentIsTheIdentity(Type type) {
    PedersenOpening[] none = {PedersenOpening.ZERO, PedersenOpening.ZERO};
    ProofData proof = type.prove(all, new long[] {1, 2}, none, random);
    assertTrue(isAccepted(type, proof.toBytes()));
    for (int identity = 0; identity < type.parts; identity++) {
      long[] amounts = {1, 2};
      amounts[identity] = 0;
      assertThrows(IllegalArgumentException.class, () -> type.prove(all, amounts, none, random));
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void parse_identityPoint_isRefusedButForTheLastKeyHandlesAndLastMessage(Type type) {
    byte[] data = prove(type, all, 5, 6).toBytes();
    List<Integer> refused = new ArrayList<>();
    for (int i = 0; i < type.handles - 1; i++) {
      refused.add(32 * i);
    }
    for (int part = 0; part < type.parts; part++) {
      refused.add(type.firstPart() + part * GroupedCiphertext.bytes(type.handles));
    }
    for (int i = 0; i < type.handles; i++) {
      refused.add(type.proof() + 32 * i);
    }
    for (int offset = 0; offset < data.length - 64; offset += 32) {
      byte[] changed = data.clone();
      Arrays.fill(changed, offset, offset + 32, (byte) 0);
      if (refused.contains(offset)) {
        assertThrows(
            InvalidProofException.class,
            () -> Vectors.parse(type.name, changed),
            "offset " + offset);
      } else {
        assertFalse(isAccepted(type, changed), "offset " + offset);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void parse_wrongLengthOrUnreducedScalar_isRefused(Type type) {
    ProofData proof = prove(type, all, 5, 6);
    byte[] data = proof.toBytes();
    assertEquals(type.bytes, data.length);
    assertEquals(type.bytes, proof.bytes());
    assertEquals(type.name, proof.statement());
    for (int length : new int[] {type.bytes - 1, type.bytes + 1}) {
      assertThrows(
          InvalidProofException.class, () -> Vectors.parse(type.name, Arrays.copyOf(data, length)));
    }
    for (int last : new int[] {type.bytes - 33, type.bytes - 1}) {
      byte[] changed = data.clone();
      changed[last] = (byte) 0xff;
      assertThrows(InvalidProofException.class, () -> Vectors.parse(type.name, changed));
    }
  }

  private ProofData prove(Type type, Keys keys, long... amounts) {
    PedersenOpening[] openings = {PedersenOpening.random(random), PedersenOpening.random(random)};
    return type.prove(keys, amounts, openings, random);
  }

  private boolean isAccepted(Type type, byte[] data) {
    try {
      return verifier.verify(Vectors.parse(type.name, data)).isAccepted();
    } catch (InvalidProofException e) {
      // An absent key that was moved to a place where there must be one.
      return false;
    }
  }

  private static GroupedCiphertext encrypted(JsonNode inputs, String amount, String opening)
      throws InvalidProofException {
    List<Optional<ElGamalPublicKey>> keys = new ArrayList<>();
    for (JsonNode key : inputs.get("keys")) {
      CompressedRistretto pubkey = CompressedRistretto.of(Vectors.hex(key.get("pubkey")));
      keys.add(
          pubkey.isIdentity() ? Optional.empty() : Optional.of(ElGamalPublicKey.parse(pubkey)));
    }
    return GroupedCiphertext.encrypt(
        keys,
        Vectors.amount(inputs.get(amount)),
        PedersenOpening.of(Scalar.parse(Vectors.hex(inputs.get(opening)))));
  }

  private static void assertKeys(JsonNode proofCase, CompressedRistretto... keys) {
    for (int i = 0; i < keys.length; i++) {
      assertArrayEquals(
          Vectors.hex(proofCase.at("/inputs/keys/" + i + "/pubkey")), keys[i].toBytes());
    }
  }

  private static byte[] exchanged(byte[] data, int first, int second, int length) {
    byte[] changed = data.clone();
    System.arraycopy(data, first, changed, second, length);
    System.arraycopy(data, second, changed, first, length);
    return changed;
  }
}
