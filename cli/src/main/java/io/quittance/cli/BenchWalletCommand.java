package io.quittance.cli;

import io.quittance.cli.wallet.WalletCommand;
import io.quittance.cli.wallet.WalletEnvironment;
import io.quittance.ledger.asset.Asset;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.ClientSettings;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.stack.local.LocalStack;
import io.quittance.trials.bench.Median;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.client.CommandTopicRecord;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.keys.WalletKeys;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures whether a wallet that has received much pays as fast as one that has received little.
 */
@Command(
    name = "wallet",
    description = {
      "Issues money to one wallet in 10 credits and to another in many, on a ledger in this process;"
          + " lets both read them once; then lets both pay in turn, as './quittance wallet pay' does,"
          + " until the payment is final.",
      "Exit status 0 only if the median payment of the one takes at most 1.5 times as long as that of"
          + " the other."
    },
    mixinStandardHelpOptions = true)
final class BenchWalletCommand implements Callable<Integer> {
  private static final double MOST_TIMES = 1.5;
  private static final int FEW = 10;
  private static final int MOST_CREDITS = 1_000_000;
  private static final int MOST_ROUNDS = 1000;
  private static final int PARTITIONS = 4;
  private static final long UNITS = 100;
  private static final long POLL_MILLIS = 200;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(
      names = "--credits",
      paramLabel = "N",
      description = "credits of the wallet that has many (default: ${DEFAULT-VALUE})")
  private int credits = 10_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "payments of each wallet that are measured (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  @Spec private CommandSpec spec;

  private QuittanceHome home;
  private NetworkFile network;

  @Override
  public Integer call() throws Exception {
    BenchOptions.requireWithin(spec, "number of credits", credits, 1, MOST_CREDITS);
    BenchOptions.requireWithin(spec, "number of rounds", rounds, 1, MOST_ROUNDS);
    Path directory = Files.createTempDirectory("quittance-bench-wallet");
    home = QuittanceHome.of(directory);
    try (LocalStack stack =
        LocalStack.in(home).network("bench").partitions(PARTITIONS).anyPorts().start()) {
      stack.awaitRunning(PATIENCE);
      network = stack.network();
      return measure() <= MOST_TIMES ? Quittance.OK : Quittance.FAILED;
    } finally {
      DeletedDirectory.delete(directory);
    }
  }

  private double measure() throws Exception {
    for (String name : new String[] {"few", "many", "shop"}) {
      run("new", name);
      run("open", name);
    }
    issue("few", FEW);
    issue("many", credits);
    PrintWriter out = spec.commandLine().getOut();
    // Reading 10 credits first also loads what is loaded once a process.
    tell(out, "first reading of %,d credits", FEW, run("balance", "few"));
    tell(out, "first reading of %,d credits", credits, run("balance", "many"));
    double[] few = new double[rounds];
    double[] many = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double first = run("pay", "few", "shop", "0.01");
      double second = run("pay", "many", "shop", "0.01");
      if (round >= 0) {
        few[round] = first;
        many[round] = second;
      }
    }
    double afterFew = Median.of(few);
    double afterMany = Median.of(many);
    tell(out, "a payment after %,d credits", FEW, afterFew);
    tell(out, "a payment after %,d credits", credits, afterMany);
    double times = afterMany / afterFew;
    out.printf(Locale.ROOT, "%.2f times as long; %.1f is the most.%n", times, MOST_TIMES);
    return times;
  }

  private static void tell(PrintWriter out, String what, int count, double seconds) {
    out.printf(Locale.ROOT, "%-38s %8.2f s%n", String.format(Locale.ROOT, what, count), seconds);
    out.flush();
  }

  /** Sends that many issues at once, and waits until the ledger has counted all of them. */
  private void issue(String name, int count) throws Exception {
    WalletKeys keys = WalletKeys.load(home.walletFile(name));
    Asset asset = network.asset(keys.asset());
    Issuer issuer =
        Issuer.of(
            network.identity(),
            asset,
            AuthorityKeys.load(home.issuerFile(), KeyKind.ISSUER).signingKey());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            ClientSettings.producer(network.bootstrapServers(), KafkaSettings.NONE),
            bytes,
            bytes)) {
      for (int number = 1; number <= count; number++) {
        producer.send(
            CommandTopicRecord.of(
                issuer.issue(PaymentAddress.of(keys), UNITS, "", number),
                network.commandPartitions()));
      }
    }
    awaitCredits(keys.accountId(asset.id()), count);
  }

  private void awaitCredits(AccountId account, long count) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (QuittanceClient client = QuittanceClient.connect(network)) {
      while (client.balance(account).map(known -> known.getCreditsReceived()).orElse(0L) < count) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the ledger has not counted " + count + " credits");
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** Runs a wallet's command in this process, and returns how many seconds it took. */
  private double run(String... arguments) {
    StringWriter text = new StringWriter();
    WalletEnvironment environment =
        new WalletEnvironment(
            home, QuittanceClient::connect, new SecureRandom(), InputStream.nullInputStream());
    CommandLine command = WalletCommand.commandLine(environment, List.of(arguments));
    command.setOut(new PrintWriter(text, true));
    command.setErr(new PrintWriter(text, true));
    long start = System.nanoTime();
    if (command.execute(arguments) != Quittance.OK) {
      throw new IllegalStateException("wallet " + String.join(" ", arguments) + ": " + text);
    }
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }
}
