package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.schemas.state.AccountState;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.math.BigInteger;
import java.util.Optional;

/**
 * No money is made or lost, as an equation of group elements: what the accounts hold as it stands
 * in state, and what is under way to them as it stands in the events, is what was issued and not
 * redeemed, under the blinding that is public.
 */
final class ConservationCheck {
  private ConservationCheck() {}

  /** Takes note of what an account holds. */
  static void holds(Party party, Optional<AccountState> state, Books books)
      throws InvalidProofException {
    if (state.isPresent()) {
      books.holds(party, new Books.Holding(commitment(state.get()), state.get().getZerosAdded()));
    }
  }

  /** Checks the equation after an account may have changed. */
  static void after(Party party, Books books) {
    Books.Supply supply = books.supply(party.asset().id());
    BigInteger blinding =
        BigInteger.valueOf(PlainJournal.ISSUE_BLINDING)
            .multiply(BigInteger.valueOf(supply.issues()))
            .add(BigInteger.valueOf(supply.zerosAdded()));
    RistrettoPoint due = Sealing.commitment(new PlainMoney(supply.circulating(), blinding));
    require(
        supply.commitments().equals(due),
        "the money of %s is not what was issued and not redeemed, after %s moved",
        party.asset().code(),
        party);
  }

  private static RistrettoPoint commitment(AccountState state) throws InvalidProofException {
    return decoded(state.getAvailable().bytes())
        .add(decoded(state.getReceived().bytes()))
        .subtract(decoded(state.getApplied().bytes()));
  }

  private static RistrettoPoint decoded(byte[] ciphertext) throws InvalidProofException {
    return CompressedRistretto.of(ciphertext, 0).decode();
  }
}
