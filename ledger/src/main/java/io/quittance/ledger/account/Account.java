package io.quittance.ledger.account;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.SignerRole;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.Optional;

/**
 * All that the ledger knows about an account but its unapplied credits' totals and the highest
 * numbers credited and paid, which may be many and lie beside it.
 *
 * @param id the account
 * @param asset what it holds, known from the first accepted command or credit on
 * @param elGamalKey for whom its balance is encrypted, known from the opening on
 * @param status whether it can debit
 * @param available what its owner's proofs are about
 * @param note the owner's own note of the available amount, 36 bytes, never checked
 * @param credits what it received, and how much of that is available
 * @param numbers what keeps its commands in order
 * @param last the last accepted command of each role
 */
public record Account(
    AccountId id,
    Optional<AssetId> asset,
    Optional<CompressedRistretto> elGamalKey,
    AccountStatus status,
    Available available,
    Bytes note,
    Credits credits,
    Numbers numbers,
    LastCommands last) {

  /** Size of the owner's note in bytes. */
  public static final int NOTE_BYTES = 36;

  /** Returns an account that nothing has happened to. */
  public static Account unopened(AccountId id) {
    return new Account(
        id,
        Optional.empty(),
        Optional.empty(),
        AccountStatus.UNOPENED,
        Available.NOTHING,
        Bytes.zero(NOTE_BYTES),
        Credits.NONE,
        Numbers.FIRST,
        LastCommands.NONE);
  }

  /** Returns whether the owner's commands are judged at all. */
  public boolean isOpen() {
    return status == AccountStatus.OPEN || status == AccountStatus.FROZEN;
  }

  /** Returns the account with its asset known. */
  public Account withAsset(AssetId known) {
    return new Account(
        id, Optional.of(known), elGamalKey, status, available, note, credits, numbers, last);
  }

  /** Returns the account with its key known. */
  public Account withElGamalKey(CompressedRistretto known) {
    return new Account(
        id, asset, Optional.of(known), status, available, note, credits, numbers, last);
  }

  /** Returns the account with another status. */
  public Account withStatus(AccountStatus changed) {
    return new Account(id, asset, elGamalKey, changed, available, note, credits, numbers, last);
  }

  /** Returns the account with another balance. */
  public Account withAvailable(Available changed) {
    return new Account(id, asset, elGamalKey, status, changed, note, credits, numbers, last);
  }

  /** Returns the account with another note. */
  public Account withNote(Bytes changed) {
    return new Account(id, asset, elGamalKey, status, available, changed, credits, numbers, last);
  }

  /** Returns the account with other credits. */
  public Account withCredits(Credits changed) {
    return new Account(id, asset, elGamalKey, status, available, note, changed, numbers, last);
  }

  /** Returns the account with other numbers. */
  public Account withNumbers(Numbers changed) {
    return new Account(id, asset, elGamalKey, status, available, note, credits, changed, last);
  }

  /** Returns the account with the last accepted command of one role replaced. */
  public Account withLast(SignerRole role, LastAccepted accepted) {
    return new Account(
        id,
        asset,
        elGamalKey,
        status,
        available,
        note,
        credits,
        numbers,
        last.with(role, accepted));
  }
}
