package io.quittance.audit;

import io.quittance.audit.log.MemoryLogs;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.EntryCheck;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Output;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final NetworkFile file =
      NetworkFile.found(
          Statement.founding(
              "audited",
              issuerKey.verifyingKey(),
              PARTITIONS,
              OperatorKeys.of(key.verifyingKey()),
              List.of(asset)),
          issuerKey,
          "localhost:1");
  private final Network network = file.network();
  private final JournalReader reader = new JournalReader(PARTITIONS);
  private final ProofVerifier verifier = ProofVerifier.of(new BatchVerifier(random));
  private final Admission admission = new Admission(network, verifier);
  private final EntryCheck entryCheck =
      new EntryCheck(network.id(), OperatorKeys.of(key.verifyingKey()), verifier);
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();
  private final Map<AccountId, WalletAccount> people = new HashMap<>();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<Credit, Receipt> credits = new LinkedHashMap<>();
  private long now = START;

  public final MemoryLogs logs = founded();

  /** The network's statement stands in every partition before all else. */
  private MemoryLogs founded() {
    MemoryLogs begun = new MemoryLogs(PARTITIONS);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      begun.append(Topics.JOURNAL, partition, START, null, file.statements().values().get(0));
    }
    return begun;
  }

  public WalletAccount person(String label) throws Exception {
    return person(label, 1_000);
  }

  /** Opens an account that gets so much from the issuer. */
  WalletAccount person(String label, long amount) throws Exception {
    WalletKeys keys = WalletKeys.generate(label, network.identity(), asset.code(), random);
    WalletAccount person = WalletAccount.unopened(keys, asset, random);
    people.put(person.id(), person);
    take(person.open(), person);
    take(issue(person, amount, 1), null);
    return person;
  }

  /** Makes an issue to somebody. */
  PreparedCommand issue(WalletAccount person, long amount, long number) throws Exception {
    return Issuer.of(network.identity(), asset, issuerKey)
        .issue(person.address(), amount, "", number);
  }

  /** Settles a command and lets its owner know. */
  public void take(PreparedCommand command, WalletAccount owner) throws Exception {
    judge(
        logs.append(
            Topics.JOURNAL,
            Partitions.of(command.account(), PARTITIONS),
            tick(),
            command.key(),
            command.value()));
    if (owner != null) {
      owner.accepted(command);
    }
    deliver();
  }

  /** Appends what followed to the journal, and judges it. */
  private void deliver() {
    while (!entries.isEmpty()) {
      append(entries.remove());
    }
  }

  /** Appends an entry to its payee's partition, signed, and judges it. */
  ConsumerRecord<byte[], byte[]> append(Entry entry) {
    byte[] payee = entry.payee().toBytes();
    ConsumerRecord<byte[], byte[]> record =
        logs.append(Topics.JOURNAL, partition(entry.payee()), tick(), payee, sign(entry));
    judge(record);
    return record;
  }

  byte[] sign(Entry entry) {
    return SignedEntry.sign(network.id(), key, entry).toBytes();
  }

  /** All that was credited to an account, in its order. */
  List<Credit> creditsOf(AccountId payee) {
    return credits.keySet().stream().filter(credit -> credit.payee().equals(payee)).toList();
  }

  /** The payee's receipt of a transfer. */
  Receipt creditOf(PreparedCommand transfer) {
    return credits.values().stream()
        .filter(receipt -> receipt.getCommandId().equals(transfer.id().fixed()))
        .map(receipt -> Receipt.newBuilder(receipt).build())
        .findFirst()
        .orElseThrow();
  }

  /** The entry of a transfer as it stands in the journal. */
  ConsumerRecord<byte[], byte[]> entryOf(PreparedCommand transfer) throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (ConsumerRecord<byte[], byte[]> record : logs.partition(Topics.JOURNAL, partition)) {
        Position position = new Position(record.partition(), record.offset(), record.timestamp());
        Reading reading = reader.read(Submission.of(position, record.key(), record.value()));
        if (reading instanceof Reading.ReadEntry read
            && read.entry().commandId().equals(transfer.id())) {
          return record;
        }
      }
    }
    throw new AssertionError("no entry of " + transfer);
  }

  Entry entry(ConsumerRecord<byte[], byte[]> record) throws Exception {
    return SignedEntry.of(
            SingleObject.decode(io.quittance.schemas.journal.SignedEntry.class, record.value()))
        .entry();
  }

  /** Judges any record of the journal. */
  void take(byte[] recordKey, byte[] value, int partition) {
    judge(logs.append(Topics.JOURNAL, partition, tick(), recordKey, value));
    deliver();
  }

  private void judge(ConsumerRecord<byte[], byte[]> record) {
    Position position = new Position(record.partition(), record.offset(), record.timestamp());
    Reading reading = reader.read(Submission.of(position, record.key(), record.value()));
    if (reading instanceof Reading.Unreadable unreadable) {
      rejected(unreadable.rejection());
      return;
    }
    if (reading instanceof Reading.ReadEntry read) {
      Optional<Rejection> forged = entryCheck.judge(List.of(read)).get(0);
      forged.ifPresentOrElse(
          this::rejected, () -> Settlement.onEntry(store(read.entry().payee()), read, this));
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

  /** The authority's key, which signs the network's statements. */
  SigningKey authority() {
    return issuerKey;
  }

  /** Appends a record that is no command and no entry, and returns it; nothing is published. */
  ConsumerRecord<byte[], byte[]> plant(int partition, byte[] value) {
    return logs.append(Topics.JOURNAL, partition, tick(), null, value);
  }

  public NetworkFile network() {
    return file;
  }

  /** The compliance officer of the asset. */
  public ComplianceOfficer officer() throws Exception {
    return ComplianceOfficer.of(network.identity(), asset, officerKey);
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

  /** The published receipt of a command with a status, to be doctored. */
  ConsumerRecord<byte[], byte[]> receiptOf(PreparedCommand command, ReceiptStatus status)
      throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (ConsumerRecord<byte[], byte[]> record : logs.partition(Topics.RECEIPTS, partition)) {
        Receipt receipt = receipt(record);
        if (receipt.getStatus() == status && receipt.getCommandId().equals(command.id().fixed())) {
          return record;
        }
      }
    }
    throw new AssertionError("no receipt of " + command + " with " + status);
  }

  static Receipt receipt(ConsumerRecord<byte[], byte[]> record) throws Exception {
    ByteBuffer payload =
        SingleObject.decode(io.quittance.schemas.receipt.SignedReceipt.class, record.value())
            .getPayload();
    byte[] receipt = new byte[payload.remaining()];
    payload.duplicate().get(receipt);
    return SingleObject.decode(Receipt.class, receipt);
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
    return SignedReceipts.sign(network.id(), key, receipt);
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
  public void entry(Entry entry) {
    entries.add(entry);
  }

  @Override
  public void credited(Receipt receipt, Entry entry, Credit credit) {
    publish(receipt);
    credits.put(credit, receipt);
    WalletAccount payee = people.get(credit.payee());
    if (payee != null) {
      try {
        payee.observe(credit);
      } catch (QuittanceException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void entryDropped() {}
}
