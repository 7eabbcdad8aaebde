package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.NetworkId;
import io.quittance.stack.local.AuditorKeyRotation.Timing;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditorKeyRotationTest {
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final Instant TOMORROW = NOW.plusSeconds(86_400);
  private static final Duration DAY = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  @TempDir Path directory;
  private QuittanceHome home;

  @BeforeEach
  void makeNetwork() throws Exception {
    home = QuittanceHome.of(directory);
    LocalNetwork.open(home, "test", 2, 2).withBootstrapServers("x:1").save(home.networkFile());
  }

  @Test
  void keyFile_leftOverOfAnotherNetworkOfThatName_isRefused() throws Exception {
    NetworkIdentity other = new NetworkIdentity(NetworkId.parse("01".repeat(32)), "test");
    AuditorKeys.generate(other, LocalNetwork.ASSET, random).save(home.auditorFile(1));
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> plan(TOMORROW, Optional.empty()));
    assertTrue(refused.getMessage().contains("with the id 0101"), refused.getMessage());
    assertEquals(0, asset().auditors().rotations().size());
    // One of this network is taken up.
    Files.delete(home.auditorFile(1));
    NetworkFile network = NetworkFile.load(home.networkFile());
    AuditorKeys left = AuditorKeys.generate(network.identity(), LocalNetwork.ASSET, random);
    left.save(home.auditorFile(1));
    plan(TOMORROW, Optional.empty());
    assertEquals(Optional.of(left.elGamal().publicKey()), asset().auditors().key(1));
  }

  @Test
  void rotation_planned_standsInTheNetworkFileAndItsKeyInTheHome() throws Exception {
    Asset before = asset();
    AuditorKeyRotation rotation = plan(TOMORROW, Optional.empty());
    Asset after = asset();
    assertEquals(before.id(), after.id());
    assertEquals(Optional.of(home.auditorFile(1)), rotation.file());
    AuditorKeys keys = AuditorKeys.load(home.auditorFile(1));
    assertEquals(Optional.of(keys.elGamal().publicKey()), after.auditors().key(1));
    assertEquals(before.auditors().first(), after.auditors().first());
    assertEquals(0, after.auditors().at(TOMORROW.toEpochMilli() - 1));
    assertEquals(1, after.auditors().at(TOMORROW.toEpochMilli()));
    assertTrue(after.auditors().allows(0, TOMORROW.plus(DAY).toEpochMilli() - 1));
    // The local stack goes on with it.
    assertEquals(
        NetworkFile.load(home.networkFile()),
        LocalNetwork.open(home, "test", 2, 2).withBootstrapServers("x:1"));
  }

  @Test
  void rotation_toAKeyFromElsewhere_needsNoSecretHere() throws Exception {
    ElGamalPublicKey key = ElGamalKeypair.random(random).publicKey();
    assertEquals(Optional.empty(), plan(TOMORROW, Optional.of(key)).file());
    assertTrue(Files.notExists(home.auditorFile(1)));
    assertEquals(Optional.of(key), asset().auditors().key(1));
    assertRefused(TOMORROW.plus(DAY).plusMillis(1), Optional.of(key), "stands twice");
  }

  @Test
  void rotation_tooSoonOrWithinTheFormerGrace_isRefusedAndLeavesNoKey() throws Exception {
    Instant soon = NOW.plus(AuditorKeyRotation.MIN_LEAD);
    assertRefused(soon.minusMillis(1), Optional.empty(), "too soon");
    assertTrue(Files.notExists(home.auditorFile(1)));
    plan(soon, Optional.empty());
    assertRefused(soon.plus(DAY), Optional.empty(), "grace");
    assertTrue(Files.notExists(home.auditorFile(2)));
    plan(soon.plus(DAY).plusMillis(1), Optional.empty());
    assertEquals(2, asset().auditors().rotations().size());
  }

  @Test
  void rotation_byAnotherOfficer_isRefused() throws Exception {
    Files.delete(home.complianceOfficerFile());
    AuthorityKeys.generate(KeyKind.COMPLIANCE_OFFICER, "test", LocalNetwork.ASSET, random)
        .save(home.complianceOfficerFile());
    assertRefused(TOMORROW, Optional.empty(), "is not the key of EURQ's compliance officer");
  }

  private AuditorKeyRotation plan(Instant from, Optional<ElGamalPublicKey> key)
      throws QuittanceException {
    return AuditorKeyRotation.plan(
        home, LocalNetwork.ASSET, NOW, new Timing(from, DAY), key, random);
  }

  private Asset asset() throws QuittanceException {
    return NetworkFile.load(home.networkFile()).network().assets().all().get(0);
  }

  private void assertRefused(Instant from, Optional<ElGamalPublicKey> key, String reason) {
    QuittanceException refused = assertThrows(QuittanceException.class, () -> plan(from, key));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
