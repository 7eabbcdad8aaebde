package io.quittance.verifier.sigma;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.ProofReader;
import io.quittance.verifier.batch.Relations;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Label;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The protocol of all four validity proofs: that each part, a grouped ciphertext with h handles, is
 * well-formed. For each part the prover knows x and r with {@code C = x*G + r*H} and {@code D_i =
 * r*P_i}.
 *
 * <p>A plain proof has one part. A batched one has two, low and high, and proves their combination
 * {@code C_lo + t*C_hi}, {@code D_i,lo + t*D_i,hi} under a challenge t that depends on both.
 *
 * <pre>
 *      bytes  context
 *       32*h  P_1 to P_h   public keys; only the last may be the identity, where it is absent
 *   32*(1+h)  for each part: C, D_1 to D_h; C not the identity
 *
 *             proof
 *   32*(1+h)  Y_0 to Y_h   only the last may be the identity
 *         32  z_r
 *         32  z_x
 * </pre>
 */
final class HandlesValidity {
  private static final List<String> ORDINALS = List.of("first", "second", "third");
  private static final List<Label> PUBKEYS =
      List.of(Labels.FIRST_PUBKEY, Labels.SECOND_PUBKEY, Labels.THIRD_PUBKEY);
  private static final List<Label> ANNOUNCEMENTS =
      List.of(Labels.Y_0, Labels.Y_1, Labels.Y_2, Labels.Y_3);

  /** Which of the four proofs it is. */
  record Form(String name, Label statement, int handles, boolean batched) {
    static int contextBytes(int handles, int parts) {
      return handles * CompressedRistretto.BYTES + parts * GroupedCiphertext.bytes(handles);
    }

    static int proofBytes(int handles) {
      return (1 + handles) * CompressedRistretto.BYTES + 2 * Scalar.BYTES;
    }

    int bytes() {
      return contextBytes(handles, partLabels().size()) + proofBytes(handles);
    }

    List<Label> partLabels() {
      return batched
          ? List.of(Labels.GROUPED_CIPHERTEXT_LO, Labels.GROUPED_CIPHERTEXT_HI)
          : List.of(Labels.GROUPED_CIPHERTEXT);
    }

    List<String> commitmentNames() {
      return batched ? List.of("low commitment", "high commitment") : List.of("commitment");
    }
  }

  /** A grouped ciphertext whose points are not decoded yet. */
  record Part(CompressedRistretto commitment, List<CompressedRistretto> handles) {
    byte[] toBytes() {
      ByteBuffer bytes = ByteBuffer.allocate(GroupedCiphertext.bytes(handles.size()));
      commitment.appendTo(bytes);
      handles.forEach(handle -> handle.appendTo(bytes));
      return bytes.array();
    }
  }

  /**
   * The factor of each part in their combination, 1 and, for a second part, the challenge t; and
   * the challenge c of the proof about the combination.
   */
  record Challenges(List<Scalar> factors, Scalar c) {}

  private record Context(List<CompressedRistretto> pubkeys, List<Part> parts) {}

  private final Form form;
  private final Context context;

  /** The prover's first message: Y_0 for the commitment and Y_i for the i-th handle. */
  private final List<CompressedRistretto> announcement;

  private final Scalar zR;
  private final Scalar zX;

  private HandlesValidity(
      Form form, Context context, List<CompressedRistretto> announcement, Scalar zR, Scalar zX) {
    this.form = form;
    this.context = context;
    this.announcement = announcement;
    this.zR = zR;
    this.zX = zX;
  }

  static HandlesValidity parse(Form form, byte[] data) throws InvalidProofException {
    ProofReader reader = ProofReader.of(form.name, data, form.bytes());
    List<CompressedRistretto> pubkeys = new ArrayList<>();
    for (String ordinal : ORDINALS.subList(0, form.handles - 1)) {
      pubkeys.add(reader.nonIdentity(ordinal + " public key"));
    }
    pubkeys.add(reader.point());
    List<Part> parts = new ArrayList<>();
    for (String name : form.commitmentNames()) {
      parts.add(new Part(reader.nonIdentity(name), readHandles(reader, form.handles)));
    }
    List<CompressedRistretto> announcement = new ArrayList<>();
    for (int i = 0; i < form.handles; i++) {
      announcement.add(reader.nonIdentity("Y_" + i));
    }
    announcement.add(reader.point());
    return new HandlesValidity(
        form,
        new Context(List.copyOf(pubkeys), List.copyOf(parts)),
        List.copyOf(announcement),
        reader.scalar("z_r"),
        reader.scalar("z_x"));
  }

