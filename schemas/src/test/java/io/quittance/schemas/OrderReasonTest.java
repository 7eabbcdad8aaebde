package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReasonTest {
  @ParameterizedTest
  @EnumSource
  void reason_writtenAndReadBack_isTheSame(ReasonCode code) {
    for (String note : new String[] {"", "case 7", "a: b", " "}) {
      OrderReason reason = new OrderReason(code, note);
      byte[] field = reason.toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(reason, OrderReason.of(ByteBuffer.wrap(field)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"court", "", "fraud", "FRAUD:", "FRAUD:x", "NONE: of these"})
  void text_withoutACode_isAnotherReason(String text) {
    assertEquals(new OrderReason(ReasonCode.OTHER, text), OrderReason.parse(text));
  }

  @Test
  void reason_withoutANote_isItsCode() {
    assertEquals("SANCTIONS", new OrderReason(ReasonCode.SANCTIONS, "").toString());
  }
}
