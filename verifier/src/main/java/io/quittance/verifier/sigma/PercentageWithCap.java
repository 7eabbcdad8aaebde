package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;

/**
 * Proof that a fee is the cap or the right percentage: the commitment {@code C_m} opens to the
 * public cap m, <em>or</em> {@code C_d} and {@code C_c} open to one value. Which of the two, the
 * proof hides (Cramer, Damgård, Schoenmakers, 1994).
 *
 * <p><b>It does not prove</b> any bound: numbers count modulo the group's order, and a fee above
 * the cap is valid where delta and claim are equal. <b>It must come with</b> a check that {@code
 * C_d} was computed from the amount's and the fee's commitment, and a {@link
 * io.quittance.verifier.range.BatchedRangeProof} of the claim, of its complement, of the fee and of
 * the amount less the fee.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  C_m        the fee's commitment, not the identity
 *     32     32  C_d        commitment to the delta, not the identity
 *     64     32  C_c        commitment to the claimed delta, not the identity
 *     96      8  m          the cap, little-endian
 *
 *                proof
 *    104     32  Y_max      not the identity
 *    136     32  z_max
 *    168     32  c_max      the challenge's share for the cap
 *    200     32  Y_delta    not the identity
 *    232     32  Y_claimed  not the identity
 *    264     32  z_x
 *    296     32  z_delta
 *    328     32  z_claimed
 * </pre>
 */
public final class PercentageWithCap implements ProofData {
  public static final int CONTEXT_BYTES = 3 * CompressedRistretto.BYTES + Long.BYTES;
  public static final int PROOF_BYTES = 3 * CompressedRistretto.BYTES + 5 * Scalar.BYTES;
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final String NAME = "PercentageWithCap";

  private final Context context;
  private final Announcement announcement;
  private final CapResponse cap;
  private final EqualityResponse equality;

  private record Context(
      CompressedRistretto percentage,
      CompressedRistretto delta,
      CompressedRistretto claimed,
      long maxValue) {}

  /** The prover's first message. */
  private record Announcement(
      CompressedRistretto max, CompressedRistretto delta, CompressedRistretto claimed) {}

  /** The answer for the cap, with its share of the challenge. */
  private record CapResponse(Scalar zMax, Scalar cMax) {}

  /** The answer for the equality, whose share of the challenge is what is left. */
  private record EqualityResponse(Scalar zX, Scalar zDelta, Scalar zClaimed) {}

  /** A value and the randomness of its commitment. */
  private record Opened(Scalar value, PedersenOpening opening) {
    RistrettoPoint commit() {
      return Pedersen.commit(value, opening);
    }
  }

  private PercentageWithCap(
      Context context, Announcement announcement, CapResponse cap, EqualityResponse equality) {
    this.context = context;
    this.announcement = announcement;
    this.cap = cap;
    this.equality = equality;
  }

