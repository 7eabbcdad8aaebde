package io.quittance.trials.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.RejectionCode;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final long MILLI = 1_000_000;

  private final Observation seen = new Observation();
  private final CommandId command = Told.id(1);

  @Test
  void receiptAgain_countsAsRepeated_andKeepsTheFirstLatency() {
    seen.sent(command, 0);
    seen.accepted(Told.receipt(1, 1), 5 * MILLI);
    seen.accepted(Told.receipt(1, 1), 500 * MILLI);
    assertEquals(1, seen.snapshot().accepted());
    assertEquals(1, seen.snapshot().repeated());
    assertEquals(5, seen.snapshot().receipt().p99());
  }

  @Test
  void rejection_ofAnAcceptedCommand_contradicts_unlessItsCodeSaysOtherwise() {
    seen.accepted(Told.receipt(1, 1), 0);
    seen.rejected(command, RejectionCode.ALREADY_DECIDED, Told.at(1));
    seen.rejected(command, RejectionCode.WRONG_PARTITION, Told.at(2));
    assertEquals(0, seen.snapshot().contradictions());
    seen.rejected(command, RejectionCode.BALANCE_MISMATCH, Told.at(3));
    assertEquals(1, seen.snapshot().contradictions());
  }

  @Test
  void acceptedWithoutEvent_isNotComplete() {
    seen.sent(command, 0);
    seen.accepted(Told.receipt(1, 1), 0);
    assertFalse(seen.isComplete());
    seen.settled(Told.event(1, 1, 5), 0);
    assertTrue(seen.isComplete());
    assertTrue(seen.acceptedIsSettled());
  }

  @Test
  void receiptsToldAgainAfterARestart_doNotStandForThoseStillToCome() {
    seen.expectAcceptance(command);
    seen.expectAcceptance(Told.id(2));
    seen.expectRejection();
    for (int place = 1; place <= 3; place++) {
      seen.sent(Told.id(place), 0);
      seen.accepted(Told.receipt(1, 1), 0);
    }
    seen.settled(Told.event(1, 1, 5), 0);
    assertFalse(seen.isComplete());
    seen.accepted(Told.receipt(2, 2), 0);
    seen.settled(Told.event(2, 2, 5), 0);
    assertFalse(seen.isComplete());
    seen.rejected(Told.id(3), RejectionCode.MALFORMED, Told.at(3));
    assertTrue(seen.isComplete());
  }

  @Test
  void event_thatComesTwice_isDoubled() {
    seen.settled(Told.event(1, 1, 5), 0);
    seen.settled(Told.event(1, 1, 5), 0);
    assertEquals(1, seen.snapshot().doubledEvents());
  }

  @Test
  void rejection_toldAgainAfterARestart_countsOnce() {
    Observation seen = new Observation();
    CommandId command = CommandId.ofRecordValue(new byte[] {1});
    seen.rejected(command, RejectionCode.MALFORMED, Told.at(1));
    seen.rejected(command, RejectionCode.MALFORMED, Told.at(1));
    assertEquals(1, seen.snapshot().rejectedInAll());
    seen.rejected(command, RejectionCode.MALFORMED, Told.at(2));
    assertEquals(2, seen.snapshot().rejectedInAll());
  }
}
