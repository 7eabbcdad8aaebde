package io.quittance.wallet.account;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Closed;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of an account's history, its amount known.
 *
 * @param timestampMillis when the command entered the log
 * @param kind what happened
 * @param amount in the asset's smallest unit, unsigned; 0 where no money moved
 * @param counterparty the other account of a payment
 * @param text memo, reference or reason: written by others, to be shown with care
 */
public record HistoryEntry(
    long timestampMillis, Kind kind, long amount, Optional<AccountId> counterparty, String text) {
  /** What happened to an account. */
  public enum Kind {
    OPENED,
    ISSUED,
    PAID,
    RECEIVED,
    REDEEMED,
    FROZEN,
    UNFROZEN,
    CLOSED
  }

  /** Tells the hidden amounts of an account's payments. */
  public interface Amounts {
    /** The amount of a payment that the account made or got, in the asset's smallest unit. */
    long of(Settled settled, Transferred payment) throws QuittanceException;
  }

  /**
   * The lines that an event means to an account: none where only credits were applied, two where
   * the account paid itself.
   *
   * @param account the account whose history this is
   * @param secret its ElGamal key
   */
  public static List<HistoryEntry> of(Settled settled, AccountId account, ElGamalSecretKey secret)
      throws QuittanceException {
    return of(
        settled,
        account,
        (event, payment) -> HiddenPayment.of(event, payment, account).decrypt(secret));
  }

  /** As above, for somebody else than the owner, who knows the amounts from elsewhere. */
  public static List<HistoryEntry> of(Settled settled, AccountId account, Amounts amounts)
      throws QuittanceException {
    Object event = settled.getEvent();
    if (event instanceof Transferred e) {
      return transferred(settled, e, account, amounts);
    } else if (!AccountId.of(settled.getAccount()).equals(account)) {
      return List.of();
    } else if (event instanceof Issued e) {
      return List.of(entry(settled, Kind.ISSUED, e.getAmount(), e.getReference()));
    } else if (event instanceof Redeemed e) {
      return List.of(entry(settled, Kind.REDEEMED, e.getAmount(), e.getPayoutReference()));
    } else if (event instanceof Opened) {
      return List.of(entry(settled, Kind.OPENED, 0, ByteBuffer.allocate(0)));
    } else if (event instanceof Closed) {
      return List.of(entry(settled, Kind.CLOSED, 0, ByteBuffer.allocate(0)));
    } else if (event instanceof Frozen e) {
      return List.of(entry(settled, Kind.FROZEN, 0, e.getReason()));
    } else if (event instanceof Unfrozen e) {
      return List.of(entry(settled, Kind.UNFROZEN, 0, e.getReason()));
    }
    return List.of();
  }

  private static List<HistoryEntry> transferred(
      Settled settled, Transferred event, AccountId account, Amounts amounts)
      throws QuittanceException {
    AccountId payer = AccountId.of(settled.getAccount());
    AccountId payee = AccountId.of(event.getPayee());
    List<HistoryEntry> entries = new ArrayList<>();
    if (!payer.equals(account) && !payee.equals(account)) {
      return entries;
    }
    long amount = amounts.of(settled, event);
    if (payer.equals(account)) {
      entries.add(payment(settled, Kind.PAID, amount, payee, event.getMemo()));
    }
    if (payee.equals(account)) {
      entries.add(payment(settled, Kind.RECEIVED, amount, payer, event.getMemo()));
    }
    return entries;
  }

  private static HistoryEntry entry(Settled settled, Kind kind, long amount, ByteBuffer text) {
    return new HistoryEntry(time(settled), kind, amount, Optional.empty(), text(text));
  }

  private static HistoryEntry payment(
      Settled settled, Kind kind, long amount, AccountId other, ByteBuffer memo) {
    return new HistoryEntry(time(settled), kind, amount, Optional.of(other), text(memo));
  }

  private static long time(Settled settled) {
    return settled.getPosition().getTimestampMillis();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  /** Does not tell the amount. */
  @Override
  public String toString() {
    return "HistoryEntry[" + kind + ", amount redacted]";
  }
}
