package io.quittance.audit;

import io.quittance.audit.log.MemoryLogs;
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
import io.quittance.ledger.settlement.PendingCredit;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.submission.CommandReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An operator in memory who does as he should; tests then doctor what he published. */
public final class HonestOperator implements Output {
  /** A minute passes between two records. */
  static final long MINUTE = 60_000;

  private static final int PARTITIONS = 4;
  private static final long START = 1_750_000_000_000L;

  private final SecureRandom random = new SecureRandom();
  private final SigningKey key = SigningKey.random(random);
  private final SigningKey issuerKey = SigningKey.random(random);
  private final SigningKey officerKey = SigningKey.random(random);
  final AuditorKeys auditor = AuditorKeys.generate("audited", "EURT", random);
  private final Asset asset =
      new Asset(
          "EURT",
          2,
          issuerKey.verifyingKey(),
          officerKey.verifyingKey(),
          Optional.of(auditor.elGamal().publicKey()));
  private final Network network = new Network("audited", PARTITIONS, Assets.of(List.of(asset)));
  private final CommandReader reader = new CommandReader(PARTITIONS);
  private final Admission admission = new Admission(network, new BatchVerifier(random));
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();
  private final Map<AccountId, WalletAccount> people = new HashMap<>();
  private final Deque<Credit> credits = new ArrayDeque<>();
  private long now = START;

  public final MemoryLogs logs = new MemoryLogs(PARTITIONS);

  public WalletAccount person(String label) throws Exception {
    return person(label, 1_000);
  }

  /** Opens an account that gets so much from the issuer. */
  WalletAccount person(String label, long amount) throws Exception {
    WalletKeys keys = WalletKeys.generate(label, network.name(), asset.code(), random);
    WalletAccount person = WalletAccount.unopened(keys, asset, random);
    people.put(person.id(), person);
    take(person.open(), person);
    take(Issuer.of(network.name(), asset, issuerKey).issue(person.address(), amount, "", 1), null);
    return person;
  }

  /** Settles a command and lets its owner know. */
  public void take(PreparedCommand command, WalletAccount owner) throws Exception {
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
    judge(logs.append(Topics.COMMANDS, partition, tick(), recordKey, value));
  }

  private void judge(ConsumerRecord<byte[], byte[]> record) {
    Position position = new Position(record.partition(), record.offset(), record.timestamp());
    Reading reading = reader.read(Submission.of(position, record.key(), record.value()));
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

  /** The partition that an account's records belong to. */
  int partition(AccountId account) {
    return Partitions.of(account, PARTITIONS);
  }

  private long tick() {
    now += MINUTE;
    return now;
  }

  public NetworkFile network() {
    return NetworkFile.of(network, "localhost:1", key.verifyingKey());
  }

  /** The compliance officer of the asset. */
  public ComplianceOfficer officer() throws Exception {
    return ComplianceOfficer.of(network.name(), asset, officerKey);
  }

  /** The published event of a command, to be doctored. */
  public ConsumerRecord<byte[], byte[]> eventOf(PreparedCommand command) throws Exception {
    for (ConsumerRecord<byte[], byte[]> record : settled()) {
      if (command.id().fixed().equals(event(record).getEventId())) {
        return record;
      }
    }
    throw new AssertionError("no event of " + command);
  }

  /** All that is settled, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> settled() {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      all.addAll(logs.partition(Topics.SETTLEMENTS, partition));
    }
    return all;
  }

  public static Settled event(ConsumerRecord<byte[], byte[]> record) throws Exception {
    return SingleObject.decode(Settled.class, record.value());
  }

  /** Publishes an event again, at a later time, as whoever goes back to a savepoint does. */
  void publishAgain(ConsumerRecord<byte[], byte[]> event) {
    logs.append(Topics.SETTLEMENTS, event.partition(), tick(), event.key(), event.value());
  }

  /** Removes a record from its partition; the others keep their offsets. */
  void drop(ConsumerRecord<byte[], byte[]> record) {
    partitionOf(record).remove(record);
  }

  /** Puts another record in the place of one. */
  void replace(ConsumerRecord<byte[], byte[]> old, ConsumerRecord<byte[], byte[]> record) {
    partitionOf(old).set(partitionOf(old).indexOf(old), record);
  }

  private List<ConsumerRecord<byte[], byte[]>> partitionOf(ConsumerRecord<byte[], byte[]> record) {
    return logs.partition(
        Topics.all().stream().filter(t -> t.name().equals(record.topic())).findFirst().get(),
        record.partition());
  }

  byte[] sign(Receipt receipt) {
    return SignedReceipts.sign(network.name(), key, receipt);
  }

  private MemoryAccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, id -> new MemoryAccountStore());
  }

  /** Publishes a receipt. */
  void publish(Receipt receipt) {
    append(Topics.RECEIPTS, AccountId.of(receipt.getAccount()).toBytes(), sign(receipt));
  }

  private void append(Topic topic, byte[] recordKey, byte[] value) {
    int partition = recordKey == null ? 0 : Partitions.of(recordKey, PARTITIONS);
    logs.append(topic, partition, tick(), recordKey, value);
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    publish(receipt);
    Optional<Credit> credit = Credit.of(event);
    AccountId addressee = credit.map(Credit::payee).orElse(AccountId.of(event.getAccount()));
    append(Topics.SETTLEMENTS, addressee.toBytes(), SingleObject.encode(event));
    credit.ifPresent(credits::add);
  }

  @Override
  public void repeated(Receipt receipt) {
    publish(receipt);
  }

  @Override
  public void rejected(Rejection rejection) {
    rejection.receipt().ifPresent(this::publish);
    append(
        Topics.REJECTIONS,
        rejection.about().map(about -> about.account().toBytes()).orElse(null),
        SingleObject.encode(rejection.toRecord()));
  }

  @Override
  public void balance(Account account) {
    if (account.asset().isPresent()) {
      append(
          Topics.BALANCES,
          account.id().toBytes(),
          SingleObject.encode(AccountRecords.toBalance(account)));
    }
  }

  @Override
  public void waiting(int change) {}

  @Override
  public void credited(PendingCredit credit) {}

  @Override
  public void parked(int change) {}

  @Override
  public void creditDropped() {}
}
