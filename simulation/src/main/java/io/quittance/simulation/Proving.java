package io.quittance.simulation;

import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.math.BigInteger;
import java.util.Optional;

/** Makes the proofs of commands, context ‖ proof, whether what they state is true or not. */
interface Proving {
  /** Returns a proof for its account that the party knows its secret key, 192 bytes. */
  byte[] ownKey(Party party);

  /** Returns a proof that a balance is zero, 192 bytes; of one that is not, a wrong one. */
  byte[] zero(Party owner, PlainMoney balance);

  /** Returns the proofs of a payment; if a figure is out of its range, wrong ones. */
  Debit payment(Payment payment);

  /** Returns the proofs of a redemption that leaves a balance; if it is negative, wrong ones. */
  Debit redemption(Party owner, PlainMoney kept);

  /** Returns who can tell the right proofs from the wrong ones. */
  ProofVerifier verifier();

  /**
   * A payment as the payer means it.
   *
   * @param payer who pays
   * @param payee for whose key it is encrypted
   * @param auditor for whom else, if anybody
   * @param auditorEpoch which of his keys that is
   * @param kept the balance that remains
   * @param amount what is paid
   * @param blindingLo blinding of its lower 16 bits
   * @param blindingHi blinding of its upper 32 bits
   */
  record Payment(
      Party payer,
      ElGamalPublicKey payee,
      Optional<ElGamalPublicKey> auditor,
      int auditorEpoch,
      PlainMoney kept,
      long amount,
      BigInteger blindingLo,
      BigInteger blindingHi) {
    private static final int LO_BITS = 16;

    long lo() {
      return amount & ((1L << LO_BITS) - 1);
    }

    long hi() {
      return amount >>> LO_BITS;
    }

    /** Returns what payer and payee see move. */
    PlainMoney money() {
      return new PlainMoney(
          BigInteger.valueOf(amount), blindingLo.add(blindingHi.shiftLeft(LO_BITS)));
    }
  }

  /**
   * The proofs of a debit.
   *
   * @param equality 320 bytes
   * @param validity 544 bytes, none of a redemption
   * @param range 1000 bytes, 936 of a redemption
   */
  record Debit(byte[] equality, byte[] validity, byte[] range) {}

  /** Returns whether a balance can be proved to be in range. */
  static boolean inRange(PlainMoney balance) {
    return balance.amount().signum() >= 0 && balance.amount().bitLength() <= Long.SIZE;
  }
}
