package io.quittance.jobs.local;

import io.quittance.wallet.WalletException;
import io.quittance.wallet.keys.AuthorityKeys;
import io.quittance.wallet.network.NetworkFile;
import io.quittance.wallet.network.OperatorKeyEntry;
import io.quittance.wallet.network.QuittanceHome;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/**
 * A change of the key that receipts are signed with.
 *
 * @param file where the new secret key is
 * @param key the new public key, and the log-append time from which on it signs
 */
public record KeyRotation(Path file, OperatorKeyEntry key) {
  /**
   * Shortest time ahead: the job must be started again with the new key before it signs, and
   * wallets must have it.
   */
  public static final Duration MIN_LEAD = Duration.ofSeconds(10);

  /**
   * Makes a new key and puts it into the home's network file, for a time to come.
   *
   * @throws WalletException if that time is too near, or not after the last change
   */
  public static KeyRotation plan(QuittanceHome home, Instant now, Instant from, SecureRandom random)
      throws WalletException {
    if (from.isBefore(now.plus(MIN_LEAD))) {
      throw WalletException.usage(
          "A key cannot sign from " + from + " on: that is too soon.",
          "Choose a time at least " + MIN_LEAD.toSeconds() + " seconds ahead, better a day.");
    }
    NetworkFile network = NetworkFile.load(home.networkFile());
    OperatorKeyEntry last = network.operatorKeys().get(network.operatorKeys().size() - 1);
    if (!from.isAfter(last.from())) {
      throw WalletException.usage(
          "The operator's last key signs from "
              + last.from()
              + " on, which is not before "
              + from
              + ".",
          "Choose a later time.");
    }
    AuthorityKeys fresh = AuthorityKeys.generateOperator(network.name(), random);
    Path file = home.operatorFile(network.operatorKeys().size() + 1);
    OperatorKeyEntry key = new OperatorKeyEntry(from, fresh.signingKey().verifyingKey().toString());
    NetworkFile rotated = network.withOperatorKey(key);
    rotated.operator();
    fresh.save(file);
    try {
      rotated.save(home.networkFile());
    } catch (IOException e) {
      throw WalletException.failure(
          "The network file cannot be written: " + e.getMessage() + ".",
          "Remove " + file + ", then try again.",
          e);
    }
    return new KeyRotation(file, key);
  }
}
