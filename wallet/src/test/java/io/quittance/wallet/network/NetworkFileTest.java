package io.quittance.wallet.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.wallet.WalletException;
import io.quittance.wallet.account.TestNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
  private static final AssetEntry EURO =
      new AssetEntry("EUR", 2, "11".repeat(32), "22".repeat(32), Optional.of("33".repeat(32)));
  private static final AssetEntry YEN =
      new AssetEntry("JPY", 0, "11".repeat(32), "22".repeat(32), Optional.empty());
  private static final NetworkFile NETWORK =
      new NetworkFile("local", "localhost:9092", 8, "44".repeat(32), List.of(EURO, YEN));

  @TempDir Path directory;

  @Test
  void networkFile_savedAndLoaded_isTheSame() throws WalletException, IOException {
    Path file = directory.resolve("new/network.json");
    NETWORK.save(file);
    NETWORK.save(file);
    assertEquals(NETWORK, NetworkFile.load(file));
    assertEquals(Optional.of(YEN), NETWORK.entry("JPY"));
    assertEquals(Optional.empty(), NETWORK.entry("USD"));
  }

  @Test
  void networkFile_missing_isSaidSo() {
    WalletException e =
        assertThrows(
            WalletException.class, () -> NetworkFile.load(directory.resolve("network.json")));
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
  void network_ofGoodKeys_isTheSameAgainAndOfBadKeysRefused() throws WalletException {
    TestNetwork network = new TestNetwork(true);
    NetworkFile file = network.file();
    assertEquals(network.asset, file.asset("EUR"));
    assertEquals(network.network.assets().all(), file.network().assets().all());
    assertEquals(network.network.name(), file.network().name());
    assertEquals(network.network.commandPartitions(), file.network().commandPartitions());
    assertEquals(network.operatorKeys.signingKey().verifyingKey(), file.operator());
    assertEquals(file, NetworkFile.parse("x", file.toJson()));
    assertEquals(new TestNetwork(false).asset.auditor(), Optional.empty());
    assertThrows(WalletException.class, () -> file.asset("USD"));
    // Encodings of no point: y is not below the field's prime.
    NetworkFile bad =
        new NetworkFile(
            "test",
            "x:1",
            1,
            "ff".repeat(32),
            List.of(new AssetEntry("EUR", 2, "ff".repeat(32), "ff".repeat(32), Optional.empty())));
    assertThrows(WalletException.class, bad::operator);
    assertThrows(WalletException.class, bad::network);
    AssetEntry good = file.entries().get(0);
    AssetEntry unaudited =
        new AssetEntry(
            "EUR", 2, good.issuerKey(), good.complianceOfficerKey(), Optional.of("00".repeat(32)));
    assertThrows(WalletException.class, unaudited::asset);
    NetworkFile nameless = new NetworkFile("", "x:1", 1, file.operatorKey(), file.entries());
    assertThrows(WalletException.class, nameless::network);
  }

  private static void assertDamaged(String from, String to, String reason) {
    String damaged = NETWORK.toJson().replace(from, to);
    WalletException e =
        assertThrows(WalletException.class, () -> NetworkFile.parse("Network file x", damaged));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().startsWith("Network file x"), e.getMessage());
  }
}
