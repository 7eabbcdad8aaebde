package io.quittance.ledger.window;

import io.quittance.ledger.account.HiddenAmount;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.List;
import java.util.Optional;

/** Arithmetic on encrypted totals. */
public final class Totals {
  private static final int AUDITOR = 2;

  private Totals() {}

  /**
   * Returns the total of one transfer; nothing if the event is none, or if both of its handles for
   * the auditor are the identity. That is so where the asset has no auditor, and where a payer has
   * chosen the randomness 0 for both halves: the amount stands open to everybody then.
   */
  public static Optional<EncryptedTotal> of(Settled settled, long startMillis, long endMillis) {
    if (!(settled.getEvent() instanceof Transferred transferred)) {
      return Optional.empty();
    }
    try {
      List<ElGamalCiphertext> parts =
          HiddenAmount.handlesOf(AUDITOR, transferred.getLo().bytes(), transferred.getHi().bytes());
      ElGamalCiphertext lo = parts.get(0);
      ElGamalCiphertext hi = parts.get(1);
      if (lo.handle().isIdentity() && hi.handle().isIdentity()) {
        return Optional.empty();
      }
      return Optional.of(
          EncryptedTotal.newBuilder()
              .setAsset(settled.getAsset())
              .setPayee(transferred.getPayee())
              .setAuditorEpoch(transferred.getAuditorEpoch())
              .setStartMillis(startMillis)
              .setEndMillis(endMillis)
              .setTransfers(1)
              .setLo(new Fixed64(lo.toBytes()))
              .setHi(new Fixed64(hi.toBytes()))
              .build());
    } catch (InvalidProofException broken) {
      throw new IllegalArgumentException(
          "a settled event is damaged: " + broken.getMessage(), broken);
    }
  }

  /** Returns a total of nothing, in the place of that of a transfer. */
  public static EncryptedTotal nothing(Settled settled, long startMillis, long endMillis) {
    Transferred transferred = (Transferred) settled.getEvent();
    Fixed64 zero = new Fixed64(ElGamalCiphertext.IDENTITY.toBytes());
    return EncryptedTotal.newBuilder()
        .setAsset(settled.getAsset())
        .setPayee(transferred.getPayee())
        .setAuditorEpoch(transferred.getAuditorEpoch())
        .setStartMillis(startMillis)
        .setEndMillis(endMillis)
        .setTransfers(0)
        .setLo(zero)
        .setHi(zero)
        .build();
  }

  /**
   * Returns the sum of two totals of an asset and a key of its auditor, for a payee or, with null,
   * for all.
   */
  public static EncryptedTotal sum(EncryptedTotal a, EncryptedTotal b, Fixed32 payee) {
    return EncryptedTotal.newBuilder()
        .setAsset(a.getAsset())
        .setPayee(payee)
        .setAuditorEpoch(a.getAuditorEpoch())
        .setStartMillis(Math.min(a.getStartMillis(), b.getStartMillis()))
        .setEndMillis(Math.max(a.getEndMillis(), b.getEndMillis()))
        .setTransfers(a.getTransfers() + b.getTransfers())
        .setLo(sum(a.getLo(), b.getLo()))
        .setHi(sum(a.getHi(), b.getHi()))
        .build();
  }

  /** Returns the same total for another period. */
  public static EncryptedTotal within(EncryptedTotal total, long startMillis, long endMillis) {
    return EncryptedTotal.newBuilder(total)
        .setStartMillis(startMillis)
        .setEndMillis(endMillis)
        .build();
  }

  private static Fixed64 sum(Fixed64 a, Fixed64 b) {
    try {
      return new Fixed64(
          ElGamalCiphertext.parse(a.bytes()).add(ElGamalCiphertext.parse(b.bytes())).toBytes());
    } catch (InvalidProofException broken) {
      throw new IllegalStateException("a total in state is damaged: " + broken, broken);
    }
  }
}
