package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SigningMessageTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void command_isDomainNetworkTypePayload() {
    assertArrayEquals(
        ascii("quittance/command/v1\u0003dev\u0008Transferxy"),
        CommandSigning.message("dev", "Transfer", ascii("xy")));
  }

  @Test
  void receipt_isDomainNetworkPayload() {
    assertArrayEquals(
        ascii("quittance/receipt/v1\u0003devxy"), ReceiptSigning.message("dev", ascii("xy")));
  }

  @Test
  void network_emptyOrTooLong_isRefused() {
    byte[] payload = {};
    assertEquals(20 + 1 + 64, ReceiptSigning.message("n".repeat(64), payload).length);
    assertThrows(
        IllegalArgumentException.class, () -> ReceiptSigning.message("n".repeat(65), payload));
    assertThrows(IllegalArgumentException.class, () -> ReceiptSigning.message("", payload));
  }
}
