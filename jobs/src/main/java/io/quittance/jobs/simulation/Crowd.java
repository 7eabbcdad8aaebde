package io.quittance.jobs.simulation;

import io.quittance.jobs.simulation.PlainCommand.Kind;
import io.quittance.ledger.asset.Asset;
import io.quittance.schemas.Limits;
import io.quittance.schemas.RejectionCode;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Random wallets, honest and hostile, with their issuer and compliance officer: each call makes one
 * command. Most act on what they believe of their accounts; some err, some lie, some replay.
 */
final class Crowd {
  private static final int REMEMBERED = 400;
  private static final int SHORT_BLINDING_BITS = 16;

  /** So many more credits than there are will never come. */
  private static final int HOPELESS = 1_000_000;

  private final RandomGenerator random;
  private final Drafts drafts;
  private final Spoiler spoiler;
  private final SimulationOptions options;
  private final List<Wallet> wallets = new ArrayList<>();
  private int nextParty;
  private long nowMillis;
  private final List<PlainCommand> remembered = new ArrayList<>();

  Crowd(SimulationOptions options, int accounts, RandomGenerator random, Proving proving) {
    this.options = options;
    this.random = random;
    this.drafts = new Drafts(proving, random);
    this.spoiler = new Spoiler(random);
    int first = random.nextInt(SimulationOptions.MAX_ACCOUNTS);
    for (int i = 0; i < accounts; i++) {
      wallets.add(new Wallet(Party.number(first + i)));
    }
    nextParty = first + accounts;
  }

  List<Wallet> wallets() {
    return wallets;
  }

  /** Makes the next command, or none if its owner waits for a receipt. */
  Optional<PlainCommand> next(Books books, long atMillis) {
    nowMillis = atMillis;
    if (!remembered.isEmpty() && options.has(Feature.REPLAYS) && random.nextInt(24) == 0) {
      int recent = Math.min(remembered.size(), random.nextBoolean() ? 4 : REMEMBERED);
      return Optional.of(remembered.get(remembered.size() - 1 - random.nextInt(recent)));
    }
    Wallet wallet = wallets.get(random.nextInt(wallets.size()));
    PlainAccount account = books.ledger().account(wallet.owner());
    if (wallet.isAnswered(account) || random.nextInt(150) == 0) {
      wallet.believe(account);
    } else if (random.nextInt(4) > 0) {
      // Most wait for their receipts, or one refusal would make all that follows fail.
      replaceIfBlocked(wallet, account);
      return Optional.empty();
    }
    PlainCommand command = command(wallet, books);
    remembered.add(command);
    if (remembered.size() > REMEMBERED) {
      remembered.remove(0);
    }
    return Optional.of(command);
  }

  /** Who waits for what never comes can do nothing any more; somebody else takes his place. */
  private void replaceIfBlocked(Wallet wallet, PlainAccount account) {
    if (!account.waiting.isEmpty()
        && account.waiting.peek().command().credits() > account.received + HOPELESS / 2) {
      wallets.set(wallets.indexOf(wallet), new Wallet(Party.number(nextParty++)));
    }
  }

  /** Tells the owner where a command stands. */
  void sent(PlainCommand.Sent sent) {
    wallets.stream()
        .filter(wallet -> wallet.owner().equals(sent.command().account()))
        .forEach(wallet -> wallet.sent(sent));
  }

  private PlainCommand command(Wallet wallet, Books books) {
    boolean hostile = options.has(Feature.FORGERIES) && random.nextInt(7) == 0;
    Kind kind = kind(wallet);
    if (hostile && kind == Kind.TRANSFER && random.nextInt(3) == 0) {
      return lyingTransfer(wallet, books);
    } else if (hostile && kind == Kind.CLOSE && wallet.available().amount().signum() != 0) {
      return drafts
          .close(wallet.owner(), wallet.nextNumber(), wallet.applied(), wallet.available())
          .flawed(RejectionCode.BAD_PROOF, false, true)
          .finished();
    }
    long number = wallet.nextNumber();
    boolean misnumbered = random.nextInt(25) == 0;
    if (misnumbered) {
      number = Math.max(kind == Kind.OPEN ? 0 : 1, number + random.nextInt(-2, 3));
    }
    Optional<Draft> draft = draft(wallet, kind, number, books);
    if (draft.isEmpty()) {
      return apply(wallet, Math.max(1, number), books).finished();
    }
    spoiler.overheard(draft.get());
    if (hostile) {
      return spoiler.spoil(draft.get(), wallets.get(random.nextInt(wallets.size())).owner());
    }
    PlainCommand command = draft.get().finished();
    boolean owners = command.kind().signer == PlainCommand.Signer.OWNER;
    if (owners && number == wallet.nextNumber()) {
      wallet.trust(command);
    }
    return command;
  }

