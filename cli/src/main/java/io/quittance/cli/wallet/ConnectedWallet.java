package io.quittance.cli.wallet;

import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.wallet.RejectedException;
import io.quittance.wallet.account.AccountMemory;
import io.quittance.wallet.account.AccountRestore;
import io.quittance.wallet.account.MemoryFile;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMarks;
import io.quittance.wallet.account.RestoredAccount;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.AccountTail;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * A wallet with its network at hand.
 *
 * @param name the wallet's name
 * @param wallets it and its neighbours on this machine
 * @param errors where a person is told what is not as it should be
 */
record ConnectedWallet(
    String name,
    WalletKeys keys,
    Asset asset,
    LocalWallets wallets,
    QuittanceClient client,
    SecureRandom random,
    PrintedLines errors) {
  private static final String AHEAD =
      "A receipt names statement %d, which the network file does not have, and a key that is not in"
          + " force by it: it does not count yet. Get the operator's present network file.";
  private static final int MOST_TRIES = 3;
  private static final int POLLS = 50;
  private static final long POLL_MILLIS = 200;

  /** Builds a command from the account as it stands. */
  interface Draft {
    PreparedCommand prepare(WalletAccount account) throws QuittanceException;
  }

  AccountId accountId() {
    return keys.accountId(asset.id());
  }

  AmountFormat amounts() {
    return AmountFormat.of(asset.code(), asset.decimals());
  }

  /** The account as the network publishes it. */
  WalletAccount restore() throws QuittanceException {
    return restored().account();
  }

  /** The same, with what is missing of it; a person is told what does not count yet. */
  RestoredAccount restored() throws QuittanceException {
    RestoredAccount restored = read();
    if (restored.ahead().isPresent()) {
      errors.line(AHEAD, restored.ahead().getAsInt());
    }
    return restored;
  }

  /** What is remembered of it is not decrypted again. */
  private RestoredAccount read() throws QuittanceException {
    // The balance first: the events read after it then contain every credit it counts.
    Optional<Balance> balance = client.balance(accountId());
    MemoryFile file = wallets.memory(name);
    Optional<AccountMemory> memory = file.load(keys, accountId());
    ReadMarks marks = memory.map(AccountMemory::marks).orElse(ReadMarks.NONE);
    AccountTail tail = client.published(accountId(), marks);
    Optional<RestoredAccount> resumed = Optional.empty();
    if (memory.isPresent() && tail.continued()) {
      resumed = AccountRestore.of(keys, asset, memory.get(), balance, tail.log(), random);
      if (resumed.isEmpty()) {
        tail = client.published(accountId(), ReadMarks.NONE);
      }
    }
    RestoredAccount restored =
        resumed.isPresent()
            ? resumed.get()
            : AccountRestore.all(
                keys, asset, balance, tail.log(), () -> client.history(accountId()), random);
    file.save(restored.memory(tail.marks()), keys, accountId());
    return restored;
  }

  /** Number of the owner's next command, as far as this wallet remembers; 0 if it does not. */
  long knownSequence() throws QuittanceException {
    return wallets
        .memory(name)
        .load(keys, accountId())
        .map(memory -> memory.view().sequence())
        .orElse(0L);
  }

  /**
   * Builds a command from the account as published, and delivers it. The published balance may be
   * behind by a few commands; then the number of this one is taken. Where the ledger says by which
   * command, or the log shows it, and it was another one, this one can be built again.
   *
   * @return the account after the command
   */
  WalletAccount deliver(Delivery delivery, Draft draft) throws QuittanceException {
    Duration validity = delivery.validity();
    WalletAccount account = restore();
    for (int tries = 1; ; tries++) {
      account.endAfter(validity);
      PreparedCommand command = draft.prepare(account);
      try {
        delivery.deliver(client, command);
        account.accepted(command);
        return account;
      } catch (RejectedException e) {
        if (!isTaken(e) || tries == MOST_TRIES) {
          throw e;
        }
        if (isDecided(e) && wasSettled(command)) {
          account.accepted(command);
          return account;
        }
        account = newerThan(account.view().sequence(), e);
      }
    }
  }

  private static boolean isDecided(RejectedException e) {
    return e.code().filter(RejectionCode.ALREADY_DECIDED::equals).isPresent();
  }

  private static boolean isTaken(RejectedException e) {
    return isDecided(e) || e.code().filter(RejectionCode.STALE_SEQUENCE::equals).isPresent();
  }

  /** Whether it was this very command that took its number: the final event of that number says. */
  private boolean wasSettled(PreparedCommand command) throws QuittanceException {
    for (int poll = 0; poll < POLLS; poll++) {
      for (Settled event : client.history(accountId())) {
        if (isOwners(event) && event.getNumber() == command.number()) {
          return CommandId.of(event.getEventId()).equals(command.id());
        }
      }
      pause();
    }
    throw QuittanceException.failure(
        "The network has decided about the command's number before, but shows no final event of it.",
        "The command may still be settled: look at the wallet's history before sending another.");
  }

  /** Whether an event is a command of the account's owner. */
  private boolean isOwners(Settled event) {
    return AccountId.of(event.getAccount()).equals(accountId())
        && !(event.getEvent() instanceof Issued)
        && !(event.getEvent() instanceof Frozen)
        && !(event.getEvent() instanceof Unfrozen);
  }

  private static void pause() throws QuittanceException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QuittanceException.failure(
          "Waiting for the network was interrupted.",
          "The command may still be settled: look at the wallet's history before sending another.");
    }
  }

  private WalletAccount newerThan(long sequence, RejectedException rejection)
      throws QuittanceException {
    for (int poll = 0; poll < POLLS; poll++) {
      WalletAccount account = read().account();
      if (account.view().sequence() > sequence) {
        return account;
      }
      pause();
    }
    throw rejection;
  }
}
