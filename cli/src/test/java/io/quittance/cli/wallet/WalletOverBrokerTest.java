package io.quittance.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.Audit;
import io.quittance.audit.Report;
import io.quittance.schemas.settlement.Settled;
import io.quittance.stack.local.Town;
import io.quittance.wallet.WalletExample;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.keys.WalletKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The wallet's commands as a person types them, on the real job and a real broker. */
@Timeout(600)
class WalletOverBrokerTest {
  private static final int REFUSED = 1;

  @TempDir static Path directory;

  private static WalletStack wallets;
  private static WalletEnvironment environment;

  @BeforeAll
  static void start() throws Exception {
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
  void account_fromOpeningToClosing_doesWhatItsOwnerSays() throws Exception {
    for (String name : List.of("alice", "bob")) {
      wallet("new", name);
      assertFinal(wallet("open", name));
      // What is final has been published: nothing here needs to be waited for.
      assertTells(wallet("balance", name), name + ": open", "available 0.00 EURQ");
    }
    assertTells(refused("open", "bob"), "is open already");

    assertFinal(run(0, new IssueCommand(environment), "alice", "1000.01"));
    assertShows("alice", "received 1000.01 EURQ");
    // More than 16 bits of cents, so that both halves of the amount are at work.
    assertFinal(wallet("pay", "alice", "bob", "900.02", "--memo", "rent"));
    assertTells(wallet("balance", "alice"), "available 99.99 EURQ", "received 0.00 EURQ");
    assertTells(refused("pay", "alice", "bob", "100"), "99.99 EURQ");

    assertShows("bob", "received 900.02 EURQ");
    assertTells(wallet("history", "bob"), "rent");
    assertFinal(wallet("apply", "bob"));
    assertTells(wallet("balance", "bob"), "available 900.02 EURQ", "received 0.00 EURQ");
    assertTells(wallet("apply", "bob"), "Nothing has come in");

    assertFinal(wallet("redeem", "bob", "900", "--reference", "DE02 1203"));
    assertTells(wallet("balance", "bob"), "available 0.02 EURQ");
    refused("close", "bob");
    assertFinal(wallet("pay", "bob", "alice", "0.02"));
    assertFinal(wallet("close", "bob"));
    assertTells(wallet("balance", "bob"), "bob: closed");
    refused("pay", "bob", "alice", "0.01");

    // A closed account still receives, and its owner can open it again.
    assertShows("alice", "received 0.02 EURQ");
    assertFinal(wallet("pay", "alice", "bob", "100.01"));
    assertShows("bob", "received 100.01 EURQ");
    assertFinal(wallet("open", "bob"));
    assertFinal(wallet("apply", "bob"));
    assertTells(wallet("balance", "bob"), "bob: open", "available 100.01 EURQ");

    Report report = Audit.of(wallets.stack().network());
    assertTrue(report.agrees(), () -> report.differences().toString());
  }

  @Test
  void program_ofTheDocumentation_pays() throws Exception {
    for (String name : List.of("carol", "dave")) {
      wallet("new", name);
      assertFinal(wallet("open", name));
    }
    assertFinal(run(0, new IssueCommand(environment), "carol", "20"));
    assertShows("carol", "received 20.00 EURQ");
    WalletKeys carol = keys("carol");
    Settled event =
        WalletExample.pay(carol, wallets.stack().network(), PaymentAddress.of(keys("dave")), 1250);
    assertEquals(1, event.getNumber());
    assertShows("dave", "received 12.50 EURQ");
    assertShows("carol", "available 7.50 EURQ");
  }

  private static WalletKeys keys(String name) throws Exception {
    return WalletKeys.load(environment.home().walletFile(name));
  }

  /** Waits until a balance says so: a payment is final before its payee's balance is published. */
  private static void assertShows(String name, String text) throws Exception {
    Town.await(
        text, () -> Optional.of(wallet("balance", name)).filter(output -> output.contains(text)));
  }

  private static void assertFinal(String output) {
    assertTells(output, " accepted ", " final ");
  }

  private static void assertTells(String output, String... texts) {
    for (String text : texts) {
      assertTrue(output.contains(text), () -> "\"" + text + "\" is not in: " + output);
    }
  }

  private static String wallet(String... arguments) {
    return run(0, WalletCommand.commandLine(environment, List.of()).getCommandSpec(), arguments);
  }

  private static String refused(String... arguments) {
    return run(
        REFUSED, WalletCommand.commandLine(environment, List.of()).getCommandSpec(), arguments);
  }

  /** What a command prints, with one space where there are more. */
  private static String run(int expected, Object command, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int status = new CommandLine(command).setOut(writer).setErr(writer).execute(arguments);
    assertEquals(expected, status, String.join(" ", arguments) + ": " + output);
    return output.toString().replaceAll(" +", " ");
  }
}
