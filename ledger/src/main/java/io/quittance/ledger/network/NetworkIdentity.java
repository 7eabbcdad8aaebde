package io.quittance.ledger.network;

import io.quittance.schemas.Limits;
import io.quittance.schemas.NetworkId;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which network is meant. Everything signed is bound to the id; the name is for people, and any
 * number of networks may have the same one.
 *
 * @param id hash of the network's first statement
 * @param name what people call it: 1 to 64 ASCII letters, digits, {@code .}, {@code _} and {@code
 *     -}, the first one a letter or a digit. It stands in addresses, in the names of consumer
 *     groups and on terminals
 */
public record NetworkIdentity(NetworkId id, String name) {
  private static final int SHOWN_DIGITS = 8;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Checks the name. */
  public NetworkIdentity {
    Objects.requireNonNull(id, "id");
    requireName(name);
  }

  /**
   * Checks what a network is to be called.
   *
   * @throws IllegalArgumentException if it is no name of a network
   */
  public static void requireName(String name) {
    if (name.length() > Limits.MAX_NETWORK_NAME_BYTES || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a network's name has 1 to "
              + Limits.MAX_NETWORK_NAME_BYTES
              + " letters, digits, '.', '_' or '-', and begins with a letter or a digit");
    }
  }

  /** Returns whether this is the same network, whatever it is called. */
  public boolean is(NetworkIdentity other) {
    return id.equals(other.id);
  }

  /** Returns the name and the first digits of the id, for people. */
  @Override
  public String toString() {
    return name + " (" + id.toString().substring(0, SHOWN_DIGITS) + ")";
  }
}
