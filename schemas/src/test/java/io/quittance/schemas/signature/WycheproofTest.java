package io.quittance.schemas.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures of project Wycheproof: edge values, cut and padded ones, malleable scalars. */
class WycheproofTest {
  private static final int CASES = 95;
  private static final int INVALID = 62;

  @Test
  void signature_ofWycheproof_isAcceptedIfAndOnlyIfValid() throws Exception {
    List<String> failures = new ArrayList<>();
    int cases = 0;
    int invalid = 0;
    VerifyingKey key = null;
    for (String line : lines()) {
      String[] columns = line.split(" ");
      if (columns[0].equals("key")) {
        key = VerifyingKey.parse(HexFormat.of().parseHex(columns[1]));
      } else {
        cases++;
        invalid += columns[1].equals("invalid") ? 1 : 0;
        boolean valid = columns[1].equals("valid");
        if (verifies(key, hex(columns[3]), hex(columns[4])) != valid) {
          failures.add(line);
        }
      }
    }
    assertEquals(List.of(), failures);
    assertEquals(CASES, cases);
    assertEquals(INVALID, invalid);
  }

  private static boolean verifies(VerifyingKey key, byte[] message, byte[] signature) {
    try {
      key.verify(message, Ed25519Signature.of(signature));
      return true;
    } catch (IllegalArgumentException | InvalidSignatureException e) {
      return false;
    }
  }

  private static byte[] hex(String column) {
    return HexFormat.of().parseHex(column.equals("-") ? "" : column);
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = WycheproofTest.class.getResourceAsStream("/wycheproof/ed25519.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
