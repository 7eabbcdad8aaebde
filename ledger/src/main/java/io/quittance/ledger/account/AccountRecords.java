package io.quittance.ledger.account;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.state.AccountState;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Turns accounts into records of keyed state and of the balances topic, and back. */
public final class AccountRecords {
  private AccountRecords() {}

  /** Returns the record for keyed state. */
  public static AccountState toState(Account account) {
    Credits credits = account.credits();
    Numbers numbers = account.numbers();
    return new AccountState(
        account.id().fixed(),
        account.asset().map(AssetId::fixed).orElse(null),
        account.elGamalKey().map(key -> new Fixed32(key.toBytes())).orElse(null),
        account.status(),
        sealed(account.available().amount()),
        new Fixed36(account.note().toBytes()),
        numbers.nextSequence(),
        credits.receivedCount(),
        sealed(credits.received()),
        credits.appliedCount(),
        sealed(credits.applied()),
        credits.totalsForgotten(),
        account.available().zerosAdded(),
        numbers.lastIssue(),
        numbers.lastOrder(),
        toState(account.last().owner()),
        toState(account.last().issuer()),
        toState(account.last().officer()));
  }

  /** Returns the account of a record from keyed state. */
  public static Account fromState(AccountState state) {
    return new Account(
        AccountId.of(state.getAccount()),
        Optional.ofNullable(state.getAsset()).map(AssetId::of),
        Optional.ofNullable(state.getElGamalKey()).map(key -> CompressedRistretto.of(key.bytes())),
        state.getStatus(),
        new Available(SealedAmount.of(state.getAvailable().bytes()), state.getZerosAdded()),
        Bytes.of(state.getDecryptableAvailable().bytes()),
        new Credits(
            state.getCreditsReceived(),
            SealedAmount.of(state.getReceived().bytes()),
            state.getCreditsApplied(),
            SealedAmount.of(state.getApplied().bytes()),
            state.getTotalsForgotten()),
        new Numbers(state.getSequence(), state.getIssueNumber(), state.getOrderNumber()),
        new LastCommands(
            fromState(state.getLastOwner()),
            fromState(state.getLastIssuer()),
            fromState(state.getLastOfficer())));
  }

  /**
   * Returns the record for the balances topic.
   *
   * @throws IllegalStateException if nothing has happened to the account, which then has no asset
   */
  public static Balance toBalance(Account account) {
    return toBalances(List.of(account)).get(0);
  }

  /**
   * Returns the records of many accounts for the balances topic, whose sums are calculated
   * together.
   *
   * @throws IllegalStateException if nothing has happened to one of them, which then has no asset
   */
  public static List<Balance> toBalances(List<Account> accounts) {
    Iterator<SealedAmount> unapplied =
        Credits.unapplied(accounts.stream().map(Account::credits).toList()).iterator();
    return accounts.stream().map(account -> toBalance(account, unapplied.next())).toList();
  }

  private static Balance toBalance(Account account, SealedAmount unapplied) {
    AssetId asset =
        account
            .asset()
            .orElseThrow(() -> new IllegalStateException("an untouched account has no balance"));
    return new Balance(
        account.id().fixed(),
        asset.fixed(),
        account.status(),
        sealed(account.available().amount()),
        new Fixed36(account.note().toBytes()),
        sealed(unapplied),
        account.numbers().nextSequence(),
        account.credits().receivedCount(),
        account.credits().appliedCount(),
        account.numbers().lastIssue(),
        account.numbers().lastOrder(),
        account.available().zerosAdded());
  }

  private static Fixed64 sealed(SealedAmount amount) {
    return new Fixed64(amount.toBytes());
  }

  private static io.quittance.schemas.state.LastAccepted toState(Optional<LastAccepted> last) {
    return last.map(
            known ->
                new io.quittance.schemas.state.LastAccepted(
                    known.commandId().fixed(),
                    known.number(),
                    known.position().judgedBy(known.statement())))
        .orElse(null);
  }

  private static Optional<LastAccepted> fromState(io.quittance.schemas.state.LastAccepted last) {
    return Optional.ofNullable(last)
        .map(
            known ->
                new LastAccepted(
                    CommandId.of(known.getCommandId()),
                    known.getNumber(),
                    Position.of(known.getPosition()),
                    known.getPosition().getStatement()));
  }
}
