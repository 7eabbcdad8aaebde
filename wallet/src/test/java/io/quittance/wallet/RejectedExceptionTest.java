package io.quittance.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.RejectionCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectedExceptionTest {
  @Test
  void rejection_ofEveryCode_tellsItsExplanationAndAdvice() {
    for (RejectionCode code : RejectionCode.values()) {
      RejectedException e = RejectedException.of(code.name());
      assertEquals(Optional.of(code), e.code());
      assertEquals("Rejected, " + code + ": " + code.explanation(), e.getMessage());
      assertTrue(e.advice().startsWith(code.advice()), e.advice());
      // What may be accepted yet must not be forgotten: whoever sends another one instead pays
      // twice.
      assertEquals(code.retryable(), e.advice().contains("can send it again"), e.advice());
      assertEquals(1, e.exitStatus());
    }
  }

  @Test
  void rejection_ofACodeFromTheFuture_isStillARejection() {
    RejectedException e = RejectedException.of("MOON_PHASE");
    assertEquals(Optional.empty(), e.code());
    assertTrue(e.getMessage().contains("MOON_PHASE"), e.getMessage());
  }
}
