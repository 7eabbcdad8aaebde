package io.quittance.cli.wallet;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.LocalStack;
import io.quittance.stack.local.Town;
import io.quittance.wallet.client.QuittanceClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * The real job on a real broker, and wallets beside it.
 *
 * @param stack broker and job, which run
 * @param environment where the wallets' commands run, in the same home
 */
public record WalletStack(LocalStack stack, WalletEnvironment environment)
    implements AutoCloseable {

  /** Starts a new ledger in an empty directory. */
  public static WalletStack start(Path directory) throws IOException, InterruptedException {
    QuittanceHome home = QuittanceHome.of(directory);
    LocalStack stack =
        LocalStack.in(home)
            .anyPorts()
            .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofMillis(200)))
            .start();
    try {
      stack.awaitRunning(Town.PATIENCE);
    } catch (RuntimeException | InterruptedException e) {
      stack.close();
      throw e;
    }
    return new WalletStack(
        stack,
        new WalletEnvironment(
            home, QuittanceClient::connect, new SecureRandom(), InputStream.nullInputStream()));
  }

  @Override
  public void close() {
    stack.close();
  }
}
