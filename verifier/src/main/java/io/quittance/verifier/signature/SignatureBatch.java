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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells good signatures among many from bad ones, faster than a verification of each would.
 *
 * <p>A signature (R, S) of message M under key A is good if {@code 8*S*B = 8*R + 8*k*A} with {@code
 * k = SHA-512(R, A, M)}: the equation of RFC 8032, section 5.1.7, with the cofactor. In small
 * groups, the differences of both sides are added up under random weights of 128 bits; if the sum
 * is the neutral element, all signatures of the group are good but for a chance of 2^-128. That
 * holds for keys and nonces with a part of small order, too, since eight times such a part is the
 * neutral element. (Without the cofactor it would not: a random sum overlooks such parts.)
 *
 * <p>Besides, A and R must be in canonical encoding, A not of small order, and S reduced.
 *
 * <p>Anybody can send bad signatures, no key is needed. So the signatures of a group whose sum is
 * not the neutral element are multiplied once more, each in a lane of its own; and as soon as half
 * of the groups are like that, the rest is not grouped at all. Which signatures stand together is
 * random, so that nobody can spoil more groups than by chance. What is found bad is confirmed in
 * scalar code ({@link ErrorCheck}). What is left OPEN is for a verifier of single signatures with
 * the same rules, so that no verdict depends on a batch.
 *
 * <p>Where there is no vector unit, all are left open. As safe for several threads as its random
 * generator.
 */
public final class SignatureBatch {
  /** The most signatures of a batch. */
  public static final int MAX_SIGNATURES = 4096;

  /** From so many signatures on, it is worth the while. */
  static final int WORTHWHILE = 8;

  /** The most signatures whose differences are added up. */
  static final int MAX_GROUP = 4;

  /** How many sums are multiplied at the price of one. */
  static final int SUMS_AT_ONCE = 8;

  /** If more than one signature of so many is bad, groups do not pay. */
  private static final int MANY = 8;

  private static final Scalar COFACTOR = Scalar.of(8);

  private final SecureRandom random;
  private final Arithmetic arithmetic;

  /**
   * Makes a batch verifier.
   *
   * @param weights where the random weights come from; senders must not be able to predict it
   */
  public SignatureBatch(SecureRandom weights) {
    this(weights, new VectorArithmetic());
  }

  /** Makes one that calculates in another way. */
  SignatureBatch(SecureRandom weights, Arithmetic arithmetic) {
    this.random = weights;
    this.arithmetic = arithmetic;
  }

  /** What is calculated in lanes. */
  interface Arithmetic {
    /** Whether it is faster than single verification. */
    boolean isOffered();

    /** See {@link EightfoldPoints#decode}. */
    RistrettoPoint[] decode(byte[][] encodings);

    /** See {@link MultiscalarMultiplication#variableTimeEach}. */
    RistrettoPoint[] sums(Scalar[][] scalars, RistrettoPoint[][] points);
  }

  private static final class VectorArithmetic implements Arithmetic {
    @Override
    public boolean isOffered() {
      return EightfoldPoints.areInLanes();
    }

    @Override
    public RistrettoPoint[] decode(byte[][] encodings) {
      return EightfoldPoints.decode(encodings);
    }

    @Override
    public RistrettoPoint[] sums(Scalar[][] scalars, RistrettoPoint[][] points) {
      return MultiscalarMultiplication.variableTimeEach(scalars, points);
    }
  }

