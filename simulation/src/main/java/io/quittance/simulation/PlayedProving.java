package io.quittance.simulation;

import io.quittance.ledger.account.OpeningProof;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.batch.Verdict;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * A stand-in for the provers and the verifier that takes microseconds: the contexts are the real
 * ones, with real points, and in the place of each proof stands a keyed hash of its context, which
 * is put there only where the statement is true. Nobody else knows the key.
 */
final class PlayedProving implements Proving {
  private static final byte[] KEY = "only those who state the truth know this".getBytes();
  private static final int CHUNK = 32;
  private static final int[] PAYMENT_BITS = {64, 16, 32, 16};
  private static final int[] REDEMPTION_BITS = {64};

  private final Sealing sealing;
  private BigInteger nextBlinding = BigInteger.ONE;

  PlayedProving(Sealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public byte[] ownKey(Party party) {
    byte[] context =
        join(
            party.keys().publicKey().toBytes(),
            OpeningProof.ciphertext(Authorities.NETWORK, party.id(), party.keys()).toBytes());
    return played(context, ZeroCiphertext.BYTES, true);
  }

  @Override
  public byte[] zero(Party owner, PlainMoney balance) {
    byte[] context = join(owner.keys().publicKey().toBytes(), sealing.sealed(owner, balance));
    return played(context, ZeroCiphertext.BYTES, balance.amount().signum() == 0);
  }

  @Override
  public Debit payment(Payment payment) {
    PlainMoney lo = new PlainMoney(BigInteger.valueOf(payment.lo()), payment.blindingLo());
    PlainMoney hi = new PlainMoney(BigInteger.valueOf(payment.hi()), payment.blindingHi());
    PlainMoney kept = freshlyBlinded(payment.kept());
    byte[] commitmentLo = compressed(Sealing.commitment(lo));
    byte[] commitmentHi = compressed(Sealing.commitment(hi));
    byte[] auditor = payment.auditor().map(ElGamalPublicKey::toBytes).orElse(new byte[CHUNK]);
    byte[] validity =
        join(
            payment.payer().keys().publicKey().toBytes(),
            payment.payee().toBytes(),
            auditor,
            commitmentLo,
            handles(payment, lo.blinding()),
            commitmentHi,
            handles(payment, hi.blinding()));
    byte[] padding = compressed(Sealing.commitment(freshlyBlinded(PlainMoney.NOTHING)));
    byte[] commitmentKept = compressed(Sealing.commitment(kept));
    return new Debit(
        equality(payment.payer(), payment.kept(), commitmentKept),
        played(validity, BatchedGroupedCiphertext3HandlesValidity.BYTES, true),
        range(
            join(commitmentKept, commitmentLo, commitmentHi, padding),
            PAYMENT_BITS,
            BatchedRangeProof.Size.U128,
            Proving.inRange(payment.kept())));
  }

  @Override
  public Debit redemption(Party owner, PlainMoney kept) {
    byte[] commitment = compressed(Sealing.commitment(freshlyBlinded(kept)));
    return new Debit(
        equality(owner, kept, commitment),
        new byte[0],
        range(commitment, REDEMPTION_BITS, BatchedRangeProof.Size.U64, Proving.inRange(kept)));
  }

  private byte[] equality(Party owner, PlainMoney balance, byte[] commitment) {
    byte[] context =
        join(owner.keys().publicKey().toBytes(), sealing.sealed(owner, balance), commitment);
    return played(context, CiphertextCommitmentEquality.BYTES, true);
  }

  private static byte[] range(
      byte[] commitments, int[] bits, BatchedRangeProof.Size size, boolean holds) {
    byte[] context = Arrays.copyOf(commitments, BatchedRangeProof.CONTEXT_BYTES);
    for (int i = 0; i < bits.length; i++) {
      context[8 * CHUNK + i] = (byte) bits[i];
    }
    return played(context, size.bytes(), holds);
  }

  private static byte[] handles(Payment payment, BigInteger blinding) {
    byte[] auditor =
        payment
            .auditor()
            .map(key -> compressed(Sealing.handle(key, blinding)))
            .orElse(new byte[CHUNK]);
    return join(
        compressed(Sealing.handle(payment.payer().keys().publicKey(), blinding)),
        compressed(Sealing.handle(payment.payee(), blinding)),
        auditor);
  }

  private PlainMoney freshlyBlinded(PlainMoney money) {
    nextBlinding = nextBlinding.add(BigInteger.ONE);
    return new PlainMoney(money.amount(), nextBlinding);
  }

  private static byte[] compressed(RistrettoPoint point) {
    return point.compress().toBytes();
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer joined = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    Arrays.stream(parts).forEach(joined::put);
    return joined.array();
  }

  /** Returns the context and, where the statement holds, what only the honest can write. */
  private static byte[] played(byte[] context, int bytes, boolean holds) {
    byte[] data = Arrays.copyOf(context, bytes);
    byte[] mark = mark(data, context.length);
    mark[0] ^= (byte) (holds ? 0 : 1);
    for (int at = context.length; at < bytes; at += CHUNK) {
      System.arraycopy(mark, 0, data, at, CHUNK);
    }
    return data;
  }

  /** The keyed hash of a context, as bytes that also pass for a reduced scalar. */
  private static byte[] mark(byte[] data, int contextBytes) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(KEY);
      hash.update(data, 0, contextBytes);
      byte[] mark = hash.digest();
      mark[CHUNK - 1] &= 0x0f;
      return mark;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK provides SHA-256", e);
    }
  }

  @Override
  public ProofVerifier verifier() {
    return PlayedProving::verify;
  }

  private static BatchResult verify(List<AdvisedProofs> items) {
    return new BatchResult(
        items.stream()
            .map(
                item ->
                    item.proofs().stream().allMatch(PlayedProving::holds)
                        ? Verdict.accepted()
                        : Verdict.rejected("A played proof does not hold"))
            .toList(),
        items.isEmpty() ? 0 : 1,
        0,
        0,
        0);
  }

  private static boolean holds(ProofData proof) {
    byte[] data = proof.toBytes();
    byte[] context = Arrays.copyOf(data, contextBytes(proof));
    return Arrays.equals(data, played(context, data.length, true));
  }

  private static int contextBytes(ProofData proof) {
    if (proof instanceof ZeroCiphertext) {
      return ZeroCiphertext.CONTEXT_BYTES;
    } else if (proof instanceof CiphertextCommitmentEquality) {
      return CiphertextCommitmentEquality.CONTEXT_BYTES;
    } else if (proof instanceof BatchedGroupedCiphertext3HandlesValidity) {
      return BatchedGroupedCiphertext3HandlesValidity.CONTEXT_BYTES;
    }
    return BatchedRangeProof.CONTEXT_BYTES;
  }
}
