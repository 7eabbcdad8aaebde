package io.quittance.simulation;

import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.state.AccountState;
import io.quittance.simulation.PlainLedger.PlainCredit;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the judge knows of the job's state. It goes into each checkpoint beside the state and comes
 * back with it.
 */
final class Books {
  private final PlainLedger ledger;

  /** Transfers that were accepted and not counted by their payees yet, in that order. */
  private final Map<CommandId, PlainCredit> underWay = new LinkedHashMap<>();

  /**
   * Transfers that were counted and, in this life, not accepted yet: an older checkpoint was
   * restored, and the journal still holds the entries that were written after it.
   */
  private final Set<CommandId> early = new HashSet<>();

  private final Map<AssetId, Supply> supplies = new HashMap<>();
  private final Map<Party, Holding> holdings = new HashMap<>();

  /** What each account had become when that was last told. */
  private final Map<Party, AccountState> told = new HashMap<>();

  /**
   * What an account holds, as it stands in state.
   *
   * @param commitment of the available balance and the unapplied credits
   * @param zerosAdded how often the fixed encryption of zero was added
   */
  record Holding(RistrettoPoint commitment, long zerosAdded) {}

  /**
   * An asset's supply, and the sums that must agree with it.
   *
   * @param circulating issued and not redeemed
   * @param issues how many issues there were
   * @param zerosAdded over all accounts
   * @param commitments over all accounts and all credits under way
   */
  record Supply(BigInteger circulating, long issues, long zerosAdded, RistrettoPoint commitments) {
    static final Supply NONE = new Supply(BigInteger.ZERO, 0, 0, RistrettoPoint.IDENTITY);

    Supply circulating(BigInteger change, long moreIssues) {
      return new Supply(circulating.add(change), issues + moreIssues, zerosAdded, commitments);
    }

    Supply plus(RistrettoPoint commitment, long zeros) {
      return new Supply(circulating, issues, zerosAdded + zeros, commitments.add(commitment));
    }
  }

  private Books(PlainLedger ledger) {
    this.ledger = ledger;
  }

  static Books empty() {
    return new Books(new PlainLedger());
  }

  Books copy() {
    Books copy = new Books(ledger.copy());
    copy.underWay.putAll(underWay);
    copy.early.addAll(early);
    copy.supplies.putAll(supplies);
    copy.holdings.putAll(holdings);
    copy.told.putAll(told);
    return copy;
  }

  PlainLedger ledger() {
    return ledger;
  }

  Map<CommandId, PlainCredit> underWay() {
    return underWay;
  }

  Supply supply(AssetId asset) {
    return supplies.getOrDefault(asset, Supply.NONE);
  }

  /** Counts money that was issued or redeemed. */
  void circulates(AssetId asset, BigInteger change, long issues) {
    supplies.put(asset, supply(asset).circulating(change, issues));
  }

  /** A transfer was accepted. */
  void sent(AssetId asset, CommandId event, PlainCredit credit, RistrettoPoint commitment) {
    if (!early.remove(event)) {
      underWay.put(event, credit);
    }
    supplies.put(asset, supply(asset).plus(commitment, 0));
  }

  /** A transfer was counted by its payee. */
  void arrived(AssetId asset, CommandId event, RistrettoPoint commitment) {
    if (underWay.remove(event) == null) {
      early.add(event);
    }
    supplies.put(asset, supply(asset).plus(commitment.negate(), 0));
  }

  /** Somebody was told what an account has become. */
  void told(Party account, AccountState state) {
    told.put(account, state);
  }

  /** Returns what was last told of an account, if anything was. */
  Optional<AccountState> told(Party account) {
    return Optional.ofNullable(told.get(account));
  }

  /** An account now holds this. */
  void holds(Party account, Holding now) {
    Holding before = holdings.getOrDefault(account, new Holding(RistrettoPoint.IDENTITY, 0));
    holdings.put(account, now);
    AssetId asset = account.asset().id();
    supplies.put(
        asset,
        supply(asset)
            .plus(
                now.commitment().subtract(before.commitment()),
                now.zerosAdded() - before.zerosAdded()));
  }
}
