package io.quittance.stack.local;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.PendingCredit;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.submission.CommandReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The ledger in memory, with each credit delivered at once: so a test knows the credits that a
 * wallet will have received before any stack has run.
 */
final class Simulation {
  private final CommandReader reader;
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();
  private final Map<AccountId, WalletAccount> people = new HashMap<>();
  private long offset;

  Simulation(int partitions) {
    reader = new CommandReader(partitions);
  }

  void add(WalletAccount person) {
    people.put(person.id(), person);
  }

  /** Settles a command that needs no verifying, and lets the payee know. */
  void settle(ProducerRecord<byte[], byte[]> record) throws Exception {
    Position position = new Position(record.partition(), offset++, 0);
    Reading reading = reader.read(Submission.of(position, record.key(), record.value()));
    Admitted admitted = Admitted.again(((Reading.Read) reading).toRecord());
    Events events = new Events();
    Settlement.onCommand(store(admitted.command().account()), admitted, events);
    while (!events.credits.isEmpty()) {
      Credit credit = events.credits.remove();
      people.get(credit.payee()).observe(credit);
      Settlement.onCredit(store(credit.payee()), credit, events);
    }
  }

  private MemoryAccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, id -> new MemoryAccountStore());
  }

  private static final class Events implements Output {
    private final Deque<Credit> credits = new ArrayDeque<>();

    @Override
    public void accepted(Receipt receipt, Settled event) {
      Credit.of(event).ifPresent(credits::add);
    }

    @Override
    public void repeated(Receipt receipt) {
      throw new AssertionError("the simulation is sent no repeats");
    }

    @Override
    public void rejected(Rejection rejection) {
      throw new AssertionError("the simulation rejects: " + rejection.reason());
    }

    @Override
    public void balance(Account account) {}

    @Override
    public void waiting(int change) {}

    @Override
    public void credited(PendingCredit credit) {}

    @Override
    public void parked(int change) {}

    @Override
    public void creditDropped() {}
  }
}
