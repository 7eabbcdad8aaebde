package io.quittance.schemas.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Signatures on which the verifiers of this world disagree. Ours holds to the equation of RFC 8032
 * with the cofactor, refuses keys of small order, scalars that are not reduced, and points that are
 * not in canonical encoding. A library that judged otherwise would change the meaning of a log.
 */
class DisputedSignaturesTest {
  /** In the order of the file. */
  private static final List<Boolean> ACCEPTED =
      List.of(false, false, true, true, true, true, false, false, false, false);

  @Test
  void disputedSignatures_areJudgedByTheRuleWithTheCofactor() throws Exception {
    List<Boolean> verdicts = new ArrayList<>();
    for (String line : lines()) {
      String[] columns = line.split(" ", 4);
      verdicts.add(verifies(hex(columns[1]), hex(columns[0]), hex(columns[2])));
    }
    assertEquals(ACCEPTED, verdicts);
  }

  private static boolean verifies(byte[] key, byte[] message, byte[] signature) {
    try {
      VerifyingKey.parse(key).verify(message, Ed25519Signature.of(signature));
      return true;
    } catch (InvalidSignatureException e) {
      return false;
    }
  }

  private static byte[] hex(String column) {
    return HexFormat.of().parseHex(column);
  }

  private static List<String> lines() throws Exception {
    try (InputStream in =
        DisputedSignaturesTest.class.getResourceAsStream("/disputed/ed25519.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
