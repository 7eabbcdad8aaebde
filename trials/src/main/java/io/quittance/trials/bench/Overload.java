package io.quittance.trials.bench;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Overloads a ledger in four ways, one after the other: ten times the input that it can sustain,
 * from wallets that send what they have sent again and again; an account with many credits that it
 * does not apply; an account that sends one command again and again that counts on a credit to
 * come; somebody without any account who sends what is no command, all of which has to be rejected.
 */
public final class Overload {
  private static final int FACTOR = 10;

  private static final int MAX_BURST_SECONDS = 10;

  private static final int CALM_SECONDS = 5;

  /** How fast the hostile account sends: the ledger sustains it, so only what waits can hurt. */
  private static final double HOSTILE_PER_SECOND = 1000;

  private static final double NEIGHBOURS_PER_SECOND = 10;

  /** Garbage is read and rejected at little cost, so it comes faster. */
  private static final double GARBAGE_PER_SECOND = 10_000;

  private static final int GARBAGE_BYTES = 300;

  private static final int DIFFERENT_GARBAGE = 1000;

  private static final double MICROS_PER_MILLI = 1e3;

  private final OverloadOptions options;
  private final SettleWorkload workload;
  private NetworkIdentity network;
  private final PrintStream out;
  private final OverloadFindings findings;
  private final SecureRandom random = new SecureRandom();
  private OverloadedLedger ledger;
  private Asset asset;
  private Issuer issuer;

  private Overload(OverloadOptions options, SettleWorkload workload, PrintStream out) {
    this.options = options;
    this.workload = workload;
    this.out = out;
    this.findings = new OverloadFindings(out);
  }

  /**
   * Prepares a run.
   *
   * @param directory where proved transfers are kept for the next time
   * @param proved told after each transfer that had to be proved, by any thread
   */
  public static Overload in(
      Path directory, OverloadOptions options, PrintStream out, Runnable proved) throws Exception {
    return new Overload(
        options,
        SettleWorkload.in(directory, options.accounts(), options.transfers(), proved),
        out);
  }

  /** Runs all and returns whether everything was as it must be. */
  public boolean run() throws Exception {
    try (OverloadedLedger started = OverloadedLedger.start(workload)) {
      ledger = started;
      network = started.stack().network().identity();
      asset = started.stack().network().assets().get(0);
      issuer =
          Issuer.of(
              network,
              asset,
              AuthorityKeys.load(started.stack().home().issuerFile(), KeyKind.ISSUER).signingKey());
      flood();
      credits();
      early();
      garbage();
    }
    return findings.passed();
  }

  private void flood() throws Exception {
    out.printf("%nInput beyond what can be sustained, %,d accounts%n", options.accounts());
    double sustained = sustained();
    long answeredBefore = ledger.echoes().answered();
    long heapBefore = OverloadedLedger.heapBytes();
    Histogram micros = Echoes.histogram();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(options.seconds());
    long sent =
        ledger.sendPaced(part(1), sustained * FACTOR, micros, () -> System.nanoTime() - end >= 0);
    double sending = seconds(start);
    long behind = sent - (ledger.echoes().answered() - answeredBefore);
    double halfway = millis(micros, 50);
    long heapGrowth = OverloadedLedger.heapBytes() - heapBefore;
    ledger.await("receipts", ledger.echoes()::answered, answeredBefore + sent);
    ledger.await("settled events", ledger.echoes()::settled, ledger.echoes().commands());
    findings.tell(
        "sustained %.0f/s, sent %.0f/s for %.0f s; %,d behind then; all answered after %.0f s",
        sustained, sent / sending, sending, behind, seconds(start));
    findings.tell(
        "receipts' latency: median %.0f ms while it came, %.0f ms in all, most %.0f ms",
        halfway, millis(micros, 50), millis(micros, 100));
    findings.nothingLost(ledger);
    findings.memoryBounded(heapGrowth);
  }

