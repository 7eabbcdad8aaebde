package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.RistrettoPoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * The generators {@code G_i} and {@code H_i} of vector commitments, on which range proofs rest.
 *
 * <p>Each chain is the output of SHAKE256 over {@code "GeneratorsChain"} and the letter {@code G}
 * or {@code H}, taken in blocks of 64 bytes, each mapped to a point. A shorter chain is the
 * beginning of a longer one. They are unrelated to {@link Pedersen#G} and {@link Pedersen#H}.
 * Computed once, when first needed.
 */
public final class VectorGenerators {
  /** The length of each chain: enough for range proofs of 256 bits. */
  public static final int CAPACITY = 256;

  private static final String CHAIN = "GeneratorsChain";
  private static final int SECURITY_BITS = 256;
  private static final int BLOCK_BYTES = 64;

  private static final List<RistrettoPoint> G = chain("G");
  private static final List<RistrettoPoint> H = chain("H");

  private VectorGenerators() {}

  /** The points {@code G_0 .. G_255}. */
  public static List<RistrettoPoint> g() {
    return G;
  }

  /** The points {@code H_0 .. H_255}. */
  public static List<RistrettoPoint> h() {
    return H;
  }

  private static List<RistrettoPoint> chain(String letter) {
    SHAKEDigest shake = new SHAKEDigest(SECURITY_BITS);
    byte[] seed = (CHAIN + letter).getBytes(StandardCharsets.US_ASCII);
    shake.update(seed, 0, seed.length);
    List<RistrettoPoint> points = new ArrayList<>(CAPACITY);
    byte[] block = new byte[BLOCK_BYTES];
    for (int i = 0; i < CAPACITY; i++) {
      shake.doOutput(block, 0, BLOCK_BYTES);
      points.add(RistrettoPoint.fromUniformBytes(block));
    }
    return List.copyOf(points);
  }
}
