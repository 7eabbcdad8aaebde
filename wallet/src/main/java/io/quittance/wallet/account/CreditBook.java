package io.quittance.wallet.account;

import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Origin;
import io.quittance.network.QuittanceException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The credits an account has received, in the order in which the ledger counted them. Those applied
 * are forgotten; only how many they were is kept.
 */
final class CreditBook {
  private static final int HI_SHIFT = 16;

  private final Decryptor decryptor;
  private final Map<Origin, Long> highestByOrigin = new HashMap<>();
  private final Deque<ReceivedCredit> unapplied = new ArrayDeque<>();
  private long received;
  private long firstKnown = 1;

  CreditBook(Decryptor decryptor) {
    this.decryptor = decryptor;
  }

  /** Goes on from what is known of the credits before. */
  CreditBook(Decryptor decryptor, KnownCredits known) {
    this(decryptor);
    received = known.received();
    highestByOrigin.putAll(known.highestByOrigin());
    unapplied.addAll(known.unapplied());
  }

  /** What is known of the credits so far, those not yet applied as one run. */
  KnownCredits known() {
    return new KnownCredits(received, highestByOrigin, run());
  }

  /** The credits that are not applied, as few runs as their sums allow. */
  private List<ReceivedCredit> run() {
    if (unapplied.size() < 2) {
      return List.copyOf(unapplied);
    }
    try {
      Sum sum = sum(0, received);
      return List.of(
          new ReceivedCredit(
              unapplied.peekFirst().first(), received, sum.ciphertext(), sum.amount()));
    } catch (QuittanceException tooMuch) {
      // More than 64 bits together: they can only be applied in parts.
      return List.copyOf(unapplied);
    }
  }

  /** Whether the first so many credits can be told from the others. */
  boolean isDivisibleAt(long count) {
    return unapplied.stream().noneMatch(run -> run.isSplitBy(count));
  }

  /** What a run of credits adds to a balance. */
  record Sum(ElGamalCiphertext ciphertext, long amount) {
    @Override
    public String toString() {
      return "Sum[amount redacted]";
    }
  }

  /**
   * Counts a credit. One that was counted before is dropped.
   *
   * @return whether it is counted now
   */
  boolean observe(Credit credit) throws QuittanceException {
    long highest = highestByOrigin.getOrDefault(credit.origin(), 0L);
    if (credit.number() <= highest) {
      return false;
    }
    count(credit);
    return true;
  }

  /** Passes over the first so many credits, of which nothing is known any more. */
  void skip(long count) {
    unapplied.clear();
    received = count;
    firstKnown = count + 1;
  }

  /** Whether every credit after the first so many is known. */
  boolean isKnownFrom(long count) {
    return firstKnown <= count + 1;
  }

  private void count(Credit credit) throws QuittanceException {
    long amount = decrypt(credit.lo()) + (decrypt(credit.hi()) << HI_SHIFT);
    highestByOrigin.put(credit.origin(), credit.number());
    received++;
    unapplied.add(
        new ReceivedCredit(
            received, received, ElGamalCiphertext.combine(credit.lo(), credit.hi()), amount));
  }

  long received() {
    return received;
  }

  /** The sum of the credits after the first {@code from}, up to and with the first {@code to}. */
  Sum sum(long from, long to) throws QuittanceException {
    ElGamalCiphertext ciphertext = ElGamalCiphertext.IDENTITY;
    long amount = 0;
    for (ReceivedCredit credit : unapplied) {
      if (credit.first() > from && credit.index() <= to) {
        ciphertext = ciphertext.add(credit.ciphertext());
        amount = addUnsigned(amount, credit.amount());
      }
    }
    return new Sum(ciphertext, amount);
  }

  /**
   * The view with the first so many credits applied.
   *
   * @param to how many, counted since the account began
   * @param key the account's
   */
  AccountView apply(AccountView view, long to, CompressedRistretto key) throws QuittanceException {
    Sum sum = sum(view.creditsApplied(), to);
    return view.withBalance(
        to, view.available().plus(sum.ciphertext(), key), addUnsigned(view.amount(), sum.amount()));
  }

  /** Forgets the first so many credits: they have become part of the balance. */
  void forget(long applied) {
    while (!unapplied.isEmpty() && unapplied.peekFirst().index() <= applied) {
      unapplied.removeFirst();
    }
  }

  static long addUnsigned(long a, long b) throws QuittanceException {
    long sum = a + b;
    if (Long.compareUnsigned(sum, a) < 0) {
      throw QuittanceException.failure(
          "The balance would exceed 64 bits, more than can be proved.",
          "Apply fewer credits at once and pay some of the money out first.");
    }
    return sum;
  }

  private long decrypt(ElGamalCiphertext part) throws QuittanceException {
    OptionalLong amount = decryptor.search(part);
    if (amount.isEmpty()) {
      throw QuittanceException.failure(
          "A credit does not decrypt with this wallet's key.",
          "What the operator tells does not fit the wallet: check the network and the operator.");
    }
    return amount.getAsLong();
  }
}
