package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proof that two grouped ciphertexts, the low and the high part of an amount, are well-formed: for
 * each part the prover knows x and r with {@code C = x*G + r*H} and {@code D_i = r*P_i} for its
 * three handles. So the holders of all three keys decrypt the same x.
 *
 * <p><b>It does not prove</b> that x is small, nor that r hides anything: with r = 0 all handles
 * are the identity and x can be found by anyone. <b>It must come with</b> a {@link
 * io.quittance.verifier.range.BatchedRangeProof} of both commitments, and a comparison of the keys
 * with the payer's, the payee's and the auditor's.
 *
 * <pre>
 * offset  bytes  context
 *      0     32  P_1  first public key, not the identity
 *     32     32  P_2  second public key, not the identity
 *     64     32  P_3  third public key, the identity where there is no auditor
 *     96    128  low part:  C, D_1, D_2, D_3; C not the identity
 *    224    128  high part: C, D_1, D_2, D_3; C not the identity
 *
 *                proof
 *    352     32  Y_0  not the identity
 *    384     32  Y_1  not the identity
 *    416     32  Y_2  not the identity
 *    448     32  Y_3
 *    480     32  z_r
 *    512     32  z_x
 * </pre>
 */
public final class BatchedGroupedCiphertext3HandlesValidity implements ProofData {
  /** The number of keys and of handles in each part. */
  public static final int HANDLES = 3;

  private static final int GROUPED_BYTES = (1 + HANDLES) * CompressedRistretto.BYTES;

  public static final int CONTEXT_BYTES = HANDLES * CompressedRistretto.BYTES + 2 * GROUPED_BYTES;
  public static final int PROOF_BYTES =
      (1 + HANDLES) * CompressedRistretto.BYTES + 2 * Scalar.BYTES;
  public static final int BYTES = CONTEXT_BYTES + PROOF_BYTES;

  private static final String NAME = "BatchedGroupedCiphertext3HandlesValidity";

  private final Context context;

  /** The prover's first message: Y_0 for the commitment and Y_i for the i-th handle. */
  private final List<CompressedRistretto> announcement;

  private final Scalar zR;
  private final Scalar zX;

  private record Context(List<CompressedRistretto> pubkeys, Part lo, Part hi) {}

  private record Part(CompressedRistretto commitment, List<CompressedRistretto> handles) {
    byte[] toBytes() {
      ByteBuffer bytes = ByteBuffer.allocate(GROUPED_BYTES);
      commitment.appendTo(bytes);
      handles.forEach(handle -> handle.appendTo(bytes));
      return bytes.array();
    }
  }

  /** The challenge t, which joins the two parts, and the challenge c of the joined proof. */
  record Challenges(Scalar t, Scalar c) {}

  private BatchedGroupedCiphertext3HandlesValidity(
      Context context, List<CompressedRistretto> announcement, Scalar zR, Scalar zX) {
    this.context = context;
    this.announcement = announcement;
    this.zR = zR;
    this.zX = zX;
  }

  /** Reads 544 bytes; refuses scalars that are not reduced and identity points where forbidden. */
  public static BatchedGroupedCiphertext3HandlesValidity parse(byte[] data)
      throws InvalidProofException {
    ProofReader reader = ProofReader.of(NAME, data, BYTES);
    List<CompressedRistretto> pubkeys =
        List.of(
            reader.nonIdentity("first public key"),
            reader.nonIdentity("second public key"),
            reader.point());
    Context context =
        new Context(
            pubkeys, readPart(reader, "low commitment"), readPart(reader, "high commitment"));
    List<CompressedRistretto> announcement =
        List.of(
            reader.nonIdentity("Y_0"),
            reader.nonIdentity("Y_1"),
            reader.nonIdentity("Y_2"),
            reader.point());
    return new BatchedGroupedCiphertext3HandlesValidity(
        context, announcement, reader.scalar("z_r"), reader.scalar("z_x"));
  }

  private static Part readPart(ProofReader reader, String commitmentName)
      throws InvalidProofException {
    return new Part(
        reader.nonIdentity(commitmentName),
        List.of(reader.point(), reader.point(), reader.point()));
  }

  /**
   * Encrypts both parts of an amount under three keys and proves it, in constant time.
   *
   * @param third the auditor's key; empty where there is none
   * @param lo the low part, 64 bits unsigned; the range proof decides how large it may be
   * @param hi the high part, likewise
   */
  public static BatchedGroupedCiphertext3HandlesValidity prove(
      ElGamalPublicKey first,
      ElGamalPublicKey second,
      Optional<ElGamalPublicKey> third,
      long lo,
      long hi,
      PedersenOpening openingLo,
      PedersenOpening openingHi,
      SecureRandom random) {
    List<Optional<ElGamalPublicKey>> keys = List.of(Optional.of(first), Optional.of(second), third);
    List<CompressedRistretto> pubkeys =
        keys.stream()
            .map(key -> key.map(ElGamalPublicKey::compressed).orElse(CompressedRistretto.IDENTITY))
            .toList();
    Context context =
        new Context(pubkeys, encrypt(keys, lo, openingLo), encrypt(keys, hi, openingHi));

    PedersenOpening nonceR = PedersenOpening.random(random);
    Scalar nonceX = Scalar.random(random);
    List<CompressedRistretto> announcement = new ArrayList<>();
    announcement.add(Pedersen.commit(nonceX, nonceR).compress());
    for (Optional<ElGamalPublicKey> key : keys) {
      announcement.add(
          key.map(present -> present.handle(nonceR).compress())
              .orElse(CompressedRistretto.IDENTITY));
    }
    Challenges challenges = challenges(context, announcement);
    Scalar r = openingLo.scalar().add(challenges.t.multiply(openingHi.scalar()));
    Scalar x = Scalar.of(lo).add(challenges.t.multiply(Scalar.of(hi)));
    return new BatchedGroupedCiphertext3HandlesValidity(
        context,
        List.copyOf(announcement),
        challenges.c.multiply(r).add(nonceR.scalar()),
        challenges.c.multiply(x).add(nonceX));
  }

