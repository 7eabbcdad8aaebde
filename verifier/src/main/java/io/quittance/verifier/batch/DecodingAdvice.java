package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.InverseRoot;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What somebody with more time has found out about the points of an item's proofs, so that a
 * verifier decodes them six times faster: the inverse root of each.
 *
 * <p>Advice is optional and never trusted. Each root is checked before it is used, so whatever
 * advice says (wrong, another item's, too short or too long), verdicts are those without it; it
 * costs at most a part of a decoding for each point. It must not be signed, hashed or required.
 *
 * <p>It is made from the bytes of the proofs alone. Take the item's proofs in their order, and of
 * each, context before proof, its points in the order of their bytes (the tables of the statements'
 * classes name them; unused slots of a range proof are left out). Of points with the same bytes
 * only the first counts. The advice has 32 bytes for each, in this order:
 *
 * <pre>
 * offset  bytes  content
 *   32*k     32  little-endian I, the highest bit 0, of the k-th distinct point (from 0) with
 *                bytes s: u1 = 1 - s^2, u2 = 1 + s^2, v = -d*u1^2 - u2^2 as in RFC 9496, section
 *                4.3.1, and I^2*v*u2^2 = 1 modulo p; either of the two roots. Zero if there is none.
 * </pre>
 *
 * A reader ignores bytes after the last whole 32, those for more points than the item has, and
 * those after {@link #MAX_BYTES}.
 */
public final class DecodingAdvice {
  /** No advice. */
  public static final DecodingAdvice NONE = new DecodingAdvice(new InverseRoot[0]);

  /** The most points that are advised; the five proofs of a transfer with a fee have fewer. */
  public static final int MAX_POINTS = 80;

  /** The length of the longest advice. */
  public static final int MAX_BYTES = MAX_POINTS * InverseRoot.BYTES;

  private final InverseRoot[] roots;

  private DecodingAdvice(InverseRoot[] roots) {
    this.roots = roots;
  }

  /** Reads advice from somebody; any bytes are some. */
  public static DecodingAdvice of(byte[] bytes) {
    InverseRoot[] roots = new InverseRoot[Math.min(bytes.length, MAX_BYTES) / InverseRoot.BYTES];
    for (int k = 0; k < roots.length; k++) {
      roots[k] = InverseRoot.of(bytes, k * InverseRoot.BYTES);
    }
    return new DecodingAdvice(roots);
  }

  /** Makes the right advice for an item's proofs: one exponentiation for each distinct point. */
  public static DecodingAdvice forProofs(List<? extends ProofData> proofs) {
    return new DecodingAdvice(
        distinctPoints(proofs).stream()
            .limit(MAX_POINTS)
            .map(InverseRoot::of)
            .toArray(InverseRoot[]::new));
  }

  private static Set<CompressedRistretto> distinctPoints(List<? extends ProofData> proofs) {
    Set<CompressedRistretto> points = new LinkedHashSet<>();
    proofs.forEach(proof -> points.addAll(proof.points()));
    return points;
  }

  /** Names each point of an item that is advised about, with the root that is claimed. */
  void forEach(
      List<? extends ProofData> proofs, BiConsumer<CompressedRistretto, InverseRoot> claim) {
    int k = 0;
    for (CompressedRistretto point : distinctPoints(proofs)) {
      if (k == roots.length) {
        return;
      }
      claim.accept(point, roots[k++]);
    }
  }

  /** A fresh copy of the bytes, 32 for each point. */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(roots.length * InverseRoot.BYTES);
    for (InverseRoot root : roots) {
      root.appendTo(bytes);
    }
    return bytes.array();
  }
}
