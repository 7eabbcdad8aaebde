package io.quittance.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.wallet.account.TestNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
  private static final SigningKey AUTHORITY = SigningKey.of(new byte[SigningKey.BYTES]);
  private static final VerifyingKey KEY = AUTHORITY.verifyingKey();
  private static final Asset EURO = new Asset("EUR", 2, KEY, KEY, Optional.empty());
  private static final Asset YEN = new Asset("JPY", 0, KEY, KEY, Optional.empty());
  private static final NetworkFile NETWORK =
      NetworkFile.found(
          Statement.founding("local", KEY, 8, OperatorKeys.of(KEY), List.of(EURO, YEN)),
          AUTHORITY,
          "localhost:9092");

  @TempDir Path directory;

  @Test
  void networkFile_savedAndLoaded_isTheSame() throws QuittanceException, IOException {
    Path file = directory.resolve("new/network.json");
    NETWORK.save(file);
    NETWORK.save(file);
    assertEquals(NETWORK, NetworkFile.load(file));
    assertEquals(Optional.of(YEN), NETWORK.find("JPY"));
    assertEquals(Optional.empty(), NETWORK.find("USD"));
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
  void networkFile_damaged_isRefusedWithTheField() throws QuittanceException {
    String id = NETWORK.id().toString();
    assertDamaged("quittance-network/v2", "quittance-network/v1", "format must be");
    assertDamaged("\"local\"", "\"main\"", "name is not the one");
    assertDamaged(id, "0".repeat(64), "id is not that of the statements");
    assertDamaged("\"version\" : 1", "\"version\" : 2", "version is not that");
    assertDamaged("\"version\" : 1", "\"version\" : 0", "version must be a whole number");
    assertDamaged("\"name\"", "\"nom\"", "name is missing");
    assertDamaged("\"statements\" :", "\"statements\" : 1, \"y\" :", "statements must be an array");
    assertDamaged("\"statements\" : [", "\"statements\" : [ 7, ", "statements[0] must be a string");
    assertDamaged("\"statements\" : [", "\"statements\" : [ \"c3\", ", "statements cannot be used");
    assertDamaged("\"statements\" : [", "\"statements\" : [ \"x\", ", "statements cannot be used");
    assertDamaged("\"name\" :", "\"name\" : \"a\", \"name\" :", "is not valid JSON");
    String one = NETWORK.toJson();
    String two = next(NETWORK.latest().next()).toJson();
    String first = one.substring(one.indexOf("c301"), one.indexOf("\" ]"));
    QuittanceException alone =
        assertThrows(
            QuittanceException.class,
            () -> NetworkFile.parse("x", two.replace("\"" + first + "\", ", "")));
    assertTrue(alone.getMessage().contains("begins with version 1"), alone.getMessage());
  }

  private static NetworkFile next(Statement statement) throws QuittanceException {
    return NETWORK.with(statement, AUTHORITY);
  }

  @Test
  void networks_ofOneName_haveIdsOfTheirOwn() {
    SigningKey other = SigningKey.of(KEY.toBytes());
    NetworkFile namesake =
        NetworkFile.found(
            Statement.founding(
                "local", other.verifyingKey(), 8, OperatorKeys.of(KEY), List.of(EURO, YEN)),
            other,
            "localhost:9092");
    assertEquals(NETWORK.name(), namesake.name());
    assertNotEquals(NETWORK.id(), namesake.id());
    // Nobody can make statements of somebody else's network.
    assertThrows(QuittanceException.class, () -> NETWORK.with(NETWORK.latest().next(), other));
  }

  @Test
  void topics_named_areReadAgainAndKeptWhenTheNetworkChanges() throws QuittanceException {
    TopicsEntry topics =
        TopicsEntry.of("cluster", Map.of("quittance.journal", "id", "quittance.balances", "id2"))
            .withGrown("quittance.journal", 9);
    NetworkFile named = NETWORK.withTopics(topics);
    assertEquals(named, NetworkFile.parse("x", named.toJson()));
    assertEquals(TopicsEntry.UNNAMED, NetworkFile.parse("x", NETWORK.toJson()).topics());
    NetworkFile onlyGrown =
        NETWORK.withTopics(TopicsEntry.UNNAMED.withGrown("quittance.journal", 9));
    assertEquals(onlyGrown, NetworkFile.parse("x", onlyGrown.toJson()));
    assertEquals(topics, named.withBootstrapServers("y:1").topics());
    assertEquals(topics, named.with(named.latest().next(), AUTHORITY).topics());
    for (String damage : List.of("\"id\"", "9", "\"cluster\"")) {
      String damaged = named.toJson().replace(": " + damage, ": [" + damage + "]");
      assertThrows(QuittanceException.class, () -> NetworkFile.parse("x", damaged), damage);
    }
  }

  @Test
  void operatorKeys_changed_areReadAgainWithTheirTimes() throws QuittanceException {
    TestNetwork network = new TestNetwork(true);
    VerifyingKey second = new TestNetwork(false).operatorKeys.signingKey().verifyingKey();
    NetworkFile changed = network.rotated(1_000, second, false);
    assertEquals(changed, NetworkFile.parse("x", changed.toJson()));
    assertEquals(network.file().operator().at(0), changed.operator().at(999));
    assertEquals(second, changed.operator().at(1_000));
    assertEquals(network.id(), changed.id());
    NetworkFile revoked = network.rotated(1_000, second, true);
    assertEquals(revoked, NetworkFile.parse("x", revoked.toJson()));
    assertEquals(second, revoked.operator().at(0));
  }

  @Test
  void auditorKeys_changed_areReadAgainAndMustBeSigned() throws QuittanceException {
    TestNetwork network = new TestNetwork(true);
    ElGamalPublicKey second = new TestNetwork(true).auditorKeys.elGamal().publicKey();
    AuditorRotation rotation =
        AuditorRotation.sign(
            network.id(),
            network.asset.id(),
            1,
            second,
            1_000,
            86_400_000,
            network.officerKeys.signingKey());
    NetworkFile changed = with(network, rotation);
    assertEquals(changed, NetworkFile.parse("x", changed.toJson()));
    Asset asset = NetworkFile.parse("x", changed.toJson()).network().assets().all().get(0);
    assertEquals(network.asset.id(), asset.id());
    assertEquals(Optional.of(second), asset.auditors().key(1));
    AuditorRotation elsewhere =
        AuditorRotation.sign(
            new TestNetwork(true).id(),
            network.asset.id(),
            1,
            second,
            1_000,
            86_400_000,
            network.officerKeys.signingKey());
    QuittanceException unsigned =
        assertThrows(QuittanceException.class, () -> with(network, elsewhere));
    assertTrue(unsigned.getMessage().contains("not signed"), unsigned.getMessage());
  }

  private static NetworkFile with(TestNetwork network, AuditorRotation rotation)
      throws QuittanceException {
    Statement next =
        network
            .file()
            .latest()
            .next()
            .withAsset(AssetTerms.open(network.asset.withRotations(List.of(rotation))));
    return network.file().with(next, network.authorityKeys.signingKey());
  }

  @Test
  void network_ofTheFile_isWhatItsStatementsSay() throws QuittanceException {
    TestNetwork network = new TestNetwork(true);
    NetworkFile file = network.file();
    assertEquals(network.asset, file.asset("EUR"));
    assertEquals(network.network.assets().all(), file.network().assets().all());
    assertEquals(network.network.identity(), file.network().identity());
    assertEquals(network.network.commandPartitions(), file.network().commandPartitions());
    assertEquals(
        OperatorKeys.of(network.operatorKeys.signingKey().verifyingKey()), file.operator());
    assertEquals(file, NetworkFile.parse("x", file.toJson()));
    assertEquals(new TestNetwork(false).asset.auditors().first(), Optional.empty());
    assertThrows(QuittanceException.class, () -> file.asset("USD"));
  }

  private static void assertDamaged(String from, String to, String reason) {
    String damaged = NETWORK.toJson().replace(from, to);
    QuittanceException e =
        assertThrows(QuittanceException.class, () -> NetworkFile.parse("Network file x", damaged));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().startsWith("Network file x"), e.getMessage());
  }
}
