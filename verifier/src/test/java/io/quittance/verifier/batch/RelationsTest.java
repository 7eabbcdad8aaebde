package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RelationsTest {
  private final Relations relations = new Relations(new Weights(new SecureRandom()));
  private final CompressedRistretto g = Pedersen.G.compress();
  private final CompressedRistretto h = Pedersen.H.compress();

  @Test
  void relation_termsThatCancel_sumsToTheIdentity() {
    relations.begin();
    relations.addG(Scalar.of(5));
    relations.subtract(Scalar.of(4), g);
    relations.subtract(g);
    relations.begin();
    relations.addH(Scalar.of(3));
    relations.subtractH(Scalar.of(1));
    relations.subtract(Scalar.of(3), h);
    relations.add(h);
    assertTrue(sumsToIdentity());
  }

  @Test
  void relation_termsThatCancelOnlyAcrossRelations_doesNot() {
    relations.begin();
    relations.addG(Scalar.ONE);
    relations.begin();
    relations.subtract(g);
    assertFalse(sumsToIdentity());
  }

  @Test
  void relation_weightedVectorsOfTwoProofs_areAddedUpElementByElement() {
    Scalar factor = relations.begin();
    Scalar[] ones = new Scalar[VectorGenerators.CAPACITY];
    Arrays.fill(ones, factor);
    relations.addWeightedVectors(ones, ones);
    relations.addWeightedVectors(new Scalar[] {factor}, new Scalar[] {factor});
    for (int i = 0; i < ones.length; i++) {
      Scalar times = Scalar.of(i == 0 ? 2 : 1);
      relations.subtract(times, VectorGenerators.g().get(i).compress());
      relations.subtract(times, VectorGenerators.h().get(i).compress());
    }
    assertTrue(sumsToIdentity());
    assertEquals(2 * ones.length, relations.size());
  }

  @Test
  void relation_vectorsOfUnequalLengthOrTooLong_areRefused() {
    relations.begin();
    assertThrows(
        IllegalArgumentException.class,
        () -> relations.addWeightedVectors(new Scalar[1], new Scalar[2]));
    Scalar[] tooLong = new Scalar[VectorGenerators.CAPACITY + 1];
    assertThrows(
        IllegalArgumentException.class, () -> relations.addWeightedVectors(tooLong, tooLong));
  }

  private boolean sumsToIdentity() {
    Batch batch = new Batch(4, 11);
    batch.add(relations);
    batch.decodePoints();
    return batch.sum(new int[] {0}).isIdentity();
  }
}
