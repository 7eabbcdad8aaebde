package io.quittance.verifier.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.ristretto.EdwardsPoints;
import io.quittance.verifier.ristretto.EightfoldPoints;
import io.quittance.verifier.ristretto.PlayedLanes;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.ristretto.SmallOrder;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** What is found good together, Bouncy Castle accepts alone, and what is found bad it refuses. */
class SignatureBatchTest {
  private static final int MIXES = 1_200;
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private final SeededRandom random = new SeededRandom(78);
  private final CountedLanes lanes = new CountedLanes();
  private final SignatureBatch batch = new SignatureBatch(new SecureRandom(), lanes);

  /** A signature and Bouncy Castle's verdict about it. */
  private record Known(SignedMessage signed, boolean good) {
    static Known of(byte[] key, byte[] message, byte[] signature) {
      boolean good =
          Ed25519.validatePublicKeyPartial(key, 0)
              && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
      return new Known(SignedMessage.of(key, message, signature), good);
    }
  }

  /** A secret scalar, its public key with a part of small order, and what makes nonces. */
  private Known mixed(int keyPart, int noncePart, int error) throws Exception {
    byte[] seed = bytes(32);
    byte[] expanded = sha512(seed);
    byte[] secret = Arrays.copyOf(expanded, 32);
    secret[0] &= (byte) 0xf8;
    secret[31] = (byte) (secret[31] & 0x3f | 0x40);
    byte[] plainKey = new byte[32];
    Ed25519.generatePublicKey(seed, 0, plainKey, 0);
    // The nonce is another key: its secret scalar is known.
    byte[] nonceSeed = bytes(32);
    byte[] nonceSecret = Arrays.copyOf(sha512(nonceSeed), 32);
    nonceSecret[0] &= (byte) 0xf8;
    nonceSecret[31] = (byte) (nonceSecret[31] & 0x3f | 0x40);
    byte[] plainNonce = new byte[32];
    Ed25519.generatePublicKey(nonceSeed, 0, plainNonce, 0);
    byte[] key = EdwardsPoints.plusSmallOrder(plainKey, keyPart);
    byte[] nonce = EdwardsPoints.plusSmallOrder(plainNonce, noncePart);
    byte[] message = bytes(20);
    BigInteger challenge = number(sha512(nonce, key, message));
    BigInteger s =
        number(nonceSecret)
            .add(challenge.multiply(number(secret)))
            .add(BigInteger.valueOf(error))
            .mod(ORDER);
    byte[] signature = Arrays.copyOf(nonce, SignedMessage.SIGNATURE_BYTES);
    for (int i = 0; i < 32; i++) {
      signature[32 + i] = s.shiftRight(8 * i).byteValue();
    }
    return Known.of(key, message, signature);
  }

  private Known honest(int length) {
    byte[] seed = bytes(32);
    byte[] key = new byte[32];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    byte[] message = bytes(length);
    byte[] signature = new byte[SignedMessage.SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, key, 0, null, message, 0, length, signature, 0);
    return Known.of(key, message, signature);
  }

  /** Honest ones with one bit of key, message or signature changed. */
  private Known changed(int what) {
    Known honest = honest(30);
    byte[] key = honest.signed.key().clone();
    byte[] message = honest.signed.message().clone();
    byte[] signature = honest.signed.signature().clone();
    byte[] chosen = what == 0 ? key : what == 1 ? message : signature;
    int bit = random.nextInt(8 * chosen.length);
    chosen[bit / 8] ^= (byte) (1 << bit % 8);
    return Known.of(key, message, signature);
  }

  private Known withLargeScalar() {
    Known honest = honest(30);
    byte[] signature = honest.signed.signature().clone();
    BigInteger s = number(Arrays.copyOfRange(signature, 32, 64)).add(ORDER);
    for (int i = 0; i < 32; i++) {
      signature[32 + i] = s.shiftRight(8 * i).byteValue();
    }
    return Known.of(honest.signed.key(), honest.signed.message(), signature);
  }

