package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.statement.Statement;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.signature.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network is, founded, shown, changed and compared. */
class NetworkCommandTest {
  private static final String ISSUER =
      SigningKey.of(new byte[SigningKey.BYTES]).verifyingKey().toString();

  @TempDir Path directory;

  private Shell network(String... arguments) {
    List<String> all = new ArrayList<>(List.of("network"));
    all.addAll(List.of(arguments));
    return Shell.run(all.toArray(String[]::new));
  }

  private Path founded(String home) {
    Path founded = directory.resolve(home);
    Shell init = network("init", "main", "--partitions", "3", "--home", founded.toString());
    assertEquals(Quittance.OK, init.status, init.err);
    return founded;
  }

  private Shell publish(Path home, String... arguments) {
    List<String> all = new ArrayList<>(List.of("publish", "--home", home.toString()));
    all.addAll(List.of(arguments));
    return network(all.toArray(String[]::new));
  }

  private static String file(Path home) {
    return home.resolve("network.json").toString();
  }

  private static void assertRefused(int status, String why, Shell shell) {
    assertEquals(status, shell.status, shell.out);
    assertTrue(shell.err.contains(why), shell.err);
  }

  @Test
  void networks_foundedTwiceWithOneName_haveTwoIds() throws Exception {
    NetworkFile one = NetworkFile.load(Path.of(file(founded("one"))));
    NetworkFile other = NetworkFile.load(Path.of(file(founded("other"))));
    assertEquals(one.name(), other.name());
    assertNotEquals(one.id(), other.id());
    assertEquals(3, one.commandPartitions());
    Shell show = network("show", "--network", file(directory.resolve("one")));
    assertEquals(Quittance.OK, show.status, show.err);
    assertTrue(show.out.contains("id          " + one.id()), show.out);
    assertTrue(show.out.contains("version     1"), show.out);
    assertTrue(show.out.contains("asset       EURQ is open"), show.out);
    assertRefused(
        Quittance.USAGE,
        "exists already",
        network("init", "main", "--home", directory.resolve("one").toString()));
    assertRefused(
        Quittance.FAILED,
        "They are two networks",
        network("diff", file(directory.resolve("one")), file(directory.resolve("other"))));
  }

  @Test
  void network_foundedWithANameThatNoAddressCanCarry_isRefused() {
    for (String name : List.of("", "a:b", " x", "\u001b[2J", "n".repeat(65))) {
      assertRefused(
          Quittance.USAGE,
          "a network's name has 1 to 64 letters",
          network("init", name, "--home", directory.resolve("none").toString()));
      assertFalse(Files.exists(directory.resolve("none")), name);
    }
  }

  @Test
  void asset_added_standsInTheNextStatement() throws Exception {
    Path home = founded("home");
    Path before = directory.resolve("before.json");
    Files.copy(Path.of(file(home)), before);
    Shell added =
        publish(
            home, "--add-asset", "YEN", "--decimals", "0", "--issuer", ISSUER, "--officer", ISSUER);
    assertEquals(Quittance.OK, added.status, added.err);
    assertTrue(added.out.contains("version 1 to 2"), added.out);
    NetworkFile after = NetworkFile.load(Path.of(file(home)));
    assertEquals(List.of("EURQ", "YEN"), after.codes());
    assertEquals(NetworkFile.load(before).id(), after.id());
    Shell diff = network("diff", before.toString(), file(home));
    assertTrue(diff.out.contains("+ asset       YEN has no auditor"), diff.out);
    assertTrue(diff.out.lines().noneMatch(line -> line.startsWith("-")), diff.out);
    assertRefused(
        Quittance.USAGE,
        "has an asset YEN already",
        publish(home, "--add-asset", "YEN", "--issuer", ISSUER, "--officer", ISSUER));
  }

  @Test
  void asset_closed_isClosedForGood_andTheDifferenceSaysSo() throws Exception {
    Path home = founded("home");
    Path before = directory.resolve("before.json");
    Files.copy(Path.of(file(home)), before);
    assertRefused(Quittance.FAILED, "has no asset YEN", publish(home, "--close-asset", "YEN"));
    Shell closed = publish(home, "--close-asset", "EURQ");
    assertEquals(Quittance.OK, closed.status, closed.err);
    Shell diff = network("diff", before.toString(), file(home));
    assertEquals(
        List.of(
            "version 1 to 2",
            "- asset       EURQ is open",
            "+ asset       EURQ is closed for issues and new accounts"),
        diff.out.lines().toList());
    assertRefused(
        Quittance.USAGE, "what the network is already", publish(home, "--close-asset", "EURQ"));
    assertRefused(
        Quittance.USAGE,
        "has an asset EURQ already",
        publish(home, "--add-asset", "EURQ", "--issuer", ISSUER, "--officer", ISSUER));
    assertRefused(
        Quittance.USAGE,
        "is never lowered, and this build knows 1 to 2",
        publish(home, "--rule-set", "1"));
    assertRefused(
        Quittance.USAGE,
        "is never lowered, and this build knows 1 to 2",
        publish(home, "--rule-set", "3"));
    assertRefused(Quittance.USAGE, "what the network is already", publish(home, "--rule-set", "2"));
    assertEquals(2, NetworkFile.load(Path.of(file(home))).latest().version());
  }

