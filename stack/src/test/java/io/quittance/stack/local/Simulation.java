package io.quittance.stack.local;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The ledger in memory, with each credit delivered at once: so a test knows the credits that a
 * wallet will have received before any stack has run.
 */
final class Simulation {
  private static final SigningKey KEY = SigningKey.of(new byte[SigningKey.BYTES]);

  private final int partitions;
  private final Network network;
  private final JournalReader reader;
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();
  private final Map<AccountId, WalletAccount> people = new HashMap<>();
  private long offset;

  Simulation(int partitions, Asset asset) {
    this.partitions = partitions;
    NetworkIdentity identity =
        new NetworkIdentity(NetworkId.of(new byte[NetworkId.BYTES]), "simulated");
    network = new Network(identity, partitions, Assets.of(List.of(asset)));
    reader = new JournalReader(partitions);
  }

  void add(WalletAccount person) {
    people.put(person.id(), person);
  }

  /** Settles a command that needs no verifying, and lets the payee know. */
  void settle(ProducerRecord<byte[], byte[]> record) throws Exception {
    Position position = new Position(record.partition(), offset++, 0);
    Reading reading = reader.read(Submission.of(position, record.key(), record.value()));
    Admitted admitted = Admitted.passed((Reading.Read) reading, version -> network);
    Events events = new Events();
    Settlement.onCommand(store(admitted.command().account()), admitted, events);
    while (!events.entries.isEmpty()) {
      Entry entry = events.entries.remove();
      byte[] value = SignedEntry.sign(network.id(), KEY, entry).toBytes();
      Position place = new Position(Partitions.of(entry.payee(), partitions), offset++, 0);
      Reading read = reader.read(Submission.of(place, entry.payee().toBytes(), value));
      Settlement.onEntry(store(entry.payee()), (Reading.ReadEntry) read, events);
    }
    for (Credit credit : events.credits) {
      people.get(credit.payee()).observe(credit);
    }
  }

  private MemoryAccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, id -> new MemoryAccountStore());
  }

  private static final class Events implements Output {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Credit> credits = new ArrayList<>();

    @Override
    public void accepted(Receipt receipt, Settled event) {}

    @Override
    public void entry(Entry entry) {
      entries.add(entry);
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
    public void credited(Receipt receipt, Entry entry, Credit credit) {
      credits.add(credit);
    }

    @Override
    public void entryDropped() {
      throw new AssertionError("no entry comes twice");
    }

    @Override
    public void balance(Account account) {}
  }
}
