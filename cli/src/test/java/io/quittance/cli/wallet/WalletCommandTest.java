package io.quittance.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.CreditNotice;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.keys.WalletKeys;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WalletCommandTest {
  @TempDir Path directory;

  private final TestNetwork network = new TestNetwork(true);
  private final FakeClient client = new FakeClient(network);
  private QuittanceHome home;
  private String out;
  private String err;
  private String rawErr;
  private boolean down;

  @BeforeEach
  void start_network() throws Exception {
    home = QuittanceHome.of(directory.resolve("home"));
    network.file().save(home.networkFile());
    network.issuerKeys.save(home.issuerFile());
  }

  @Test
  void wallets_paidAndPaying_tellWhatHappened() {
    run(0, "wallet", "new", "alice");
    assertTrue(out.contains("Created wallet alice for EUR on network test."), out);
    assertTrue(out.contains("quittance:test:EUR:"), out);
    assertTrue(out.contains("Next: ./quittance wallet open alice"), out);
    run(0, "wallet", "new", "bob");
    run(0, "wallet", "open", "alice");
    assertTrue(out.contains("accepted       7 ms"), out);
    assertTrue(out.contains("final        321 ms"), out);
    run(0, "issue", "alice", "100", "--reference", "salary");
    assertTrue(out.contains("Issuing 100.00 EUR to alice."), out);
    run(0, "wallet", "balance", "alice");
    assertEquals(
        """
        alice: open
          available   0.00 EUR
          received  100.00 EUR   1 credit, can be spent at once
        """,
        out);
    run(0, "wallet", "pay", "alice", "bob", "12.5", "--memo", "lunch");
    assertTrue(out.startsWith("Paying 12.50 EUR to bob.\n"), out);
    assertTrue(out.contains("balance   87.50 EUR"), out);
    run(0, "wallet", "open", "bob");
    run(0, "wallet", "apply", "bob");
    assertTrue(out.contains("Applying 12.50 EUR."), out);
    run(0, "wallet", "redeem", "bob", "12.50", "--reference", "iban");
    assertTrue(out.contains("balance   0.00 EUR"), out);
    run(0, "wallet", "close", "bob");
    run(0, "wallet", "balance", "bob");
    assertTrue(out.startsWith("bob: closed\n"), out);
  }

  @Test
  void commands_endWhenTheirSenderSays() throws Exception {
    network.officerKeys.save(home.complianceOfficerFile());
    run(0, "wallet", "new", "alice");
    for (String line :
        List.of(
            "wallet open alice",
            "issue alice 5",
            "wallet apply alice",
            "wallet pay alice alice 1",
            "freeze alice --reason INVESTIGATION",
            "unfreeze alice --reason INVESTIGATION",
            "wallet redeem alice 5",
            "wallet close alice")) {
      long before = System.currentTimeMillis();
      List<String> words = new ArrayList<>(List.of(line.split(" ")));
      words.addAll(List.of("--valid-for", "400 d"));
      run(0, words.toArray(String[]::new));
      long valid = client.ends.get(client.ends.size() - 1) - before;
      long ran = System.currentTimeMillis() - before;
      long asked = Duration.ofDays(400).toMillis();
      assertTrue(asked <= valid && valid <= asked + ran, line + ": " + valid);
    }
  }

  @Test
  void history_ofBothSides_listsAmountsNamesAndTextsNewestLast() {
    open("alice", "bob");
    run(0, "issue", "alice", "100", "--reference", "salary");
    run(0, "wallet", "pay", "alice", "bob", "12.50", "--memo", "lunch\u001b[2J\nhm");
    run(0, "wallet", "pay", "alice", "alice", "1");
    run(0, "wallet", "history", "alice");
    String[] lines = out.split("\n");
    assertEquals(5, lines.length, out);
    assertTrue(lines[0].endsWith("opened"), out);
    assertTrue(lines[1].endsWith("+100.00 EUR  issued      salary"), out);
    assertTrue(lines[2].endsWith(" -12.50 EUR  to bob      lunch?[2J?hm"), out);
    assertTrue(lines[3].endsWith("  -1.00 EUR  to alice"), out);
    assertTrue(lines[4].endsWith("  +1.00 EUR  from alice"), out);
    run(0, "wallet", "history", "bob");
    assertTrue(out.contains("+12.50 EUR  from alice  lunch"), out);
    assertFalse(out.contains("\u001b"), out);
    run(0, "wallet", "new", "carol");
    run(0, "wallet", "history", "carol");
    assertEquals("Nothing has happened to carol yet.\n", out);
  }

  @Test
  void history_besideADamagedWallet_onlyLacksItsName() throws Exception {
    open("alice", "bob");
    run(0, "issue", "alice", "1");
    run(0, "wallet", "pay", "alice", "bob", "1");
    String id = keys("bob").accountId(network.asset.id()).toString();
    Files.writeString(home.walletFile("bob"), "{");
    run(0, "wallet", "history", "alice");
    assertTrue(out.contains("to " + id.substring(0, 12)), out);
  }

  @Test
  void payment_toAnAddress_isMadeAndToANonsenseOneRefused() {
    open("alice");
    run(0, "issue", "alice", "5");
    String address =
        PaymentAddress.of(WalletKeys.generate("x", network.identity(), "EUR", new SecureRandom()))
            .toString();
    run(0, "wallet", "pay", "alice", address, "5");
    run(2, "wallet", "pay", "alice", address + "x", "5");
    run(2, "wallet", "pay", "alice", address.replace("EUR", "USD"), "5");
    assertTrue(err.contains("wrong character"), err);
    run(1, "wallet", "pay", "alice", "nobody", "5");
    assertTrue(err.contains("There is no wallet nobody on this machine."), err);
  }

  @Test
  void payment_ofTooMuch_isRefusedWithBothAmounts() {
    open("alice", "bob");
    run(1, "wallet", "pay", "alice", "bob", "0.01");
    assertEquals(
        """
        There is not enough money: 0.01 EUR wanted, 0.00 EUR available.
        Pay less, or wait for money to come in.
        """,
        err);
  }

  @Test
  void asset_closed_takesNoIssuesNorNewAccounts_andMoneyIsPaidAsBefore() throws Exception {
    open("alice");
    run(0, "issue", "alice", "5");
    Statement closed = network.file().latest().next().withAsset(AssetTerms.closed(network.asset));
    network.file().with(closed, network.authorityKeys.signingKey()).save(home.networkFile());
    run(1, "issue", "alice", "1");
    assertTrue(err.startsWith("Asset EUR is closed: nothing more is issued of it."), err);
    run(0, "wallet", "new", "bob");
    run(1, "wallet", "open", "bob");
    assertTrue(err.startsWith("Asset EUR is closed: it takes no new accounts."), err);
    run(0, "wallet", "pay", "alice", "bob", "2");
    run(0, "wallet", "open", "bob");
    run(0, "wallet", "redeem", "bob", "2");
  }

  @Test
  void amount_inNonsense_isWrongUsage() {
    open("alice", "bob");
    for (String amount : new String[] {"0", "1,5", "1.234", "x", "99999999999999999999"}) {
      run(2, "wallet", "pay", "alice", "bob", amount);
      assertEquals(2, err.lines().count(), err);
    }
    run(2, "issue", "alice", "1.234");
    run(2, "wallet", "redeem", "alice", "1.234");
    run(2, "wallet", "pay", "alice", "bob", "1", "--memo", "x".repeat(129));
  }

  @Test
  void wallet_restoredFromStandardInput_isTheSame() throws Exception {
    run(0, "wallet", "new", "alice");
    run(0, "wallet", "seed", "alice");
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(out.getBytes(StandardCharsets.US_ASCII)));
    try {
      run(0, "wallet", "restore", "copy", "--seed", "-");
    } finally {
      System.setIn(before);
    }
    assertEquals(
        keys("alice").accountId(network.asset.id()), keys("copy").accountId(network.asset.id()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void wallet_lost_isRestoredFromItsSeedWithItsMoney() throws Exception {
    open("alice", "bob");
    run(0, "issue", "alice", "100");
    run(0, "wallet", "pay", "alice", "bob", "12.50");
    String address = PaymentAddress.of(keys("alice")).toString();
    run(0, "wallet", "seed", "alice");
    assertTrue(out.matches("[0-9a-f]{64}\n"), out);
    Path seed = directory.resolve("seed.txt");
    Files.writeString(seed, out);
    run(1, "wallet", "restore", "alice", "--seed", seed.toString());
    assertTrue(err.contains("is open to other users"), err);
    Files.setPosixFilePermissions(seed, PosixFilePermissions.fromString("rw-------"));
    run(1, "wallet", "restore", "alice", "--seed", seed.toString());
    assertTrue(err.contains("exists already"), err);
    Files.delete(home.walletFile("alice"));
    run(0, "wallet", "restore", "alice", "--seed", seed.toString());
    assertTrue(out.startsWith("Restored wallet alice for EUR on network test.\n"), out);
    assertTrue(out.contains(address), out);
    run(0, "wallet", "balance", "alice");
    assertTrue(out.contains("87.50 EUR"), out);
    run(0, "wallet", "pay", "alice", "bob", "7.50");
    assertTrue(out.contains("balance   80.00 EUR"), out);
  }

  @Test
  void seed_ofIndependentKeys_isRefused() throws Exception {
    run(0, "wallet", "new", "alice");
    Path file = home.walletFile("alice");
    String older = "\"elGamal\": \"05" + "00".repeat(31) + "\", \"note\": \"" + "03".repeat(16);
    Files.writeString(file, Files.readString(file).replace("\"owner\"", older + "\", \"owner\""));
    run(1, "wallet", "seed", "alice");
    assertTrue(err.contains("no seed gives them all"), err);
    assertTrue(err.contains("Keep a copy of " + file), err);
    run(1, "wallet", "seed", "nobody");
    run(2, "wallet", "restore", "bob");
    run(1, "wallet", "restore", "bob", "--seed", directory.resolve("none").toString());
  }

  @Test
  void failure_isToldInTheNameOfTheProgram() {
    run(1, "wallet", "balance", "alice");
    assertTrue(rawErr.startsWith("quittance: There is no wallet alice."), rawErr);
  }

  @Test
  void usage_thatIsWrong_hasExitStatusTwo() {
    run(2, "wallet");
    run(2, "wallet", "fly");
    run(2, "wallet", "pay", "alice");
    run(2, "wallet", "new", "../alice");
    run(2, "wallet", "balance", "..");
    open("alice");
    run(2, "wallet", "apply", "alice", "--timeout", "x");
    run(0, "issue", "alice", "1");
    run(2, "issue", "alice", "1", "--timeout", "0");
    for (String never : List.of("x", "0 s", "30", "-1 h", "36501 d", "999999999999 d")) {
      run(2, "wallet", "apply", "alice", "--valid-for", never);
      assertTrue(err.contains("--valid-for must be a time such as"), err);
      run(2, "issue", "alice", "1", "--valid-for", never);
    }
    run(0, "wallet", "--help");
    assertTrue(out.contains("history"), out);
  }

  @Test
  void walletAndNetwork_thatAreMissing_areNamedWithAdvice() throws Exception {
    run(1, "wallet", "balance", "alice");
    assertEquals(
        """
        There is no wallet alice.
        Create it with ./quittance wallet new alice.
        """,
        err);
    run(0, "wallet", "new", "alice");
    run(1, "wallet", "new", "alice");
    assertTrue(err.contains("exists already"), err);
    down = true;
    run(1, "wallet", "balance", "alice");
    assertTrue(err.startsWith("No network answers"), err);
    Files.delete(home.networkFile());
    run(1, "wallet", "balance", "alice");
    assertTrue(err.contains("Start a local network with ./quittance up"), err);
    run(0, "wallet", "address", "alice");
    assertTrue(out.startsWith("quittance:test:EUR:"), out);
  }

  @Test
  void network_otherThanTheWallets_isRefused_alsoIfItIsCalledTheSame() throws Exception {
    NetworkIdentity other = new TestNetwork(true).identity();
    WalletKeys.generate("alice", other, "EUR", new SecureRandom()).save(home.walletFile("alice"));
    run(1, "wallet", "balance", "alice");
    assertTrue(
        err.contains("Wallet alice belongs to network " + other + ", not " + network.identity()),
        err);
    run(1, "wallet", "new", "bob", "--asset", "USD");
    assertTrue(err.contains("Network test has no asset USD."), err);
    run(1, "wallet", "new", "bob", "--network", directory.resolve("none.json").toString());
    assertTrue(err.contains("There is no network file"), err);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keyFile_openToOthers_isNotUsed() throws Exception {
    open("alice");
    Files.setPosixFilePermissions(
        home.walletFile("alice"), PosixFilePermissions.fromString("rw-r--r--"));
    run(1, "wallet", "balance", "alice");
    assertTrue(err.contains("is open to other users (rw-r--r--)"), err);
    assertTrue(err.contains("chmod 600"), err);
  }

  @Test
  void command_rejected_saysWhyAndWhatToDo() throws QuittanceException {
    open("alice", "bob");
    run(0, "issue", "alice", "5");
    Balance open = balance("alice");
    ComplianceOfficer officer =
        ComplianceOfficer.of(network.identity(), network.asset, network.officerKeys.signingKey());
    network.submit(officer.freeze(PaymentAddress.of(keys("alice")), "court", 1));
    run(1, "wallet", "pay", "alice", "bob", "1");
    assertTrue(err.startsWith("The account is frozen"), err);
    run(0, "wallet", "balance", "alice");
    assertTrue(out.startsWith("alice: frozen"), out);
    // A wallet that has not heard of the freezing: the network's answer is told.
    network.settlements.remove(network.settlements.size() - 1);
    client.staleBalances.add(open);
    run(1, "wallet", "pay", "alice", "bob", "1");
    assertTrue(err.startsWith("Rejected, FROZEN: The account is frozen"), err);
    assertTrue(err.contains("Ask the asset's compliance officer"), err);
  }

  @Test
  void orders_ofTheComplianceOfficer_freezeAndUnfreezeWithTheirReason() throws Exception {
    open("alice", "bob");
    run(0, "issue", "alice", "5");
    network.officerKeys.save(home.complianceOfficerFile());
    run(0, "freeze", "alice", "--reason", "INVESTIGATION", "--note", "case 7");
    assertTrue(out.contains("INVESTIGATION: case 7"), out);
    run(1, "wallet", "pay", "alice", "bob", "1");
    run(0, "unfreeze", "alice", "--reason", "INVESTIGATION");
    run(0, "wallet", "pay", "alice", "bob", "1");
    run(2, "freeze", "alice", "--reason", "OTHER");
    assertTrue(err.startsWith("The reason OTHER says nothing by itself"), err);
    run(2, "freeze", "alice", "--reason", "NONSENSE");
    run(1, "freeze", "alice", "--reason", "FRAUD", "--officer", home.issuerFile().toString());
  }

  /**
   * Whoever writes the balances topic could else have any ciphertext read, by who pays or fails.
   */
  @Test
  void balance_thatIsNotTheOwners_isNeitherShownNorPaidFromNorRemembered() throws Exception {
    open("alice", "bob");
    run(0, "issue", "alice", "5");
    run(0, "wallet", "pay", "alice", "bob", "1");
    run(0, "wallet", "balance", "alice");
    byte[] memory = Files.readAllBytes(home.memoryFile("alice"));
    client.outcomes.clear();
    for (long made : new long[] {300, 1L << 40}) {
      Balance lie = balance("alice");
      lie.setSequence(lie.getSequence() + 1);
      lie.setAvailable(
          new Fixed64(
              keys("alice").elGamal().publicKey().encrypt(made, new SecureRandom()).toBytes()));
      for (String command :
          List.of("balance alice", "pay alice bob 1", "redeem alice 1", "close alice")) {
        client.staleBalances.add(lie);
        run(1, ("wallet " + command).split(" "));
        assertTrue(err.startsWith("The balance that the network publishes is not one"), err);
      }
    }
    assertEquals(List.of(), client.outcomes, "nothing was sent");
    assertArrayEquals(memory, Files.readAllBytes(home.memoryFile("alice")));
    run(0, "wallet", "balance", "alice");
    assertTrue(out.contains("available 4.00 EUR"), out);
  }

  @Test
  void account_closedAndOpenedAgain_isKnownToAWalletThatRemembersNothing() throws Exception {
    open("alice", "bob");
    run(0, "issue", "alice", "5");
    run(0, "wallet", "pay", "alice", "bob", "5");
    run(0, "wallet", "close", "alice");
    run(0, "wallet", "open", "alice");
    run(0, "issue", "alice", "3");
    Files.delete(home.memoryFile("alice"));
    run(0, "wallet", "balance", "alice");
    assertTrue(out.contains("alice: open\n  available 0.00 EUR\n  received  3.00 EUR"), out);
    run(0, "wallet", "pay", "alice", "bob", "2");
    assertTrue(out.contains("balance   1.00 EUR"), out);
  }

  @Test
  void payment_builtOnAStaleBalance_isBuiltAgain() throws QuittanceException {
    open("alice", "bob");
    run(0, "issue", "alice", "5");
    Balance before = balance("alice");
    run(0, "wallet", "pay", "alice", "bob", "1");
    client.outcomes.clear();
    client.staleBalances.add(before);
    client.staleBalances.add(before);
    run(0, "wallet", "pay", "alice", "bob", "1");
    assertEquals(2, client.outcomes.size(), client.outcomes.toString());
    assertTrue(client.outcomes.get(0).startsWith("STALE_SEQUENCE"), client.outcomes.toString());
    assertEquals("ACCEPTED", client.outcomes.get(1));
    assertTrue(out.contains("balance   3.00 EUR"), out);
  }

  @Test
  void payment_builtOnABalanceOfLongAgo_isBuiltAgainAsAnotherTookItsNumber() throws Exception {
    open("alice", "bob");
    run(0, "issue", "alice", "5");
    Balance before = balance("alice");
    run(0, "wallet", "pay", "alice", "bob", "1");
    run(0, "wallet", "pay", "alice", "bob", "1");
    client.outcomes.clear();
    // On another machine, that remembers nothing.
    Files.delete(home.memoryFile("alice"));
    client.staleBalances.add(before);
    run(0, "wallet", "pay", "alice", "bob", "1");
    assertEquals(2, client.outcomes.size(), client.outcomes.toString());
    assertTrue(client.outcomes.get(0).startsWith("ALREADY_DECIDED"), client.outcomes.toString());
    assertEquals("ACCEPTED", client.outcomes.get(1));
    assertTrue(out.contains("balance   2.00 EUR"), out);
  }

  /** Its receipt was lost, and it was sent again after others: who builds another pays twice. */
  @Test
  void wallet_thatHasReadItsCredits_readsOnlyTheNewOnesLater() throws Exception {
    open("alice", "bob");
    for (int i = 0; i < 5; i++) {
      run(0, "issue", "alice", "1");
    }
    client.reads.clear();
    run(0, "wallet", "balance", "alice");
    run(0, "wallet", "balance", "alice");
    assertEquals(List.of(6 + 5, 0), client.reads, "the opening and five credits, then nothing");
    Path memory = home.memoryFile("alice");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)));
    client.reads.clear();
    run(0, "issue", "alice", "1");
    client.reads.clear();
    run(0, "wallet", "pay", "alice", "bob", "6");
    assertEquals(List.of(1 + 1), client.reads);
    assertTrue(out.contains("balance   0.00 EUR"), out);
    // Without it, or with a damaged one, all is read again and comes to the same.
    Files.write(memory, new byte[] {1, 2, 3});
    client.reads.clear();
    run(0, "wallet", "balance", "alice");
    assertEquals(List.of(7 + 6), client.reads);
    assertTrue(out.contains("0.00 EUR"), out);
  }

  /** Whoever sees nothing of a payment must learn that there is one, and what is left is spent. */
  @Test
  void receipts_thatAreMissing_areSaidAndStopNothing() {
    open("alice", "bob");
    run(0, "issue", "alice", "7");
    run(0, "issue", "alice", "20");
    CreditNotice withheld = network.credits.remove(1);
    run(0, "wallet", "balance", "alice");
    assertEquals(
        """
        alice: open
          available 0.00 EUR
          received  7.00 EUR   1 credit, can be spent at once
        The network has counted 1 credit more, which cannot be spent yet: receipts are missing.
        Ask again in a moment. If it stays so, take the operator's newest network file, or ask him: \
        ./quittance audit names receipts that are withheld.
        """,
        out);
    run(0, "issue", "alice", "3");
    run(0, "wallet", "balance", "alice");
    assertTrue(out.contains("has counted 2 credits more, which"), out);
    run(0, "wallet", "pay", "alice", "bob", "5");
    assertTrue(out.contains("balance   2.00 EUR"), out);
    network.credits.add(withheld);
    run(0, "wallet", "balance", "alice");
    assertTrue(out.contains("received  23.00 EUR   2 credits"), out);
    assertFalse(out.contains("has counted"), out);
  }

  /** The network was started anew under its old name: what was known of it is worth nothing. */
  @Test
  void wallet_whoseLogIsAnotherOne_forgetsWhatItKnew() throws Exception {
    open("alice");
    run(0, "issue", "alice", "5");
    run(0, "wallet", "balance", "alice");
    Settled credit = network.settlements.get(1);
    network.settlements.set(1, Settled.newBuilder(credit).setEventId(credit.getAccount()).build());
    client.reads.clear();
    run(0, "wallet", "balance", "alice");
    assertEquals(List.of(2 + 1), client.reads);
    assertTrue(out.contains("5.00 EUR"), out);
  }

  @Test
  void payment_thatWasSettledBefore_isNotPaidAgain() throws QuittanceException {
    open("alice", "bob");
    run(0, "issue", "alice", "5");
    client.outcomes.clear();
    client.decidedBefore = true;
    run(0, "wallet", "pay", "alice", "bob", "1");
    assertEquals(List.of("ACCEPTED"), client.outcomes);
    assertTrue(out.contains("balance   4.00 EUR"), out);
    run(0, "wallet", "balance", "alice");
    assertTrue(out.contains("4.00 EUR"), out);
  }

  @Test
  void receipt_thatDoesNotCome_isSaidSo() {
    open("alice");
    run(0, "issue", "alice", "5");
    client.silent = true;
    run(1, "wallet", "apply", "alice");
    assertTrue(err.contains("No receipt came."), err);
  }

  @Test
  void acceptance_isEnoughWhereNobodyWaits() {
    run(0, "wallet", "new", "alice");
    run(0, "wallet", "open", "alice", "--no-wait");
    assertTrue(out.contains("accepted"), out);
    assertFalse(out.contains("final"), out);
  }

  @Test
  void issue_withoutTheIssuersKeys_isRefused() throws Exception {
    open("alice");
    Files.delete(home.issuerFile());
    run(1, "issue", "alice", "5");
    assertTrue(err.contains("There is no key file"), err);
    Path stranger = directory.resolve("stranger.json");
    new TestNetwork(true).issuerKeys.save(stranger);
    run(1, "issue", "alice", "5", "--issuer", stranger.toString());
    assertTrue(err.contains("not those of the issuer of EUR"), err);
  }

  @Test
  void apply_withNothingNew_sendsNothing() {
    open("alice");
    client.outcomes.clear();
    run(0, "wallet", "apply", "alice");
    assertEquals("Nothing has come in since the last time.\n", out);
    assertEquals(0, client.outcomes.size());
    run(1, "wallet", "open", "alice");
    assertTrue(err.startsWith("The account is open already."), err);
  }

  private void open(String... names) {
    for (String name : names) {
      run(0, "wallet", "new", name);
      run(0, "wallet", "open", name);
    }
  }

  private WalletKeys keys(String name) throws QuittanceException {
    return WalletKeys.load(home.walletFile(name));
  }

  private Balance balance(String name) throws QuittanceException {
    return AccountRecords.toBalance(
        network.account(keys(name).accountId(network.asset.id())).orElseThrow());
  }

  private void run(int expected, String... arguments) {
    WalletEnvironment environment =
        new WalletEnvironment(
            home,
            (file, kafka) -> {
              if (down) {
                throw QuittanceException.failure("No network answers.", "Start one.");
              }
              return client;
            },
            new SecureRandom(),
            InputStream.nullInputStream());
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine commandLine =
        new CommandLine(new Top())
            .addSubcommand(WalletCommand.commandLine(environment, List.of()))
            .addSubcommand(new IssueCommand(environment))
            .addSubcommand(new FreezeCommand(environment))
            .addSubcommand(new UnfreezeCommand(environment));
    commandLine.setOut(new PrintWriter(outText, true));
    commandLine.setErr(new PrintWriter(errText, true));
    int status = commandLine.execute(arguments);
    out = outText.toString();
    rawErr = errText.toString();
    err = rawErr.replaceFirst("^quittance: ", "");
    assertEquals(expected, status, () -> String.join(" ", arguments) + "\n" + out + err);
  }

  @CommandLine.Command(name = "quittance")
  private static final class Top implements Runnable {
    @Override
    public void run() {}
  }
}
