package io.quittance.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.network.QuittanceException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.wallet.account.TestNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
  private static final AssetEntry EURO =
      new AssetEntry("EUR", 2, "11".repeat(32), "22".repeat(32), Optional.of("33".repeat(32)));
  private static final AssetEntry YEN =
      new AssetEntry("JPY", 0, "11".repeat(32), "22".repeat(32), Optional.empty());
  private static final NetworkFile NETWORK =
      new NetworkFile("local", "localhost:9092", 8, keys("44"), List.of(EURO, YEN));

  @TempDir Path directory;

  @Test
  void networkFile_savedAndLoaded_isTheSame() throws QuittanceException, IOException {
    Path file = directory.resolve("new/network.json");
    NETWORK.save(file);
    NETWORK.save(file);
    assertEquals(NETWORK, NetworkFile.load(file));
    assertEquals(Optional.of(YEN), NETWORK.entry("JPY"));
    assertEquals(Optional.empty(), NETWORK.entry("USD"));
  }

  @Test
  void networkFile_missing_isSaidSo() {
    QuittanceException e =
        assertThrows(
            QuittanceException.class, () -> NetworkFile.load(directory.resolve("network.json")));
    assertTrue(e.getMessage().contains("There is no network file"), e.getMessage());
    assertTrue(e.advice().contains("./quittance up"), e.advice());
    assertEquals(1, e.exitStatus());
  }

  @Test
  void networkFile_damaged_isRefusedWithTheField() {
    assertDamaged("quittance-network/v1", "v2", "format must be");
    assertDamaged("\"commandPartitions\" : 8", "\"commandPartitions\" : 0", "commandPartitions");
    assertDamaged("\"commandPartitions\" : 8", "\"commandPartitions\" : 8.5", "whole number");
    assertDamaged("\"commandPartitions\" : 8", "\"commandPartitions\" : \"8\"", "whole number");
    assertDamaged("\"decimals\" : 2", "\"decimals\" : 19", "assets[0].decimals");
    assertDamaged("22".repeat(32), "22".repeat(31), "assets[0].complianceOfficerKey must be 32");
    assertDamaged("\"code\" : \"JPY\"", "\"code\" : \"EUR\"", "EUR stands twice");
    assertDamaged("\"name\"", "\"nom\"", "name is missing");
    assertDamaged("\"assets\" :", "\"assets\" : 1, \"y\" :", "assets must be an array");
    assertDamaged("\"name\" :", "\"name\" : \"a\", \"name\" :", "is not valid JSON");
  }

  @Test
  void topics_named_areReadAgainAndKeptWhenKeysChange() throws QuittanceException {
    TopicsEntry topics =
        TopicsEntry.of("cluster", Map.of("quittance.journal", "id", "quittance.balances", "id2"))
            .withGrown("quittance.journal", 9);
    NetworkFile named = NETWORK.withTopics(topics);
    assertEquals(named, NetworkFile.parse("x", named.toJson()));
    assertEquals(TopicsEntry.UNNAMED, NetworkFile.parse("x", NETWORK.toJson()).topics());
    NetworkFile onlyGrown =
        NETWORK.withTopics(TopicsEntry.UNNAMED.withGrown("quittance.journal", 9));
    assertEquals(onlyGrown, NetworkFile.parse("x", onlyGrown.toJson()));
    OperatorKeyEntry key = new OperatorKeyEntry(Instant.EPOCH.plusMillis(1), "55".repeat(32));
    for (NetworkFile changed :
        List.of(
            named.withBootstrapServers("y:1"),
            named.withOperatorKey(key),
            named.withLastOperatorKey(key),
            named.withAsset(EURO))) {
      assertEquals(topics, changed.topics());
    }
    for (String damage : List.of("\"id\"", "9", "\"cluster\"")) {
      String damaged = named.toJson().replace(": " + damage, ": [" + damage + "]");
      assertThrows(QuittanceException.class, () -> NetworkFile.parse("x", damaged), damage);
    }
  }

  @Test
  void operatorKeys_changed_areReadAgainWithTheirTimes() throws QuittanceException {
    NetworkFile file = new TestNetwork(true).file();
    OperatorKeyEntry second =
        new OperatorKeyEntry(
            Instant.parse("2026-11-25T08:00:00Z"),
            new TestNetwork(false).operatorKeys.signingKey().verifyingKey().toString());
    NetworkFile changed = NetworkFile.parse("x", file.withOperatorKey(second).toJson());
    assertEquals(file.withOperatorKey(second), changed);
    long from = second.from().toEpochMilli();
    assertEquals(file.operator().at(0), changed.operator().at(from - 1));
    assertEquals(second.key(), changed.operator().at(from).toString());
    // The times must rise, and no key signs twice.
    assertThrows(QuittanceException.class, changed.withOperatorKey(second)::operator);
    OperatorKeyEntry again = new OperatorKeyEntry(second.from().plusMillis(1), second.key());
    assertThrows(QuittanceException.class, changed.withOperatorKey(again)::operator);
    NetworkFile revoked = changed.withRevokedOperatorKey(1);
    assertEquals(revoked, NetworkFile.parse("x", revoked.toJson()));
    assertEquals(second.key(), revoked.operator().at(0).toString());
    assertThrows(QuittanceException.class, revoked.withRevokedOperatorKey(2)::operator);
    String unsure = revoked.toJson().replace("\"revoked\" : true", "\"revoked\" : \"yes\"");
    assertTrue(
        assertThrows(QuittanceException.class, () -> NetworkFile.parse("Network file x", unsure))
            .getMessage()
            .contains("operatorKeys[0].revoked must be true or false"));
    String timeless = changed.toJson().replace("2026-11-25T08:00:00Z", "tomorrow");
    QuittanceException e =
        assertThrows(QuittanceException.class, () -> NetworkFile.parse("Network file x", timeless));
    assertTrue(e.getMessage().contains("operatorKeys[1].from must be a time"), e.getMessage());
  }

  @Test
  void auditorKeys_changed_areReadAgainAndMustBeSigned() throws QuittanceException {
    TestNetwork network = new TestNetwork(true);
    ElGamalPublicKey second = new TestNetwork(true).auditorKeys.elGamal().publicKey();
    AuditorRotationEntry rotation =
        AuditorRotationEntry.of(
            AuditorRotation.sign(
                TestNetwork.NAME,
                network.asset.id(),
                1,
                second,
                Instant.parse("2026-11-25T08:00:00Z").toEpochMilli(),
                86_400_000,
                network.officerKeys.signingKey()));
    NetworkFile file = network.file();
    NetworkFile changed = file.withAsset(file.entries().get(0).withRotation(rotation));
    assertEquals(changed, NetworkFile.parse("x", changed.toJson()));
    assertTrue(changed.toJson().contains("\"grace\" : \"PT24H\""), changed.toJson());
    Asset asset = NetworkFile.parse("x", changed.toJson()).network().assets().all().get(0);
    assertEquals(network.asset.id(), asset.id());
    assertEquals(Optional.of(second), asset.auditors().key(1));
    String later = changed.toJson().replace("2026-11-25T08:00:00Z", "2026-11-26T08:00:00Z");
    QuittanceException unsigned =
        assertThrows(QuittanceException.class, NetworkFile.parse("x", later)::network);
    assertTrue(unsigned.getMessage().contains("not signed"), unsigned.getMessage());
    NetworkFile twice = changed.withAsset(changed.entries().get(0).withRotation(rotation));
    assertThrows(QuittanceException.class, twice::network);
    for (String damage : List.of("PT24H", "2026-11-25T08:00:00Z", "\"epoch\" : 1")) {
      String damaged = changed.toJson().replace(damage, damage.replace('1', '0') + "x");
      assertThrows(QuittanceException.class, () -> NetworkFile.parse("x", damaged), damage);
    }
  }

  @Test
  void network_ofGoodKeys_isTheSameAgainAndOfBadKeysRefused() throws QuittanceException {
    TestNetwork network = new TestNetwork(true);
    NetworkFile file = network.file();
    assertEquals(network.asset, file.asset("EUR"));
    assertEquals(network.network.assets().all(), file.network().assets().all());
    assertEquals(network.network.name(), file.network().name());
    assertEquals(network.network.commandPartitions(), file.network().commandPartitions());
    assertEquals(
        OperatorKeys.of(network.operatorKeys.signingKey().verifyingKey()), file.operator());
    assertEquals(file, NetworkFile.parse("x", file.toJson()));
    assertEquals(new TestNetwork(false).asset.auditors().first(), Optional.empty());
    assertThrows(QuittanceException.class, () -> file.asset("USD"));
    // Encodings of no point: y is not below the field's prime.
    NetworkFile bad =
        new NetworkFile(
            "test",
            "x:1",
            1,
            keys("ff"),
            List.of(new AssetEntry("EUR", 2, "ff".repeat(32), "ff".repeat(32), Optional.empty())));
    assertThrows(QuittanceException.class, bad::operator);
    assertThrows(QuittanceException.class, bad::network);
    AssetEntry good = file.entries().get(0);
    AssetEntry unaudited =
        new AssetEntry(
            "EUR", 2, good.issuerKey(), good.complianceOfficerKey(), Optional.of("00".repeat(32)));
    assertThrows(QuittanceException.class, unaudited::asset);
    NetworkFile nameless = new NetworkFile("", "x:1", 1, file.operatorKeys(), file.entries());
    assertThrows(QuittanceException.class, nameless::network);
  }

  private static List<OperatorKeyEntry> keys(String octet) {
    return List.of(new OperatorKeyEntry(OperatorKeyEntry.BEGINNING, octet.repeat(32)));
  }

  private static void assertDamaged(String from, String to, String reason) {
    String damaged = NETWORK.toJson().replace(from, to);
    QuittanceException e =
        assertThrows(QuittanceException.class, () -> NetworkFile.parse("Network file x", damaged));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().startsWith("Network file x"), e.getMessage());
  }
}
