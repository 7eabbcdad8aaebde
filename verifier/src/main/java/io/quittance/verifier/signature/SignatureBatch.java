package io.quittance.verifier.signature;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.EightfoldPoints;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Finds good signatures among many faster than a verification of each would.
 *
 * <p>A signature (R, S) of message M under key A is good if {@code 8*S*B = 8*R + 8*k*A} with {@code
 * k = SHA-512(R, A, M)}: the equation of RFC 8032, section 5.1.7, with the cofactor. In small
 * groups, the differences of both sides are added up under random weights of 128 bits; if the sum
 * is the neutral element, all signatures of the group are good but for a chance of 2^-128. That
 * holds for keys and nonces with a part of small order, too, since eight times such a part is the
 * neutral element. (Without the cofactor it would not: a random sum overlooks such parts.)
 *
 * <p>Besides, A and R must be in canonical encoding, A not of small order, and S reduced. A
 * signature that is not found is not bad for that reason: it is left to a verifier of single
 * signatures with the same rules, so that no verdict depends on a batch, and an attacker gains at
 * most that a few neighbours are verified as if there were none.
 *
 * <p>Where there is no vector unit, it finds nothing. As safe for several threads as its random
 * generator.
 */
public final class SignatureBatch {
  /** From so many signatures on, it is worth the while. */
  static final int WORTHWHILE = 8;

  /** The most signatures that a bad one keeps from being found. */
  static final int MAX_GROUP = 4;

  /** How many groups are multiplied at the price of one. */
  private static final int GROUPS_AT_ONCE = 8;

  private static final Scalar COFACTOR = Scalar.of(8);

  private static final int WEIGHT_BYTES = 16;
  private static final int WIDE_BYTES = 2 * Scalar.BYTES;

  private final SecureRandom random;
  private final BooleanSupplier offered;
  private final PointDecoder decoder;

  /**
   * Makes a finder.
   *
   * @param weights where the random weights come from; senders must not be able to predict it
   */
  public SignatureBatch(SecureRandom weights) {
    this(weights, EightfoldPoints::areInLanes, EightfoldPoints::decode);
  }

  /** Makes one that decodes points in another way. */
  SignatureBatch(SecureRandom weights, BooleanSupplier offered, PointDecoder decoder) {
    this.random = weights;
    this.offered = offered;
    this.decoder = decoder;
  }

  /** See {@link EightfoldPoints#decode}. */
  @FunctionalInterface
  interface PointDecoder {
    RistrettoPoint[] decode(byte[][] encodings);
  }

  /** A signature that may be good: all but the equation is in order. */
  private record Candidate(
      int place, RistrettoPoint key, RistrettoPoint nonce, Scalar s, Scalar k) {}

  /** Tells of each signature whether it is good; if it does not say so, it may be all the same. */
  public boolean[] findGood(List<SignedMessage> signatures) {
    boolean[] good = new boolean[signatures.size()];
    if (signatures.size() < WORTHWHILE || !offered.getAsBoolean()) {
      return good;
    }
    List<List<Candidate>> groups = groups(candidates(signatures));
    Scalar[][] scalars = new Scalar[groups.size()][];
    RistrettoPoint[][] points = new RistrettoPoint[groups.size()][];
    for (int g = 0; g < groups.size(); g++) {
      scalars[g] = new Scalar[1 + 2 * groups.get(g).size()];
      points[g] = new RistrettoPoint[scalars[g].length];
      state(groups.get(g), scalars[g], points[g]);
    }
    RistrettoPoint[] sums = MultiscalarMultiplication.variableTimeEach(scalars, points);
    for (int g = 0; g < sums.length; g++) {
      if (sums[g].isIdentity()) {
        groups.get(g).forEach(candidate -> good[candidate.place] = true);
      }
    }
    return good;
  }

  private static List<List<Candidate>> groups(List<Candidate> candidates) {
    int fair = (candidates.size() + GROUPS_AT_ONCE - 1) / GROUPS_AT_ONCE;
    int size = Math.max(1, Math.min(MAX_GROUP, fair));
    List<List<Candidate>> groups = new ArrayList<>();
    for (int from = 0; from < candidates.size(); from += size) {
      groups.add(candidates.subList(from, Math.min(from + size, candidates.size())));
    }
    return groups;
  }

  /** States the weighted relation of a group. */
  private void state(List<Candidate> group, Scalar[] scalars, RistrettoPoint[] points) {
    Scalar sum = Scalar.ZERO;
    for (int i = 0; i < group.size(); i++) {
      Candidate candidate = group.get(i);
      Scalar weight = weight();
      sum = sum.add(weight.multiply(candidate.s));
      scalars[1 + 2 * i] = weight;
      points[1 + 2 * i] = candidate.nonce;
      scalars[2 + 2 * i] = weight.multiply(candidate.k);
      points[2 + 2 * i] = candidate.key;
    }
    // Keys and nonces are multiplied by the cofactor already.
    scalars[0] = sum.multiply(COFACTOR).negate();
    points[0] = RistrettoPoint.BASEPOINT;
  }

  private Scalar weight() {
    byte[] bytes = new byte[WEIGHT_BYTES];
    random.nextBytes(bytes);
    return Scalar.fromWideBytes(Arrays.copyOf(bytes, WIDE_BYTES));
  }

  private List<Candidate> candidates(List<SignedMessage> signatures) {
    int count = signatures.size();
    // Keys first, each once, since many signatures may be of few keys; then the nonces.
    Map<ByteBuffer, Integer> keys = new HashMap<>();
    signatures.forEach(signed -> keys.putIfAbsent(ByteBuffer.wrap(signed.key()), keys.size()));
    byte[][] encodings = new byte[keys.size() + count][];
    keys.forEach((key, number) -> encodings[number] = key.array());
    for (int i = 0; i < count; i++) {
      byte[] signature = signatures.get(i).signature();
      encodings[keys.size() + i] = Arrays.copyOf(signature, EightfoldPoints.BYTES);
    }
    RistrettoPoint[] points = decoder.decode(encodings);
    MessageDigest hash = sha512();
    List<Candidate> candidates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SignedMessage signed = signatures.get(i);
      RistrettoPoint key = points[keys.get(ByteBuffer.wrap(signed.key()))];
      RistrettoPoint nonce = points[keys.size() + i];
      Optional<Scalar> s = reduced(signed);
      if (key != null && !key.isIdentity() && nonce != null && s.isPresent()) {
        hash.update(signed.signature(), 0, EightfoldPoints.BYTES);
        hash.update(signed.key());
        Scalar k = Scalar.fromWideBytes(hash.digest(signed.message()));
        candidates.add(new Candidate(i, key, nonce, s.get(), k));
      }
    }
    return candidates;
  }

  private static Optional<Scalar> reduced(SignedMessage signed) {
    try {
      return Optional.of(Scalar.parse(signed.signature(), EightfoldPoints.BYTES));
    } catch (InvalidProofException notLessThanTheOrder) {
      return Optional.empty();
    }
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-512", impossible);
    }
  }
}
