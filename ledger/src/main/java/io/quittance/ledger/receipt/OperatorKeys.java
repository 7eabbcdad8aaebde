package io.quittance.ledger.receipt;

import io.quittance.ledger.command.Bytes;
import io.quittance.schemas.signature.VerifyingKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that an operator signs receipts and entries with, each from a time of the log on: the
 * timetable of one statement of his network. Which statement's counts for a receipt is told by
 * {@link OperatorTimetables}.
 *
 * <p>A key that was stolen is <b>revoked</b>: then the next key that is not revoked signs for its
 * time too. Receipts of that time are signed anew when they are said again; what they say stays
 * what it was. Entries that it signed stay what they are: see {@link #find}.
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
   * @param revoked whether others may have its secret: receipts signed with it count no more by
   *     themselves, entries do, see {@link #find}
   */
  public record Effective(long fromMillis, VerifyingKey key, boolean revoked) {
    /** A key that only the operator has. */
    public Effective(long fromMillis, VerifyingKey key) {
      this(fromMillis, key, false);
    }
  }

  /** Returns the keys of an operator who never changed his. */
  public static OperatorKeys of(VerifyingKey only) {
    return of(List.of(new Effective(0, only)));
  }

  /**
   * Returns the keys, each of which signs until the next one does.
   *
   * @throws IllegalArgumentException if there are none or more than {@link #MAX_KEYS}, if the first
   *     does not sign from 0 on, if the times do not rise, if a key stands twice, or if the last
   *     one is revoked
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
    if (keys.get(keys.size() - 1).revoked()) {
      throw new IllegalArgumentException(
          "the operator's last key is revoked, and no later one signs in its place");
    }
    return new OperatorKeys(List.copyOf(keys));
  }

  /**
   * Returns the key that signs the receipts of commands appended at a time: the one of that time,
   * or the first one after it that is not revoked.
   */
  public VerifyingKey at(long logAppendMillis) {
    return inForceFrom(indexAt(logAppendMillis));
  }

  /** Returns the key of that index, or the first one after it that is not revoked. */
  VerifyingKey inForceFrom(int index) {
    int due = index;
    while (keys.get(due).revoked()) {
      due++;
    }
    return keys.get(due).key();
  }

  /**
   * Returns the key that these bytes are, if it is or was one of the operator's, revoked or not.
   *
   * <p>Entries are held to this, because an entry is a fact: were those of a revoked key refused,
   * then money that was accepted, answered and spent would be gone, and every later reading of the
   * journal would differ from the first.
   */
  public Optional<VerifyingKey> find(Bytes key) {
    return keys.stream()
        .filter(own -> key.sameAs(own.key().toBytes()))
        .map(Effective::key)
        .findFirst();
  }

  /** Returns the index of one of these keys. */
  int indexOf(VerifyingKey key) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).key().equals(key)) {
        return i;
      }
    }
    throw new IllegalArgumentException("the operator has no key " + key);
  }

  /** Returns the index of the key that was meant for a time, revoked since or not. */
  int indexAt(long logAppendMillis) {
    for (int i = keys.size() - 1; i > 0; i--) {
      if (keys.get(i).fromMillis() <= logAppendMillis) {
        return i;
      }
    }
    return 0;
  }

  /** Returns all keys, the first one first. */
  public List<Effective> all() {
    return keys;
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
