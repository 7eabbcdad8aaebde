package io.quittance.simulation;

import io.quittance.ledger.asset.Asset;
import io.quittance.schemas.Limits;
import io.quittance.schemas.RejectionCode;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What owners do with what they believe to have, at random: apply credits, pay, redeem and close;
 * and payments that lie.
 */
final class Spending {
  private static final int SHORT_BLINDING_BITS = 16;

  /** So many more credits than there are will never come. */
  private static final int HOPELESS = 1_000_000;

  private final SimulationOptions options;
  private final RandomGenerator random;
  private final Drafts drafts;
  private final List<Wallet> wallets;

  /** Whom somebody paid last: he is often paid again, so that payments follow one another. */
  private final Map<Party, Party> lastPayees = new HashMap<>();

  /**
   * Makes one.
   *
   * @param wallets whose owners are paid; the list may change
   */
  Spending(SimulationOptions options, RandomGenerator random, Drafts drafts, List<Wallet> wallets) {
    this.options = options;
    this.random = random;
    this.drafts = drafts;
    this.wallets = wallets;
  }

  Draft apply(Wallet wallet, long number, Books books) {
    long credits = credits(wallet);
    return drafts.apply(wallet.owner(), number, credits, wallet.applying(credits, books));
  }

  Optional<Draft> transfer(Wallet wallet, long number, Books books, long nowMillis) {
    long credits = credits(wallet);
    PlainMoney before = wallet.applying(credits, books);
    if (before.amount().signum() < 0) {
      return Optional.empty();
    }
    Party payer = wallet.owner();
    Party payee = payee(payer);
    long amount = amount(before, Limits.MAX_TRANSFER_AMOUNT);
    Proving.Payment payment = payment(payer, payee, before, amount, books, nowMillis);
    return payment.kept().isBare()
        ? Optional.empty()
        : Optional.of(drafts.transfer(number, credits, payee, payment));
  }

  private Party payee(Party payer) {
    Party last = lastPayees.get(payer);
    if (last != null && random.nextInt(3) > 0) {
      return last;
    }
    Party payee = anyPayee(payer);
    lastPayees.put(payer, payee);
    return payee;
  }

  private Party anyPayee(Party payer) {
    Party payee = wallets.get(random.nextInt(wallets.size())).owner();
    Asset asset = payer.asset();
    return payee.asset().equals(asset) ? payee : payee.inOtherAsset(asset);
  }

  private Proving.Payment payment(
      Party payer, Party payee, PlainMoney before, long amount, Books books, long nowMillis) {
    BigInteger lo = blinding();
    BigInteger hi = blinding();
    if (random.nextInt(12) == 0) {
      // No randomness: the handles are the identity, and no auditor reads it. Of a half that holds
      // nothing the commitment would be the identity as well, which cannot be proved.
      lo = amount % (1 << 16) == 0 ? lo : BigInteger.ZERO;
      hi = amount >> 16 == 0 ? hi : BigInteger.ZERO;
    } else if (random.nextInt(5) == 0) {
      // Aim: the payee's balance would lose its blinding.
      PlainAccount target = books.ledger().account(payee);
      hi = BigInteger.ONE;
      lo = target.available.blinding().negate().subtract(BigInteger.ONE.shiftLeft(16));
      lo = lo.signum() == 0 ? BigInteger.TWO : lo;
    }
    return payment(
        payer, payee, payer.asset(), auditorEpoch(payer, nowMillis), before, amount, lo, hi);
  }

  private static Proving.Payment payment(
      Party payer,
      Party payee,
      Asset asset,
      int auditorEpoch,
      PlainMoney before,
      long amount,
      BigInteger lo,
      BigInteger hi) {
    Optional<ElGamalPublicKey> auditor = asset.auditors().key(auditorEpoch);
    ElGamalPublicKey key = payee.keys().publicKey();
    Proving.Payment draft =
        new Proving.Payment(payer, key, auditor, auditorEpoch, PlainMoney.NOTHING, amount, lo, hi);
    PlainMoney kept = before.minus(draft.money());
    return new Proving.Payment(payer, key, auditor, auditorEpoch, kept, amount, lo, hi);
  }

  /** Most take a key of the auditor that is valid now; some are too early or too late. */
  private int auditorEpoch(Party payer, long nowMillis) {
    if (!payer.asset().equals(Authorities.AUDITED)) {
      return 0;
    }
    int epoch = random.nextInt(3);
    return Authorities.mayUse(epoch, nowMillis) || random.nextInt(12) == 0
        ? epoch
        : payer.asset().auditors().at(nowMillis);
  }

