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

  private static final NetworkId NETWORK = NetworkId.of(ascii("n".repeat(NetworkId.BYTES)));
  private static final String ID = "n".repeat(NetworkId.BYTES);

  @Test
  void command_isDomainNetworkTypeEndPayload() {
    assertArrayEquals(
        ascii(
            "quittance/command/v2"
                + ID
                + "\u0008Transfer\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008xy"),
        CommandSigning.message(NETWORK, "Transfer", 0x0102030405060708L, ascii("xy")));
  }

  @Test
  void others_areDomainNetworkPayload() {
    byte[] payload = ascii("xy");
    assertArrayEquals(
        ascii("quittance/receipt/v2" + ID + "xy"), ReceiptSigning.message(NETWORK, payload));
    assertArrayEquals(
        ascii("quittance/entry/v2" + ID + "xy"), EntrySigning.message(NETWORK, payload));
    assertArrayEquals(
        ascii("quittance/view-grant/v2" + ID + "xy"), ViewGrantSigning.message(NETWORK, payload));
    assertArrayEquals(
        ascii("quittance/auditor-rotation/v2" + ID + "xy"),
        AuditorRotationSigning.message(NETWORK, payload));
    assertArrayEquals(
        ascii("quittance/wallet-keys/v2" + ID + "\u0003EUR"),
        WalletKeysSigning.message(NETWORK, "EUR"));
    AccountId account = AccountId.of(ascii("a".repeat(AccountId.BYTES)));
    assertArrayEquals(
        ascii("quittance/open-account/v2" + ID + "a".repeat(AccountId.BYTES)),
        OpeningMessage.of(NETWORK, account));
  }

  @Test
  void text_emptyOrTooLong_isRefused() {
    byte[] payload = {};
    assertEquals(
        20 + 32 + 1 + 64 + 8, CommandSigning.message(NETWORK, "n".repeat(64), 7, payload).length);
    assertThrows(
        IllegalArgumentException.class,
        () -> CommandSigning.message(NETWORK, "n".repeat(65), 7, payload));
    assertThrows(
        IllegalArgumentException.class, () -> CommandSigning.message(NETWORK, "", 7, payload));
  }

  @Test
  void statement_isDomainPayload_andItsHashAnotherDomains() {
    byte[] payload = ascii("xy");
    assertArrayEquals(ascii("quittance/statement/v1xy"), StatementSigning.message(payload));
    assertArrayEquals(
        Sha256.hash("quittance/statement-hash/v1", payload), StatementSigning.hash(payload));
  }
}
