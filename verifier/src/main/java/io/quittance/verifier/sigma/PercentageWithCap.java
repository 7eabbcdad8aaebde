package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.List;

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

  record Context(
      CompressedRistretto percentage,
      CompressedRistretto delta,
      CompressedRistretto claimed,
      long maxValue) {}

  /** The prover's first message. */
  record Announcement(
      CompressedRistretto max, CompressedRistretto delta, CompressedRistretto claimed) {}

  /** The answer for the cap, with its share of the challenge. */
  record CapResponse(Scalar zMax, Scalar cMax) {}

  /** The answer for the equality, whose share of the challenge is what is left. */
  record EqualityResponse(Scalar zX, Scalar zDelta, Scalar zClaimed) {}

  PercentageWithCap(
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
    return PercentageProver.prove(
        new PercentageProver.Opened(Scalar.of(percentage), percentageOpening),
        new PercentageProver.Opened(delta, deltaOpening),
        new PercentageProver.Opened(Scalar.of(claimed), claimedOpening),
        PercentageProver.belowMask(percentage, maxValue),
        maxValue,
        challenges,
        random);
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

  static Scalar challenge(ChallengeSource challenges, Context context, Announcement announcement) {
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
