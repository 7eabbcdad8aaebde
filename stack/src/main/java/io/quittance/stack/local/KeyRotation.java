package io.quittance.stack.local;

import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of the key that receipts are signed with.
 *
 * @param file where the new secret key is
 * @param key the new public key, and the log-append time from which on it signs
 */
public record KeyRotation(Path file, Effective key) {
  /**
   * Shortest time ahead: the job must be started again with the new key before it signs, and
   * wallets must have it.
   */
  public static final Duration MIN_LEAD = Duration.ofSeconds(10);

  /**
   * Makes a new key and puts it into the home's network file, for a time to come.
   *
   * @throws QuittanceException if that time is too near, or not after the last change
   */
  public static KeyRotation plan(QuittanceHome home, Instant now, Instant from, SecureRandom random)
      throws QuittanceException {
    requireAhead(now, from);
    NetworkFile network = NetworkFile.load(home.networkFile());
    List<Effective> keys = new ArrayList<>(network.operator().all());
    requireAfter(keys.get(keys.size() - 1), from);
    Path file = home.operatorFile(keys.size() + 1);
    AuthorityKeys fresh = fresh(file, network, random);
    Effective key = new Effective(from.toEpochMilli(), fresh.signingKey().verifyingKey());
    keys.add(key);
    NetworkFile rotated = changed(home, network, keys);
    if (!Files.exists(file)) {
      fresh.save(file);
    }
    HomeStatements.save(rotated, home, "Check permissions and space there, then try again.");
    return new KeyRotation(file, key);
  }

  /** A rotation that was cut short has left a key that is in no network file: it is taken up. */
  private static AuthorityKeys fresh(Path file, NetworkFile network, SecureRandom random)
      throws QuittanceException {
    if (!Files.exists(file)) {
      return AuthorityKeys.generateOperator(network.identity(), random);
    }
    AuthorityKeys left = AuthorityKeys.load(file, KeyKind.OPERATOR);
    left.requireOf(file, network.identity());
    return left;
  }

  /**
   * Lets the last key sign from a later time on. From where the statement of that stands in the
   * journal on, the key before it signs until then, also if the last one has signed already: its
   * receipts name the statement by which they are signed, and stay as they are.
   *
   * @throws QuittanceException if there was no rotation, or if that time is too near or not later
   */
  public static KeyRotation postpone(QuittanceHome home, Instant now, Instant from)
      throws QuittanceException {
    requireAhead(now, from);
    NetworkFile network = NetworkFile.load(home.networkFile());
    List<Effective> keys = new ArrayList<>(network.operator().all());
    int count = keys.size();
    if (count == 1) {
      throw QuittanceException.usage(
          "The operator has one key, which signs from the beginning.",
          "Make a second one with './quittance operator rotate'.");
    }
    Effective last = keys.get(count - 1);
    requireAfter(last, from);
    Effective later = new Effective(from.toEpochMilli(), last.key());
    keys.set(count - 1, later);
    HomeStatements.save(
        changed(home, network, keys), home, "Check the permissions of the file, then try again.");
    return new KeyRotation(home.operatorFile(count), later);
  }

  /**
   * Takes the weight from a key that others may have: no signature of it counts any more, and the
   * next one that is not revoked signs for its time too.
   *
   * @param number of the key, the first being 1
   * @return the network with that key revoked, as it was written
   * @throws QuittanceException if there is no such key, if it is revoked already, or if no later
   *     key is there to sign in its place
   */
  public static NetworkFile revoke(QuittanceHome home, int number) throws QuittanceException {
    NetworkFile network = NetworkFile.load(home.networkFile());
    List<Effective> keys = new ArrayList<>(network.operator().all());
    int count = keys.size();
    if (number < 1 || number > count) {
      throw QuittanceException.usage(
          "The operator has keys 1 to " + count + ", and no key " + number + ".",
          "List them with './quittance operator keys'.");
    }
    Effective key = keys.get(number - 1);
    if (key.revoked()) {
      throw QuittanceException.usage(
          "Key " + number + " is revoked already.", "There is nothing to do.");
    }
    if (number == count) {
      throw QuittanceException.usage(
          "Key " + number + " is the last one, and none signs in its place.",
          "Make the next one first, with './quittance operator rotate --in 1m', then revoke this one.");
    }
    keys.set(number - 1, new Effective(key.fromMillis(), key.key(), true));
    NetworkFile revoked = changed(home, network, keys);
    HomeStatements.save(revoked, home, "Check the permissions of the file, then try again.");
    return revoked;
  }

  private static NetworkFile changed(QuittanceHome home, NetworkFile network, List<Effective> keys)
      throws QuittanceException {
    return HomeStatements.next(
        home, network, network.latest().next().withOperator(OperatorKeys.of(keys)));
  }

  private static void requireAhead(Instant now, Instant from) throws QuittanceException {
    if (from.isBefore(now.plus(MIN_LEAD))) {
      throw QuittanceException.usage(
          "A key cannot sign from " + from + " on: that is too soon.",
          "Choose a time at least " + MIN_LEAD.toSeconds() + " seconds ahead, better a day.");
    }
  }

  private static void requireAfter(Effective last, Instant from) throws QuittanceException {
    Instant known = Instant.ofEpochMilli(last.fromMillis());
    if (!from.isAfter(known)) {
      throw QuittanceException.usage(
          "The operator's last key signs from " + known + " on, which is not before " + from + ".",
          "Choose a later time.");
    }
  }
}