  private static List<SignedMessage> signed(List<Known> known) {
    return known.stream().map(Known::signed).toList();
  }

  @Test
  void goodSignatures_ofAnyNumberFromTheLeastOn_areAllFound() {
    for (int count : new int[] {0, 1, 7, 8, 9, 32, 33, 70}) {
      List<SignedMessage> signed = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        signed.add(honest(i * 13).signed);
      }
      Finding expected = count >= SignatureBatch.WORTHWHILE ? Finding.GOOD : Finding.OPEN;
      assertEquals(Collections.nCopies(count, expected), batch.judge(signed));
    }
  }

  @Test
  void batch_ofAsManyAsAllowed_isJudged_andOneMoreIsRefused() {
    List<SignedMessage> most =
        new ArrayList<>(Collections.nCopies(SignatureBatch.MAX_SIGNATURES, honest(1).signed));
    lanes.isOffered = false;
    assertEquals(SignatureBatch.MAX_SIGNATURES, batch.judge(most).size());
    most.add(most.get(0));
    assertThrows(IllegalArgumentException.class, () -> batch.judge(most));
  }

  /** Too few are bad for them to be confirmed together, so they are left to be verified alone. */
  @Test
  void oneBadSignature_keepsNoOtherFromBeingFound() throws Exception {
    for (int place : new int[] {0, 17, 63}) {
      List<SignedMessage> signed = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        signed.add((i == place ? mixed(0, 0, 1) : honest(9)).signed);
      }
      List<Finding> expected = new ArrayList<>(Collections.nCopies(64, Finding.GOOD));
      expected.set(place, Finding.OPEN);
      assertEquals(expected, batch.judge(signed));
    }
  }

  /**
   * The worst that somebody without a key can send: keys, nonces and scalars are in order, and only
   * the equation tells. At one in four all are told apart, none is left to be verified alone, and
   * for the 64 sums that 256 good signatures take there are not five times as many, each a third as
   * long.
   */
  @Test
  void garbageAtOneInFour_isToldApart_eachSignatureMultipliedAloneAtMostOnce() throws Exception {
    List<Known> garbage = new ArrayList<>();
    List<Known> good = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      garbage.add(mixed(0, 0, 1 + i));
      good.add(honest(i));
    }
    List<SignedMessage> signed = new ArrayList<>();
    List<Finding> expected = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      signed.add((i % 4 == 1 ? garbage : good).get(i / 4).signed);
      expected.add(i % 4 == 1 ? Finding.BAD : Finding.GOOD);
    }
    assertEquals(expected, batch.judge(signed));
    assertTrue(lanes.sums <= 256 + 2 * 8, lanes.sums + " sums");
    lanes.sums = 0;
    batch.judge(Collections.nCopies(256, good.get(0).signed));
    assertEquals(64, lanes.sums);
  }

  /** After the first groups have failed, the rest is not grouped; after good ones, it is again. */
  @Test
  void groups_areGivenUpWhereManyAreBad() throws Exception {
    List<SignedMessage> allBad = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      allBad.add(mixed(0, 0, 1 + i).signed);
    }
    assertEquals(Collections.nCopies(128, Finding.BAD), batch.judge(allBad));
    assertEquals(8 + 128, lanes.sums);
  }

  /** Sums that are wrong are not believed, neither for good signatures nor for bad ones. */
  @Test
  void badSignatures_whoseErrorsAreWrong_areLeftOpen() throws Exception {
    List<SignedMessage> good = new ArrayList<>();
    List<SignedMessage> bad = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      good.add(honest(i).signed);
      bad.add(mixed(0, 0, 1 + i).signed);
    }
    List<Finding> open = Collections.nCopies(16, Finding.OPEN);
    lanes.change = sum -> sum.add(RistrettoPoint.BASEPOINT);
    assertEquals(open, batch.judge(good));
    assertEquals(open, batch.judge(bad));
    lanes.change = sum -> EdwardsPoints.zeros();
    assertEquals(open, batch.judge(good));
    assertEquals(open, batch.judge(bad));
    // Sums overlook a point of order 8 every other time.
    lanes.change = sum -> SmallOrder.eight();
    for (int attempt = 0; attempt < 16; attempt++) {
      assertEquals(open, batch.judge(good));
    }
    lanes.change = sum -> sum;
    assertEquals(Collections.nCopies(16, Finding.BAD), batch.judge(bad));
    lanes.changeDecoded = point -> point.add(RistrettoPoint.BASEPOINT);
    assertEquals(open, batch.judge(good));
    assertEquals(open, batch.judge(bad));
  }

  /** What has claimed once that a good signature is bad is not asked again in this process. */
  @Test
  void vectorUnit_whoseClaimsAreWrong_isUsedNoMore() throws Exception {
    List<SignedMessage> good = new ArrayList<>();
    List<SignedMessage> bad = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      good.add(honest(i).signed);
      bad.add(mixed(0, 0, 1 + i).signed);
    }
    PlayedLanes.use(
        PlayedLanes.Fault.NONE,
        () -> {
          assertEquals(Collections.nCopies(16, Finding.BAD), batch.judge(bad));
          assertTrue(PlayedLanes.areUsed());
          lanes.change = sum -> sum.add(RistrettoPoint.BASEPOINT);
          assertEquals(Collections.nCopies(16, Finding.OPEN), batch.judge(good));
          assertFalse(PlayedLanes.areUsed());
        });
  }

  /** One wrong claim among right ones is noticed. */
  @Test
  void claims_ofWhichOneIsWrong_areNotConfirmed() throws Exception {
    List<SignedMessage> bad = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      bad.add(mixed(0, 0, 1 + i).signed);
    }
    int[] number = {0};
    for (int wrong = 0; wrong < 16; wrong++) {
      int place = wrong;
      number[0] = 0;
      // Sixteen signatures stand in eight groups of two, and then each alone.
      lanes.change = sum -> number[0]++ == 8 + place ? sum.negate() : sum;
      assertEquals(Collections.nCopies(16, Finding.OPEN), batch.judge(bad), "claim " + wrong);
    }
  }

  /** Nor is one from a challenge that was hashed wrongly, which its error would fit. */
  @Test
  void claims_fromOtherChallenges_areNotConfirmed() {
    List<SignedMessage> good = new ArrayList<>();
    List<ErrorCheck.Claim> claims = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      SignedMessage signed = honest(i).signed;
      RistrettoPoint[] points =
          EightfoldPoints.decodeEach(new byte[][] {signed.key(), signed.nonce()});
      Scalar s = SignatureBatch.reduced(signed).orElseThrow();
      Scalar k = SignatureBatch.challenge(SignatureBatch.sha512(), signed);
      Candidate candidate = new Candidate(i, points[0], points[1], s, k.add(Scalar.ONE));
      good.add(signed);
      claims.add(new ErrorCheck.Claim(candidate, points[0]));
    }
    assertFalse(new ErrorCheck(new SecureRandom()).confirms(good, claims));
  }

  /**
   * Whatever parts of small order key and nonce have, the equation is the one with the cofactor.
   */
  @Test
  void partsOfSmallOrder_changeNoVerdict() throws Exception {
    List<Known> known = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      known.add(mixed(i / 8, i % 8, 0));
    }
    for (int i = 0; i < 64; i++) {
      assertTrue(known.get(i).good, "parts " + i / 8 + " and " + i % 8);
    }
    assertEquals(Collections.nCopies(64, Finding.GOOD), batch.judge(signed(known)));
    List<Known> wrong = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      wrong.add(mixed(i / 8, i % 8, 1));
      assertFalse(wrong.get(i).good);
    }
    assertEquals(Collections.nCopies(64, Finding.BAD), batch.judge(signed(wrong)));
  }

  /** Two errors that cancel each other under equal weights. */
  @Test
  void errorsThatSumToZero_areNotOverlooked() throws Exception {
    List<SignedMessage> signed = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      signed.add(mixed(0, 0, i % 2 == 0 ? 5 : -5).signed);
    }
    assertEquals(Collections.nCopies(32, Finding.BAD), batch.judge(signed));
  }

  /** More than ten thousand signatures. */
  @Test
  void randomMixes_agreeWithTheVerdictsOfSingleSignatures() throws Exception {
    List<Known> good = new ArrayList<>();
    List<Known> others = new ArrayList<>();
    List<Known> wrong = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      good.add(honest(random.nextInt(200)));
      others.add(changed(i % 3));
      others.add(mixed(random.nextInt(8), random.nextInt(8), i % 2));
      others.add(withLargeScalar());
      wrong.add(mixed(random.nextInt(8), random.nextInt(8), 1 + i));
    }
    int bad = 0;
    int found = 0;
    int foundBad = 0;
    for (int mix = 0; mix < MIXES; mix++) {
      List<Known> known = new ArrayList<>();
      int size = SignatureBatch.WORTHWHILE + random.nextInt(3);
      int percent = new int[] {0, 5, 20, 100}[random.nextInt(4)];
      List<Known> bads = random.nextInt(4) == 0 ? wrong : others;
      for (int i = 0; i < size; i++) {
        List<Known> from = random.nextInt(100) < percent ? bads : good;
        known.add(from.get(random.nextInt(from.size())));
      }
      List<Finding> findings = batch.judge(signed(known));
      for (int i = 0; i < size; i++) {
        if (known.get(i).good) {
          assertEquals(Finding.GOOD, findings.get(i), "mix " + mix + ", " + random);
          found++;
        } else {
          assertNotEquals(Finding.GOOD, findings.get(i), "mix " + mix + ", " + random);
          bad++;
          foundBad += findings.get(i) == Finding.BAD ? 1 : 0;
        }
      }
    }
    assertTrue(bad > MIXES, bad + " bad ones");
    // Only where eight and more of at most ten are bad and in order otherwise.
    assertTrue(foundBad > MIXES / 4, foundBad + " found bad");
    assertTrue(found > MIXES, found + " found");
  }

  @Test
  void keysOfSmallOrder_areNotFound_whateverTheEquationSays() {
    List<SignedMessage> signed = new ArrayList<>();
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    for (int i = 0; i < 16; i++) {
      byte[] key = EdwardsPoints.plusSmallOrder(neutral, i % 8);
      // S = 0 and R the neutral element's neighbour: eight times both sides are the neutral one.
      byte[] signature =
          Arrays.copyOf(EdwardsPoints.plusSmallOrder(neutral, 1), SignedMessage.SIGNATURE_BYTES);
      Known known = Known.of(key, bytes(3), signature);
      assertFalse(known.good);
      signed.add(known.signed);
    }
    assertEquals(Collections.nCopies(16, Finding.OPEN), batch.judge(signed));
  }

  @Test
  void withoutAVectorUnit_allIsLeftOpen() {
    lanes.isOffered = false;
    List<SignedMessage> signed = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      signed.add(honest(1).signed);
    }
    assertEquals(Collections.nCopies(16, Finding.OPEN), batch.judge(signed));
  }

  @Test
  void lengths_oneOff_areRefused() {
    for (int off : new int[] {-1, 1}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> SignedMessage.of(new byte[32 + off], new byte[0], new byte[64]));
      assertThrows(
          IllegalArgumentException.class,
          () -> SignedMessage.of(new byte[32], new byte[0], new byte[64 + off]));
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] sha512(byte[]... parts) throws Exception {
    MessageDigest hash = MessageDigest.getInstance("SHA-512");
    for (byte[] part : parts) {
      hash.update(part);
    }
    return hash.digest();
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
