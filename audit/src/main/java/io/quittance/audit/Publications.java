package io.quittance.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.settlement.Balance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares what the operator says beside the settled events: receipts, rejections, balances. */
final class Publications {
  private final NetworkId network;
  private final OperatorTimetables operator;
  private final ExecutorService verifiers;
  private final AuditStore store;
  private final Counts counts;
  private final VerdictBook verdicts;
  private final Differences differences;

  Publications(
      NetworkId network,
      OperatorTimetables operator,
      ExecutorService verifiers,
      AuditStore store,
      Counts counts,
      VerdictBook verdicts,
      Differences differences) {
    this.network = network;
    this.operator = operator;
    this.verifiers = verifiers;
    this.store = store;
    this.counts = counts;
    this.verdicts = verdicts;
    this.differences = differences;
  }

  /** Verifies the signatures of receipts, several at a time, and compares what they say. */
  void receipts(List<ConsumerRecord<byte[], byte[]>> batch) throws QuittanceException {
    List<Callable<SignedReceipts.Check>> checks =
        batch.stream()
            .<Callable<SignedReceipts.Check>>map(
                record -> () -> SignedReceipts.verify(network, operator, value(record)))
            .toList();
    try {
      List<Future<SignedReceipts.Check>> results = verifiers.invokeAll(checks);
      for (int i = 0; i < batch.size(); i++) {
        receipt(Place.of(batch.get(i)), results.get(i).get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QuittanceException.failure("The audit was interrupted.", "Run it again.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("verifying receipts failed", e.getCause());
    }
  }

  private void receipt(Place place, SignedReceipts.Check check) {
    if (check instanceof SignedReceipts.Check.Genuine genuine) {
      verdicts.receipt(place, genuine.receipt());
    } else if (check instanceof SignedReceipts.Check.Revoked revoked) {
      // Written before the key was revoked, or forged since: what the ledger says decides.
      verdicts.receipt(place, revoked.receipt());
    } else if (check instanceof SignedReceipts.Check.Retired retired) {
      // Signed by who had not taken the later statement up, or forged: the ledger decides again.
      verdicts.receipt(place, retired.receipt());
    } else if (check instanceof SignedReceipts.Check.Ahead ahead) {
      // The journal is judged first: had it that statement, the audit would have ended there.
      differences.add(
          place,
          "a receipt",
          "one that names a statement of the journal",
          "one that names statement " + ahead.statement());
    } else if (check instanceof SignedReceipts.Check.Worthless worthless) {
      differences.add(place, "a receipt", "one that the operator signed", worthless.explanation());
    }
  }

  /** Compares a published rejection. */
  void rejection(ConsumerRecord<byte[], byte[]> record) {
    try {
      verdicts.rejection(Place.of(record), SingleObject.decode(Rejection.class, value(record)));
    } catch (MalformedRecordException broken) {
      differences.add(Place.of(record), "a record", "a rejection", broken.getMessage());
    }
  }

  /** Compares a published balance, if it is up to date. */
  void balance(ConsumerRecord<byte[], byte[]> record) {
    try {
      Balance balance = SingleObject.decode(Balance.class, value(record));
      AccountId id = AccountId.of(balance.getAccount());
      Optional<Account> account =
          new StoredAccount(store, id).account().filter(known -> known.asset().isPresent());
      if (account.isEmpty()) {
        differences.add(
            Place.of(record),
            "the balance of account " + id,
            "none, for want of a command or credit",
            "one");
        return;
      }
      compare(Place.of(record), balance, AccountRecords.toBalance(account.get()));
    } catch (MalformedRecordException broken) {
      differences.add(Place.of(record), "a record", "a balance", broken.getMessage());
    }
  }

  private void compare(Place place, Balance balance, Balance expected) {
    String what = "the balance of account " + AccountId.of(balance.getAccount());
    if (isAhead(balance, expected)) {
      differences.add(place, what, "what the logs hold", "more commands or credits than they do");
    } else if (isCurrent(balance, expected)) {
      counts.add(Counts.BALANCES, 1);
      if (!balance.equals(expected)) {
        Differing differing =
            Differing.first(SingleObject.encode(expected), SingleObject.encode(balance));
        differences.add(
            place, what + ", " + differing.field(), differing.expected(), differing.found());
      }
    }
  }

  /** Balances are published at checkpoints and may be older than the log, but not newer. */
  private static boolean isAhead(Balance balance, Balance expected) {
    return balance.getSequence() > expected.getSequence()
        || balance.getCreditsReceived() > expected.getCreditsReceived()
        || balance.getIssueNumber() > expected.getIssueNumber()
        || balance.getOrderNumber() > expected.getOrderNumber();
  }

  private static boolean isCurrent(Balance balance, Balance expected) {
    return balance.getSequence() == expected.getSequence()
        && balance.getCreditsReceived() == expected.getCreditsReceived()
        && balance.getIssueNumber() == expected.getIssueNumber()
        && balance.getOrderNumber() == expected.getOrderNumber();
  }

  /** Whoever can write to a topic can write null, which is as damaged as no bytes at all. */
  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? new byte[0] : record.value();
  }
}