  /** Reads 360 bytes; refuses scalars that are not reduced and identity points. */
  public static PercentageWithCap parse(byte[] data) throws InvalidProofException {
    ProofReader reader = ProofReader.of(NAME, data, BYTES);
    Context context =
        new Context(
            reader.nonIdentity("percentage commitment"),
            reader.nonIdentity("delta commitment"),
            reader.nonIdentity("claimed commitment"),
            ByteBuffer.wrap(reader.bytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong());
    CompressedRistretto yMax = reader.nonIdentity("Y_max");
    CapResponse cap = new CapResponse(reader.scalar("z_max"), reader.scalar("c_max"));
    CompressedRistretto yDelta = reader.nonIdentity("Y_delta");
    CompressedRistretto yClaimed = reader.nonIdentity("Y_claimed");
    EqualityResponse equality =
        new EqualityResponse(
            reader.scalar("z_x"), reader.scalar("z_delta"), reader.scalar("z_claimed"));
    return new PercentageWithCap(context, new Announcement(yMax, yDelta, yClaimed), cap, equality);
  }

  /**
   * Proves that a fee is the cap or that delta and claimed delta are equal, in constant time.
   *
   * <p>A fee below the cap is proved by the equality, any other by the cap. Both proofs are made
   * and one is chosen without a branch, so that time does not tell which. If the chosen half is not
   * true, the result does not verify.
   *
   * @param percentage the fee, 64 bits unsigned
   * @param delta {@code 10000*fee - amount*basisPoints}, modulo the group's order
   * @param claimed the delta that the range proof bounds, 64 bits unsigned; 0 where the fee is
   *     capped
   * @param maxValue the cap, 64 bits unsigned
   * @throws IllegalArgumentException if a commitment would be the identity
   */
  public static PercentageWithCap prove(
      long percentage,
      PedersenOpening percentageOpening,
      Scalar delta,
      PedersenOpening deltaOpening,
      long claimed,
      PedersenOpening claimedOpening,
      long maxValue,
      SecureRandom random) {
    return prove(
        percentage,
        percentageOpening,
        delta,
        deltaOpening,
        claimed,
        claimedOpening,
        maxValue,
        ChallengeSource.fiatShamir(),
        random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static PercentageWithCap prove(
      long percentage,
      PedersenOpening percentageOpening,
      Scalar delta,
      PedersenOpening deltaOpening,
      long claimed,
      PedersenOpening claimedOpening,
      long maxValue,
      ChallengeSource challenges,
      SecureRandom random) {
    Opened openedPercentage = new Opened(Scalar.of(percentage), percentageOpening);
    Opened openedDelta = new Opened(delta, deltaOpening);
    Opened openedClaimed = new Opened(Scalar.of(claimed), claimedOpening);
    Commitments commitments =
        new Commitments(openedPercentage.commit(), openedDelta.commit(), openedClaimed.commit());
    Context context = commitments.context(maxValue);
    Branch capped = proveCap(context, commitments, openedPercentage, random);
    Branch equal = proveEquality(context, commitments, openedDelta, openedClaimed, random);
    byte mask = belowMask(percentage, maxValue);
    // One announcement and one challenge: whoever gives the challenge must not see two branches.
    Scalar c = challenge(challenges, context, choose(mask, equal, capped));
    byte[] chosen = choose(mask, equal.answer(context, c), capped.answer(context, c));
    try {
      return parse(chosen);
    } catch (InvalidProofException e) {
      throw new IllegalStateException("the proof was written here before", e);
    }
  }

  /** One of the two ways to make the proof, of which one is shown and the other thrown away. */
  private record Branch(Announcement announcement, Function<Scalar, Answer> answers) {
    byte[] answer(Context context, Scalar c) {
      Answer answer = answers.apply(c);
      return new PercentageWithCap(context, announcement, answer.cap, answer.equality).toBytes();
    }
  }

  private record Answer(CapResponse cap, EqualityResponse equality) {}

  private record Commitments(
      RistrettoPoint percentage, RistrettoPoint delta, RistrettoPoint claimed) {
    Context context(long maxValue) {
      if (percentage.isIdentity() || delta.isIdentity() || claimed.isIdentity()) {
        throw new IllegalArgumentException("a commitment that is the identity cannot be proved");
      }
      return new Context(percentage.compress(), delta.compress(), claimed.compress(), maxValue);
    }
  }

  /** Knows the opening of {@code C_m} to m, and chose the answer to the equality beforehand. */
  private static Branch proveCap(
      Context context, Commitments commitments, Opened percentage, SecureRandom random) {
    EqualityResponse equality =
        new EqualityResponse(Scalar.random(random), Scalar.random(random), Scalar.random(random));
    Scalar cEquality = Scalar.random(random);
    Scalar nonce = Scalar.random(random);
    RistrettoPoint x = Pedersen.multiplyG(equality.zX);
    Announcement announcement =
        new Announcement(
            Pedersen.multiplyH(nonce).compress(),
            x.add(Pedersen.multiplyH(equality.zDelta))
                .subtract(commitments.delta.multiply(cEquality))
                .compress(),
            x.add(Pedersen.multiplyH(equality.zClaimed))
                .subtract(commitments.claimed.multiply(cEquality))
                .compress());
    return new Branch(
        announcement,
        c -> {
          Scalar cMax = c.subtract(cEquality);
          Scalar zMax = cMax.multiply(percentage.opening.scalar()).add(nonce);
          return new Answer(new CapResponse(zMax, cMax), equality);
        });
  }

  /** Knows the value of {@code C_d} and {@code C_c}, and chose the answer to the cap beforehand. */
  private static Branch proveEquality(
      Context context, Commitments commitments, Opened delta, Opened claimed, SecureRandom random) {
    CapResponse cap = new CapResponse(Scalar.random(random), Scalar.random(random));
    Scalar nonceX = Scalar.random(random);
    PedersenOpening nonceDelta = PedersenOpening.random(random);
    PedersenOpening nonceClaimed = PedersenOpening.random(random);
    Scalar capValue = cap.cMax.multiply(Scalar.of(context.maxValue));
    Announcement announcement =
        new Announcement(
            Pedersen.commit(capValue, PedersenOpening.of(cap.zMax))
                .subtract(commitments.percentage.multiply(cap.cMax))
                .compress(),
            Pedersen.commit(nonceX, nonceDelta).compress(),
            Pedersen.commit(nonceX, nonceClaimed).compress());
    return new Branch(
        announcement,
        c -> {
          Scalar share = c.subtract(cap.cMax);
          return new Answer(
              cap,
              new EqualityResponse(
                  share.multiply(claimed.value).add(nonceX),
                  share.multiply(delta.opening.scalar()).add(nonceDelta.scalar()),
                  share.multiply(claimed.opening.scalar()).add(nonceClaimed.scalar())));
        });
  }

  /** All ones if {@code left < right}, both unsigned, else 0: the borrow of their difference. */
  static byte belowMask(long left, long right) {
    long borrow = (~left & right) | (~(left ^ right) & (left - right));
    return (byte) (borrow >> (Long.SIZE - 1));
  }

  private static Announcement choose(byte mask, Branch ones, Branch zeros) {
    return new Announcement(
        choose(mask, ones.announcement.max, zeros.announcement.max),
        choose(mask, ones.announcement.delta, zeros.announcement.delta),
        choose(mask, ones.announcement.claimed, zeros.announcement.claimed));
  }

  private static CompressedRistretto choose(
      byte mask, CompressedRistretto ones, CompressedRistretto zeros) {
    return CompressedRistretto.of(choose(mask, ones.toBytes(), zeros.toBytes()));
  }

  private static byte[] choose(byte mask, byte[] ones, byte[] zeros) {
    byte[] chosen = new byte[ones.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (byte) ((ones[i] & mask) | (zeros[i] & ~mask));
    }
    return chosen;
  }

  @Override
  public void relate(ChallengeSource challenges, Relations relations) {
    Scalar cEquality = challenge(challenges, context, announcement).subtract(cap.cMax);
    // z_max*H + c_max*m*G - c_max*C_m - Y_max = 0
    relations.begin();
    relations.addH(cap.zMax);
    relations.addG(cap.cMax.multiply(Scalar.of(context.maxValue)));
    relations.subtract(cap.cMax, context.percentage);
    relations.subtract(announcement.max);
    // z_x*G + z_delta*H - (c - c_max)*C_d - Y_delta = 0
    relations.begin();
    relations.addG(equality.zX);
    relations.addH(equality.zDelta);
    relations.subtract(cEquality, context.delta);
    relations.subtract(announcement.delta);
    // z_x*G + z_claimed*H - (c - c_max)*C_c - Y_claimed = 0
    relations.begin();
    relations.addG(equality.zX);
    relations.addH(equality.zClaimed);
    relations.subtract(cEquality, context.claimed);
    relations.subtract(announcement.claimed);
  }

  private static Scalar challenge(
      ChallengeSource challenges, Context context, Announcement announcement) {
    Transcript transcript = challenges.begin(Labels.PERCENTAGE_WITH_CAP);
    transcript.append(Labels.PERCENTAGE_COMMITMENT, context.percentage);
    transcript.append(Labels.DELTA_COMMITMENT, context.delta);
    transcript.append(Labels.CLAIMED_COMMITMENT, context.claimed);
    transcript.append(Labels.MAX_VALUE, context.maxValue);
    transcript.separate(Labels.PERCENTAGE_WITH_CAP_PROOF);
    transcript.append(Labels.Y_MAX_PROOF, announcement.max);
    transcript.append(Labels.Y_DELTA, announcement.delta);
    transcript.append(Labels.Y_CLAIMED, announcement.claimed);
    return transcript.challenge(Labels.CHALLENGE_C);
  }

  /** The challenge of this proof. The peers' challenge w only batches, which our weights do. */
  Scalar challenge() {
    return challenge(ChallengeSource.fiatShamir(), context, announcement);
  }

  /** The commitment to the fee. */
  public CompressedRistretto percentageCommitment() {
    return context.percentage;
  }

  public CompressedRistretto deltaCommitment() {
    return context.delta;
  }

  public CompressedRistretto claimedCommitment() {
    return context.claimed;
  }

  /** The cap, 64 bits unsigned. */
  public long maxValue() {
    return context.maxValue;
  }

  @Override
  public String statement() {
    return NAME;
  }

  @Override
  public List<CompressedRistretto> points() {
    return List.of(
        context.percentage,
        context.delta,
        context.claimed,
        announcement.max,
        announcement.delta,
        announcement.claimed);
  }

  @Override
  public int bytes() {
    return BYTES;
  }

  @Override
  public byte[] toBytes() {
    ByteBuffer data = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    context.percentage.appendTo(data);
    context.delta.appendTo(data);
    context.claimed.appendTo(data);
    data.putLong(context.maxValue);
    announcement.max.appendTo(data);
    data.put(cap.zMax.toBytes()).put(cap.cMax.toBytes());
    announcement.delta.appendTo(data);
    announcement.claimed.appendTo(data);
    data.put(equality.zX.toBytes());
    return data.put(equality.zDelta.toBytes()).put(equality.zClaimed.toBytes()).array();
  }
}