  private static Part encrypt(
      List<Optional<ElGamalPublicKey>> keys, long amount, PedersenOpening opening) {
    GroupedCiphertext grouped = GroupedCiphertext.encrypt(keys, amount, opening);
    if (grouped.commitment().isIdentity()) {
      throw new IllegalArgumentException("a commitment that is the identity cannot be proved");
    }
    return new Part(
        grouped.commitment(), List.of(grouped.handle(0), grouped.handle(1), grouped.handle(2)));
  }

  @Override
  public void relate(Relations relations) {
    Challenges challenges = challenges();
    Scalar c = challenges.c;
    Scalar ct = c.multiply(challenges.t);
    // z_r*H + z_x*G - c*(C_lo + t*C_hi) - Y_0 = 0
    relations.begin();
    relations.addH(zR);
    relations.addG(zX);
    relations.subtract(c, context.lo.commitment);
    relations.subtract(ct, context.hi.commitment);
    relations.subtract(announcement.get(0));
    for (int i = 0; i < HANDLES; i++) {
      // z_r*P_i - c*(D_i,lo + t*D_i,hi) - Y_i = 0
      relations.begin();
      relations.add(zR, context.pubkeys.get(i));
      relations.subtract(c, context.lo.handles.get(i));
      relations.subtract(ct, context.hi.handles.get(i));
      relations.subtract(announcement.get(i + 1));
    }
  }

  private static Challenges challenges(Context context, List<CompressedRistretto> announcement) {
    Transcript transcript = Transcript.begin(Labels.BATCHED_GROUPED_CIPHERTEXT_3_HANDLES_VALIDITY);
    transcript.append(Labels.FIRST_PUBKEY, context.pubkeys.get(0));
    transcript.append(Labels.SECOND_PUBKEY, context.pubkeys.get(1));
    transcript.append(Labels.THIRD_PUBKEY, context.pubkeys.get(2));
    transcript.append(Labels.GROUPED_CIPHERTEXT_LO, context.lo.toBytes());
    transcript.append(Labels.GROUPED_CIPHERTEXT_HI, context.hi.toBytes());
    transcript.separate(Labels.BATCHED_VALIDITY_PROOF);
    transcript.append(Labels.HANDLES, HANDLES);
    Scalar t = transcript.challenge(Labels.CHALLENGE_T);
    transcript.separate(Labels.VALIDITY_PROOF);
    transcript.append(Labels.HANDLES, HANDLES);
    transcript.append(Labels.Y_0, announcement.get(0));
    transcript.append(Labels.Y_1, announcement.get(1));
    transcript.append(Labels.Y_2, announcement.get(2));
    transcript.append(Labels.Y_3, announcement.get(3));
    return new Challenges(t, transcript.challenge(Labels.CHALLENGE_C));
  }

  /** The challenges of this proof. The peers' challenge w only batches, which our weights do. */
  Challenges challenges() {
    return challenges(context, announcement);
  }

  public CompressedRistretto firstPubkey() {
    return context.pubkeys.get(0);
  }

  public CompressedRistretto secondPubkey() {
    return context.pubkeys.get(1);
  }

  /** The auditor's key; the identity where there is none. */
  public CompressedRistretto thirdPubkey() {
    return context.pubkeys.get(2);
  }

  public CompressedRistretto commitmentLo() {
    return context.lo.commitment;
  }

  public CompressedRistretto commitmentHi() {
    return context.hi.commitment;
  }

  /** The low part's handle for the key with this index, from 0 to 2. */
  public CompressedRistretto handleLo(int index) {
    return context.lo.handles.get(index);
  }

  /** The high part's handle for the key with this index, from 0 to 2. */
  public CompressedRistretto handleHi(int index) {
    return context.hi.handles.get(index);
  }

  /** The 128 bytes of the low part. */
  public byte[] groupedLoBytes() {
    return context.lo.toBytes();
  }

  /** The 128 bytes of the high part. */
  public byte[] groupedHiBytes() {
    return context.hi.toBytes();
  }

  @Override
  public String statement() {
    return NAME;
  }

  @Override
  public int bytes() {
    return BYTES;
  }

  @Override
  public byte[] toBytes() {
    ByteBuffer data = ByteBuffer.allocate(BYTES);
    context.pubkeys.forEach(pubkey -> pubkey.appendTo(data));
    data.put(context.lo.toBytes()).put(context.hi.toBytes());
    announcement.forEach(point -> point.appendTo(data));
    return data.put(zR.toBytes()).put(zX.toBytes()).array();
  }
}
