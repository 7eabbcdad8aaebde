package io.quittance.ledger.receipt;

import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.schemas.signature.VerifyingKey;
import java.util.List;

/**
 * The operator's keys by each statement of a network: which key signs what follows from a record.
 *
 * <p>It is the key of the record's log-append time in the timetable of the statement that holds at
 * its place. Both are facts of the record's partition and stand in what is signed ({@link
 * io.quittance.schemas.JournalPosition}). So a later statement, which puts a change off or plans
 * another one, changes no signature that was given: a replay by a newer file signs byte for byte as
 * the first run did, and a reader knows which key must stand under a receipt.
 *
 * <p>One thing holds backwards, because it must: a key that the <b>last</b> statement revokes signs
 * nothing any more, and the next one that is not revoked signs in its place.
 *
 * <p>Whoever has got a retired key can name a statement and a time by which it signed: so a reader
 * must look when, by the last statement, that key was over ({@link #isRetired}).
 */
public final class OperatorTimetables {
  private final List<OperatorKeys> statements;

  private OperatorTimetables(List<OperatorKeys> statements) {
    this.statements = statements;
  }

  /** Returns the timetables of a network with one statement, whose operator has one key. */
  public static OperatorTimetables of(VerifyingKey only) {
    return of(List.of(OperatorKeys.of(only)));
  }

  /**
   * Returns the timetables of a network.
   *
   * @param statements the operator's keys by each statement, the first one first
   * @throws IllegalArgumentException if there is none, or if one of them lacks a key of the one
   *     before or has it at another place: keys are only ever added
   */
  public static OperatorTimetables of(List<OperatorKeys> statements) {
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("a network has at least one statement");
    }
    for (int i = 1; i < statements.size(); i++) {
      if (!keeps(statements.get(i - 1).all(), statements.get(i).all())) {
        throw new IllegalArgumentException(
            "statement " + (i + 1) + " lacks a key of the operator that the one before lists");
      }
    }
    return new OperatorTimetables(List.copyOf(statements));
  }

  private static boolean keeps(List<Effective> before, List<Effective> after) {
    if (after.size() < before.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).key().equals(after.get(i).key())) {
        return false;
      }
    }
    return true;
  }

  /** Returns the keys as the last statement has them: all that there are, and which are revoked. */
  public OperatorKeys latest() {
    return statements.get(statements.size() - 1);
  }

  /** Returns the version of the last statement. */
  public int latestStatement() {
    return statements.size();
  }

  /**
   * Returns the key that signs what follows from a record: the one of its time by its statement, or
   * the first one after it that is not revoked.
   *
   * @param statement version of the statement that holds at the record's place
   * @param logAppendMillis when the broker appended the record
   * @throws IllegalArgumentException if there is no statement of that version
   */
  public VerifyingKey at(int statement, long logAppendMillis) {
    return latest().inForceFrom(indexAt(statement, logAppendMillis));
  }

  /** Returns the key that was meant for a record; whether it is revoked says the last statement. */
  Effective plannedFor(int statement, long logAppendMillis) {
    return latest().all().get(indexAt(statement, logAppendMillis));
  }

  /** Returns the last statement that a reader has of those up to the one that a record names. */
  public int known(int statement) {
    return Math.min(statement, latestStatement());
  }

  /**
   * Whether the key that signs for a record was over at a time by the last statement. Whoever got
   * that key since may have signed then, and named an older statement or an earlier time.
   *
   * @param statement version of the statement that the record is said to be judged by
   * @param logAppendMillis when the record is said to have been appended
   * @param millis when the key must have been in use: when the record was appended, or when what
   *     was signed was written; of two clocks the later counts
   */
  public boolean isRetired(int statement, long logAppendMillis, long millis) {
    OperatorKeys latest = latest();
    VerifyingKey signer = at(statement, logAppendMillis);
    VerifyingKey present = latest.at(Math.max(logAppendMillis, millis));
    return latest.indexOf(signer) < latest.indexOf(present);
  }

  private int indexAt(int statement, long logAppendMillis) {
    if (statement < 1 || statement > statements.size()) {
      throw new IllegalArgumentException(
          "there are statements 1 to " + statements.size() + ", and no " + statement);
    }
    return statements.get(statement - 1).indexAt(logAppendMillis);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OperatorTimetables that && statements.equals(that.statements);
  }

  @Override
  public int hashCode() {
    return statements.hashCode();
  }

  @Override
  public String toString() {
    return "OperatorTimetables" + statements;
  }
}
