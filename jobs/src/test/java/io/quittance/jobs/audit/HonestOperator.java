package io.quittance.jobs.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.submission.CommandReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import io.quittance.wallet.network.NetworkFile;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** An operator in memory who does as he should; tests then doctor what he published. */
final class HonestOperator implements Output {
  private static final int PARTITIONS = 4;

  private final SecureRandom random = new SecureRandom();
  private final SigningKey key = SigningKey.random(random);
  private final SigningKey issuerKey = SigningKey.random(random);
  private final Asset asset =
      new Asset(
          "EURT",
          2,
          issuerKey.verifyingKey(),
          SigningKey.random(random).verifyingKey(),
          Optional.of(ElGamalKeypair.random(random).publicKey()));
  private final Network network = new Network("audited", PARTITIONS, Assets.of(List.of(asset)));
  private final CommandReader reader = new CommandReader(PARTITIONS);
  private final Admission admission = new Admission(network, new BatchVerifier(random));
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();
  private final Map<AccountId, WalletAccount> people = new HashMap<>();
  private final Deque<Credit> credits = new ArrayDeque<>();
  private final long[] offsets = new long[PARTITIONS];

  final List<byte[]> receipts = new ArrayList<>();
  final List<Published.Event> settled = new ArrayList<>();
  final Map<AccountId, Balance> balances = new HashMap<>();
  final List<ConsumerRecord<byte[], byte[]>> commands = new ArrayList<>();

  WalletAccount person(String label) throws Exception {
    WalletKeys keys = WalletKeys.generate(label, network.name(), asset.code(), random);
    WalletAccount person = WalletAccount.unopened(keys, asset, random);
    people.put(person.id(), person);
    take(person.open(), person);
    take(Issuer.of(network.name(), asset, issuerKey).issue(person.address(), 1_000, "", 1), null);
    return person;
  }

  /** Settles a command and lets its owner know. */
  void take(PreparedCommand command, WalletAccount owner) throws Exception {
    take(command.key(), command.value(), Partitions.of(command.account(), PARTITIONS));
    if (owner != null) {
      owner.accepted(command);
    }
    while (!credits.isEmpty()) {
      Credit credit = credits.remove();
      people.get(credit.payee()).observe(credit);
      Settlement.onCredit(store(credit.payee()), credit, this);
    }
  }

  /** Judges any record of the commands topic. */
  void take(byte[] recordKey, byte[] value, int partition) {
    long offset = offsets[partition]++;
    commands.add(record("quittance.commands", partition, offset, recordKey, value));
    Reading reading =
        reader.read(Submission.of(new Position(partition, offset, 7), recordKey, value));
    if (reading instanceof Reading.Unreadable unreadable) {
      rejected(unreadable.rejection());
      return;
    }
    Verdict verdict = admission.admit(List.of((Reading.Read) reading)).verdicts().get(0);
    if (verdict instanceof Admitted admitted) {
      Settlement.onCommand(store(admitted.command().account()), admitted, this);
    } else {
      rejected(((Verdict.Refused) verdict).rejection());
    }
  }

  Published published() {
    return new Published(receipts, settled, balances, commands, List.of());
  }

  NetworkFile network() {
    return NetworkFile.of(network, "localhost:1", key.verifyingKey());
  }

  /** The published event of a command, to be doctored. */
  int eventOf(PreparedCommand command) {
    for (int i = 0; i < settled.size(); i++) {
      if (command.id().fixed().equals(settled.get(i).record().getEventId())) {
        return i;
      }
    }
    throw new AssertionError("no event of " + command);
  }

  byte[] sign(Receipt receipt) {
    return SignedReceipts.sign(network.name(), key, receipt);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        7,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private MemoryAccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, id -> new MemoryAccountStore());
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    receipts.add(sign(receipt));
    settled.add(
        new Published.Event(event, SingleObject.encode(event), "settlements " + settled.size()));
    Credit.of(event).ifPresent(credits::add);
  }

  @Override
  public void repeated(Receipt receipt) {
    receipts.add(sign(receipt));
  }

  @Override
  public void rejected(Rejection rejection) {
    rejection.receipt().ifPresent(receipt -> receipts.add(sign(receipt)));
  }

  @Override
  public void balance(Account account) {
    if (account.asset().isPresent()) {
      balances.put(account.id(), AccountRecords.toBalance(account));
    }
  }

  @Override
  public void waiting(int change) {}

  @Override
  public void credited() {}

  @Override
  public void creditDropped() {}
}