  /**
   * Returns how many transfers a second get their receipts when they are sent as fast as they go:
   * with each burst Java is warmer, so the one counts that has taken long enough.
   */
  private double sustained() throws Exception {
    List<PreparedRecord> transfers = part(0);
    long enoughNanos = TimeUnit.SECONDS.toNanos(Math.min(options.seconds(), MAX_BURST_SECONDS));
    Histogram micros = Echoes.histogram();
    for (long count = transfers.size(); ; count *= 2) {
      long answered = ledger.echoes().answered();
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        ledger.send(transfers.get(i % transfers.size()), micros);
      }
      ledger.await("receipts", ledger.echoes()::answered, answered + count);
      if (System.nanoTime() - start >= enoughNanos) {
        return count / seconds(start);
      }
    }
  }

  /** From now on something is rejected. */
  private void early() throws Exception {
    out.printf("%nAn account that counts on a credit to come, in %,d commands%n", options.early());
    WalletAccount hasty = opened("hasty");
    PreparedCommand issue = issuer.issue(hasty.address(), 1, "", 1);
    hasty.observe(issued(hasty, 1));
    PreparedRecord command = PreparedRecord.of(hasty.applyCredits(1));
    double calm = neighboursFor(CALM_SECONDS);
    long heapBefore = OverloadedLedger.heapBytes();
    CompletableFuture<Void> pouring = CompletableFuture.runAsync(() -> pour(command));
    double poured = neighboursUntil(pouring);
    ledger.await("rejections", () -> ledger.counts().rejectedInAll(), options.early());
    ledger.await("receipts", ledger.echoes()::rejected, options.early());
    long heapGrowth = OverloadedLedger.heapBytes() - heapBefore;
    long answered = ledger.echoes().answered();
    ledger.put(PreparedRecord.of(issue));
    ledger.send(command, Echoes.histogram());
    ledger.await("receipts", ledger.echoes()::answered, answered + 1);
    findings.tell(
        "others' receipts, 99th percentile: %.0f ms before, %.0f ms as the commands came",
        calm, poured);
    findings.check(
        poured <= calm + options.maxDelay().toMillis(),
        "nobody else waits for the account that is early, and its command counts in the end");
    findings.rejectedOnly(ledger, options.early(), options.early());
    findings.memoryBounded(heapGrowth);
  }

  private void credits() throws Exception {
    out.printf("%nAn account with %,d credits that are not applied%n", options.credits());
    WalletAccount payee = opened("payee");
    // First, so that what the wallet remembers of them does not count as the job's memory.
    Credit first = issued(payee, 1);
    for (int number = 1; number <= options.credits(); number++) {
      payee.observe(numbered(first, number));
    }
    long counted = ledger.counts().creditsCounted();
    long heapBefore = OverloadedLedger.heapBytes();
    long start = System.nanoTime();
    for (int number = 1; number <= options.credits(); number++) {
      ledger.put(PreparedRecord.of(issuer.issue(payee.address(), 1, "", number)));
    }
    ledger.flush();
    ledger.await("credits", () -> ledger.counts().creditsCounted(), counted + options.credits());
    double counting = seconds(start);
    long heapGrowth = OverloadedLedger.heapBytes() - heapBefore;
    Histogram micros = Echoes.histogram();
    long answered = ledger.echoes().answered();
    ledger.send(PreparedRecord.of(payee.applyCredits(options.credits())), micros);
    ledger.await("receipts", ledger.echoes()::answered, answered + 1);
    findings.tell(
        "counted in %.0f s; all applied by one command after %.0f ms",
        counting, millis(micros, 100));
    findings.check(
        millis(micros, 100) <= options.maxDelay().toMillis(),
        "to apply them takes no longer than to apply a few");
    findings.nothingLost(ledger);
    findings.memoryBounded(heapGrowth);
  }

  private void garbage() throws Exception {
    out.printf(
        "%nGarbage, %,.0f records a second for %d s%n", GARBAGE_PER_SECOND, options.seconds());
    List<PreparedRecord> records = new ArrayList<>();
    for (int i = 0; i < DIFFERENT_GARBAGE; i++) {
      records.add(new PreparedRecord(random(AccountId.BYTES), random(GARBAGE_BYTES), new byte[0]));
    }
    double calm = neighboursFor(CALM_SECONDS);
    long heapBefore = OverloadedLedger.heapBytes();
    long start = System.nanoTime();
    CompletableFuture<Long> pouring =
        CompletableFuture.supplyAsync(
            () ->
                ledger.putPaced(
                    records, GARBAGE_PER_SECOND, () -> seconds(start) >= options.seconds()));
    double poured = neighboursUntil(pouring);
    long sent = pouring.join();
    long rejected = options.early() + sent;
    ledger.await("rejections", () -> ledger.counts().rejectedInAll(), rejected);
    findings.tell(
        "%,d records; others' receipts, 99th percentile: %.0f ms before, %.0f ms as they came",
        sent, calm, poured);
    findings.check(
        poured <= calm + options.maxDelay().toMillis(), "nobody else waits for the garbage");
    findings.rejectedOnly(ledger, rejected, options.early());
    findings.memoryBounded(OverloadedLedger.heapBytes() - heapBefore);
  }

  private byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    this.random.nextBytes(random);
    return random;
  }

  private void pour(PreparedRecord command) {
    int[] left = {options.early()};
    ledger.putPaced(List.of(command), HOSTILE_PER_SECOND, () -> left[0]-- == 0);
  }

  private double neighboursFor(int seconds) throws Exception {
    return neighboursUntil(
        new CompletableFuture<Void>().completeOnTimeout(null, seconds, TimeUnit.SECONDS));
  }

  /** Lets others pay meanwhile, and returns how long their receipts took, in milliseconds. */
  private double neighboursUntil(CompletableFuture<?> event) throws Exception {
    Histogram micros = Echoes.histogram();
    long sent = ledger.sendPaced(part(2), NEIGHBOURS_PER_SECOND, micros, event::isDone);
    event.join();
    ledger.await("others' receipts", () -> count(micros), sent);
    return millis(micros, 99);
  }

  private WalletAccount opened(String label) throws Exception {
    WalletKeys keys = WalletKeys.generate(label, network, asset.code(), random);
    WalletAccount wallet = WalletAccount.unopened(keys, asset, random);
    PreparedCommand open = wallet.open();
    wallet.accepted(open);
    long answered = ledger.echoes().answered();
    ledger.send(PreparedRecord.of(open), Echoes.histogram());
    ledger.await("receipts", ledger.echoes()::answered, answered + 1);
    return wallet;
  }

  /** The credit that an issue of 1 will be. */
  private Credit issued(WalletAccount wallet, long number) {
    return Credit.issued(
        wallet.id(), wallet.keys().elGamal().publicKey(), asset.id(), number, number - 1, 1);
  }

  /** The same credit with another number, which costs no encryption. */
  private static Credit numbered(Credit like, long number) {
    return new Credit(
        like.payee(), like.asset(), like.origin(), number, number - 1, like.lo(), like.hi());
  }

  /** A third of the transfers. */
  private List<PreparedRecord> part(int number) {
    int third = workload.transfers().size() / 3;
    return workload.transfers().subList(number * third, (number + 1) * third);
  }

  private static double millis(Histogram micros, double percentile) {
    synchronized (micros) {
      return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
  }

  private static long count(Histogram micros) {
    synchronized (micros) {
      return micros.getTotalCount();
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
