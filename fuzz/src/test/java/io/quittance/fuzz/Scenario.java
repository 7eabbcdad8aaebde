package io.quittance.fuzz;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
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
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A short history of a small network, the same in every run: one command of each type, and every
 * record that came of it. It gives the seeds of all that reads records.
 */
final class Scenario implements Output {
  static final int PARTITIONS = 4;
  private static final String ASSET = "EUR";

  /** The one that all targets share; nobody changes it. */
  static final Scenario SHARED = played();

  private final SeededRandom random = new SeededRandom(11);
  final SigningKey operator = SigningKey.random(random);
  final SigningKey issuer = SigningKey.random(random);
  final SigningKey officer = SigningKey.random(random);
  final Asset asset =
      new Asset(
          ASSET,
          2,
          issuer.verifyingKey(),
          officer.verifyingKey(),
          Optional.of(ElGamalKeypair.random(random).publicKey()));
  private final NetworkFile file =
      NetworkFile.found(
          Statement.founding(
              "fuzzed",
              issuer.verifyingKey(),
              PARTITIONS,
              OperatorKeys.of(operator.verifyingKey()),
              List.of(asset)),
          issuer,
          "localhost:9092,[::1]:9093");
  final Network network = file.network();
  final WalletKeys payer = WalletKeys.generate("payer", network.identity(), ASSET, random);
  final JournalReader reader = new JournalReader(PARTITIONS);

  final List<PreparedCommand> commands = new ArrayList<>();
  final List<Settled> settled = new ArrayList<>();
  final List<byte[]> receipts = new ArrayList<>();

  /** Those of the receipts that tell of credits. */
  final List<byte[]> creditReceipts = new ArrayList<>();

  final List<SignedEntry> signedEntries = new ArrayList<>();
  final List<SpecificRecordBase> records = new ArrayList<>();
  final Map<AccountId, Balance> balances = new HashMap<>();

  /** A second transfer of the same payer to the same payee, which he never sends. */
  PreparedCommand unsent;

  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();
  private final Map<AccountId, WalletAccount> people = new HashMap<>();
  private final Deque<SignedEntry> entries = new ArrayDeque<>();

  private Scenario() {}

  private static Scenario played() {
    Scenario scenario = new Scenario();
    try {
      scenario.play();
    } catch (Exception broken) {
      throw new IllegalStateException("the history behind the seeds cannot be played", broken);
    }
    return scenario;
  }

  private void play() throws Exception {
    WalletAccount account = person(payer);
    WalletAccount payee = person(WalletKeys.generate("payee", network.identity(), ASSET, random));
    own(account, account.open());
    own(payee, payee.open());
    take(Issuer.of(network.identity(), asset, issuer).issue(account.address(), 10_000, "cash", 1));
    own(account, account.applyCredits(1));
    own(account, account.transfer(payee.address(), 250, "lunch"));
    unsent = account.transfer(payee.address(), 300, "dinner");
    own(payee, payee.redeem(250, "iban"));
    own(payee, payee.close(1));
    ComplianceOfficer compliance = ComplianceOfficer.of(network.identity(), asset, officer);
    take(compliance.freeze(account.address(), "court order", 1));
    take(compliance.unfreeze(account.address(), "lifted", 2));
  }

  private WalletAccount person(WalletKeys keys) {
    WalletAccount account = WalletAccount.unopened(keys, asset, random);
    people.put(account.id(), account);
    return account;
  }

  private void own(WalletAccount owner, PreparedCommand command) throws Exception {
    take(command);
    owner.accepted(command);
  }

  /** Settles a command, and counts the entries that follow. */
  private void take(PreparedCommand command) throws Exception {
    int events = settled.size();
    commands.add(command);
    Reading.Read read = (Reading.Read) reader.read(submission(command.account(), command.value()));
    Admitted admitted = (Admitted) admission().admit(List.of(read)).verdicts().get(0);
    Settlement.onCommand(store(command.account()), admitted, this);
    if (settled.size() != events + 1) {
      throw new IllegalStateException(command + " is not accepted");
    }
    while (!entries.isEmpty()) {
      SignedEntry entry = entries.remove();
      signedEntries.add(entry);
      AccountId to = entry.entry().payee();
      Reading.ReadEntry arrived = (Reading.ReadEntry) reader.read(submission(to, entry.toBytes()));
      Settlement.onEntry(store(to), arrived, this);
    }
  }

  /** An admission whose weights are the same each time, so that a finding can be repeated. */
  Admission admission() {
    return new Admission(network, new BatchVerifier(new SeededRandom(7)));
  }

  /** A record of the journal, keyed and placed as it must be. */
  static Submission submission(AccountId account, byte[] value) {
    return Submission.of(
        new Position(Partitions.of(account, PARTITIONS), 5, 1_700_000_000_000L),
        account.toBytes(),
        value);
  }

  NetworkFile networkFile() {
    return file;
  }

  /** One encoded record of each type at least. */
  List<byte[]> encodedRecords() {
    List<byte[]> encoded = new ArrayList<>(receipts);
    for (PreparedCommand command : commands) {
      encoded.add(command.value());
      encoded.add(payload(command));
    }
    settled.forEach(event -> encoded.add(SingleObject.encode(event)));
    balances.values().forEach(balance -> encoded.add(SingleObject.encode(balance)));
    records.forEach(record -> encoded.add(SingleObject.encode(record)));
    signedEntries.forEach(entry -> encoded.add(entry.toBytes()));
    return encoded;
  }

  /** The payload that a command's envelope holds. */
  static byte[] payload(PreparedCommand command) {
    try {
      ByteBuffer payload =
          SingleObject.decode(SignedCommand.class, command.value()).getPayload().duplicate();
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      return bytes;
    } catch (MalformedRecordException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  PreparedCommand command(String type) {
    return commands.stream().filter(c -> c.type().equals(type)).findFirst().orElseThrow();
  }

  private MemoryAccountStore store(AccountId account) {
    return stores.computeIfAbsent(account, any -> new MemoryAccountStore());
  }

  @Override
  public void accepted(Receipt receipt, Settled event) {
    records.add(receipt);
    receipts.add(SignedReceipts.sign(network.id(), operator, receipt));
    settled.add(event);
  }

  @Override
  public void balance(Account account) {
    balances.put(account.id(), AccountRecords.toBalance(account));
    records.add(AccountRecords.toState(account));
  }

  @Override
  public void repeated(Receipt receipt) {
    throw new IllegalStateException("repeated: " + receipt);
  }

  @Override
  public void rejected(Rejection rejection) {
    throw new IllegalStateException("rejected: " + rejection.reason());
  }

  @Override
  public void entry(Entry entry) {
    entries.add(SignedEntry.sign(network.id(), operator, entry));
  }

  @Override
  public void credited(Receipt receipt, Entry entry, Credit credit) {
    records.add(receipt);
    records.add(entry.record());
    byte[] value = SignedReceipts.sign(network.id(), operator, receipt);
    receipts.add(value);
    creditReceipts.add(value);
    WalletAccount payee = people.get(entry.payee());
    try {
      payee.observe(credit);
    } catch (QuittanceException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void entryDropped() {
    throw new IllegalStateException("an entry was dropped");
  }
}