  /**
   * Judges signatures; the findings stand in their order.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_SIGNATURES}
   */
  public List<Finding> judge(List<SignedMessage> signatures) {
    if (signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "a batch has at most " + MAX_SIGNATURES + " signatures, not " + signatures.size());
    }
    Finding[] findings = new Finding[signatures.size()];
    Arrays.fill(findings, Finding.OPEN);
    if (signatures.size() >= WORTHWHILE && arithmetic.isOffered()) {
      List<Candidate> candidates = candidates(signatures);
      Collections.shuffle(candidates, random);
      Search search = new Search(candidates);
      search.run();
      search.good.forEach(candidate -> findings[candidate.place()] = Finding.GOOD);
      if (new ErrorCheck(random).confirms(signatures, search.bad)) {
        search.bad.forEach(error -> findings[error.candidate().place()] = Finding.BAD);
      }
    }
    return List.of(findings);
  }

  /** One run over the candidates of a batch. */
  private final class Search {
    private final List<Candidate> candidates;
    private final int groupSize;
    private final List<Candidate> unsure = new ArrayList<>();
    final List<Candidate> good = new ArrayList<>();
    final List<ErrorCheck.Claim> bad = new ArrayList<>();

    Search(List<Candidate> candidates) {
      this.candidates = candidates;
      int fair = (candidates.size() + SUMS_AT_ONCE - 1) / SUMS_AT_ONCE;
      this.groupSize = Math.max(1, Math.min(MAX_GROUP, fair));
    }

    void run() {
      int next = 0;
      boolean manyBad = false;
      while (next < candidates.size()) {
        int size = manyBad ? 1 : groupSize;
        int end = Math.min(next + SUMS_AT_ONCE * MAX_GROUP, candidates.size());
        int failed = judge(candidates.subList(next, end), size);
        manyBad = size == 1 ? failed * MANY > end - next : 2 * failed * size > end - next;
        next = end;
      }
      judge(unsure, 1);
    }

    /** Judges some candidates in groups, and returns how many groups fail. */
    private int judge(List<Candidate> some, int size) {
      List<List<Candidate>> groups = new ArrayList<>();
      for (int from = 0; from < some.size(); from += size) {
        groups.add(some.subList(from, Math.min(from + size, some.size())));
      }
      RistrettoPoint[] sums = multiply(groups);
      int failed = 0;
      for (int g = 0; g < sums.length; g++) {
        if (sums[g].isIdentity()) {
          good.addAll(groups.get(g));
        } else {
          failed++;
          if (groups.get(g).size() == 1) {
            bad.add(new ErrorCheck.Claim(groups.get(g).get(0), sums[g]));
          } else {
            unsure.addAll(groups.get(g));
          }
        }
      }
      return failed;
    }
  }

  private RistrettoPoint[] multiply(List<List<Candidate>> groups) {
    Scalar[][] scalars = new Scalar[groups.size()][];
    RistrettoPoint[][] points = new RistrettoPoint[groups.size()][];
    for (int g = 0; g < groups.size(); g++) {
      scalars[g] = new Scalar[1 + 2 * groups.get(g).size()];
      points[g] = new RistrettoPoint[scalars[g].length];
      state(groups.get(g), scalars[g], points[g]);
    }
    return arithmetic.sums(scalars, points);
  }

  /** States the weighted relation of a group; one signature alone needs no weight. */
  private void state(List<Candidate> group, Scalar[] scalars, RistrettoPoint[] points) {
    Scalar sum = Scalar.ZERO;
    for (int i = 0; i < group.size(); i++) {
      Candidate candidate = group.get(i);
      Scalar weight = group.size() == 1 ? Scalar.ONE : ErrorCheck.weight(random);
      sum = sum.add(weight.multiply(candidate.s()));
      scalars[1 + 2 * i] = weight;
      points[1 + 2 * i] = candidate.nonce();
      scalars[2 + 2 * i] = weight.multiply(candidate.k());
      points[2 + 2 * i] = candidate.key();
    }
    // Keys and nonces are multiplied by the cofactor already.
    scalars[0] = sum.multiply(COFACTOR).negate();
    points[0] = RistrettoPoint.BASEPOINT;
  }

  private List<Candidate> candidates(List<SignedMessage> signatures) {
    int count = signatures.size();
    // Keys first, each once, since many signatures may be of few keys; then the nonces.
    // A tree, since whoever sends them chooses them, and could choose such as collide in a table.
    Map<ByteBuffer, Integer> keys = new TreeMap<>();
    signatures.forEach(signed -> keys.putIfAbsent(ByteBuffer.wrap(signed.key()), keys.size()));
    byte[][] encodings = new byte[keys.size() + count][];
    keys.forEach((key, number) -> encodings[number] = key.array());
    for (int i = 0; i < count; i++) {
      encodings[keys.size() + i] = signatures.get(i).nonce();
    }
    RistrettoPoint[] points = arithmetic.decode(encodings);
    MessageDigest hash = sha512();
    List<Candidate> candidates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SignedMessage signed = signatures.get(i);
      RistrettoPoint key = points[keys.get(ByteBuffer.wrap(signed.key()))];
      RistrettoPoint nonce = points[keys.size() + i];
      Optional<Scalar> s = reduced(signed);
      if (key != null && !key.isIdentity() && nonce != null && s.isPresent()) {
        candidates.add(new Candidate(i, key, nonce, s.get(), challenge(hash, signed)));
      }
    }
    return candidates;
  }

  /**
   * The challenge k of a signature: SHA-512 of nonce, key and message (RFC 8032, section 5.1.7).
   */
  static Scalar challenge(MessageDigest hash, SignedMessage signed) {
    hash.update(signed.signature(), 0, EightfoldPoints.BYTES);
    hash.update(signed.key());
    return Scalar.fromWideBytes(hash.digest(signed.message()));
  }

  /** The scalar S of a signature; nothing if it is not less than the group's order. */
  static Optional<Scalar> reduced(SignedMessage signed) {
    try {
      return Optional.of(Scalar.parse(signed.signature(), EightfoldPoints.BYTES));
    } catch (InvalidProofException notLessThanTheOrder) {
      return Optional.empty();
    }
  }

  static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-512", impossible);
    }
  }
}
