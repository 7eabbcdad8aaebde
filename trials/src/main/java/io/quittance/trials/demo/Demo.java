package io.quittance.trials.demo;

import io.quittance.audit.Audit;
import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.stack.local.LedgerCounts;
import io.quittance.stack.local.RunningLedger;
import io.quittance.trials.demo.Observation.Snapshot;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Shows the settlement job at work on real private transfers, some hostile, and audits the outcome.
 *
 * <p>In order: open accounts and issue money; two rounds of transfers, the second of which spends
 * what the first brought in; everybody applies what is left, some redeem; the closing audit.
 */
public final class Demo implements AutoCloseable {
  /** How long nothing at all may happen before it is a verdict: no machine is as slow as that. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long MIN_ISSUE = 100_000;
  private static final long MAX_ISSUE = 1_000_000;
  private static final int REDEEM_EVERY = 10;
  private static final double FIRST_ROUND = 0.75;

  private final DemoOptions options;
  private final RunningLedger ledger;
  private final PrintStream out;
  private final ProgressDisplay progress;
  private final Random random;
  private final Observation observation = new Observation();
  private final Map<AccountId, Participant> participants = new LinkedHashMap<>();
  private final Map<Observation.Verdict, Long> expectedRejections = new HashMap<>();
  private final Asset asset;
  private final Sender sender;
  private final Observer observer;
  private final Display display;
  private Traffic traffic;

  /** Prepares a demo on a running ledger that is empty. */
  public Demo(DemoOptions options, RunningLedger ledger, PrintStream out, boolean terminal)
      throws QuittanceException {
    this.options = options;
    this.ledger = ledger;
    this.out = out;
    this.random = new Random(options.seed());
    NetworkFile network = ledger.network();
    this.asset = network.assets().get(0);
    this.sender = new Sender(ledger.network().bootstrapServers(), observation);
    this.observer = new Observer(network.id(), network.timetables(), observation, participants);
    this.progress = new ProgressDisplay(out, terminal);
    this.display = new Display(new Board(out, terminal), observation, ledger, terminal);
  }

  /** Runs the demo and returns whether the closing audit passed. */
  public boolean run() throws QuittanceException, InterruptedException, IOException {
    prepare();
    int first = Math.max(1, (int) (options.transfers() * FIRST_ROUND));
    round(first, "Round 1: spending what was issued");
    if (options.transfers() > first) {
      round(options.transfers() - first, "Round 2: spending what came in as well");
    }
    return finish();
  }

  /** Opens the accounts and issues money to them. */
  public void prepare() throws QuittanceException, InterruptedException {
    observer.start(ledger.network().bootstrapServers());
    openAndIssue();
    observation.resetLatencies();
    traffic =
        new Traffic(
            List.copyOf(participants.values()),
            ledger.network().commandPartitions(),
            random,
            options.hostilePercent());
  }

  /** Lets everybody apply what is left, some redeem, and audits the outcome. */
  public boolean finish() throws QuittanceException, InterruptedException, IOException {
    out.println();
    out.println("Everybody applies what is left; some redeem.");
    settle(withdrawals(), options.rate());
    return audit();
  }

  /** Returns how many commands have got a verdict. */
  public long decided() {
    return observation.snapshot().decided();
  }

  /** Returns whether commands have been sent whose verdict or settled event is still to come. */
  public boolean isBusy() {
    return !observation.isComplete();
  }

  private void openAndIssue() throws QuittanceException, InterruptedException {
    out.printf("Opening %,d accounts and issuing money to each ...%n", options.accounts());
    NetworkFile network = ledger.network();
    Issuer issuer =
        Issuer.of(
            network.identity(),
            asset,
            AuthorityKeys.load(ledger.home().issuerFile(), KeyKind.ISSUER).signingKey());
    SecureRandom secure = new SecureRandom();
    List<Shot> shots = new ArrayList<>();
    for (int i = 1; i <= options.accounts(); i++) {
      WalletKeys keys =
          WalletKeys.generate("account-" + i, network.identity(), asset.code(), secure);
      Participant participant = new Participant(WalletAccount.unopened(keys, asset, secure));
      participants.put(participant.id(), participant);
      PreparedCommand open = participant.wallet().open();
      participant.wallet().accepted(open);
      long amount = random.nextLong(MIN_ISSUE, MAX_ISSUE);
      participant.bookCredit(amount);
      shots.add(Shot.honest(open, network.commandPartitions()));
      shots.add(
          Shot.honest(
              issuer.issue(participant.address(), amount, "demo", 1), network.commandPartitions()));
    }
    settle(shots, options.rate());
  }

