package io.quittance.audit;

import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.function.LongPredicate;

/**
 * What is published of an event that was, or whose predecessor was, settled before credits named
 * the ones before them. Its bytes are of that time; the ledger's are of today.
 */
final class OlderEvents {
  private OlderEvents() {}

  /** Returns whether an event is a transfer that its payer's state did not remember. */
  static boolean isUnchained(Settled event, byte[] bytes) {
    try {
      return event.getEvent() instanceof Transferred && SingleObject.isOlder(bytes);
    } catch (MalformedRecordException unknown) {
      return false;
    }
  }

  /**
   * Returns the bytes that must stand where these do if they are honest.
   *
   * @param due the event as the ledger makes it today
   * @param bytes what is published
   * @param unchained whether the payer's transfer of a number is one of before
   */
  static byte[] asPublished(Settled due, byte[] bytes, LongPredicate unchained) {
    try {
      boolean forgotten =
          due.getEvent() instanceof Transferred transferred
              && transferred.getPreviousNumber() > 0
              && previousOf(bytes) == 0
              && unchained.test(transferred.getPreviousNumber());
      return SingleObject.encodeLike(bytes, forgotten ? unchained(due) : due);
    } catch (MalformedRecordException other) {
      return SingleObject.encode(due);
    }
  }

  private static long previousOf(byte[] bytes) throws MalformedRecordException {
    return SingleObject.decode(Settled.class, bytes).getEvent() instanceof Transferred transferred
        ? transferred.getPreviousNumber()
        : 0;
  }

  private static Settled unchained(Settled event) {
    return Settled.newBuilder(event)
        .setEvent(
            Transferred.newBuilder((Transferred) event.getEvent()).setPreviousNumber(0).build())
        .build();
  }
}
