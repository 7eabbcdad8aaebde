package io.quittance.ledger;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.AccountStore;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All accounts of a test, with everything the ledger said about them. */
public final class Books implements Output {
  public final Map<AccountId, EncodedAccountStore> stores = new TreeMap<>();
  public final List<Receipt> receipts = new ArrayList<>();
  public final List<Receipt> repeats = new ArrayList<>();
  public final List<Rejection> rejections = new ArrayList<>();
  public final List<Settled> events = new ArrayList<>();
  public final Map<AccountId, Balance> balances = new TreeMap<>();
  public final List<Entry> entries = new ArrayList<>();
  public final List<Receipt> credits = new ArrayList<>();
  public final Map<AccountId, ElGamalCiphertext> lastCredit = new TreeMap<>();
  public long dropped;
  private int delivered;

  public AccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, id -> new EncodedAccountStore());
  }

  public Account account(AccountId account) {
    return store(account).account().orElseThrow();
  }

  public void command(Admitted admitted) {
    Settlement.onCommand(store(admitted.command().account()), admitted, this);
  }

  /** Takes an entry from its payee's partition of the journal. */
  public void entry(Reading.ReadEntry read) {
    Settlement.onEntry(store(read.entry().payee()), read, this);
  }

  /** Appends the entries that nobody has delivered yet to the journal, and takes them. */
  public void deliver(World world) {
    for (; delivered < entries.size(); delivered++) {
      entry(world.append(entries.get(delivered)));
    }
  }

  /** Returns what was credited last, encrypted for the payee. */
  public ElGamalCiphertext lastCredit(AccountId payee) {
    return lastCredit.get(payee);
  }

  /** Returns all that must be the same however partitions are interleaved, by log position. */
  public Map<String, String> outcome() {
    Map<String, String> outcome = new TreeMap<>();
    for (Receipt receipt : receipts) {
      add(outcome, "receipt", receipt);
    }
    for (Receipt credit : credits) {
      add(outcome, "credit", credit);
    }
    for (Entry entry : entries) {
      outcome.put("entry " + entry.record().getPosition(), entry.payload().toString());
    }
    // A repeated receipt carries the first position; how often it came must be the same too.
    for (int i = 0; i < repeats.size(); i++) {
      Receipt repeat = repeats.get(i);
      outcome.merge("repeat " + repeat.getPosition(), hex(repeat), String::concat);
    }
    for (Settled event : events) {
      String previous = outcome.put("event " + event.getPosition(), hex(event));
      if (previous != null) {
        throw new AssertionError("two events at " + event.getPosition());
      }
    }
    for (Rejection rejection : rejections) {
      rejection.receipt().ifPresent(receipt -> add(outcome, "rejection receipt", receipt));
      outcome.put(
          "rejection " + rejection.submission().position(),
          HexFormat.of().formatHex(SingleObject.encode(rejection.toRecord())));
    }
    stores.forEach(
        (id, store) ->
            store
                .account()
                .ifPresent(
                    account ->
                        outcome.put("account " + id, AccountRecords.toState(account).toString())));
    balances.forEach((account, balance) -> outcome.put("balance " + account, hex(balance)));
    return outcome;
  }

  private static void add(Map<String, String> outcome, String kind, Receipt receipt) {
    String previous = outcome.put(kind + " " + receipt.getPosition(), hex(receipt));
    if (previous != null) {
      throw new AssertionError("two receipts for " + receipt.getPosition());
    }
  }

  private static String hex(org.apache.avro.specific.SpecificRecordBase record) {
    return HexFormat.of().formatHex(SingleObject.encode(record));
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    receipts.add(receipt);
    events.add(event);
  }

  @Override
  public void repeated(Receipt receipt) {
    repeats.add(receipt);
  }

  @Override
  public void rejected(Rejection rejection) {
    rejections.add(rejection);
  }

  @Override
  public void balance(Account account) {
    balances.put(account.id(), AccountRecords.toBalance(account));
  }

  @Override
  public void entry(Entry entry) {
    entries.add(entry);
  }

  @Override
  public void credited(Receipt receipt, Entry entry, Credit credit) {
    credits.add(receipt);
    lastCredit.put(credit.payee(), credit.amount());
  }

  @Override
  public void entryDropped() {
    dropped++;
  }
}
