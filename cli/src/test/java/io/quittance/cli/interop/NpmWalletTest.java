package io.quittance.cli.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.audit.Audit;
import io.quittance.audit.Report;
import io.quittance.cli.interop.NodeProgram.Run;
import io.quittance.cli.wallet.IssueCommand;
import io.quittance.cli.wallet.WalletCommand;
import io.quittance.cli.wallet.WalletEnvironment;
import io.quittance.cli.wallet.WalletStack;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.stack.local.Town;
import io.quittance.verifier.encryption.ElGamalKeypair;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The wallet in JavaScript is paid by our own and pays it, on the real job and a real broker. */
@Timeout(600)
class NpmWalletTest {
  /** Makes a missing Node or package a failure, when it is {@code required}. */
  private static final String PROPERTY = "quittance.npm";

  @TempDir static Path directory;

  private static NodeProgram program;
  private static WalletStack wallets;
  private static WalletEnvironment environment;

  @BeforeAll
  static void start() throws Exception {
    try {
      program = NodeProgram.install(directory);
    } catch (NodeProgram.MissingException e) {
      assertFalse(
          "required".equals(System.getProperty(PROPERTY)),
          "The wallet in JavaScript must be tested here, but " + e.getMessage());
      String reason = "NOT TESTED: the wallet in JavaScript: " + e.getMessage();
      System.err.printf("%n*** %s%n%n", reason);
      Assumptions.abort(reason);
    }
    wallets = WalletStack.start(directory);
    environment = wallets.environment();
  }

  @AfterAll
  static void stop() {
    if (wallets != null) {
      wallets.close();
    }
  }

  @Test
  void wallet_byItself_passesItsOwnTests() throws Exception {
    Run tests = program.ownTests();
    assertEquals(0, tests.status(), tests.output());
  }

  @Test
  void wallet_inJavaScript_isPaidAndPaysOurs() throws Exception {
    theirs("new", "jane");
    String jane = theirs("address", "jane").output().strip();
    theirs("open", "jane");
    assertRefused("ALREADY_OPEN", "open", "jane");
    ours("new", "bob");
    ours("open", "bob");

    java(new IssueCommand(environment), jane, "1000.01");
    assertShows("received   1000.01 EURQ");
    assertContains(theirs("received", "jane").output(), "1000.01 EURQ from the issuer");
    theirs("apply", "jane");
    assertShows("available  1000.01 EURQ");

    // More than 16 bits of cents, so that both halves of the amount are at work.
    Run paid = theirs("pay", "jane", "bob", "900.02", "--memo", "für das Fahrrad");
    assertTrue(paid.firstLineWith("available").endsWith("99.99 EURQ"), paid.output());
    assertContains(ours("balance", "bob"), "received   900.02 EURQ");
    assertContains(ours("history", "bob"), "für das Fahrrad");

    ours("pay", "bob", jane, "2.25", "--memo", "back \u001b[2J");
    assertShows("received   2.25 EURQ");
    String received = theirs("received", "jane").output();
    assertTrue(received.endsWith("back ?[2J\n"), "a memo must not steer the terminal: " + received);

    // This payment spends what just came in, all to the last cent.
    theirs("pay", "jane", "bob", "102.24");
    assertShows("available  0.00 EURQ");
    assertRefused("has less", "pay", "jane", "bob", "0.01");
    assertContains(ours("balance", "jane"), "available  0.00 EURQ");
    ours("apply", "bob");
    assertContains(ours("balance", "bob"), "available  1000.01 EURQ");

    Report report = Audit.of(wallets.stack().network());
    assertTrue(report.agrees(), () -> report.differences().toString());
  }

  @Test
  void changeOfTheAuditorsKey_isBelievedIfTheOfficerSignedIt() throws Exception {
    NetworkFile network = wallets.stack().network();
    Asset asset = network.asset("EURQ");
    SigningKey officer =
        AuthorityKeys.load(
                wallets.stack().home().complianceOfficerFile(), KeyKind.COMPLIANCE_OFFICER)
            .signingKey();
    theirs("new", "rita");
    for (SigningKey signer : List.of(officer, SigningKey.random(new SecureRandom()))) {
      AuditorRotation rotation =
          AuditorRotation.sign(
              network.id(),
              asset.id(),
              1,
              ElGamalKeypair.random(new SecureRandom()).publicKey(),
              System.currentTimeMillis(),
              Duration.ofHours(24).toMillis(),
              signer);
      Path file = directory.resolve("rotated.json");
      AssetTerms rotated = AssetTerms.open(asset.withRotations(List.of(rotation)));
      Files.writeString(file, published(network, rotated));
      Run run = program.wallet("address", "rita", "--network", file.toString());
      assertEquals(signer == officer ? 0 : 1, run.status(), run.output());
    }
  }

  /**
   * A network file with one statement more, whatever that says: that an officer signed nothing is
   * for the reader to find out.
   */
  private static String published(NetworkFile network, AssetTerms terms) throws Exception {
    SigningKey authority =
        AuthorityKeys.load(wallets.stack().home().authorityFile(), KeyKind.AUTHORITY).signingKey();
    byte[] next = StatementChain.sign(network.latest().next().withAsset(terms), authority);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode file = (ObjectNode) mapper.readTree(network.toJson());
    file.put("version", network.latest().version() + 1)
        .withArray("statements")
        .add(HexFormat.of().formatHex(next));
    return mapper.writeValueAsString(file);
  }

  /** Waits until our own wallet sees Jane's balance so, which starts no process each time. */
  private static void assertShows(String text) throws Exception {
    Town.await(text, () -> Optional.of(ours("balance", "jane")).filter(told -> isTold(told, text)));
    assertContains(theirs("balance", "jane").output(), text);
  }

  private static Run theirs(String... arguments) throws Exception {
    Run run = program.wallet(arguments);
    assertEquals(0, run.status(), String.join(" ", arguments) + ": " + run.output());
    return run;
  }

  private static void assertRefused(String why, String... arguments) throws Exception {
    Run run = program.wallet(arguments);
    assertEquals(1, run.status(), run.output());
    assertTrue(run.output().contains(why), run.output());
    assertEquals(1, run.output().lines().count(), "one sentence: " + run.output());
  }

  private static String ours(String... arguments) {
    return java(WalletCommand.commandLine(environment, List.of()).getCommandSpec(), arguments);
  }

  private static String java(Object command, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int status = new CommandLine(command).setOut(writer).setErr(writer).execute(arguments);
    assertEquals(0, status, String.join(" ", arguments) + ": " + output);
    return output.toString();
  }

  private static void assertContains(String output, String expected) {
    assertTrue(isTold(output, expected), output);
  }

  private static boolean isTold(String output, String expected) {
    return output.replaceAll(" +", " ").contains(expected.replaceAll(" +", " "));
  }
}