  private BigInteger blinding() {
    if (options.proofs() == SimulationOptions.Proofs.REAL) {
      return new BigInteger(250, new SeededSecureRandom(random.nextLong())).add(BigInteger.ONE);
    }
    BigInteger blinding = BigInteger.valueOf(1 + random.nextInt(1 << SHORT_BLINDING_BITS));
    return random.nextBoolean() ? blinding : blinding.negate();
  }

  /** A transfer that spends too much, hides it from the auditor, or names another payee. */
  PlainCommand lyingTransfer(Wallet wallet) {
    Party payer = wallet.owner();
    PlainMoney before = wallet.available();
    Party payee = payee(payer);
    long number = Math.max(1, wallet.nextNumber());
    BigInteger lo = blinding();
    BigInteger hi = blinding();
    if (before.minus(new PlainMoney(BigInteger.ZERO, lo.add(hi.shiftLeft(16)))).isBare()) {
      hi = hi.add(BigInteger.TEN);
    }
    int lie = random.nextInt(3);
    if (lie == 0 && before.amount().bitLength() < 47) {
      long tooMuch = before.amount().longValue() + 1 + random.nextInt(1 << 20);
      return drafts
          .transfer(
              number,
              wallet.applied(),
              payee,
              payment(payer, payee, payer.asset(), 0, before, tooMuch, lo, hi))
          .flawed(RejectionCode.BAD_PROOF, false, true)
          .finished();
    } else if (lie == 1) {
      Asset other =
          payer.asset().auditors().first().isPresent()
              ? Authorities.UNAUDITED
              : Authorities.AUDITED;
      return drafts
          .transfer(
              number, wallet.applied(), payee, payment(payer, payee, other, 0, before, 0, lo, hi))
          .flawed(RejectionCode.WRONG_AUDITOR, false, true)
          .finished();
    }
    Party another = Party.number(payee.number() < 0 ? 0 : payee.number() + 1);
    return drafts
        .transfer(
            number,
            wallet.applied(),
            another,
            payment(payer, payee, payer.asset(), 0, before, 0, lo, hi))
        .flawed(RejectionCode.BAD_PROOF, false, true)
        .finished();
  }

  Optional<Draft> redeem(Wallet wallet, long number, Books books) {
    long credits = credits(wallet);
    PlainMoney before = wallet.applying(credits, books);
    if (before.amount().signum() <= 0) {
      return Optional.empty();
    }
    long amount = Math.max(1, amount(before, Limits.MAX_REDEEM_AMOUNT));
    PlainMoney kept = before.minus(PlainMoney.of(amount, 0));
    return Optional.of(drafts.redeem(wallet.owner(), number, credits, amount, kept));
  }

  /** Closes, or first empties, the account. */
  Optional<Draft> close(Wallet wallet, long number, Books books) {
    long credits = random.nextBoolean() ? wallet.applied() : credits(wallet);
    PlainMoney before = wallet.applying(credits, books);
    if (before.amount().signum() == 0) {
      return Optional.of(drafts.close(wallet.owner(), number, credits, before));
    } else if (before.amount().signum() < 0 || before.amount().bitLength() > 62) {
      return Optional.empty();
    }
    long amount = before.amount().longValue();
    PlainMoney kept = before.minus(PlainMoney.of(amount, 0));
    return Optional.of(drafts.redeem(wallet.owner(), number, credits, amount, kept));
  }

  /** How many credits to count on: those that are there, fewer, or some that may never come. */
  private long credits(Wallet wallet) {
    long known = Math.max(wallet.creditsKnown(), wallet.applied());
    if (options.has(Feature.FUTURE) && random.nextInt(100) == 0) {
      return known + HOPELESS;
    } else if (options.has(Feature.FUTURE)) {
      int more = random.nextInt(12);
      known += more < 3 ? more : 0;
    }
    return switch (random.nextInt(6)) {
      case 0 -> wallet.applied();
      case 1 -> wallet.applied() + random.nextLong(known - wallet.applied() + 1);
      case 2 -> random.nextInt(6) == 0 ? Math.max(0, wallet.applied() - 1) : known;
      default -> known;
    };
  }

  private long amount(PlainMoney before, long most) {
    long all = before.amount().min(BigInteger.valueOf(most)).longValue();
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> Math.min(1, all);
      case 2 -> all;
      default -> all == 0 ? 0 : random.nextLong(all);
    };
  }
}
