package io.quittance.ledger.settlement;

import io.quittance.ledger.account.HiddenAmount;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import java.util.List;
import java.util.Optional;

/**
 * Money for a payee: from a payer, in whose entry it comes, or from the issuer, in whose command it
 * stands.
 *
 * @param payee who receives it
 * @param asset of what
 * @param origin where it comes from
 * @param number its number among those of that origin
 * @param previous number of the credit of that origin before it, 0 if there is none
 * @param lo lower 16 bits, encrypted for the payee
 * @param hi upper 32 bits, encrypted for the payee
 */
public record Credit(
    AccountId payee,
    AssetId asset,
    Origin origin,
    long number,
    long previous,
    ElGamalCiphertext lo,
    ElGamalCiphertext hi) {

  /** Bits of the lower part of an amount. */
  static final int LO_BITS = 16;

  private static final int PAYEE = 1;

  /** An issue's public randomness: the amount is public, so it need not hide anything. */
  private static final PedersenOpening FIXED = PedersenOpening.of(Scalar.ONE);

  /** Returns the whole amount, lo + 2^16 hi. */
  public ElGamalCiphertext amount() {
    return ElGamalCiphertext.combine(lo, hi);
  }

  /**
   * Returns the credit that an entry is.
   *
   * @throws InvalidProofException if the entry holds no ciphertexts, and so was signed by no ledger
   */
  public static Credit of(Entry entry) throws InvalidProofException {
    if (entry.record().getFact() instanceof Minted minted) {
      return issued(
          entry.payee(),
          ElGamalPublicKey.parse(minted.getElGamalKey().bytes()),
          entry.asset(),
          entry.number(),
          entry.previous(),
          minted.getAmount());
    }
    Paid paid = (Paid) entry.record().getFact();
    List<ElGamalCiphertext> parts =
        HiddenAmount.handlesOf(PAYEE, paid.getLo().bytes(), paid.getHi().bytes());
    return new Credit(
        entry.payee(),
        entry.asset(),
        new Origin(entry.origin()),
        entry.number(),
        entry.previous(),
        parts.get(0),
        parts.get(1));
  }

  /** Returns the credit that an issue is, at its own place. */
  static Credit of(Issue issue, long previous) {
    try {
      return issued(
          issue.account(),
          ElGamalPublicKey.parse(issue.elGamalKey()),
          issue.asset(),
          issue.issueNumber(),
          previous,
          issue.amount());
    } catch (InvalidProofException impossible) {
      throw new IllegalStateException("an issue's key was read as one before", impossible);
    }
  }

  /**
   * Returns the credit that an event is, or nothing if it credits nobody.
   *
   * @throws IllegalArgumentException if the event holds no ciphertexts, and so was not written by a
   *     ledger: to pass over it would give every later credit a wrong number
   */
  public static Optional<Credit> of(Settled settled) {
    try {
      if (settled.getEvent() instanceof Transferred transferred) {
        return Optional.of(transferred(settled, transferred));
      } else if (settled.getEvent() instanceof Issued issued) {
        return Optional.of(issued(settled, issued));
      }
      return Optional.empty();
    } catch (InvalidProofException broken) {
      throw new IllegalArgumentException(
          "a settled event is damaged: " + broken.getMessage(), broken);
    }
  }

  private static Credit transferred(Settled settled, Transferred event)
      throws InvalidProofException {
    List<ElGamalCiphertext> parts =
        HiddenAmount.handlesOf(PAYEE, event.getLo().bytes(), event.getHi().bytes());
    return new Credit(
        AccountId.of(event.getPayee()),
        AssetId.of(settled.getAsset()),
        Origin.payer(AccountId.of(settled.getAccount())),
        settled.getNumber(),
        event.getPreviousNumber(),
        parts.get(0),
        parts.get(1));
  }

  private static Credit issued(Settled settled, Issued event) throws InvalidProofException {
    return issued(
        AccountId.of(settled.getAccount()),
        ElGamalPublicKey.parse(event.getElGamalKey().bytes()),
        AssetId.of(settled.getAsset()),
        settled.getNumber(),
        event.getPreviousNumber(),
        event.getAmount());
  }

  /**
   * Returns the credit that an issue of a public amount is.
   *
   * @param key the payee's, for whom it is encrypted
   * @param number of the issue
   * @param previous number of the issue to the payee before it, 0 if there is none
   * @param amount in the asset's smallest unit
   */
  public static Credit issued(
      AccountId payee,
      ElGamalPublicKey key,
      AssetId asset,
      long number,
      long previous,
      long amount) {
    return new Credit(
        payee,
        asset,
        Origin.issuerOf(asset),
        number,
        previous,
        publicly(amount & ((1L << LO_BITS) - 1), key),
        publicly(amount >>> LO_BITS, key));
  }

  /** Encrypts a public amount with randomness 1: (amount·G + H, P). */
  private static ElGamalCiphertext publicly(long amount, ElGamalPublicKey key) {
    return ElGamalCiphertext.of(Pedersen.commit(amount, FIXED), key.point());
  }
}
