package io.quittance.wallet.account;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
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
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network of one process: the ledger itself, its accounts in memory, and both logs as lists. */
public final class TestNetwork implements Output {
  public static final String NAME = "test";
  public static final int PARTITIONS = 4;

  private final SecureRandom random = new SecureRandom();
  public final AuthorityKeys issuerKeys =
      AuthorityKeys.generate(KeyKind.ISSUER, NAME, "EUR", random);
  public final AuthorityKeys officerKeys =
      AuthorityKeys.generate(KeyKind.COMPLIANCE_OFFICER, NAME, "EUR", random);
  public final AuthorityKeys operatorKeys = AuthorityKeys.generateOperator(NAME, random);
  public final AuditorKeys auditorKeys = AuditorKeys.generate(NAME, "EUR", random);
  public final Asset asset;
  public final Network network;
  private final Admission admission;
  private final CommandReader reader = new CommandReader(PARTITIONS);
  private final Map<AccountId, MemoryAccountStore> stores = new HashMap<>();

  /** The settlements log. */
  public final List<Settled> settlements = new ArrayList<>();

  private int delivered;
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
    network = new Network(NAME, PARTITIONS, Assets.of(List.of(asset)));
    admission = new Admission(network, new BatchVerifier(random));
  }

  public NetworkFile file() {
    return NetworkFile.of(network, "nowhere:1", operatorKeys.signingKey().verifyingKey());
  }

  public WalletAccount wallet(String name) {
    return WalletAccount.unopened(WalletKeys.generate(name, NAME, "EUR", random), asset, random);
  }

  /** Puts a command into the commands log; returns ACCEPTED, REPEATED, WAITS or the rejection. */
  public String submit(PreparedCommand command) {
    return submit(command.account(), command.value());
  }

  /** Puts the value of a command of that account into the commands log, whoever made it. */
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

  /** Reads the settlements log on, and counts the credits in it. */
  public void deliverCredits() {
    while (delivered < settlements.size()) {
      Credit.of(settlements.get(delivered++))
          .ifPresent(credit -> Settlement.onCredit(store(credit.payee()), credit, this));
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
  public void waiting(int change) {
    if (change > 0) {
      outcome = "WAITS";
    }
  }

  @Override
  public void credited(PendingCredit credit) {}

  @Override
  public void parked(int change) {}

  @Override
  public void creditDropped() {}
}
