package io.quittance.ledger.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AvailableTest {
  private static final World WORLD = new World(31);
  private static final Owner OWNER = WORLD.owner();
  private static final ElGamalPublicKey PUBLIC = OWNER.keys.publicKey();
  private static final CompressedRistretto KEY = PUBLIC.compressed();
  private static final ElGamalCiphertext ZERO = ElGamalCiphertext.of(Pedersen.H, PUBLIC.point());

  private static Available of(ElGamalCiphertext ciphertext) {
    return new Available(SealedAmount.of(ciphertext), 0);
  }

  private static OptionalLong decrypt(Available available) {
    return DiscreteLog.solve32(
        OWNER.keys.secretKey().decryptToPoint(available.amount().ciphertext()));
  }

  @Test
  void withoutIdentity_ofNothing_isTheFixedZero() {
    Available opened = Available.NOTHING.withoutIdentity(KEY);
    assertEquals(ZERO, opened.amount().ciphertext());
    assertEquals(1, opened.zerosAdded());
    assertEquals(opened, opened.withoutIdentity(KEY));
  }

  @Test
  void plus_creditWhoseRandomnessCancels_addsTheFixedZero() {
    Scalar r = Scalar.random(WORLD.random);
    Available before = of(PUBLIC.encrypt(70, PedersenOpening.of(r)));
    Available after = before.plus(PUBLIC.encrypt(30, PedersenOpening.of(r.negate())), KEY);
    assertEquals(1, after.zerosAdded());
    assertFalse(after.amount().ciphertext().handle().isIdentity());
    assertEquals(PUBLIC.encrypt(100, PedersenOpening.of(Scalar.ONE)), after.amount().ciphertext());
    assertEquals(OptionalLong.of(100), decrypt(after));
  }

  @Test
  void plus_creditWhoseRandomnessDoesNotCancel_addsNothingElse() {
    Scalar r = Scalar.random(WORLD.random);
    Available before = of(PUBLIC.encrypt(70, PedersenOpening.of(r)));
    Available after = before.plus(PUBLIC.encrypt(30, PedersenOpening.of(r)), KEY);
    assertEquals(0, after.zerosAdded());
    assertEquals(OptionalLong.of(100), decrypt(after));
  }

  @Test
  void plus_commitmentAloneAtTheIdentity_addsTheFixedZero() {
    ElGamalCiphertext odd = ElGamalCiphertext.of(RistrettoPoint.IDENTITY, PUBLIC.point());
    Available after = Available.NOTHING.plus(odd, KEY);
    assertEquals(1, after.zerosAdded());
    assertEquals(odd.add(ZERO), after.amount().ciphertext());
  }

  @Test
  void minus_publicAmount_leavesTheHandle() {
    Available before = of(PUBLIC.encrypt(70, WORLD.random));
    SealedAmount after = before.minus(30);
    assertEquals(before.amount().ciphertext().handle(), after.ciphertext().handle());
    assertEquals(OptionalLong.of(40), decrypt(new Available(after, 0)));
  }

  @Test
  void sealedAmount_wrongLengthOrNoPoints_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> SealedAmount.of(new byte[63]));
    assertThrows(IllegalArgumentException.class, () -> SealedAmount.of(new byte[65]));
    byte[] noPoint = new byte[64];
    noPoint[0] = 1;
    SealedAmount broken = SealedAmount.of(noPoint);
    assertThrows(IllegalStateException.class, broken::ciphertext);
  }

  @Test
  void unapplied_isReceivedMinusApplied() {
    ElGamalCiphertext first = PUBLIC.encrypt(1, WORLD.random);
    ElGamalCiphertext second = PUBLIC.encrypt(2, WORLD.random);
    Credits none = Credits.NONE;
    assertEquals(SealedAmount.NOTHING, none.unapplied());
    Credits one = none.plus(first);
    assertEquals(SealedAmount.of(first), one.unapplied());
    Credits applied = one.applied(1, one.received());
    assertEquals(SealedAmount.NOTHING, applied.unapplied());
    assertEquals(SealedAmount.of(second), applied.plus(second).unapplied());
  }

  @Test
  void minusLeaves_anyHalfOfAnotherAmount_isFalse() throws Exception {
    ElGamalCiphertext lo = PUBLIC.encrypt(5, WORLD.random);
    ElGamalCiphertext hi = PUBLIC.encrypt(3, WORLD.random);
    Available before = of(PUBLIC.encrypt(1L << 20, WORLD.random));
    SealedAmount after = before.minus(part(lo), part(hi));
    assertTrue(again(before).minusLeaves(part(lo), part(hi), SealedAmount.of(after.toBytes())));
    ElGamalCiphertext left = after.ciphertext();
    ElGamalCiphertext otherCommitment =
        ElGamalCiphertext.of(left.commitment().add(Pedersen.H), left.handle());
    ElGamalCiphertext otherHandle =
        ElGamalCiphertext.of(left.commitment(), left.handle().add(Pedersen.H));
    for (ElGamalCiphertext other : List.of(otherCommitment, otherHandle)) {
      assertFalse(before.minusLeaves(part(lo), part(hi), SealedAmount.of(other)));
    }
    assertFalse(before.minusLeaves(part(hi), part(lo), after));
  }

  @Test
  void minusLeaves_bytesThatEncodeNoPoint_isNoVerdict() {
    Available before = of(PUBLIC.encrypt(70, WORLD.random));
    byte[] good = part(PUBLIC.encrypt(5, WORLD.random));
    byte[] bad = good.clone();
    bad[0] ^= 1; // Then it is negative.
    assertThrows(IllegalStateException.class, () -> before.minusLeaves(bad, good, before.amount()));
    SealedAmount noAmount = SealedAmount.of(Arrays.copyOf(bad, ElGamalCiphertext.BYTES));
    assertThrows(IllegalStateException.class, () -> before.minusLeaves(good, good, noAmount));
  }

  /** The same balance as it comes out of state, not decoded. */
  private static Available again(Available available) {
    return new Available(SealedAmount.of(available.amount().toBytes()), available.zerosAdded());
  }

  /** A part of an amount whose handles of payee and auditor are of no interest. */
  private static byte[] part(ElGamalCiphertext payer) {
    return Arrays.copyOf(payer.toBytes(), HiddenAmount.BYTES);
  }
}
