package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What moved in one asset since the last check, once as the accounts changed and once as the events
 * say: both must be the same, as group elements, and nobody need decrypt anything.
 *
 * <pre>
 * Σ changes of commitments(available + unapplied)
 *     = credits counted − transfers sent − redeemed·G + zeros added·H
 * </pre>
 *
 * <p>Unlike {@link Conservation} it needs no account that did not change, so that a job with many
 * accounts can check itself all the time. It says nothing of state that changed while nobody looked
 * at it, nor whether what was sent is what arrives: those the audit finds.
 */
public final class Movements {
  /** Most transfers whose commitments are kept before they are decoded. */
  static final int MAX_ENCODED_TRANSFERS = 256;

  private final List<CompressedRistretto> sentLo = new ArrayList<>();
  private final List<CompressedRistretto> sentHi = new ArrayList<>();
  private RistrettoPoint changes = RistrettoPoint.IDENTITY;
  private RistrettoPoint due = RistrettoPoint.IDENTITY;
  private boolean damaged;

  /** An account was kept. */
  public void changed(Optional<Account> before, Account after) {
    Account was = before.orElseGet(() -> Account.unopened(after.id()));
    change(was.available().amount(), after.available().amount());
    change(was.credits().received(), after.credits().received());
    change(after.credits().applied(), was.credits().applied());
    for (long n = was.available().zerosAdded(); n < after.available().zerosAdded(); n++) {
      due = due.add(Pedersen.H);
    }
  }

  /** A command was accepted, and this is its event. */
  public void settled(Settled settled) {
    if (settled.getEvent() instanceof Transferred transferred) {
      sentLo.add(CompressedRistretto.of(transferred.getLo().bytes(), 0));
      sentHi.add(CompressedRistretto.of(transferred.getHi().bytes(), 0));
      if (sentLo.size() == MAX_ENCODED_TRANSFERS) {
        decode();
      }
    } else if (settled.getEvent() instanceof Redeemed redeemed) {
      due =
          SealedAmount.NOTHING
              .ciphertext()
              .subtractAmount(redeemed.getAmount())
              .commitment()
              .add(due);
    }
  }

  /** A credit of this amount was counted. */
  public void credited(ElGamalCiphertext amount) {
    due = due.add(amount.commitment());
  }

  /** Returns whether both agree, and begins anew. */
  public boolean balance() {
    decode();
    boolean balanced = !damaged && changes.equals(due);
    changes = RistrettoPoint.IDENTITY;
    due = RistrettoPoint.IDENTITY;
    damaged = false;
    return balanced;
  }

  private void change(SealedAmount before, SealedAmount after) {
    if (!before.equals(after)) {
      changes =
          changes.add(after.ciphertext().commitment()).subtract(before.ciphertext().commitment());
    }
  }

  /** Many points are decoded faster together than one by one. */
  private void decode() {
    due = due.subtract(sum(sentLo)).subtract(sum(sentHi).multiplyByPowerOfTwo(Credit.LO_BITS));
    sentLo.clear();
    sentHi.clear();
  }

  private RistrettoPoint sum(List<CompressedRistretto> encoded) {
    RistrettoPoint sum = RistrettoPoint.IDENTITY;
    for (RistrettoPoint point :
        CompressedRistretto.decodeAll(encoded.toArray(new CompressedRistretto[0]))) {
      if (point == null) {
        damaged = true;
      } else {
        sum = sum.add(point);
      }
    }
    return sum;
  }
}
