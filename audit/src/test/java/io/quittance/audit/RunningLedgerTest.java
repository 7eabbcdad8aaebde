package io.quittance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.log.Export;
import io.quittance.audit.log.ExportedLogs;
import io.quittance.audit.log.Extent;
import io.quittance.audit.log.LogScan;
import io.quittance.audit.log.Logs;
import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.ledger.entry.Entry;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger that settles while it is audited: the ends of its partitions are asked of several
 * brokers, and are not of one moment.
 */
class RunningLedgerTest {
  @TempDir private Path directory;
  private final HonestOperator operator = new HonestOperator();
  private WalletAccount alice;
  private WalletAccount bob;
  private WalletAccount carol;

  /** Three people, no two in one partition. */
  @BeforeEach
  void open() throws Exception {
    alice = operator.person("alice");
    bob = elsewhere(alice, alice);
    carol = elsewhere(alice, bob);
  }

  private WalletAccount elsewhere(WalletAccount one, WalletAccount other) throws Exception {
    while (true) {
      WalletAccount person = operator.person("somebody");
      int partition = operator.partition(person.id());
      if (partition != operator.partition(one.id())
          && partition != operator.partition(other.id())) {
        return person;
      }
    }
  }

  /** The logs, where the first answer about the journal's ends is older for some partitions. */
  private final class UnevenEnds implements Logs {
    private final Map<Topic, List<Extent>> first = new HashMap<>();

    /** Takes the ends of all now, but of these people's partitions of the journal later. */
    UnevenEnds() {
      for (Topic topic : Topics.all()) {
        first.put(topic, operator.logs.extents(topic));
      }
    }

    UnevenEnds laterFor(WalletAccount person) {
      List<Extent> journal = new ArrayList<>(first.get(Topics.JOURNAL));
      int partition = operator.partition(person.id());
      journal.set(partition, operator.logs.extents(Topics.JOURNAL).get(partition));
      first.put(Topics.JOURNAL, journal);
      return this;
    }

    @Override
    public boolean have(Topic topic) {
      return operator.logs.have(topic);
    }

    @Override
    public List<Extent> extents(Topic topic) {
      List<Extent> told = first.get(topic);
      first.put(topic, operator.logs.extents(topic));
      return told;
    }

    @Override
    public Optional<LogIdentity> identity(Topic topic) {
      return operator.logs.identity(topic);
    }

    @Override
    public LogScan read(Topic topic, List<Extent> stretches) {
      return operator.logs.read(topic, stretches);
    }

    @Override
    public void close() {}
  }

  private List<Difference> audit(Logs logs) throws Exception {
    return Audit.of(logs, operator.network(), AuditOptions.plain()).differences();
  }

  @Test
  void paymentsWhoseCommandsStandBehindTheFirstEnds_areReadToTheirCommands() throws Exception {
    UnevenEnds logs = new UnevenEnds();
    operator.take(alice.transfer(bob.address(), 5, "", 1), alice);
    // Its command is only reached with the one before: bob's partition ends later than alice's.
    operator.take(bob.transfer(carol.address(), 7, "", 2), bob);
    logs.laterFor(carol);
    operator.take(alice.transfer(carol.address(), 1, "", 1), alice);
    assertEquals(List.of(), audit(logs));
  }

  @Test
  void copyOfSuchALedger_agrees() throws Exception {
    UnevenEnds logs = new UnevenEnds();
    operator.take(alice.transfer(bob.address(), 5, "", 1), alice);
    logs.laterFor(bob);
    Export.to(directory, logs, operator.network(), ProgressDisplay.none());
    try (ExportedLogs copy = ExportedLogs.open(directory)) {
      assertEquals(List.of(), audit(copy));
    }
  }

  /** A place that no command has reached explains nothing, or an operator could mint for ever. */
  @Test
  void entryOfACommandThatIsNowhere_isNamed() throws Exception {
    PreparedCommand payment = alice.transfer(bob.address(), 5, "", 1);
    operator.take(payment, alice);
    var record =
        io.quittance.schemas.journal.Entry.newBuilder(
                operator.entry(operator.entryOf(payment)).record())
            .build();
    UnevenEnds logs = new UnevenEnds();
    record.setPrevious(record.getNumber());
    record.setNumber(record.getNumber() + 1);
    record.getPosition().setOffset(Long.MAX_VALUE);
    var minted = operator.append(Entry.of(record));
    logs.laterFor(bob);
    List<Difference> found = audit(logs);
    assertTrue(
        found.stream().anyMatch(difference -> difference.place().equals(Place.of(minted))),
        found.toString());
  }
}
