package io.quittance.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.file.QuittanceHome;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.keys.WalletKeys;
import io.quittance.wallet.ownership.Counter;
import io.quittance.wallet.ownership.HostPort;
import io.quittance.wallet.ownership.Message;
import io.quittance.wallet.ownership.OwnershipCheck;
import io.quittance.wallet.ownership.TcpChannel;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OwnershipCommandTest {
  private static final Pattern INVITATION =
      Pattern.compile("prove-ownership NAME --connect (\\S+):(\\d+) --code (\\S+)\n");
  private static final int SECONDS = 120;

  @TempDir Path directory;

  private final TestNetwork network = new TestNetwork(true);
  private final FakeClient client = new FakeClient(network);
  private QuittanceHome home;

  /** A command at work, or done. */
  private static final class Run {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    CompletableFuture<Integer> status;

    void assertStatus(int expected) throws Exception {
      assertEquals(expected, status.get(SECONDS, TimeUnit.SECONDS), () -> out + "\n" + err);
    }

    /** Host, port and code of the command that the payee's side shows. */
    String[] invitation() {
      Matcher shown =
          Awaitility.await("an invitation")
              .atMost(SECONDS, TimeUnit.SECONDS)
              .until(
                  () -> {
                    boolean ended = status.isDone();
                    Matcher matcher = INVITATION.matcher(out.toString());
                    boolean found = matcher.find();
                    assertTrue(found || !ended, () -> out + "\n" + err);
                    return found ? Optional.of(matcher) : Optional.<Matcher>empty();
                  },
                  Optional::isPresent)
              .orElseThrow();
      return new String[] {shown.group(1), shown.group(2), shown.group(3)};
    }
  }

  @BeforeEach
  void start_network() throws Exception {
    home = QuittanceHome.of(directory.resolve("home"));
    network.file().save(home.networkFile());
    network.issuerKeys.save(home.issuerFile());
    for (String name : List.of("alice", "bob")) {
      run("wallet", "new", name).assertStatus(0);
    }
    run("wallet", "open", "alice").assertStatus(0);
    run("issue", "alice", "100").assertStatus(0);
    run("wallet", "apply", "alice").assertStatus(0);
  }

  @Test
  void key_provedOverTcp_isToldToBoth() throws Exception {
    Run check = start("wallet", "check-ownership", address("alice"), "--as", "Rosa\u001b[2J");
    Run prove = prove(check, "y\n", "alice");
    prove.assertStatus(0);
    check.assertStatus(0);
    assertTrue(prove.out.toString().startsWith("Rosa?[2J asks you to prove\n"), prove.out + "");
    assertTrue(prove.out.toString().contains("session   " + check.invitation()[2]));
    assertTrue(prove.out.toString().endsWith("The payee is convinced.\n"), prove.out + "");
    assertTrue(check.out.toString().contains("account   " + id("alice")), check.out + "");
    assertTrue(check.out.toString().contains("asset     EUR"), check.out + "");
    assertFalse(check.out.toString().contains("at least"), check.out + "");
  }

  @Test
  void balance_provedOverTcp_isToldWithItsPlaceAndNotMore() throws Exception {
    Run check = start("wallet", "check-ownership", "alice", "--at-least", "12.50");
    prove(check, "", "alice", "--yes").assertStatus(0);
    check.assertStatus(0);
    assertTrue(check.out.toString().contains("balance   at least 12.50 EUR"), check.out + "");
    assertTrue(check.out.toString().contains("sequence 2, credits applied 1"), check.out + "");
    // Ids are random digits, and may hold any three of them.
    assertFalse(Pattern.compile("\\b100\\b").matcher(check.out.toString()).find(), check.out + "");
  }

  @Test
  void payer_withoutConsentOrMoneyOrTheAccount_refusesAllTheSame() throws Exception {
    List<String> told = new ArrayList<>();
    for (String[] refusal :
        new String[][] {
          {"12.50", "alice", "n\n", "Nothing was proved."},
          {"12.50", "alice", "", "Nothing was proved."},
          {"100.01", "alice", "y\n", "The available balance is less"},
          {"12.50", "bob", "y\n", "The request is about account"}
        }) {
      Run check = start("wallet", "check-ownership", "alice", "--at-least", refusal[0]);
      Run prove = prove(check, refusal[2], refusal[1]);
      prove.assertStatus(1);
      check.assertStatus(1);
      assertTrue(prove.err.toString().contains(refusal[3]), prove.err + "");
      told.add(check.err.toString());
    }
    assertEquals(1, told.stream().distinct().count(), told.toString());
    assertTrue(told.get(0).contains("Not proven: the payer's side refuses to answer."));
  }

  @Test
  void stranger_withoutTheCode_learnsNothingAndIsPassedOver() throws Exception {
    Run check = start("wallet", "check-ownership", "alice");
    String[] at = check.invitation();
    Run other =
        run(
            "wallet",
            "prove-ownership",
            "bob",
            "--connect",
            at[0] + ":" + at[1],
            "--code",
            "00000-00000",
            "--yes");
    other.assertStatus(1);
    assertTrue(other.err.toString().contains("The other side hung up."), other.err + "");
    assertEquals("", other.out.toString());
    try (Socket scanner = new Socket(at[0], Integer.parseInt(at[1]))) {
      scanner.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertEquals(-1, scanner.getInputStream().read());
    }
    prove(check, "", "alice", "--yes").assertStatus(0);
    check.assertStatus(0);
    assertEquals(2, check.out.toString().split("Somebody else connected", -1).length - 1);
  }

  @Test
  void strangers_tooMany_endTheCheck() throws Exception {
    Run check = start("wallet", "check-ownership", "alice");
    String[] at = check.invitation();
    for (int knocks = 0; knocks < 20; knocks++) {
      try (Socket socket = new Socket(at[0], Integer.parseInt(at[1]))) {
        socket.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read());
      }
    }
    check.assertStatus(1);
    assertTrue(check.err.toString().contains("20 others connected"), check.err + "");
  }

  @Test
  void payer_whoSendsRubbish_hasProvedNothing() throws Exception {
    for (String[] rubbish :
        new String[][] {
          {"hello world", "is no message of this protocol"},
          {new Message(Message.Kind.ANSWER, new byte[96]).text(), "sent its answer where its"},
          {"x".repeat(9000), "a line of more than 8192 bytes"},
          {"", "The other side hung up."}
        }) {
      Run check = start("wallet", "check-ownership", "alice");
      String[] at = check.invitation();
      try (Socket socket = new Socket(at[0], Integer.parseInt(at[1]))) {
        byte[] code = at[2].getBytes(StandardCharsets.US_ASCII);
        String hello = new Message(Message.Kind.HELLO, code).text();
        String sent = hello + "\n" + (rubbish[0].isEmpty() ? "" : rubbish[0] + "\n");
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        check.assertStatus(1);
      }
      assertTrue(check.err.toString().contains(rubbish[1]), check.err + "");
      assertEquals(2, check.err.toString().lines().count(), check.err + "");
    }
  }

  @Test
  void request_ofAnotherSession_isNotAnswered() throws Exception {
    Run check = start("wallet", "check-ownership", "alice", "--paste");
    check.assertStatus(1);
    String request = check.out.toString().replace("\n", "");
    try (ServerSocket middleman = new ServerSocket(0)) {
      Run prove =
          start(
              "wallet",
              "prove-ownership",
              "alice",
              "--yes",
              "--code",
              "00000-00000",
              "--connect",
              "localhost:" + middleman.getLocalPort());
      try (Socket socket = middleman.accept()) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        assertEquals(Message.Kind.HELLO, Message.parse(lines.readLine()).kind());
        socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.US_ASCII));
        assertEquals(Message.Kind.REFUSAL, Message.parse(lines.readLine()).kind());
      }
      prove.assertStatus(1);
      assertTrue(prove.err.toString().contains("is not that of session 00000-00000"));
    }
  }

  @Test
  void payee_whoIsNotConvinced_isToldToThePayer() throws Exception {
    WalletKeys alice = WalletKeys.load(home.walletFile("alice"));
    OwnershipCheck check =
        OwnershipCheck.of(
            PaymentAddress.of(alice),
            network.asset.id(),
            "Rosa",
            Optional.empty(),
            new SecureRandom());
    try (Counter counter = Counter.open(new HostPort("localhost", 0))) {
      Run prove =
          start(
              ("wallet prove-ownership alice --yes --connect "
                      + counter.address()
                      + " --code "
                      + check.request().code())
                  .split(" "));
      Duration ample = Duration.ofSeconds(SECONDS);
      try (TcpChannel channel = counter.await(check.request().code(), ample, any -> {})) {
        channel.send(new Message(Message.Kind.REQUEST, check.request().toBytes()));
        assertTrue(check.challenge(channel).isAccepted());
        channel.send(new Message(Message.Kind.VERDICT, new byte[1]));
      }
      prove.assertStatus(1);
      assertTrue(prove.err.toString().contains("The payee is not convinced."), prove.err + "");
    }
  }

  @Test
  void nobody_comes_isNotProven() throws Exception {
    Run check = start("wallet", "check-ownership", "alice", "--timeout", "1");
    String[] at = check.invitation();
    try (Socket silent = new Socket(at[0], Integer.parseInt(at[1]))) {
      check.assertStatus(1);
      assertTrue(silent.isConnected());
    }
    assertTrue(check.err.toString().contains("Not proven: nobody came"), check.err + "");
    Run gone =
        run(
            "wallet",
            "prove-ownership",
            "alice",
            "--connect",
            at[0] + ":" + at[1],
            "--code",
            at[2]);
    gone.assertStatus(1);
    assertTrue(gone.err.toString().contains("Nobody can be reached at"), gone.err + "");
  }

  @Test
  void messages_carriedByHand_prove() throws Exception {
    PipedInputStream toCheck = new PipedInputStream(1 << 16);
    PipedInputStream toProve = new PipedInputStream(1 << 16);
    Run check =
        startPiped(
            toCheck,
            new PipedOutputStream(toProve),
            "wallet",
            "check-ownership",
            "alice",
            "--at-least",
            "100",
            "--paste");
    Run prove =
        startPiped(
            toProve,
            new PipedOutputStream(toCheck),
            "wallet",
            "prove-ownership",
            "alice",
            "--paste",
            "--yes");
    prove.assertStatus(0);
    check.assertStatus(0);
    assertTrue(check.err.toString().contains("balance   at least 100.00 EUR"), check.err + "");
    assertTrue(prove.err.toString().contains("Answered."), prove.err + "");
  }

  @Test
  void pasting_wrongThings_isExplainedAndEnds() throws Exception {
    Run wrong =
        runTyping("a.\n\nb\nc.\nownership1:x.\n", "wallet", "prove-ownership", "alice", "--paste");
    wrong.assertStatus(1);
    assertEquals(2, wrong.err.toString().split("Paste it again:", -1).length - 1);
    Run ended = runTyping("ownership1:req\n", "wallet", "prove-ownership", "alice", "--paste");
    ended.assertStatus(1);
    assertTrue(ended.err.toString().contains("ended before the message"), ended.err + "");
    Run endless =
        runTyping(
            "x".repeat(80).concat("\n").repeat(500),
            "wallet",
            "prove-ownership",
            "alice",
            "--paste");
    endless.assertStatus(1);
    assertTrue(endless.err.toString().contains("longer than 6000"), endless.err + "");
    String challenge = new Message(Message.Kind.CHALLENGE, new byte[32]).text() + "\n";
    Run early = runTyping(challenge, "wallet", "prove-ownership", "alice", "--paste");
    early.assertStatus(1);
    assertTrue(
        early.err.toString().contains("sent its challenge where its request was due."),
        early.err + "");
    String junk = new Message(Message.Kind.REQUEST, "{}".getBytes(StandardCharsets.UTF_8)).text();
    Run damaged = runTyping(junk + "\n", "wallet", "prove-ownership", "alice", "--paste");
    damaged.assertStatus(1);
    assertTrue(damaged.err.toString().contains("The request is damaged: format is missing."));
  }

  @Test
  void usage_thatIsWrong_isSaidSo() throws Exception {
    for (String line :
        List.of(
            "prove-ownership alice",
            "prove-ownership alice --connect localhost:1",
            "prove-ownership alice --code 00000-00000",
            "prove-ownership alice --connect localhost:1 --code x",
            "prove-ownership alice --connect localhost --code 00000-00000",
            "prove-ownership alice --connect localhost:1 --paste",
            "check-ownership alice --timeout 0",
            "check-ownership",
            "check-ownership x:y",
            "check-ownership alice --at-least 0",
            "check-ownership alice --at-least 1.234",
            "check-ownership alice --listen x",
            "check-ownership alice --listen localhost:0 --paste",
            "check-ownership alice --timeout 3601",
            "check-ownership alice --as " + "x".repeat(129))) {
      run(("wallet " + line).split(" ")).assertStatus(2);
    }
    run("wallet", "check-ownership", "alice", "--as", " ").assertStatus(2);
    for (String before : new String[] {"wallet address bob", "issue bob 5"}) {
      run(before.split(" ")).assertStatus(0);
      Run unopened = run("wallet", "check-ownership", "bob", "--at-least", "1", "--timeout", "1");
      unopened.assertStatus(1);
      assertTrue(unopened.err.toString().contains("it is not open"), unopened.err + "");
    }
    NetworkIdentity there = new TestNetwork(true).identity();
    WalletKeys elsewhere = WalletKeys.generate("x", there, "EUR", new SecureRandom());
    Run other = run("wallet", "check-ownership", PaymentAddress.of(elsewhere).toString());
    other.assertStatus(1);
    assertTrue(other.err.toString().contains("of network " + there + ", not test"), other.err + "");
    try (ServerSocket taken = new ServerSocket(0)) {
      Run busy =
          run("wallet", "check-ownership", "bob", "--listen", "0.0.0.0:" + taken.getLocalPort());
      busy.assertStatus(1);
      assertTrue(busy.err.toString().contains("Cannot listen at"), busy.err + "");
    }
  }

  private String address(String name) throws Exception {
    return PaymentAddress.of(WalletKeys.load(home.walletFile(name))).toString();
  }

  private String id(String name) throws Exception {
    return WalletKeys.load(home.walletFile(name)).accountId(network.asset.id()).toString();
  }

  /** Answers to a check that waits, typing so. */
  private Run prove(Run check, String typed, String name, String... options) throws Exception {
    String[] at = check.invitation();
    List<String> arguments =
        new ArrayList<>(
            List.of("wallet", "prove-ownership", name, "--connect", at[0] + ":" + at[1]));
    arguments.addAll(List.of("--code", at[2]));
    arguments.addAll(Arrays.asList(options));
    return runTyping(typed, arguments.toArray(new String[0]));
  }

  private Run run(String... arguments) {
    return runTyping("", arguments);
  }

  private Run runTyping(String typed, String... arguments) {
    Run run = new Run();
    InputStream input = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    run.status =
        CompletableFuture.completedFuture(
            execute(run, input, new PrintWriter(run.out, true), arguments));
    return run;
  }

  private Run start(String... arguments) {
    Run run = new Run();
    PrintWriter out = new PrintWriter(run.out, true);
    run.status =
        CompletableFuture.supplyAsync(
            () -> execute(run, InputStream.nullInputStream(), out, arguments));
    return run;
  }

  private Run startPiped(InputStream input, PipedOutputStream output, String... arguments) {
    Run run = new Run();
    PrintWriter out = new PrintWriter(output, true);
    run.status = CompletableFuture.supplyAsync(() -> execute(run, input, out, arguments));
    return run;
  }

  private int execute(Run run, InputStream input, PrintWriter out, String... arguments) {
    WalletEnvironment environment =
        new WalletEnvironment(home, (file, kafka) -> client, new SecureRandom(), input);
    CommandLine commandLine =
        new CommandLine(new Top())
            .addSubcommand(WalletCommand.commandLine(environment, List.of()))
            .addSubcommand(new IssueCommand(environment));
    commandLine.setOut(out);
    commandLine.setErr(new PrintWriter(run.err, true));
    return commandLine.execute(arguments);
  }

  @CommandLine.Command(name = "quittance")
  private static final class Top implements Runnable {
    @Override
    public void run() {}
  }
}
