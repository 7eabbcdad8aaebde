package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Limits;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
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

  private final RandomGenerator random;
  private final Drafts drafts;
  private final Spending spending;
  private final Spoiler spoiler;
  private final SimulationOptions options;
  private final List<Wallet> wallets = new ArrayList<>();
  private long nowMillis;
  private final List<PlainCommand> remembered = new ArrayList<>();

  Crowd(SimulationOptions options, int accounts, RandomGenerator random, Proving proving) {
    this.options = options;
    this.random = random;
    this.drafts = new Drafts(proving, random);
    this.spending = new Spending(options, random, drafts, wallets);
    this.spoiler = new Spoiler(random);
    int first = random.nextInt(SimulationOptions.MAX_ACCOUNTS);
    for (int i = 0; i < accounts; i++) {
      wallets.add(new Wallet(Party.number(first + i)));
    }
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
    if (random.nextBoolean()) {
      // What was refused only for its credits is sent again, byte for byte, once they are there.
      Optional<PlainCommand> again = wallet.retry();
      if (again.isPresent()) {
        return again;
      }
    }
    if (wallet.isAnswered() || random.nextInt(150) == 0) {
      wallet.believe();
    } else if (random.nextInt(12) > 0 && !(wallet.isSure() && random.nextBoolean())) {
      // Most wait for their receipts, or one refusal would make all that follows fail.
      return Optional.empty();
    }
    PlainCommand command = command(wallet, books);
    remembered.add(command);
    if (remembered.size() > REMEMBERED) {
      remembered.remove(0);
    }
    return Optional.of(command);
  }

  /** Tells the owner that a command stands in the journal. */
  void sent(Sent sent) {
    of(sent.account()).ifPresent(wallet -> wallet.sent(sent));
  }

  /** Returns how many credits of an account its owner was told of, 0 if nobody of the crowd is. */
  long creditsKnown(AccountId account) {
    return of(account).map(Wallet::creditsKnown).orElse(0L);
  }

  /** Lets an owner read a receipt. */
  void told(LogRecord receipt, PlainJournal journal) {
    Receipt told = Receipts.read(receipt);
    of(AccountId.of(told.getAccount())).ifPresent(wallet -> wallet.told(told, journal));
  }

  private Optional<Wallet> of(AccountId account) {
    return wallets.stream().filter(wallet -> wallet.owner().id().equals(account)).findFirst();
  }

  private PlainCommand command(Wallet wallet, Books books) {
    boolean hostile = options.has(Feature.FORGERIES) && random.nextInt(7) == 0;
    Kind kind = kind(wallet);
    if (hostile && kind == Kind.TRANSFER && random.nextInt(3) == 0) {
      return spending.lyingTransfer(wallet);
    } else if (hostile && kind == Kind.CLOSE && wallet.available().amount().signum() != 0) {
      return drafts
          .close(wallet.owner(), wallet.nextNumber(), wallet.applied(), wallet.available())
          .flawed(RejectionCode.BAD_PROOF, false, true)
          .finished();
    }
    if (hostile && kind == Kind.OPEN && random.nextBoolean()) {
      Party victim = wallets.get(random.nextInt(wallets.size())).owner();
      if (!victim.equals(wallet.owner())) {
        return drafts.copiedOpening(wallet.owner(), victim, random.nextBoolean()).finished();
      }
    }
    long number = wallet.nextNumber();
    boolean misnumbered = random.nextInt(25) == 0;
    if (misnumbered) {
      number = Math.max(kind == Kind.OPEN ? 0 : 1, number + random.nextInt(-2, 3));
    }
    Optional<Draft> draft = draft(wallet, kind, number, books);
    if (draft.isEmpty()) {
      kind = Kind.APPLY;
      draft = Optional.of(spending.apply(wallet, Math.max(1, number), books));
    }
    spoiler.overheard(draft.get());
    if (random.nextInt(10) == 0) {
      // Soon enough for some to be too late where they are sent again, or at once.
      draft.get().ending(nowMillis + random.nextInt(-1, 30));
    }
    if (hostile) {
      wallet.doubt();
      return spoiler.spoil(draft.get(), wallets.get(random.nextInt(wallets.size())).owner());
    }
    PlainCommand command = draft.get().finished();
    boolean owners = command.kind().signer == PlainCommand.Signer.OWNER;
    boolean fits = number == wallet.nextNumber() && (kind == Kind.OPEN) != wallet.isOpen();
    if (owners && fits) {
      wallet.trust(command);
    } else if (owners) {
      wallet.doubt();
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
      case APPLY -> Optional.of(spending.apply(wallet, Math.max(1, number), books));
      case TRANSFER -> spending.transfer(wallet, Math.max(1, number), books, nowMillis);
      case REDEEM -> spending.redeem(wallet, Math.max(1, number), books);
      case CLOSE -> spending.close(wallet, Math.max(1, number), books);
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
}