  private Kind kind(Wallet wallet) {
    int roll = random.nextInt(100);
    if (roll < 16) {
      return Kind.ISSUE;
    } else if (roll < 22 && options.has(Feature.FREEZES)) {
      return random.nextInt(3) == 0 ? Kind.FREEZE : Kind.UNFREEZE;
    } else if (!wallet.isOpen()) {
      return random.nextInt(8) == 0 ? Kind.APPLY : Kind.OPEN;
    } else if (roll < 62) {
      return Kind.TRANSFER;
    } else if (roll < 78) {
      return Kind.APPLY;
    } else if (roll < 88) {
      return Kind.REDEEM;
    }
    return random.nextInt(6) == 0 ? Kind.OPEN : Kind.CLOSE;
  }

  /** Returns a draft of the kind, nothing if the owner has no money for it. */
  private Optional<Draft> draft(Wallet wallet, Kind kind, long number, Books books) {
    Party owner = wallet.owner();
    return switch (kind) {
      case OPEN -> Optional.of(drafts.open(owner, number));
      case ISSUE -> Optional.of(issue(wallet));
      case FREEZE -> Optional.of(drafts.freeze(owner, wallet.nextOrder(random.nextInt(2))));
      case UNFREEZE -> Optional.of(drafts.unfreeze(owner, wallet.nextOrder(random.nextInt(2))));
      case APPLY -> Optional.of(apply(wallet, Math.max(1, number), books));
      case TRANSFER -> transfer(wallet, Math.max(1, number), books);
      case REDEEM -> redeem(wallet, Math.max(1, number), books);
      case CLOSE -> close(wallet, Math.max(1, number), books);
    };
  }

  private Draft issue(Wallet wallet) {
    long number =
        random.nextInt(12) == 0
            ? Math.max(1, wallet.issues() - random.nextInt(3))
            : wallet.nextIssue(random.nextInt(2));
    long amount =
        switch (random.nextInt(4)) {
          case 0 -> 1;
          case 1 -> Limits.MAX_ISSUE_AMOUNT;
          default -> 1 + random.nextInt(1 << 20);
        };
    return drafts.issue(wallet.owner(), number, amount);
  }

  private Draft apply(Wallet wallet, long number, Books books) {
    long credits = credits(wallet, books);
    return drafts.apply(wallet.owner(), number, credits, wallet.applying(credits, books));
  }

  private Optional<Draft> transfer(Wallet wallet, long number, Books books) {
    long credits = credits(wallet, books);
    PlainMoney before = wallet.applying(credits, books);
    if (before.amount().signum() < 0) {
      return Optional.empty();
    }
    Party payer = wallet.owner();
    Party payee = payee(payer);
    long amount = amount(before, Limits.MAX_TRANSFER_AMOUNT);
    Proving.Payment payment = payment(payer, payee, before, amount, books);
    return payment.kept().isBare()
        ? Optional.empty()
        : Optional.of(drafts.transfer(number, credits, payee, payment));
  }

  private Party payee(Party payer) {
    Party payee = wallets.get(random.nextInt(wallets.size())).owner();
    Asset asset = payer.asset();
    return payee.asset().equals(asset) ? payee : payee.inOtherAsset(asset);
  }

  private Proving.Payment payment(
      Party payer, Party payee, PlainMoney before, long amount, Books books) {
    BigInteger lo = blinding();
    BigInteger hi = blinding();
    if (random.nextInt(5) == 0) {
      // Aim: the payee's balance would lose its blinding.
      PlainAccount target = books.ledger().account(payee);
      hi = BigInteger.ONE;
      lo = target.available.blinding().negate().subtract(BigInteger.ONE.shiftLeft(16));
      lo = lo.signum() == 0 ? BigInteger.TWO : lo;
    }
    return payment(payer, payee, payer.asset(), auditorEpoch(payer), before, amount, lo, hi);
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
  private int auditorEpoch(Party payer) {
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
  private PlainCommand lyingTransfer(Wallet wallet, Books books) {
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

  private Optional<Draft> redeem(Wallet wallet, long number, Books books) {
    long credits = credits(wallet, books);
    PlainMoney before = wallet.applying(credits, books);
    if (before.amount().signum() <= 0) {
      return Optional.empty();
    }
    long amount = Math.max(1, amount(before, Limits.MAX_REDEEM_AMOUNT));
    PlainMoney kept = before.minus(PlainMoney.of(amount, 0));
    return Optional.of(drafts.redeem(wallet.owner(), number, credits, amount, kept));
  }

  /** Closes, or first empties, the account. */
  private Optional<Draft> close(Wallet wallet, long number, Books books) {
    long credits = random.nextBoolean() ? wallet.applied() : credits(wallet, books);
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
  private long credits(Wallet wallet, Books books) {
    PlainAccount account = books.ledger().account(wallet.owner());
    long known = Math.max(account.received, wallet.applied());
    if (options.has(Feature.WAITING) && random.nextInt(500) == 0) {
      return known + HOPELESS;
    } else if (options.has(Feature.WAITING) && account.waiting.size() < 20) {
      int more = random.nextInt(8);
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
