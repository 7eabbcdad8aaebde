package io.quittance.cli;

import io.quittance.network.file.QuittanceHome;
import io.quittance.trials.bench.SettleBenchmark;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What the benchmarks that settle proved transfers have in common. */
final class BenchWorkload {
  private static final int MAX_ACCOUNTS = 1_000_000;
  private static final int MIN_TRANSFERS = 10;
  private static final int MAX_TRANSFERS = 1_000_000;
  private static final int MAX_ROUNDS = 99;
  private static final int MAX_WARM_UP_SECONDS = 3600;

  private BenchWorkload() {}

  /** Returns where proved transfers are kept for the next time. */
  static Path kept() {
    return QuittanceHome.of(System.getenv()).directory().resolve("bench");
  }

  /** Refuses a command line that asks for more than can be proved or waited for. */
  static void require(
      CommandSpec spec, List<Integer> accounts, int transfers, int rounds, int warmUpSeconds) {
    BenchOptions.requireWithin(
        spec, "number of transfers", transfers, MIN_TRANSFERS, MAX_TRANSFERS);
    long most = Math.min(MAX_ACCOUNTS, SettleBenchmark.maxAccounts(transfers));
    accounts.forEach(
        count -> BenchOptions.requireWithin(spec, "number of accounts", count, 2, most));
    BenchOptions.requireWithin(spec, "number of rounds", rounds, 1, MAX_ROUNDS);
    BenchOptions.requireWithin(spec, "warm-up", warmUpSeconds, 0, MAX_WARM_UP_SECONDS);
  }
}
