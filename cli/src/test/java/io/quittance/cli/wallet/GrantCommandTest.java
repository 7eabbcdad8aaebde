package io.quittance.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.HistoryEntry;
import io.quittance.wallet.account.TestNetwork;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Alice paid Bob 12.50 and 7.00, both in the first two seconds of 1970, as the log has it. */
class GrantCommandTest {
  @TempDir Path directory;

  private final TestNetwork network = new TestNetwork(true);
  private final FakeClient client = new FakeClient(network);
  private QuittanceHome home;
  private Path file;
  private String out;
  private String err;

  @BeforeEach
  void pay() throws Exception {
    home = QuittanceHome.of(directory.resolve("home"));
    file = directory.resolve("grant.json");
    network.file().save(home.networkFile());
    network.issuerKeys.save(home.issuerFile());
    for (String name : new String[] {"alice", "bob"}) {
      run(0, "wallet", "new", name);
      run(0, "wallet", "open", name);
    }
    run(0, "issue", "alice", "100");
    run(0, "wallet", "pay", "alice", "bob", "12.50", "--memo", "rent");
    run(0, "wallet", "pay", "alice", "bob", "7", "--memo", "milk");
  }

  @Test
  void grant_handedOver_isReadWithoutAnyWallet() {
    grant(0, "--from", "1970-01-01");
    assertTrue(out.startsWith("Tax office may read alice's payments from 1970-01-01T00:00"), out);
    assertTrue(out.contains(": 2 of them."), out);
    Path wallets = home.walletsDirectory();
    assertTrue(wallets.toFile().renameTo(directory.resolve("gone").toFile()));
    run(0, "wallet", "read-grant", file.toString());
    assertTrue(out.contains("For       Tax office\n"), out);
    assertTrue(out.contains("-12.50 EUR  to "), out);
    assertTrue(out.contains("rent\n"), out);
    assertTrue(out.contains("In        100.00 EUR\n"), out);
    assertTrue(out.contains("Out       19.50 EUR\n"), out);
    assertTrue(out.endsWith("every amount is the one settled.\n"), out);
  }

  @Test
  void grant_ofALog_thatHasMoreSince_saysWhatIsMissing() {
    grant(0, "--from", "1970-01-01");
    run(0, "wallet", "pay", "alice", "bob", "1");
    Settled last = network.settlements.get(network.settlements.size() - 1);
    run(1, "wallet", "read-grant", file.toString());
    assertTrue(out.contains("-12.50 EUR"), out);
    assertTrue(err.contains("does not tell the amounts of 1 payments"), err);
    assertTrue(err.contains(hex(last)), err);
  }

  @Test
  void grant_changed_isNotShown() throws Exception {
    grant(0, "--from", "1970-01-01");
    String json = Files.readString(file);
    Files.writeString(file, json.replace("\"amount\" : 1250", "\"amount\" : 1249"));
    run(1, "wallet", "read-grant", file.toString());
    assertFalse(out.contains("EUR"), out);
    assertTrue(err.contains("not what the account's owner signed"), err);
  }

  @Test
  void period_thatMakesNoSense_isRefusedAndNothingWritten() {
    grant(2, "--from", "yesterday");
    assertTrue(err.contains("\"yesterday\" is no time."), err);
    grant(2, "--from", "1970-01-01", "--until", "2999-01-01");
    assertTrue(err.contains("still to come"), err);
    grant(2, "--from", "1970-01-02", "--until", "1970-01-02");
    assertTrue(err.contains("not before its end"), err);
    assertFalse(Files.exists(file));
  }

  @Test
  void file_thatIsNoGrant_isNamed() {
    run(1, "wallet", "read-grant", directory.resolve("none.json").toString());
    assertTrue(err.contains("There is no view grant"), err);
  }

  private static String hex(Settled event) {
    return CommandId.of(event.getEventId()).toString();
  }

  private void grant(int expected, String... period) {
    String[] arguments = {"wallet", "grant", "alice", "--to", "Tax office", "--file", "" + file};
    String[] all = Arrays.copyOf(arguments, arguments.length + period.length);
    System.arraycopy(period, 0, all, arguments.length, period.length);
    run(expected, all);
  }

  @Test
  void sums_ofMoreThan64Bits_areNotCutOff() {
    HistoryEntry issued =
        new HistoryEntry(0, HistoryEntry.Kind.ISSUED, Long.MAX_VALUE, Optional.empty(), "");
    HistoryEntry unsigned = new HistoryEntry(0, HistoryEntry.Kind.PAID, -1, Optional.empty(), "");
    List<HistoryEntry> entries = List.of(issued, issued, issued, unsigned);
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    assertEquals(most.multiply(BigInteger.valueOf(3)), ReadGrantCommand.sum(entries, true));
    assertEquals(most.shiftLeft(1).add(BigInteger.ONE), ReadGrantCommand.sum(entries, false));
  }

  private void run(int expected, String... arguments) {
    WalletEnvironment environment =
        new WalletEnvironment(
            home, (network, kafka) -> client, new SecureRandom(), InputStream.nullInputStream());
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine commandLine =
        new CommandLine(new Top())
            .addSubcommand(WalletCommand.commandLine(environment, List.of()))
            .addSubcommand(new IssueCommand(environment));
    commandLine.setOut(new PrintWriter(outText, true));
    commandLine.setErr(new PrintWriter(errText, true));
    int status = commandLine.execute(arguments);
    out = outText.toString();
    err = errText.toString();
    assertEquals(expected, status, () -> String.join(" ", arguments) + "\n" + out + err);
  }

  @CommandLine.Command(name = "quittance")
  private static final class Top implements Runnable {
    @Override
    public void run() {}
  }
}
