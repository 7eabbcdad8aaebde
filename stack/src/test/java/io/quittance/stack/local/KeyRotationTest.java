package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.deployment.OperatorFiles;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuthorityKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotationTest {
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Instant TOMORROW = NOW.plusSeconds(86_400);

  private final SecureRandom random = new SecureRandom();
  @TempDir Path directory;
  private QuittanceHome home;

  @BeforeEach
  void makeNetwork() throws Exception {
    home = QuittanceHome.of(directory);
    LocalNetwork.open(home, "test", 2, 2).withBootstrapServers("x:1").save(home.networkFile());
  }

  @Test
  void rotation_planned_standsInTheNetworkFileAndCanSign() throws Exception {
    NetworkFile before = NetworkFile.load(home.networkFile());
    KeyRotation rotation = KeyRotation.plan(home, NOW, TOMORROW, random);
    NetworkFile after = NetworkFile.load(home.networkFile());
    OperatorKeys keys = after.operator();
    assertEquals(2, keys.all().size());
    assertEquals(before.operator().at(0), keys.at(TOMORROW.toEpochMilli() - 1));
    assertEquals(rotation.key().key(), keys.at(TOMORROW.toEpochMilli()));
    assertEquals(keys, OperatorFiles.of(home, after).signer(after).timetables().latest());
    assertEquals(after, LocalNetwork.open(home, "test", 2, 2));
  }

  @Test
  void rotation_tooSoonOrBeforeTheLast_isRefusedAndLeavesNoKey() throws Exception {
    assertRefused(NOW.plus(KeyRotation.MIN_LEAD).minusMillis(1), "too soon");
    assertTrue(Files.notExists(home.operatorFile(2)));
    KeyRotation.plan(home, NOW, NOW.plus(KeyRotation.MIN_LEAD), random);
    assertRefused(NOW.plus(KeyRotation.MIN_LEAD), "not before");
    assertTrue(Files.notExists(home.operatorFile(3)));
  }

  @Test
  void rotation_postponed_keepsTheKeyAndTakesTheLaterTime() throws Exception {
    assertThrows(QuittanceException.class, () -> KeyRotation.postpone(home, NOW, TOMORROW));
    KeyRotation planned = KeyRotation.plan(home, NOW, TOMORROW, random);
    assertThrows(QuittanceException.class, () -> KeyRotation.postpone(home, NOW, TOMORROW));
    Instant later = TOMORROW.plusSeconds(1);
    KeyRotation postponed = KeyRotation.postpone(home, NOW, later);
    NetworkFile network = NetworkFile.load(home.networkFile());
    assertEquals(planned.file(), postponed.file());
    assertEquals(2, network.operator().all().size());
    assertEquals(planned.key().key(), network.operator().at(later.toEpochMilli()));
    assertEquals(
        network.operator().all().get(0).key(), network.operator().at(TOMORROW.toEpochMilli()));
  }

  @Test
  void key_revoked_signsNothingMoreAndItsFileIsNotNeeded() throws Exception {
    assertEquals(
        "Key 1 is the last one, and none signs in its place.",
        assertThrows(QuittanceException.class, () -> KeyRotation.revoke(home, 1)).getMessage());
    KeyRotation rotation = KeyRotation.plan(home, NOW, TOMORROW, random);
    for (int none : new int[] {0, 3}) {
      assertThrows(QuittanceException.class, () -> KeyRotation.revoke(home, none));
    }
    NetworkFile revoked = KeyRotation.revoke(home, 1);
    assertEquals(revoked, NetworkFile.load(home.networkFile()));
    assertEquals(rotation.key().key(), revoked.operator().at(0));
    Files.delete(home.operatorFile(1));
    assertEquals(
        revoked.operator(), OperatorFiles.of(home, revoked).signer(revoked).timetables().latest());
    assertEquals(revoked, LocalNetwork.open(home, "test", 2, 2));
    assertThrows(QuittanceException.class, () -> KeyRotation.revoke(home, 1));
  }

  @Test
  void keyFile_ofAnotherNetworkOfThatName_isRefusedWhereverItIsLeft() throws Exception {
    QuittanceHome other = QuittanceHome.of(directory.resolve("other"));
    LocalNetwork.open(other, "test", 2, 2).withBootstrapServers("x:1").save(other.networkFile());
    KeyRotation.plan(other, NOW, TOMORROW, random);
    String reason =
        "is for network \"test\" with the id " + NetworkFile.load(other.networkFile()).id();
    Files.copy(other.operatorFile(2), home.operatorFile(2));
    assertRefused(TOMORROW, reason);
    NetworkFile network = NetworkFile.load(home.networkFile());
    assertEquals(1, network.operator().all().size());
    for (QuittanceHome of : List.of(home, other)) {
      OperatorFiles files = new OperatorFiles(List.of(of.operatorFile(1).toString()));
      if (of.equals(home)) {
        files.signer(network);
      } else {
        QuittanceException foreign =
            assertThrows(QuittanceException.class, () -> files.signer(network));
        assertTrue(foreign.getMessage().contains(reason), foreign.getMessage());
      }
    }
    // A new network is not founded with some of its keys either.
    QuittanceHome fresh = QuittanceHome.of(directory.resolve("fresh"));
    Files.createDirectories(fresh.directory());
    Files.copy(other.issuerFile(), fresh.issuerFile());
    QuittanceException founded =
        assertThrows(QuittanceException.class, () -> LocalNetwork.open(fresh, "test", 2, 2));
    assertTrue(founded.getMessage().contains(reason), founded.getMessage());
  }

  @Test
  void formerKey_lost_isSaidBeforeTheJobStarts() throws Exception {
    KeyRotation.plan(home, NOW, TOMORROW, random);
    NetworkFile network = NetworkFile.load(home.networkFile());
    OperatorFiles onlyNew = new OperatorFiles(List.of(home.operatorFile(2).toString()));
    QuittanceException missing =
        assertThrows(QuittanceException.class, () -> onlyNew.signer(network));
    assertTrue(
        missing.getMessage().contains(network.operator().all().get(0).key().toString()),
        missing.getMessage());
  }

  @Test
  void rotation_withoutTheAuthoritysKey_isRefusedAndLeavesNoKey() throws Exception {
    Files.delete(home.authorityFile());
    assertRefused(TOMORROW, "no key file");
    AuthorityKeys.generateNetwork("test", random).save(home.authorityFile());
    assertRefused(TOMORROW, "is not the key of the network's authority");
    assertTrue(Files.notExists(home.operatorFile(2)));
    assertEquals(1, NetworkFile.load(home.networkFile()).latest().version());
  }

  private void assertRefused(Instant from, String reason) {
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> KeyRotation.plan(home, NOW, from, random));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
