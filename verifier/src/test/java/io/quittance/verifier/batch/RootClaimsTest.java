package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.InverseRoot;
import io.quittance.verifier.ristretto.RistrettoPoint;
import org.junit.jupiter.api.Test;

class RootClaimsTest {
  private static final CompressedRistretto G = Pedersen.G.compress();
  private static final CompressedRistretto H = Pedersen.H.compress();

  private final SeededRandom random = new SeededRandom(4);
  private final RootClaims claims = new RootClaims();

  @Test
  void rightClaim_behindAsManyWrongOnesAsAllowed_servesAndBehindOneMoreDoesNot()
      throws InvalidProofException {
    for (int wrong = 0; wrong <= RootClaims.MAX_PER_POINT; wrong++) {
      RootClaims shared = new RootClaims();
      for (int i = 0; i < wrong; i++) {
        shared.add(1, anyRoot());
      }
      shared.add(1, InverseRoot.of(H));
      shared.add(0, InverseRoot.of(G));
      assertDecodes(shared, G, H);
      int expected = wrong < RootClaims.MAX_PER_POINT ? 0 : 1;
      assertEquals(expected, shared.squareRoots(), wrong + " wrong ones, " + random);
    }
  }

  @Test
  void wrongClaim_repeatedOrZero_crowdsOutNoRightOne() throws InvalidProofException {
    for (int i = 1; i < RootClaims.MAX_PER_POINT; i++) {
      InverseRoot wrong = anyRoot();
      claims.add(0, wrong);
      claims.add(0, wrong);
      claims.add(0, InverseRoot.NONE);
    }
    claims.add(0, InverseRoot.of(G));
    assertDecodes(claims, G);
    assertEquals(0, claims.squareRoots());
  }

  @Test
  void claims_aboutSomeOfManyPoints_leaveTheOthersToTheRoot() throws InvalidProofException {
    CompressedRistretto[] points = new CompressedRistretto[100];
    RistrettoPoint point = Pedersen.H;
    for (int i = 0; i < points.length; i++) {
      points[i] = point.compress();
      point = point.add(Pedersen.G);
    }
    for (int i = 0; i < points.length; i += 3) {
      claims.add(i, InverseRoot.of(points[i]));
    }
    assertDecodes(claims, points);
    assertEquals(66, claims.squareRoots());
  }

  @Test
  void badEncoding_claimedOrNot_isNull() {
    byte[] bytes = new byte[CompressedRistretto.BYTES];
    bytes[0] = 1;
    CompressedRistretto bad = CompressedRistretto.of(bytes);
    claims.add(0, anyRoot());
    claims.add(0, InverseRoot.of(G));
    RistrettoPoint[] decoded = claims.decode(new CompressedRistretto[] {bad, bad});
    assertNull(decoded[0]);
    assertNull(decoded[1]);
    assertEquals(2, claims.squareRoots());
  }

  private static void assertDecodes(RootClaims claims, CompressedRistretto... points)
      throws InvalidProofException {
    RistrettoPoint[] decoded = claims.decode(points);
    for (int i = 0; i < points.length; i++) {
      assertEquals(points[i].decode(), decoded[i], "point " + i);
    }
  }

  private InverseRoot anyRoot() {
    byte[] bytes = new byte[InverseRoot.BYTES];
    random.nextBytes(bytes);
    return InverseRoot.of(bytes, 0);
  }
}