  @Test
  void networkOfTheFirstRules_closesAnAssetOnceItHasTheSecond() throws Exception {
    Path home = founded("home");
    Path before = directory.resolve("before.json");
    Files.copy(Path.of(file(home)), before);
    Path keyFile = home.resolve("authority.json");
    AuthorityKeys keys = AuthorityKeys.load(keyFile, KeyKind.AUTHORITY);
    Statement first = NetworkFile.load(Path.of(file(home))).latest().withRuleSet(1);
    NetworkFile old = NetworkFile.found(first, keys.signingKey(), "");
    old.save(Path.of(file(home)));
    String id = NetworkFile.load(before).id().toString();
    Files.writeString(keyFile, Files.readString(keyFile).replace(id, old.id().toString()));
    assertRefused(
        Quittance.USAGE,
        "rule set 1 knows no closed assets; publish --rule-set 2 first",
        publish(home, "--close-asset", "EURQ"));
    Shell raised = publish(home, "--rule-set", "2");
    assertEquals(Quittance.OK, raised.status, raised.err);
    assertTrue(raised.out.contains("- rule set    1"), raised.out);
    assertTrue(raised.out.contains("+ rule set    2"), raised.out);
    Shell closed = publish(home, "--close-asset", "EURQ");
    assertEquals(Quittance.OK, closed.status, closed.err);
    NetworkFile network = NetworkFile.load(Path.of(file(home)));
    assertEquals(old.id(), network.id());
    assertTrue(network.isClosed(network.asset("EURQ")));
  }

  /** What is signed cannot be taken back, and this build cannot tell whether it would be right. */
  @Test
  void networkOfUnknownRules_getsNoStatementOfAnyKind() throws Exception {
    Path home = founded("home");
    Path file = Path.of(file(home));
    SigningKey authority =
        AuthorityKeys.load(home.resolve("authority.json"), KeyKind.AUTHORITY).signingKey();
    NetworkFile founded = NetworkFile.load(file);
    founded.with(founded.latest().next().withRuleSet(3), authority).save(file);
    String written = Files.readString(file);
    String[][] changes = {
      {"--add-asset", "YEN", "--issuer", ISSUER, "--officer", ISSUER},
      {"--close-asset", "EURQ"},
      {"--authority", ISSUER}
    };
    for (String[] change : changes) {
      assertRefused(
          Quittance.FAILED,
          "has rule set 3, which this build does not know",
          publish(home, change));
    }
    assertEquals(written, Files.readString(file));
  }

  @Test
  void authority_handedOn_signsTheNextStatement_andTheFormerNoMore() throws Exception {
    Path home = founded("home");
    Path nextFile = directory.resolve("authority-2.json");
    Shell made = network("new-authority", nextFile.toString(), "--network", file(home));
    assertEquals(Quittance.OK, made.status, made.err);
    AuthorityKeys next = AuthorityKeys.load(nextFile, KeyKind.AUTHORITY);
    assertEquals(next.signingKey().verifyingKey() + System.lineSeparator(), made.out);
    assertRefused(
        Quittance.USAGE,
        "exists already",
        network("new-authority", nextFile.toString(), "--network", file(home)));
    Shell handed = publish(home, "--authority", made.out.strip());
    assertEquals(Quittance.OK, handed.status, handed.err);
    String[] asset = {"--add-asset", "YEN", "--issuer", ISSUER, "--officer", ISSUER};
    assertRefused(
        Quittance.FAILED, "is not the key of the network's authority", publish(home, asset));
    Files.delete(home.resolve("authority.json"));
    Files.copy(nextFile, home.resolve("authority.json"));
    Shell added = publish(home, asset);
    assertEquals(Quittance.OK, added.status, added.err);
    assertEquals(3, NetworkFile.load(Path.of(file(home))).latest().version());
  }

  @Test
  void change_thatIsNone_orIsWrong_isRefusedAndNothingIsWritten() throws Exception {
    Path home = founded("home");
    AuthorityKeys same = AuthorityKeys.load(home.resolve("authority.json"), KeyKind.AUTHORITY);
    assertRefused(
        Quittance.USAGE,
        "what the network is already",
        publish(home, "--authority", same.signingKey().verifyingKey().toString()));
    assertRefused(Quittance.USAGE, "no Ed25519 public key", publish(home, "--authority", "00"));
    assertRefused(
        Quittance.USAGE, "has --issuer and --officer", publish(home, "--add-asset", "YEN"));
    assertRefused(
        Quittance.USAGE,
        "asset code must be",
        publish(home, "--add-asset", "yen", "--issuer", ISSUER, "--officer", ISSUER));
    assertRefused(
        Quittance.USAGE,
        "no ElGamal public key",
        publish(
            home,
            "--add-asset",
            "YEN",
            "--issuer",
            ISSUER,
            "--officer",
            ISSUER,
            "--auditor",
            "00".repeat(32)));
    assertEquals(1, NetworkFile.load(Path.of(file(home))).latest().version());
  }

  @Test
  void files_ofOneVersionAndTwoContents_proveFraud() throws Exception {
    Path home = founded("home");
    NetworkFile file = NetworkFile.load(Path.of(file(home)));
    SigningKey authority =
        AuthorityKeys.load(home.resolve("authority.json"), KeyKind.AUTHORITY).signingKey();
    Statement next = file.latest().next();
    Path one = directory.resolve("one.json");
    Path other = directory.resolve("other.json");
    file.with(next, authority).save(one);
    file.with(
            next.withAuthority(SigningKey.of(new byte[SigningKey.BYTES]).verifyingKey()), authority)
        .save(other);
    assertRefused(
        Quittance.FAILED,
        "two statements of version 2",
        network("diff", one.toString(), other.toString()));
    Shell behind = network("diff", file(home), one.toString());
    assertEquals(Quittance.OK, behind.status, behind.err);
    assertEquals("version 1 to 2", behind.out.strip());
  }
}
