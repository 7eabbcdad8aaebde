package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.PercentageWithCap.Announcement;
import io.quittance.verifier.sigma.PercentageWithCap.CapResponse;
import io.quittance.verifier.sigma.PercentageWithCap.Context;
import io.quittance.verifier.sigma.PercentageWithCap.EqualityResponse;
import io.quittance.verifier.transcript.ChallengeSource;
import java.security.SecureRandom;
import java.util.function.Function;

/**
 * The prover of {@link PercentageWithCap}: makes both branches, of which it can answer one for any
 * challenge and has chosen the answer to the other beforehand, and shows one of them, in constant
 * time.
 */
final class PercentageProver {
  private PercentageProver() {}

  /** A value and the randomness of its commitment. */
  record Opened(Scalar value, PedersenOpening opening) {
    RistrettoPoint commit() {
      return Pedersen.commit(value, opening);
    }
  }

  /**
   * Proves.
   *
   * @param belowCap all ones to prove the equality, 0 to prove the cap
   */
  static PercentageWithCap prove(
      Opened percentage,
      Opened delta,
      Opened claimed,
      byte belowCap,
      long maxValue,
      ChallengeSource challenges,
      SecureRandom random) {
    Commitments commitments =
        new Commitments(percentage.commit(), delta.commit(), claimed.commit());
    Context context = commitments.context(maxValue);
    Branch capped = proveCap(commitments, percentage, random);
    Branch equal = proveEquality(context, commitments, delta, claimed, random);
    // One announcement and one challenge: whoever gives the challenge must not see two branches.
    Scalar c = PercentageWithCap.challenge(challenges, context, choose(belowCap, equal, capped));
    byte[] chosen = choose(belowCap, equal.answer(context, c), capped.answer(context, c));
    try {
      return PercentageWithCap.parse(chosen);
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
  private static Branch proveCap(Commitments commitments, Opened percentage, SecureRandom random) {
    EqualityResponse equality =
        new EqualityResponse(Scalar.random(random), Scalar.random(random), Scalar.random(random));
    Scalar cEquality = Scalar.random(random);
    Scalar nonce = Scalar.random(random);
    RistrettoPoint x = Pedersen.multiplyG(equality.zX());
    Announcement announcement =
        new Announcement(
            Pedersen.multiplyH(nonce).compress(),
            x.add(Pedersen.multiplyH(equality.zDelta()))
                .subtract(commitments.delta.multiply(cEquality))
                .compress(),
            x.add(Pedersen.multiplyH(equality.zClaimed()))
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
    Scalar capValue = cap.cMax().multiply(Scalar.of(context.maxValue()));
    Announcement announcement =
        new Announcement(
            Pedersen.commit(capValue, PedersenOpening.of(cap.zMax()))
                .subtract(commitments.percentage.multiply(cap.cMax()))
                .compress(),
            Pedersen.commit(nonceX, nonceDelta).compress(),
            Pedersen.commit(nonceX, nonceClaimed).compress());
    return new Branch(
        announcement,
        c -> {
          Scalar share = c.subtract(cap.cMax());
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
        choose(mask, ones.announcement.max(), zeros.announcement.max()),
        choose(mask, ones.announcement.delta(), zeros.announcement.delta()),
        choose(mask, ones.announcement.claimed(), zeros.announcement.claimed()));
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
}
