package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.InverseRoot;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What advice claims about the numbered points of a batch: for each the first few different roots.
 *
 * <p>A point that many items share, as the auditor's key, is claimed about by all of them. The
 * first right claim serves all. Wrong ones before it cost a check each; the limit keeps their sum
 * below the one decoding that is done where all are wrong.
 */
final class RootClaims {
  /** How many different claims are kept for each point; those after them are not looked at. */
  static final int MAX_PER_POINT = 2;

  /** The first claim of each point, the second of each, and so on; null where there is none. */
  private final List<InverseRoot[]> rounds = new ArrayList<>();

  private int squareRoots;

  /** Adds a claim about the point with this number, unless it was made before. */
  void add(int number, InverseRoot root) {
    if (root.equals(InverseRoot.NONE)) {
      return;
    }
    for (int round = 0; round < MAX_PER_POINT; round++) {
      InverseRoot[] claims = round(round, number);
      if (claims[number] == null) {
        claims[number] = root;
        return;
      }
      if (claims[number].equals(root)) {
        return;
      }
    }
  }

  private InverseRoot[] round(int round, int number) {
    if (round == rounds.size()) {
      rounds.add(new InverseRoot[number + 1]);
    }
    InverseRoot[] claims = rounds.get(round);
    if (number >= claims.length) {
      claims = Arrays.copyOf(claims, 2 * number + 1);
      rounds.set(round, claims);
    }
    return claims;
  }

  /**
   * Decodes points, numbered as they stand; null where one is none. What no claim decodes, and all
   * that is no point, is decoded as if there were no claims.
   */
  RistrettoPoint[] decode(CompressedRistretto[] points) {
    RistrettoPoint[] decoded = new RistrettoPoint[points.length];
    for (InverseRoot[] claims : rounds) {
      int[] numbers = undecoded(decoded, n -> n < claims.length && claims[n] != null);
      InverseRoot[] roots =
          Arrays.stream(numbers).mapToObj(n -> claims[n]).toArray(InverseRoot[]::new);
      put(decoded, numbers, CompressedRistretto.decodeClaimed(pick(points, numbers), roots));
    }
    int[] rest = undecoded(decoded, n -> true);
    squareRoots = rest.length;
    put(decoded, rest, CompressedRistretto.decodeAll(pick(points, rest)));
    return decoded;
  }

  /** How many points were decoded as if there were no claims. */
  int squareRoots() {
    return squareRoots;
  }

  private static int[] undecoded(RistrettoPoint[] decoded, IntPredicate wanted) {
    return IntStream.range(0, decoded.length)
        .filter(n -> decoded[n] == null)
        .filter(wanted)
        .toArray();
  }

  private static CompressedRistretto[] pick(CompressedRistretto[] points, int[] numbers) {
    CompressedRistretto[] picked = new CompressedRistretto[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      picked[i] = points[numbers[i]];
    }
    return picked;
  }

  private static void put(RistrettoPoint[] decoded, int[] numbers, RistrettoPoint[] found) {
    for (int i = 0; i < numbers.length; i++) {
      decoded[numbers[i]] = found[i];
    }
  }
}
