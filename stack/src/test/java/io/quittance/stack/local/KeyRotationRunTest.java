package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quittance.jobs.deployment.Checkpoints;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.QuittanceClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's keys change while the network is stopped: he plans a new one, puts it off when it
 * has signed already, plans another one before it comes, and revokes it. The ledger goes on each
 * time, and what was said stays what it was.
 */
@Timeout(900)
class KeyRotationRunTest {
  private static final Duration PATIENCE = Town.PATIENCE;

  @TempDir Path directory;

  @Test
  void ledger_whoseKeysAreChangedAgainAndAgain_goesOnAndContradictsNoReceipt() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory.resolve("home"));
    Path before = directory.resolve("before");
    WalletAccount alice;
    PreparedCommand opened;
    NetworkFile former;
    try (LocalStack stack = start(home, Optional.empty())) {
      former = stack.network();
      alice = Town.of(home, former).person("alice");
      opened = accepted(stack, alice, alice.open());
    }
    StateCopy.of(newest(home), before);

    // The tool demands time ahead: it is told that it is that much earlier.
    Instant from = Instant.now();
    KeyRotation rotation =
        KeyRotation.plan(home, from.minus(KeyRotation.MIN_LEAD), from, new SecureRandom());
    PreparedCommand later;
    NetworkFile changed;
    byte[] first;
    try (LocalStack stack = start(home, Optional.empty())) {
      changed = stack.network();
      later = accepted(stack, alice, alice.applyCredits(0));
      first = receipts(changed, later).get(0);
      assertEquals(rotation.key().key().toString(), signer(first));
      assertEquals(
          former.operator().all().get(0).key().toString(),
          signer(receipts(changed, opened).get(0)));
      assertInstanceOf(SignedReceipts.Check.Genuine.class, check(changed, first));
      // A wallet with the former file cannot tell whose it is, and does not call it a forgery.
      assertInstanceOf(SignedReceipts.Check.Ahead.class, check(former, first));
    }
    try (LocalStack stack = start(home, Optional.of(before))) {
      stack.awaitRunning(PATIENCE);
      NetworkFile network = stack.network();
      List<byte[]> again =
          Town.await(
              "the receipt again",
              () -> Optional.of(receipts(network, later)).filter(receipts -> receipts.size() > 1));
      assertArrayEquals(first, again.get(1));
    }

    // The job has signed with the new key, and the one before it signs again from now on.
    String oldest = former.operator().all().get(0).key().toString();
    Instant putOff = Instant.now().plusSeconds(3_600);
    KeyRotation.postpone(home, Instant.now(), putOff);
    try (LocalStack stack = start(home, Optional.of(before))) {
      PreparedCommand next = accepted(stack, alice, alice.applyCredits(0));
      assertEquals(oldest, signer(receipts(stack.network(), next).get(0)));
      List<byte[]> replayed = receipts(stack.network(), later);
      assertArrayEquals(first, replayed.get(replayed.size() - 1));
    }

    // Another change is planned before that one has come; then the key that was put off is stolen.
    KeyRotation third =
        KeyRotation.plan(home, Instant.now(), putOff.plusSeconds(1), new SecureRandom());
    KeyRotation.revoke(home, 2);
    try (LocalStack stack = start(home, Optional.of(before))) {
      PreparedCommand last = accepted(stack, alice, alice.applyCredits(0));
      NetworkFile network = stack.network();
      assertEquals(5, network.latest().version());
      assertEquals(oldest, signer(receipts(network, last).get(0)));
      // What the stolen key had signed is said again by the next one; nobody else's word changes.
      List<byte[]> replayed = receipts(network, later);
      assertEquals(third.key().key().toString(), signer(replayed.get(replayed.size() - 1)));
      assertInstanceOf(SignedReceipts.Check.Revoked.class, check(network, first));
    }
  }

  private static PreparedCommand accepted(
      LocalStack stack, WalletAccount account, PreparedCommand command) throws Exception {
    stack.awaitRunning(PATIENCE);
    try (QuittanceClient client = QuittanceClient.connect(stack.network())) {
      var sent = client.send(command);
      sent.awaitReceipt(PATIENCE);
      sent.awaitFinal(PATIENCE);
      account.accepted(command);
    }
    return command;
  }

  private static LocalStack start(QuittanceHome home, Optional<Path> from) {
    LocalStackOptions options = LocalStack.in(home).anyPorts().partitions(2);
    from.ifPresent(options::from);
    return options.start();
  }

  private static Path newest(QuittanceHome home) {
    return Checkpoints.newest(home.directory().resolve("stack").resolve("checkpoints"))
        .orElseThrow();
  }

  private static List<byte[]> receipts(NetworkFile network, PreparedCommand command) {
    return KafkaLog.committed(network.bootstrapServers(), Topics.RECEIPTS.name()).stream()
        .map(ConsumerRecord::value)
        .filter(
            value ->
                check(network, value) instanceof SignedReceipts.Check.Genuine genuine
                    && CommandId.of(genuine.receipt().getCommandId()).equals(command.id()))
        .toList();
  }

  private static SignedReceipts.Check check(NetworkFile network, byte[] value) {
    try {
      return SignedReceipts.verify(network.id(), network.timetables(), value);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String signer(byte[] value) throws Exception {
    return HexFormat.of()
        .formatHex(SingleObject.decode(SignedReceipt.class, value).getOperator().bytes());
  }
}