  /** Proves and sends transfers, and waits until all are final. */
  public void round(int transfers, String title) throws QuittanceException, InterruptedException {
    out.println();
    out.println(title);
    for (Participant participant : participants.values()) {
      participant.readInbox();
    }
    List<Shot> shots;
    try (ProgressDisplay.Task task = progress.start("Proving transfers", transfers)) {
      shots = traffic.round(transfers, task::step);
    }
    settle(shots, options.rate());
  }

  private List<Shot> withdrawals() throws QuittanceException {
    List<Shot> shots = new ArrayList<>();
    int place = 0;
    for (Participant participant : participants.values()) {
      participant.readInbox();
      WalletAccount wallet = participant.wallet();
      long half = participant.spendable() / 2;
      PreparedCommand command;
      if (place++ % REDEEM_EVERY == 0 && half > 0) {
        participant.bookDebit(half);
        command = wallet.redeem(half, "demo payout");
      } else {
        command = wallet.applyCredits(wallet.creditsReceived());
      }
      wallet.accepted(command);
      shots.add(Shot.honest(command, ledger.network().commandPartitions()));
    }
    return shots;
  }

  /** Sends records and shows what happens until every one of them has its verdict and is final. */
  private void settle(List<Shot> shots, int perSecond) throws InterruptedException {
    shots.forEach(this::expect);
    display.begin();
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> sender.send(shots, perSecond));
    long quietSince = System.nanoTime();
    Snapshot last = observation.snapshot();
    while (!sending.isDone() || !observation.isComplete()) {
      display.refresh();
      observer.requireAlive();
      Snapshot now = observation.snapshot();
      if (now.decided() != last.decided() || now.settled() != last.settled()) {
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
        break;
      }
      last = now;
      display.pause();
    }
    sending.join();
    display.finish();
  }

  private void expect(Shot shot) {
    shot.expected()
        .ifPresentOrElse(
            code -> {
              observation.expectRejection();
              expectedRejections.merge(new Observation.Verdict(shot.id(), code), 1L, Long::sum);
            },
            () -> observation.expectAcceptance(shot.id()));
  }

  private boolean audit() throws QuittanceException, InterruptedException, IOException {
    awaitBalances();
    LedgerCounts counts = awaitCounts();
    ClosingAudit audit = new ClosingAudit();
    audit.balances(participants.values(), observer.balances());
    audit.conservation(asset, observer.balances().values(), observer.supply());
    audit.nothingDropped(sender.recordsInLog(), counts);
    audit.hostileRejected(expectedRejections, observation.rejections());
    audit.lanesAgree(
        observation.snapshot(), observation.acceptedIsSettled(), observation.settledIsCredited());
    audit.replayed(Audit.of(ledger.network()));
    out.println();
    out.println("The closing audit");
    audit.lines().forEach(out::println);
    return audit.passed();
  }

  /** Balances are published at checkpoints: waits for those that show all that happened. */
  private void awaitBalances() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && !balancesAreCurrent(observer.balances())) {
      observer.requireAlive();
      display.pause();
    }
  }

  /** Waits until the job has read and judged all, as far as it has seen it before a crash too. */
  private LedgerCounts awaitCounts() throws InterruptedException, IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long sent = sender.recordsInLog();
    while (true) {
      boolean last = System.nanoTime() > deadline;
      try {
        LedgerCounts counts = ledger.counts();
        if (last || isJudged(counts, sent)) {
          return counts;
        }
      } catch (IOException unreachable) {
        // A process that was started again just now does not tell yet.
        if (last) {
          throw unreachable;
        }
      }
      display.pause();
    }
  }

  private boolean isJudged(LedgerCounts counts, long sent) {
    return counts.read() >= sent
        && counts.underway() == 0
        && observation.rejections().equals(expectedRejections);
  }

  private boolean balancesAreCurrent(Map<AccountId, Balance> balances) {
    return participants.values().stream()
        .allMatch(
            participant -> {
              Balance balance = balances.get(participant.id());
              return balance != null
                  && balance.getSequence() == participant.wallet().view().sequence()
                  && balance.getCreditsReceived() == participant.wallet().creditsReceived();
            });
  }

  @Override
  public void close() {
    observer.close();
    sender.close();
  }
}
