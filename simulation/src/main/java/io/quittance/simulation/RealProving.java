package io.quittance.simulation;

import io.quittance.ledger.account.OpeningProof;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.security.SecureRandom;

/** The real provers and the real verifier. */
final class RealProving implements Proving {
  private final SecureRandom random;
  private final Sealing sealing;

  RealProving(long seed, Sealing sealing) {
    this.random = new SeededSecureRandom(seed);
    this.sealing = sealing;
  }

  @Override
  public byte[] ownKey(Party party) {
    return ZeroCiphertext.prove(
            party.keys(),
            OpeningProof.ciphertext(Authorities.NETWORK, party.id(), party.keys()),
            random)
        .toBytes();
  }

  @Override
  public byte[] zero(Party owner, PlainMoney balance) {
    return ZeroCiphertext.prove(owner.keys(), ciphertext(owner, balance), random).toBytes();
  }

  @Override
  public Debit payment(Payment payment) {
    PedersenOpening kept = PedersenOpening.random(random);
    PedersenOpening lo = PedersenOpening.of(Sealing.scalar(payment.blindingLo()));
    PedersenOpening hi = PedersenOpening.of(Sealing.scalar(payment.blindingHi()));
    long amount = payment.kept().amount().longValue();
    return new Debit(
        equality(payment.payer(), payment.kept(), kept),
        BatchedGroupedCiphertext3HandlesValidity.prove(
                payment.payer().keys().publicKey(),
                payment.payee(),
                payment.auditor(),
                payment.lo(),
                payment.hi(),
                lo,
                hi,
                random)
            .toBytes(),
        BatchedRangeProof.prove(
                BatchedRangeProof.Size.U128,
                new long[] {amount, payment.lo(), payment.hi(), 0},
                new int[] {64, 16, 32, 16},
                new PedersenOpening[] {kept, lo, hi, PedersenOpening.random(random)},
                random)
            .toBytes());
  }

  @Override
  public Debit redemption(Party owner, PlainMoney kept) {
    PedersenOpening opening = PedersenOpening.random(random);
    return new Debit(
        equality(owner, kept, opening),
        new byte[0],
        BatchedRangeProof.prove(
                BatchedRangeProof.Size.U64,
                new long[] {kept.amount().longValue()},
                new int[] {64},
                new PedersenOpening[] {opening},
                random)
            .toBytes());
  }

  private byte[] equality(Party owner, PlainMoney balance, PedersenOpening opening) {
    return CiphertextCommitmentEquality.prove(
            owner.keys(), ciphertext(owner, balance), opening, balance.amount().longValue(), random)
        .toBytes();
  }

  private ElGamalCiphertext ciphertext(Party owner, PlainMoney money) {
    try {
      return ElGamalCiphertext.parse(sealing.sealed(owner, money));
    } catch (InvalidProofException impossible) {
      throw new IllegalStateException("a sealed figure holds points", impossible);
    }
  }

  @Override
  public ProofVerifier verifier() {
    return new BatchVerifier(random)::verifyAdvised;
  }
}
