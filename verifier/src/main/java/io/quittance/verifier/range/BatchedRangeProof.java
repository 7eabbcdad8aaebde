package io.quittance.verifier.range;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Proof that each of up to eight commitments {@code V_j} opens to a number of at most {@code n_j}
 * bits, where the bit lengths add up to 64, 128 or 256: an aggregated Bulletproof (Bünz et al.,
 * 2018).
 *
 * <p><b>It does not prove</b> what the numbers mean, nor that the prover owns anything. <b>It must
 * come with</b> a comparison of each commitment and <em>of each bit length</em> with those that the
 * rule at hand asks for: a proof of 17 and 31 bits is as valid as one of 16 and 32.
 *
 * <pre>
 * offset     bytes  context
 *      0       256  eight commitments, unused slots zero and last
 *    256         8  eight bit lengths, 0 for unused slots
 *
 *                   proof, with k = log2 of the sum of the bit lengths
 *    264        32  A             not the identity
 *    296        32  S             not the identity
 *    328        32  T_1           not the identity
 *    360        32  T_2           not the identity
 *    392        32  t_x
 *    424        32  t_x_blinding
 *    456        32  e_blinding
 *    488      64*k  L_1, R_1 to L_k, R_k, none the identity
 *    488+64*k   32  a
 *    520+64*k   32  b
 * </pre>
 */
public final class BatchedRangeProof implements ProofData {
  public static final int CONTEXT_BYTES = RangeContext.BYTES;

  /** The sum of the bit lengths. */
  public enum Size {
    U64(6),
    U128(7),
    U256(8);

    private final int rounds;

    Size(int rounds) {
      this.rounds = rounds;
    }

    /** The sum of the bit lengths, a power of two. */
    public int totalBits() {
      return 1 << rounds;
    }

    /** The number k of rounds of the inner-product argument. */
    int rounds() {
      return rounds;
    }

    public int proofBytes() {
      return (4 + 2 * rounds) * CompressedRistretto.BYTES + (3 + 2) * Scalar.BYTES;
    }

    /** The length of context and proof: 936 bytes for U64, 1000 for U128, 1064 for U256. */
    public int bytes() {
      return CONTEXT_BYTES + proofBytes();
    }
  }

  private final Size size;
  private final RangeContext context;
  private final Messages messages;

  /** What the prover sends, in this order. */
  record Messages(
      CompressedRistretto a,
      CompressedRistretto s,
      CompressedRistretto t1,
      CompressedRistretto t2,
      Scalar tX,
      Scalar tXBlinding,
      Scalar eBlinding,
      InnerProductProof innerProduct) {}

  BatchedRangeProof(Size size, RangeContext context, Messages messages) {
    this.size = size;
    this.context = context;
    this.messages = messages;
  }

  /** Reads 936, 1000 or 1064 bytes; refuses what breaks the rules of context, scalars, identity. */
  public static BatchedRangeProof parse(Size size, byte[] data) throws InvalidProofException {
    ProofReader reader = ProofReader.of(name(size), data, size.bytes());
    RangeContext context = RangeContext.parse(size.totalBits(), reader.bytes(CONTEXT_BYTES));
    CompressedRistretto a = reader.nonIdentity("A");
    CompressedRistretto s = reader.nonIdentity("S");
    CompressedRistretto t1 = reader.nonIdentity("T_1");
    CompressedRistretto t2 = reader.nonIdentity("T_2");
    Scalar tX = reader.scalar("t_x");
    Scalar tXBlinding = reader.scalar("t_x_blinding");
    Scalar eBlinding = reader.scalar("e_blinding");
    List<CompressedRistretto> left = new ArrayList<>(size.rounds());
    List<CompressedRistretto> right = new ArrayList<>(size.rounds());
    for (int round = 1; round <= size.rounds(); round++) {
      left.add(reader.nonIdentity("L_" + round));
      right.add(reader.nonIdentity("R_" + round));
    }
    InnerProductProof innerProduct =
        new InnerProductProof(left, right, reader.scalar("a"), reader.scalar("b"));
    return new BatchedRangeProof(
        size, context, new Messages(a, s, t1, t2, tX, tXBlinding, eBlinding, innerProduct));
  }

  /**
   * Commits to amounts and proves their ranges, in constant time.
   *
   * @param amounts one to eight amounts of 64 bits, unsigned
   * @param bitLengths how many bits each amount has at most, 1 to 64
   * @param openings the randomness of each commitment
   * @throws IllegalArgumentException if an amount has too many bits, the bit lengths do not add up
   *     to the size, or a commitment would be the identity
   */
  public static BatchedRangeProof prove(
      Size size,
      long[] amounts,
      int[] bitLengths,
      PedersenOpening[] openings,
      SecureRandom random) {
    return prove(size, amounts, bitLengths, openings, ChallengeSource.fiatShamir(), random);
  }

  /**
   * As above, with challenges from the given source: a counterparty, say, who is to be convinced
   * and nobody else.
   */
  public static BatchedRangeProof prove(
      Size size,
      long[] amounts,
      int[] bitLengths,
      PedersenOpening[] openings,
      ChallengeSource challenges,
      SecureRandom random) {
    return RangeProver.prove(size, amounts, bitLengths, openings, challenges, random);
  }

  @Override
  public void relate(ChallengeSource challenges, Relations relations) throws InvalidProofException {
    relate(RangeVerifier.challenges(challenges, size, context, messages), relations);
  }

  /** States the relation under given challenges, which only tests choose. */
  void relate(RangeVerifier.Challenges challenges, Relations relations)
      throws InvalidProofException {
    RangeVerifier.relate(size, context, messages, challenges, relations);
  }

  /** The challenges, replayed from the transcript. */
  RangeVerifier.Challenges challenges() {
    return RangeVerifier.challenges(ChallengeSource.fiatShamir(), size, context, messages);
  }

  public Size size() {
    return size;
  }

  /** The commitments in use, one to eight. */
  public List<CompressedRistretto> commitments() {
    return context.commitments();
  }

  public CompressedRistretto commitment(int index) {
    return context.commitments().get(index);
  }

  /** The bit lengths of the commitments in use. */
  public int[] bitLengths() {
    return context.bitLengths();
  }

  @Override
  public String statement() {
    return name(size);
  }

  private static String name(Size size) {
    return "BatchedRangeProof" + size;
  }

  @Override
  public List<CompressedRistretto> points() {
    List<CompressedRistretto> points = new ArrayList<>(context.commitments());
    points.addAll(List.of(messages.a, messages.s, messages.t1, messages.t2));
    InnerProductProof innerProduct = messages.innerProduct;
    for (int round = 0; round < innerProduct.rounds(); round++) {
      points.add(innerProduct.left().get(round));
      points.add(innerProduct.right().get(round));
    }
    return points;
  }

  @Override
  public int bytes() {
    return size.bytes();
  }

  @Override
  public byte[] toBytes() {
    ByteBuffer data = ByteBuffer.allocate(size.bytes());
    data.put(context.toBytes());
    messages.a.appendTo(data);
    messages.s.appendTo(data);
    messages.t1.appendTo(data);
    messages.t2.appendTo(data);
    data.put(messages.tX.toBytes());
    data.put(messages.tXBlinding.toBytes());
    data.put(messages.eBlinding.toBytes());
    InnerProductProof innerProduct = messages.innerProduct;
    for (int round = 0; round < innerProduct.rounds(); round++) {
      innerProduct.left().get(round).appendTo(data);
      innerProduct.right().get(round).appendTo(data);
    }
    data.put(innerProduct.a().toBytes());
    return data.put(innerProduct.b().toBytes()).array();
  }
}
