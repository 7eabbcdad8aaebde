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
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.state.KeyedStateBackend;

/** What must hold when everything has come to its end; it looks at the topics, as a user would. */
final class FinalCheck {
  private final Submissions submissions;
  private final SimulatedKafka kafka;
  private final Judge judge;
  private final SimulatedCluster cluster;
  private final Tampering tampering;

  FinalCheck(
      Submissions submissions,
      SimulatedKafka kafka,
      Judge judge,
      SimulatedCluster cluster,
      Tampering tampering) {
    this.submissions = submissions;
    this.kafka = kafka;
    this.judge = judge;
    this.cluster = cluster;
    this.tampering = tampering;
  }

  void check() throws Exception {
    judge.finals().complete(kafka.settlements().committed(), judge.instant().accepted());
    verdicts();
    Map<AccountId, Balance> balances = balances();
    accounts(balances);
    supplies(balances);
  }

  /** Every record has its verdict, but for those that wait. */
  private void verdicts() {
    Set<LogPlace> waiting = new HashSet<>();
    judge
        .books()
        .ledger()
        .accounts()
        .values()
        .forEach(account -> account.waiting.forEach(sent -> waiting.add(sent.place())));
    for (Sent sent : submissions.all()) {
      require(
          waiting.contains(sent.place()) != judge.instant().outcome(sent.place()).isPresent(),
          "%s has %s",
          sent,
          waiting.contains(sent.place()) ? "a verdict and waits" : "no verdict and does not wait");
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
        PlainAccount plain = judge.books().ledger().account(submissions.party(id));
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
