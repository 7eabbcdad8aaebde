package io.quittance.wallet.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.signature.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerSeedTest {
  private static final String DIGITS = "112233445566778899aabbccddeeff00".repeat(2);

  private static SigningKey parse(String text) throws QuittanceException {
    return OwnerSeed.parse("The seed", text);
  }

  /** What solana-keygen writes for the key. */
  private static List<Integer> keypair(SigningKey key) {
    List<Integer> numbers = new ArrayList<>();
    for (byte[] half : List.of(key.toBytes(), key.verifyingKey().toBytes())) {
      for (byte b : half) {
        numbers.add(Byte.toUnsignedInt(b));
      }
    }
    return numbers;
  }

  @Test
  void seed_printed_isReadBackWithOrWithoutSpaceAround() throws QuittanceException {
    SigningKey key = parse(DIGITS);
    assertEquals(DIGITS, OwnerSeed.print(key));
    assertEquals(key, parse(OwnerSeed.print(key)));
    assertEquals(key, parse("\n " + DIGITS.toUpperCase(Locale.ROOT) + "\r\n"));
    assertEquals(key, parse("\uFEFF" + DIGITS + "\r\n".repeat(10_000)));
  }

  @Test
  void keypairFile_ofSolana_isRead() throws QuittanceException {
    SigningKey key = parse(DIGITS);
    assertEquals(key, parse(keypair(key).toString()));
    assertEquals(key, parse(keypair(key).toString().replace(", ", ",\n  ") + "\n"));
  }

  @Test
  void text_thatIsNoSeed_isRefusedWithoutQuotingIt() throws QuittanceException {
    List<Integer> numbers = keypair(parse(DIGITS));
    List<Integer> otherPublicKey = new ArrayList<>(numbers);
    otherPublicKey.set(63, otherPublicKey.get(63) ^ 1);
    List<Integer> noByte = new ArrayList<>(numbers);
    noByte.set(0, 256);
    Map<String, String> refusals =
        Map.of(
            "",
            "holds 0 characters",
            DIGITS.substring(1),
            "holds 63 characters",
            DIGITS + "0",
            "holds 65 characters",
            DIGITS.replace("44", "4x"),
            "no hexadecimal digit",
            "0".repeat(OwnerSeed.MAX_CHARACTERS + 1),
            "too long",
            numbers.subList(0, 32).toString(),
            "32 numbers instead of 64",
            numbers + "1",
            "no JSON array",
            "[1, \"x\"]",
            "no JSON array",
            noByte.toString(),
            "no byte",
            otherPublicKey.toString(),
            "does not belong to its seed");
    refusals.forEach(
        (text, reason) -> {
          QuittanceException e = assertThrows(QuittanceException.class, () -> parse(text), reason);
          assertTrue(e.getMessage().contains(reason), e.getMessage());
          String told = e.getMessage() + e.advice() + e.getCause();
          for (String secret : Arrays.asList("112233", "17, 34", "4x5566")) {
            assertFalse(told.contains(secret), told);
          }
        });
  }
}
