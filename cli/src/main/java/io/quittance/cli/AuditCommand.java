package io.quittance.cli;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.quittance.audit.Audit;
import io.quittance.audit.AuditMetrics;
import io.quittance.audit.AuditOptions;
import io.quittance.audit.Report;
import io.quittance.audit.log.ExportedLogs;
import io.quittance.audit.log.KafkaLogs;
import io.quittance.audit.log.Logs;
import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.option.RunningNetwork;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks an operator's books. */
@Command(
    name = "audit",
    description = {
      "Verifies every signature and every proof in the journal again, runs the ledger again,"
          + " and compares receipts, settled events, balances and supply with what it finds.",
      "Trusts nobody and needs no secret. Exit status 0 only if all agrees.",
      "With an auditor's key it also writes what was paid, decrypted from what the ledger moved."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  @Mixin private RunningNetwork network;

  @Option(
      names = "--from",
      paramLabel = "DIRECTORY",
      description =
          "read what ./quittance export has written there instead of a cluster; the network's file"
              + " there is the operator's word and not believed")
  private Path exported;

  @Option(
      names = "--state",
      paramLabel = "DIRECTORY",
      description = {
        "keep there how far the audit is: an audit that was interrupted goes on, and the next one"
            + " reads only what is new"
      })
  private Path state;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many threads verify signatures and proofs (default: all processors)")
  private Integer threads;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "audit again after each such pause, until Ctrl-C; needs --state")
  private String every;

  @Mixin private MetricsOption metrics;

  @Mixin private StatementOptions statement;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Optional<Duration> pause = pause();
    PrometheusRegistry registry = new PrometheusRegistry();
    AuditOptions options = options().withMetrics(new AuditMetrics(registry));
    return metrics.serve(
        registry,
        () -> {
          return pause.isPresent() ? again(options, pause.get()) : once(options);
        });
  }

  private int again(AuditOptions options, Duration pause)
      throws QuittanceException, InterruptedException {
    if (exported == null) {
      // What is wrong in files is said at once; a network may come, or come back.
      network.file();
      network.kafka();
    }
    PrintWriter err = spec.commandLine().getErr();
    CountDownLatch stop = new CountDownLatch(1);
    StopSignal.onFirst(
        () -> {
          err.println("Stopping after this audit; Ctrl-C again does not wait ...");
          stop.countDown();
        });
    return again(() -> once(options), pause, stop, err);
  }

  /** One audit. */
  interface Once {
    int run() throws QuittanceException;
  }

  /**
   * Audits again and again until it is told to stop.
   *
   * @return the last audit's status
   */
  static int again(Once audit, Duration pause, CountDownLatch stop, PrintWriter err)
      throws InterruptedException {
    int status;
    do {
      try {
        status = audit.run();
      } catch (QuittanceException unreachable) {
        err.println("quittance: " + unreachable.getMessage());
        status = Quittance.FAILED;
      }
    } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    return status;
  }

  private int once(AuditOptions options) throws QuittanceException {
    Report report;
    if (exported == null) {
      try (Logs logs = KafkaLogs.of(network.file(), network.kafka())) {
        report = audit(logs, network.file(), options);
      }
    } else {
      try (ExportedLogs logs = ExportedLogs.open(exported)) {
        NetworkFile file = ExportedNetwork.of(network, exported, QuittanceHome.of(System.getenv()));
        report = audit(logs, file, options);
      }
    }
    ReportText.print(report, spec.commandLine().getOut());
    return report.agrees() ? Quittance.OK : Quittance.FAILED;
  }

  private Optional<Duration> pause() {
    if (every == null) {
      return Optional.empty();
    }
    if (state == null) {
      throw new ParameterException(
          spec.commandLine(), "--every needs --state, or each audit would read all again.");
    }
    Duration pause = TimeText.parse(spec, every);
    if (pause.compareTo(LEAST_PAUSE) < 0) {
      throw new ParameterException(
          spec.commandLine(), "the pause between audits must be 1 s or more, not " + every);
    }
    return Optional.of(pause);
  }

  private Report audit(Logs logs, NetworkFile file, AuditOptions options)
      throws QuittanceException {
    try (Statements statements = statement.begin(file)) {
      Report report = Audit.of(logs, file, options.withEvents(statements));
      statements.finish(spec.commandLine().getOut());
      return report;
    }
  }

  private AuditOptions options() {
    try {
      AuditOptions options =
          AuditOptions.plain()
              .withProgress(new ProgressDisplay(Terminal.err(), Terminal.isTerminal()));
      options = threads == null ? options : options.withThreads(threads);
      return state == null ? options : options.withState(state);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
