package io.quittance.jobs.settlement;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.settlement.Credit;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/**
 * A small ledger stopped in the middle of its work: what its operators keep, as canonical
 * snapshots, and what its people know from the topics.
 *
 * <p>Alice has a credit that she has not applied, and has paid Carol, which nobody has read back.
 * Bob has a credit and has applied none. Carol counts on Alice's payment: two commands wait. Dave
 * is frozen.
 *
 * @param settle what the settle operator keeps
 * @param reconcile what the reconcile operator keeps
 * @param balances each person's last published balance, by name
 * @param settled the settled events that were read back, in their order
 * @param unread Alice's payment to Carol, as it was sent
 */
record KeptLedger(
    OperatorSubtaskState settle,
    OperatorSubtaskState reconcile,
    Map<String, byte[]> balances,
    List<byte[]> settled,
    byte[] unread) {
  static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave");

  /** When the events were sent. */
  static final long SENT_AT_MILLIS = 1;

  private static final String SETTLE = "settle.state";
  private static final String RECONCILE = "reconcile.state";
  private static final String RECORDS = "records.txt";
  private static final TestLedger LEDGER = TestLedger.INSTANCE;
  private static final HexFormat HEX = HexFormat.of();

  /** Lets this version of the ledger come to that point. */
  @SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
  static KeptLedger ofThisVersion() throws Exception {
    try (SettleHarness settle = SettleHarness.start();
        ReconcileHarness reconcile = ReconcileHarness.start()) {
      reconcile.setProcessingTime(SENT_AT_MILLIS);
      return new Story(settle, reconcile).told();
    }
  }

  /** Reads what a version of the ledger has left in a directory. */
  static KeptLedger read(Path directory) throws Exception {
    Map<String, byte[]> balances = new LinkedHashMap<>();
    List<byte[]> settled = new ArrayList<>();
    byte[] unread = null;
    for (String line : Files.readAllLines(directory.resolve(RECORDS))) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "balance" -> balances.put(words[1], HEX.parseHex(words[2]));
        case "settled" -> settled.add(HEX.parseHex(words[1]));
        default -> unread = HEX.parseHex(words[1]);
      }
    }
    return new KeptLedger(
        OperatorSnapshotUtil.readStateHandle(directory.resolve(SETTLE).toString()),
        OperatorSnapshotUtil.readStateHandle(directory.resolve(RECONCILE).toString()),
        balances,
        settled,
        unread);
  }

  /** Writes it to a directory, for later versions to read. */
  void write(Path directory) throws Exception {
    Files.createDirectories(directory);
    OperatorSnapshotUtil.writeStateHandle(settle, directory.resolve(SETTLE).toString());
    OperatorSnapshotUtil.writeStateHandle(reconcile, directory.resolve(RECONCILE).toString());
    List<String> lines = new ArrayList<>();
    balances.forEach((name, bytes) -> lines.add("balance " + name + " " + HEX.formatHex(bytes)));
    settled.forEach(bytes -> lines.add("settled " + HEX.formatHex(bytes)));
    lines.add("unread " + HEX.formatHex(unread));
    Files.write(directory.resolve(RECORDS), lines, StandardCharsets.US_ASCII);
  }

  /** How it comes to be. */
  private static final class Story {
    private final SettleHarness settle;
    private final ReconcileHarness reconcile;
    private final Map<String, WalletAccount> people = new LinkedHashMap<>();
    private final List<byte[]> settled = new ArrayList<>();
    private int read;
    private long offset;

    Story(SettleHarness settle, ReconcileHarness reconcile) {
      this.settle = settle;
      this.reconcile = reconcile;
      PEOPLE.forEach(name -> people.put(name, LEDGER.knownPerson(name)));
    }

    KeptLedger told() throws Exception {
      WalletAccount alice = people.get("alice");
      WalletAccount bob = people.get("bob");
      WalletAccount carol = people.get("carol");
      WalletAccount dave = people.get("dave");
      for (WalletAccount person : people.values()) {
        send(person, person.open());
      }
      send(LEDGER.issue(alice, 1_000, 3));
      readBack();
      send(alice, alice.applyCredits(1));
      send(alice, alice.transfer(bob.address(), 100, "first", 1));
      send(LEDGER.issue(alice, 700, 5));
      send(LEDGER.freeze(dave, 7));
      readBack();
      send(alice, alice.transfer(carol.address(), 50, "second", 1));
      TopicRecord unread = settle.settlements().get(read);
      carol.observe(Credit.of(SingleObject.decode(Settled.class, unread.value())).orElseThrow());
      send(carol, carol.applyCredits(1));
      send(carol, carol.applyCredits(1));
      Map<String, byte[]> balances = new LinkedHashMap<>();
      for (TopicRecord balance : settle.balances()) {
        people.forEach(
            (name, person) -> {
              if (person.id().equals(balance.account())) {
                balances.put(name, balance.value());
              }
            });
      }
      return new KeptLedger(
          snapshot(settle), snapshot(reconcile), balances, List.copyOf(settled), unread.value());
    }

    private static OperatorSubtaskState snapshot(AbstractStreamOperatorTestHarness<?> harness)
        throws Exception {
      return harness
          .snapshotWithLocalState(1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
          .getJobManagerOwnedState();
    }

    private void send(WalletAccount owner, PreparedCommand command) throws Exception {
      owner.accepted(command);
      send(command);
    }

    private void send(PreparedCommand command) throws Exception {
      int before = settle.settlements().size();
      settle.processElement1(new StreamRecord<>(LEDGER.record(command, offset++)));
      List<TopicRecord> events = settle.settlements();
      for (TopicRecord event : events.subList(before, events.size())) {
        reconcile.processElement1(new StreamRecord<>(event));
      }
    }

    private void readBack() throws Exception {
      List<TopicRecord> events = settle.settlements();
      for (; read < events.size(); read++) {
        TopicRecord event = events.get(read);
        settled.add(event.value());
        reconcile.processElement2(new StreamRecord<>(event));
        var credit = Credit.of(SingleObject.decode(Settled.class, event.value()));
        if (credit.isPresent()) {
          settle.credit(event);
          for (WalletAccount person : people.values()) {
            if (person.id().equals(credit.get().payee())) {
              person.observe(credit.get());
            }
          }
        }
      }
    }
  }

  /** Returns a person's last published balance. */
  Balance balance(String name) throws Exception {
    return SingleObject.decode(Balance.class, balances.get(name));
  }

  /** Returns the events that were read back and are keyed by an account. */
  List<Settled> settledUnder(AccountId account) throws Exception {
    List<Settled> events = new ArrayList<>();
    for (byte[] value : settled) {
      Settled event = SingleObject.decode(Settled.class, value);
      AccountId key = Credit.of(event).map(Credit::payee).orElse(AccountId.of(event.getAccount()));
      if (key.equals(account)) {
        events.add(event);
      }
    }
    return events;
  }
}