  private static List<CompressedRistretto> readHandles(ProofReader reader, int count) {
    List<CompressedRistretto> handles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      handles.add(reader.point());
    }
    return List.copyOf(handles);
  }

  /**
   * Encrypts the amount of each part, 64 bits unsigned, under all keys and proves it, in constant
   * time. Amounts are never boxed: {@code Long.valueOf} looks small ones up in a table.
   *
   * @throws IllegalArgumentException if a commitment would be the identity
   */
  static HandlesValidity prove(
      Form form,
      List<Optional<ElGamalPublicKey>> keys,
      long[] amounts,
      List<PedersenOpening> openings,
      ChallengeSource source,
      SecureRandom random) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      parts.add(encrypt(keys, amounts[i], openings.get(i)));
    }
    Context context = new Context(pubkeys(keys), List.copyOf(parts));
    PedersenOpening nonceR = PedersenOpening.random(random);
    Scalar nonceX = Scalar.random(random);
    List<CompressedRistretto> announcement = new ArrayList<>();
    announcement.add(Pedersen.commit(nonceX, nonceR).compress());
    for (Optional<ElGamalPublicKey> key : keys) {
      announcement.add(
          key.map(present -> present.handle(nonceR).compress())
              .orElse(CompressedRistretto.IDENTITY));
    }
    Challenges challenges = challenges(source, form, context, announcement);
    Scalar r = Scalar.ZERO;
    Scalar x = Scalar.ZERO;
    for (int i = 0; i < amounts.length; i++) {
      Scalar factor = challenges.factors.get(i);
      r = r.add(factor.multiply(openings.get(i).scalar()));
      x = x.add(factor.multiply(Scalar.of(amounts[i])));
    }
    return new HandlesValidity(
        form,
        context,
        List.copyOf(announcement),
        challenges.c.multiply(r).add(nonceR.scalar()),
        challenges.c.multiply(x).add(nonceX));
  }

  private static List<CompressedRistretto> pubkeys(List<Optional<ElGamalPublicKey>> keys) {
    return keys.stream()
        .map(key -> key.map(ElGamalPublicKey::compressed).orElse(CompressedRistretto.IDENTITY))
        .toList();
  }

  private static Part encrypt(
      List<Optional<ElGamalPublicKey>> keys, long amount, PedersenOpening opening) {
    GroupedCiphertext grouped = GroupedCiphertext.encrypt(keys, amount, opening);
    if (grouped.commitment().isIdentity()) {
      throw new IllegalArgumentException("a commitment that is the identity cannot be proved");
    }
    List<CompressedRistretto> handles = new ArrayList<>();
    for (int i = 0; i < grouped.handles(); i++) {
      handles.add(grouped.handle(i));
    }
    return new Part(grouped.commitment(), List.copyOf(handles));
  }

  void relate(ChallengeSource source, Relations relations) {
    Challenges challenges = challenges(source, form, context, announcement);
    // z_r*H + z_x*G - c*(C_lo + t*C_hi) - Y_0 = 0
    relations.begin();
    relations.addH(zR);
    relations.addG(zX);
    for (int part = 0; part < context.parts.size(); part++) {
      relations.subtract(factor(challenges, part), context.parts.get(part).commitment);
    }
    relations.subtract(announcement.get(0));
    for (int i = 0; i < form.handles; i++) {
      // z_r*P_i - c*(D_i,lo + t*D_i,hi) - Y_i = 0
      relations.begin();
      relations.add(zR, context.pubkeys.get(i));
      for (int part = 0; part < context.parts.size(); part++) {
        relations.subtract(factor(challenges, part), context.parts.get(part).handles.get(i));
      }
      relations.subtract(announcement.get(i + 1));
    }
  }

  private static Scalar factor(Challenges challenges, int part) {
    return challenges.c.multiply(challenges.factors.get(part));
  }

  private static Challenges challenges(
      ChallengeSource source, Form form, Context context, List<CompressedRistretto> announcement) {
    Transcript transcript = source.begin(form.statement);
    for (int i = 0; i < form.handles; i++) {
      transcript.append(PUBKEYS.get(i), context.pubkeys.get(i));
    }
    for (int part = 0; part < context.parts.size(); part++) {
      transcript.append(form.partLabels().get(part), context.parts.get(part).toBytes());
    }
    List<Scalar> factors = new ArrayList<>(List.of(Scalar.ONE));
    if (form.batched) {
      transcript.separate(Labels.BATCHED_VALIDITY_PROOF);
      transcript.append(Labels.HANDLES, form.handles);
      factors.add(transcript.challenge(Labels.CHALLENGE_T));
    }
    transcript.separate(Labels.VALIDITY_PROOF);
    transcript.append(Labels.HANDLES, form.handles);
    for (int i = 0; i <= form.handles; i++) {
      transcript.append(ANNOUNCEMENTS.get(i), announcement.get(i));
    }
    return new Challenges(List.copyOf(factors), transcript.challenge(Labels.CHALLENGE_C));
  }

  /** The challenges of this proof. The peers' challenge w only batches, which our weights do. */
  Challenges challenges() {
    return challenges(ChallengeSource.fiatShamir(), form, context, announcement);
  }

  CompressedRistretto pubkey(int index) {
    return context.pubkeys.get(index);
  }

  Part part(int index) {
    return context.parts.get(index);
  }

  /** All points in the order of their bytes. */
  List<CompressedRistretto> points() {
    List<CompressedRistretto> points = new ArrayList<>(context.pubkeys);
    for (Part part : context.parts) {
      points.add(part.commitment);
      points.addAll(part.handles);
    }
    points.addAll(announcement);
    return points;
  }

  byte[] toBytes() {
    ByteBuffer data = ByteBuffer.allocate(form.bytes());
    context.pubkeys.forEach(pubkey -> pubkey.appendTo(data));
    context.parts.forEach(part -> data.put(part.toBytes()));
    announcement.forEach(point -> point.appendTo(data));
    return data.put(zR.toBytes()).put(zX.toBytes()).array();
  }
}
