package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.AccountStates;
import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Conservation;
import io.quittance.ledger.settlement.Supply;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.runtime.state.KeyedStateBackend;

/** What must hold when everything has come to its end; it looks at the topics, as a user would. */
final class FinalCheck {
  private final PlainJournal journal;
  private final SimulatedKafka kafka;
  private final Judge judge;
  private final SimulatedCluster cluster;
  private final Crowd crowd;
  private final Tampering tampering;

  FinalCheck(
      PlainJournal journal,
      SimulatedKafka kafka,
      Judge judge,
      SimulatedCluster cluster,
      Crowd crowd,
      Tampering tampering) {
    this.journal = journal;
    this.kafka = kafka;
    this.judge = judge;
    this.cluster = cluster;
    this.crowd = crowd;
    this.tampering = tampering;
  }

  void check() throws Exception {
    judge
        .finals()
        .complete(
            kafka.settlements().committed(),
            judge.instant().accepted(),
            cluster.olderRestores() == 0);
    verdicts();
    credits();
    receipts();
    wallets();
    Map<AccountId, Balance> balances = balances();
    accounts(balances);
    supplies(balances);
  }

  /** Every record has its verdict. */
  private void verdicts() {
    for (PlainRecord record : journal.all()) {
      require(judge.instant().outcome(record.place()).isPresent(), "%s has no verdict", record);
    }
  }

  /** Every accepted transfer and issue, of any life, was counted by its payee once. */
  private void credits() {
    for (CommandId id : judge.instant().accepted()) {
      PlainCommand command = journal.command(id);
      if (PlainJournal.credited(command).isPresent()) {
        List<LogPlace> places = judge.instant().placesCounted(id);
        require(places.size() == 1, "%s was accepted and is counted at %s", command, places);
      }
    }
  }

  /**
   * The receipts topic, as anybody sees it over all lives of the job: a payee's credits have
   * numbers without gaps, no number tells of two, and none of what nobody paid; what was accepted
   * and pays somebody has its CREDITED receipt.
   */
  private void receipts() {
    Map<AccountId, Map<Long, Receipt>> credits = new HashMap<>();
    Map<CommandId, Receipt> credited = new HashMap<>();
    Set<CommandId> accepted = new HashSet<>();
    for (LogRecord record : kafka.receipts().committed()) {
      Receipt receipt = Receipts.read(record);
      CommandId id = CommandId.of(receipt.getCommandId());
      if (receipt.getStatus() == ReceiptStatus.ACCEPTED) {
        accepted.add(id);
      } else if (receipt.getStatus() == ReceiptStatus.CREDITED) {
        Receipt before =
            credits
                .computeIfAbsent(AccountId.of(receipt.getAccount()), any -> new HashMap<>())
                .putIfAbsent(receipt.getNumber(), receipt);
        require(
            before == null || before.equals(receipt),
            "a receipt tells of a credit, and another one, with the same number, of another: %s",
            receipt);
        Receipt same = credited.putIfAbsent(id, receipt);
        require(
            same == null || same.equals(receipt),
            "two receipts tell of the same credit with different words: %s",
            receipt);
      }
    }
    credits.forEach(
        (account, receipts) ->
            require(
                receipts.keySet().equals(numbersTo(received(account))),
                "%s was told of credits %s, and has received %d",
                journal.party(account),
                receipts.keySet(),
                received(account)));
    for (CommandId id : accepted) {
      boolean pays = PlainJournal.credited(journal.command(id)).isPresent();
      require(
          !pays || credited.containsKey(id),
          "the receipts say that %s was accepted, and never that it was credited",
          journal.command(id));
    }
    for (CommandId id : credited.keySet()) {
      require(
          accepted.contains(id),
          "the receipts say that %s was credited, and never that it was accepted",
          journal.command(id));
    }
  }

  private long received(AccountId account) {
    return judge.books().ledger().account(journal.party(account)).received;
  }

  private static Set<Long> numbersTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().collect(Collectors.toSet());
  }

  /** Who only reads receipts knows all about his account. */
  private void wallets() {
    for (Wallet wallet : crowd.wallets()) {
      PlainAccount account = judge.books().ledger().account(wallet.owner());
      require(
          wallet.told().equals(Wallet.known(account)),
          "%s was told by receipts that he has %s, and has %s",
          wallet.owner(),
          wallet.told(),
          Wallet.known(account));
    }
  }

  /** The latest balance of each account, as readers of the compacted topic see it. */
  private Map<AccountId, Balance> balances() throws Exception {
    Map<AccountId, Balance> balances = new LinkedHashMap<>();
    for (LogRecord record : kafka.balances().committed()) {
      Balance balance = SingleObject.decode(Balance.class, record.value());
      balances.put(AccountId.of(balance.getAccount()), balance);
    }
    return balances;
  }

  /** The topic tells of each account what state does, and its owner can decrypt it. */
  private void accounts(Map<AccountId, Balance> balances) throws Exception {
    int found = 0;
    for (OperatorTask task : cluster.job().tasks(SettlementOperator.SETTLE)) {
      KeyedStateBackend<AccountId> backend = task.getOperator().getKeyedStateBackend();
      AccountStates states = AccountStates.of(backend);
      for (AccountId id : tampering.accounts(states.accounts())) {
        PlainAccount plain = judge.books().ledger().account(journal.party(id));
        if (!plain.active) {
          continue;
        }
        found++;
        Kept kept = tampering.kept(plain, states.kept(id), Tampering.Moment.END);
        Balance balance =
            AccountRecords.toBalance(AccountRecords.fromState(kept.state().orElseThrow()));
        if (cluster.hasResumedAnAbandonedLife()) {
          balances.put(id, balance);
        }
        require(
            balance.equals(balances.get(id)),
            "the balances topic does not tell the latest of %s",
            plain.owner);
        decrypts(plain, balance);
      }
    }
    long active = judge.books().ledger().accounts().values().stream().filter(a -> a.active).count();
    require(found == active, "%d accounts are kept, not %d", found, active);
  }

  private static void decrypts(PlainAccount plain, Balance balance) throws Exception {
    ElGamalCiphertext available = ElGamalCiphertext.parse(balance.getAvailable().bytes());
    require(
        plain
            .owner
            .keys()
            .secretKey()
            .decryptToPoint(available)
            .equals(Pedersen.multiplyG(Sealing.scalar(plain.available.amount()))),
        "%s does not decrypt to %s",
        plain.owner,
        plain.available.amount());
  }

  /** The ledger's own audit, over the topics alone. */
  private void supplies(Map<AccountId, Balance> balances) throws Exception {
    for (Asset asset : List.of(Authorities.AUDITED, Authorities.UNAUDITED)) {
      Supply supply = Supply.NONE;
      Map<CommandId, Settled> events = new HashMap<>();
      for (LogRecord record : kafka.settlements().committed()) {
        Settled event = SingleObject.decode(Settled.class, record.value());
        events.putIfAbsent(CommandId.of(event.getEventId()), event);
      }
      for (Settled event : events.values()) {
        supply = AssetId.of(event.getAsset()).equals(asset.id()) ? supply.after(event) : supply;
      }
      Conservation.Finding finding = Conservation.check(asset.id(), balances.values(), supply);
      require(
          finding instanceof Conservation.Finding.Holds,
          "the audit of %s: %s",
          asset.code(),
          finding);
    }
  }
}
