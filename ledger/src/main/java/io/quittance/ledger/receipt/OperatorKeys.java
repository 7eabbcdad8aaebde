package io.quittance.ledger.receipt;

import io.quittance.schemas.signature.VerifyingKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that an operator signs receipts with, each from a time of the log on.
 *
 * <p>Which key signs a receipt follows from the log-append time of the command that it is about,
 * and from nothing else: so a replay signs as the first run did, byte for byte, and a reader knows
 * which key must stand under a receipt of any time.
 */
public final class OperatorKeys {
  /** Most keys: one a week for some twenty years. */
  public static final int MAX_KEYS = 1000;

  private final List<Effective> keys;

  private OperatorKeys(List<Effective> keys) {
    this.keys = keys;
  }

  /**
   * A key and since when it signs.
   *
   * @param fromMillis the first log-append time it is used for, milliseconds since
   *     1970-01-01T00:00:00Z; the first key's is 0
   * @param key the key
   */
  public record Effective(long fromMillis, VerifyingKey key) {}

  /** Returns the keys of an operator who never changed his. */
  public static OperatorKeys of(VerifyingKey only) {
    return of(List.of(new Effective(0, only)));
  }

  /**
   * Returns the keys, each of which signs until the next one does.
   *
   * @throws IllegalArgumentException if there are none or more than {@link #MAX_KEYS}, if the first
   *     does not sign from 0 on, if the times do not rise, or if a key stands twice
   */
  public static OperatorKeys of(List<Effective> keys) {
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "an operator has 1 to " + MAX_KEYS + " keys, not " + keys.size());
    }
    if (keys.get(0).fromMillis() != 0) {
      throw new IllegalArgumentException("the operator's first key must sign from the beginning");
    }
    Set<VerifyingKey> seen = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      Effective key = keys.get(i);
      if (i > 0 && key.fromMillis() <= keys.get(i - 1).fromMillis()) {
        throw new IllegalArgumentException(
            "each of the operator's keys must sign from a later time than the one before; key "
                + key.key()
                + " does not");
      }
      if (!seen.add(key.key())) {
        throw new IllegalArgumentException("the operator's key " + key.key() + " stands twice");
      }
    }
    return new OperatorKeys(List.copyOf(keys));
  }

  /** Returns the key that signs the receipts of commands appended at a time. */
  public VerifyingKey at(long logAppendMillis) {
    for (int i = keys.size() - 1; i > 0; i--) {
      if (keys.get(i).fromMillis() <= logAppendMillis) {
        return keys.get(i).key();
      }
    }
    return keys.get(0).key();
  }

  /** Returns all keys, the first one first. */
  public List<Effective> all() {
    return keys;
  }

  /** Returns the keys that sign up to a time, that time included. */
  public OperatorKeys until(long logAppendMillis) {
    return new OperatorKeys(
        keys.stream()
            .filter(key -> key.fromMillis() == 0 || key.fromMillis() <= logAppendMillis)
            .toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OperatorKeys that && keys.equals(that.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  @Override
  public String toString() {
    return "OperatorKeys" + keys;
  }
}
