package io.quittance.ledger.account;

import io.quittance.ledger.command.Bytes;
import java.util.Optional;

/**
 * What was begun for an account and is not finished: work is done in bounded steps, so that nobody
 * else waits for one account. The credits themselves lie in the account's store.
 *
 * @param totalsToForget how many sums of applied credits, up to the last applied one, are still
 *     kept
 * @param parkedCredits how many credits are parked until their predecessors are counted
 * @param successorsOf the id of the origin, 32 bytes, whose parked credits are being counted
 * @param queuedCredits the places of the credits that were read meanwhile, first in, first out
 * @param draining whether the first of the waiting commands may have its turn: it has not been
 *     judged since the last credit
 */
public record Backlog(
    long totalsToForget,
    long parkedCredits,
    Optional<Bytes> successorsOf,
    WaitingLine queuedCredits,
    boolean draining) {
  /** Nothing is left to do. */
  public static final Backlog NONE = new Backlog(0, 0, Optional.empty(), WaitingLine.EMPTY, false);

  /** Returns whether credits that were read before the next one are still to be counted. */
  public boolean isCounting() {
    return successorsOf.isPresent() || !queuedCredits.isEmpty();
  }

  /** Returns whether there is anything to do. Parked credits only wait. */
  public boolean isUnfinished() {
    return totalsToForget > 0 || isCounting() || draining;
  }

  /** Returns this with so many more sums to forget, or fewer. */
  public Backlog plusTotals(long change) {
    return new Backlog(
        totalsToForget + change, parkedCredits, successorsOf, queuedCredits, draining);
  }

  /** Returns this with so many more parked credits, or fewer. */
  public Backlog plusParked(long change) {
    return new Backlog(
        totalsToForget, parkedCredits + change, successorsOf, queuedCredits, draining);
  }

  /** Returns this with the parked credits of an origin to be counted, or of none. */
  public Backlog withSuccessorsOf(Optional<Bytes> origin) {
    return new Backlog(totalsToForget, parkedCredits, origin, queuedCredits, draining);
  }

  /** Returns this with another line of credits. */
  public Backlog withQueuedCredits(WaitingLine line) {
    return new Backlog(totalsToForget, parkedCredits, successorsOf, line, draining);
  }

  /** Returns this with the first of the waiting commands to be judged, or not. */
  public Backlog withDraining(boolean toBeJudged) {
    return new Backlog(totalsToForget, parkedCredits, successorsOf, queuedCredits, toBeJudged);
  }
}
