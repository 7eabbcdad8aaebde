package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorKeys;
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
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network of one process: the ledger itself with accounts in memory; it publishes lists. */
public final class TestNetwork implements Output {
  public static final String NAME = "test";
  public static final int PARTITIONS = 4;

  private final SecureRandom random = new SecureRandom();
  public final AuthorityKeys issuerKeys =
      AuthorityKeys.generate(KeyKind.ISSUER, NAME, "EUR", random);
  public final AuthorityKeys officerKeys =
      AuthorityKeys.generate(KeyKind.COMPLIANCE_OFFICER, NAME, "EUR", random);
  public final AuthorityKeys authorityKeys = AuthorityKeys.generateNetwork(NAME, random);
  public final AuthorityKeys operatorKeys = AuthorityKeys.generateOperator(NAME, random);
  public final AuditorKeys auditorKeys = AuditorKeys.generate(NAME, "EUR", random);
  public final Asset asset;
  public final Network network;
  private final NetworkFile file;
  private final Admission admission;
  private final JournalReader reader = new JournalReader(PARTITIONS);
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();

  /** The settlements log. */
  public final List<Settled> settlements = new ArrayList<>();

  /** What payees were told of their credits. */
  public final List<CreditNotice> credits = new ArrayList<>();

  /** The receipts that told it. */
  public final List<Receipt> creditReceipts = new ArrayList<>();

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long offset;
  private String outcome;
  private Receipt receipt;

  public TestNetwork(boolean audited) {
    asset =
        new Asset(
            "EUR",
            2,
            issuerKeys.signingKey().verifyingKey(),
            officerKeys.signingKey().verifyingKey(),
            audited ? Optional.of(auditorKeys.elGamal().publicKey()) : Optional.empty());
    VerifyingKey operator = operatorKeys.signingKey().verifyingKey();
    file =
        NetworkFile.found(
            Statement.founding(
                NAME,
                authorityKeys.signingKey().verifyingKey(),
                PARTITIONS,
                OperatorKeys.of(operator),
                List.of(asset)),
            authorityKeys.signingKey(),
            "nowhere:1");
    network = file.network();
    admission = new Admission(network, new BatchVerifier(random));
  }

  public NetworkFile file() {
    return file;
  }

  /** Which network it is. */
  public NetworkIdentity identity() {
    return network.identity();
  }

  /** The id that everything signed is bound to. */
  public NetworkId id() {
    return network.id();
  }

  /**
   * The file once its operator has another key from a time on, which others may have the first of.
   */
  public NetworkFile rotated(long fromMillis, VerifyingKey key, boolean firstRevoked)
      throws QuittanceException {
    OperatorKeys keys =
        OperatorKeys.of(
            List.of(
                new OperatorKeys.Effective(
                    0, operatorKeys.signingKey().verifyingKey(), firstRevoked),
                new OperatorKeys.Effective(fromMillis, key)));
    return file.with(file.latest().next().withOperator(keys), authorityKeys.signingKey());
  }

  public WalletAccount wallet(String name) {
    return WalletAccount.unopened(
        WalletKeys.generate(name, identity(), "EUR", random), asset, random);
  }

  /** The issuer of the network's asset. */
  public Issuer issuer() throws QuittanceException {
    return Issuer.of(identity(), asset, issuerKeys.signingKey());
  }

  /** Puts a command into the journal that must be accepted, and tells its account so. */
  public void accept(WalletAccount account, PreparedCommand command) {
    assertEquals("ACCEPTED", submit(command), command.toString());
    account.accepted(command);
  }

  /** Puts a command into the journal; returns ACCEPTED, REPEATED or the rejection. */
  public String submit(PreparedCommand command) {
    return submit(command.account(), command.value());
  }

  /** Puts the value of a command of that account into the journal, whoever made it. */
  public String submit(AccountId account, byte[] value) {
    outcome = "";
    int partition = Partitions.of(account, PARTITIONS);
    long at = offset++;
    Submission submission =
        Submission.of(new Position(partition, at, 1_000 + at), account.toBytes(), value);
    Reading reading = reader.read(submission);
    if (reading instanceof Reading.Unreadable unreadable) {
      return reject(unreadable.rejection());
    }
    Verdict verdict = admission.admit(List.of((Reading.Read) reading)).verdicts().get(0);
    if (verdict instanceof Verdict.Refused refused) {
      return reject(refused.rejection());
    }
    Settlement.onCommand(store(account), (Admitted) verdict, this);
    return outcome;
  }

  /** Appends the entries that followed to the journal, and counts them. */
  public void deliverCredits() {
    while (!entries.isEmpty()) {
      Entry entry = entries.remove();
      SignedEntry signed = SignedEntry.sign(id(), operatorKeys.signingKey(), entry);
      int partition = Partitions.of(entry.payee(), PARTITIONS);
      long at = offset++;
      Submission submission =
          Submission.of(
              new Position(partition, at, 1_000 + at), entry.payee().toBytes(), signed.toBytes());
      Reading.ReadEntry read = (Reading.ReadEntry) reader.read(submission);
      Settlement.onEntry(store(entry.payee()), read, this);
    }
  }

  /** All that is published under an account. */
  public AccountLog published(AccountId account) {
    return new AccountLog(
        settledUnder(account),
        credits.stream().filter(notice -> notice.entry().payee().equals(account)).toList());
  }

  /** The last credit of an account. */
  public Credit lastCredit(AccountId payee) {
    List<CreditNotice> notices = published(payee).credits();
    try {
      return Credit.of(notices.get(notices.size() - 1).entry());
    } catch (InvalidProofException e) {
      throw new AssertionError(e);
    }
  }

  /** What the settlements topic holds under an account's key. */
  public List<Settled> settledUnder(AccountId account) {
    return settlements.stream().filter(event -> key(event).equals(account)).toList();
  }

  /** All events of an account, those among them that are keyed by others it has paid. */
  public List<Settled> history(AccountId account) {
    return settlements.stream()
        .filter(
            event -> key(event).equals(account) || AccountId.of(event.getAccount()).equals(account))
        .toList();
  }

  public static AccountId key(Settled event) {
    return event.getEvent() instanceof Transferred transferred
        ? AccountId.of(transferred.getPayee())
        : AccountId.of(event.getAccount());
  }

  public Optional<Account> account(AccountId id) {
    return store(id).account();
  }

  /** The receipt of the last accepted or repeated command. */
  public Receipt receipt() {
    return receipt;
  }

  private MemoryAccountStore store(AccountId id) {
    return stores.computeIfAbsent(id, any -> new MemoryAccountStore());
  }

  private String reject(Rejection rejection) {
    receipt = rejection.receipt().orElse(null);
    return outcome = rejection.reason().code() + ": " + rejection.reason().explanation();
  }

  @Override
  public void accepted(Receipt accepted, Settled event) {
    receipt = accepted;
    outcome = "ACCEPTED";
    settlements.add(event);
  }

  @Override
  public void repeated(Receipt repeated) {
    receipt = repeated;
    outcome = "REPEATED";
  }

  @Override
  public void rejected(Rejection rejection) {
    reject(rejection);
  }

  @Override
  public void balance(Account account) {}

  @Override
  public void entry(Entry entry) {
    entries.add(entry);
  }

  @Override
  public void credited(Receipt credited, Entry entry, Credit credit) {
    credits.add(new CreditNotice(credited.getNumber(), entry, false));
    creditReceipts.add(credited);
  }

  @Override
  public void entryDropped() {}
}
