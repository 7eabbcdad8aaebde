package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RejectionCodeTest {
  @Test
  void everyCode_hasWholeSentences() {
    for (RejectionCode code : RejectionCode.values()) {
      assertTrue(code.explanation().endsWith("."), code.name());
      assertTrue(code.advice().endsWith("."), code.name());
    }
  }

  @Test
  void retryable_isExactlyWhatLaterEventsCanMakeRight() {
    EnumSet<RejectionCode> retryable = EnumSet.noneOf(RejectionCode.class);
    for (RejectionCode code : RejectionCode.values()) {
      if (code.retryable()) {
        retryable.add(code);
      }
    }
    assertEquals(
        EnumSet.of(
            RejectionCode.WRONG_PARTITION,
            RejectionCode.WRONG_STATEMENT,
            RejectionCode.UNKNOWN_ASSET,
            RejectionCode.WRONG_AUDITOR,
            RejectionCode.ASSET_CLOSED,
            RejectionCode.NOT_OPEN,
            RejectionCode.ALREADY_OPEN,
            RejectionCode.FROZEN,
            RejectionCode.FUTURE_SEQUENCE,
            RejectionCode.FUTURE_CREDITS,
            RejectionCode.ENTRY_GAP),
        retryable);
  }
}
