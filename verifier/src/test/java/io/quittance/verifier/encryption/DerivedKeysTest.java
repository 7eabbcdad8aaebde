package io.quittance.verifier.encryption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.verifier.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
  private static final byte[] SIGNATURE = filled(64, 0x42);

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] sign(byte[] seed, byte[] message) {
    byte[] signature = new byte[DerivedKeys.SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  private record Keys(ElGamalSecretKey elGamal, BalanceNoteKey note) {
    static Keys of(DerivedKeys keys) {
      return new Keys(keys.elGamal(), keys.note());
    }
  }

  private static Keys derive(JsonNode vector) {
    if (vector.has("secret")) {
      return Keys.of(DerivedKeys.ofSecret(Vectors.hex(vector.get("secret"))));
    } else if (vector.has("signature")) {
      return Keys.of(DerivedKeys.ofSignature(Vectors.hex(vector.get("signature"))));
    } else if (vector.has("signer")) {
      byte[] message = DerivedKeys.message(Vectors.hex(vector.get("publicSeed")));
      byte[] signature = sign(Vectors.hex(vector.get("signer")), message);
      return Keys.of(DerivedKeys.ofSignature(signature));
    } else if (vector.has("legacySeed")) {
      byte[] seed = Vectors.hex(vector.get("legacySeed"));
      return new Keys(LegacyDerivedKeys.elGamalOfSeed(seed), LegacyDerivedKeys.noteOfSeed(seed));
    }
    byte[] signature = Vectors.hex(vector.get("legacySignature"));
    return new Keys(
        LegacyDerivedKeys.elGamalOfSignature(signature),
        LegacyDerivedKeys.noteOfSignature(signature));
  }

  @Test
  void derivation_knownAnswers_agree() {
    List<String> failures = new ArrayList<>();
    int answers = 0;
    for (JsonNode vector : Vectors.read("key_derivation.json").get("cases")) {
      String id = vector.get("id").asText();
      if (vector.has("expect")) {
        assertThrows(IllegalArgumentException.class, () -> derive(vector), id);
        continue;
      }
      Keys keys = derive(vector);
      answers += expect(failures, vector, "noteKey", keys.note.toBytes());
      answers += expect(failures, vector, "elGamalSecret", keys.elGamal.toBytes());
      answers += expect(failures, vector, "elGamalPubkey", keys.elGamal.publicKey().toBytes());
    }
    assertEquals(List.of(), failures);
    assertEquals(27, answers);
  }

  private static int expect(List<String> failures, JsonNode vector, String name, byte[] actual) {
    if (!vector.has(name)) {
      return 0;
    }
    String hex = HexFormat.of().formatHex(actual);
    if (!vector.get(name).asText().equals(hex)) {
      failures.add(vector.get("id").asText() + " " + name + " is " + hex);
    }
    return 1;
  }

  @Test
  void messages_areTheProtocolsNameAndThePublicSeed() {
    byte[] standard = "solana-conf-bal/v1".getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(standard, DerivedKeys.message());
    assertArrayEquals(standard, DerivedKeys.message(new byte[0]));
    byte[] seeded = DerivedKeys.message(new byte[] {1, 2});
    assertArrayEquals(new byte[] {1, 2}, Arrays.copyOfRange(seeded, 18, 20));
    assertEquals(20, seeded.length);
    DerivedKeys.message()[0] = 'x';
    assertArrayEquals(standard, DerivedKeys.message());
    assertEquals(
        "ElGamalSecretKeyab", text(LegacyDerivedKeys.elGamalMessage(new byte[] {'a', 'b'})));
    assertEquals("AeKeyab", text(LegacyDerivedKeys.noteMessage(new byte[] {'a', 'b'})));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void signature_ofOneBit_isTakenAndOfNoneRefused() {
    for (int i = 0; i < SIGNATURE.length; i++) {
      byte[] single = new byte[SIGNATURE.length];
      single[i] = (byte) 0x80;
      DerivedKeys.ofSignature(single);
    }
    byte[] none = new byte[SIGNATURE.length];
    assertThrows(IllegalArgumentException.class, () -> DerivedKeys.ofSignature(none));
    assertThrows(IllegalArgumentException.class, () -> LegacyDerivedKeys.elGamalOfSignature(none));
    assertThrows(IllegalArgumentException.class, () -> LegacyDerivedKeys.noteOfSignature(none));
  }

  @Test
  void secret_atItsLimits_isTakenAndOnePastRefused() {
    DerivedKeys.ofSecret(filled(DerivedKeys.MIN_SECRET_BYTES, 1));
    DerivedKeys.ofSecret(filled(DerivedKeys.MAX_SECRET_BYTES, 1));
    LegacyDerivedKeys.noteOfSeed(filled(16, 1));
    for (int length : new int[] {0, 31, DerivedKeys.MAX_SECRET_BYTES + 1}) {
      byte[] secret = filled(length, 1);
      assertThrows(IllegalArgumentException.class, () -> DerivedKeys.ofSecret(secret));
      assertThrows(IllegalArgumentException.class, () -> LegacyDerivedKeys.elGamalOfSeed(secret));
    }
    assertThrows(IllegalArgumentException.class, () -> LegacyDerivedKeys.noteOfSeed(filled(15, 1)));
    for (int length : new int[] {0, 63, 65}) {
      byte[] signature = filled(length, 1);
      assertThrows(IllegalArgumentException.class, () -> DerivedKeys.ofSignature(signature));
    }
  }

  @Test
  void derivation_ofAnyChangedByte_differsInBothKeys() {
    DerivedKeys keys = DerivedKeys.ofSignature(SIGNATURE);
    for (int i = 0; i < SIGNATURE.length; i++) {
      byte[] changed = SIGNATURE.clone();
      changed[i] ^= 1;
      DerivedKeys others = DerivedKeys.ofSignature(changed);
      assertNotEquals(keys.elGamal(), others.elGamal());
      assertNotEquals(keys.note(), others.note());
    }
    assertTrue(keys.elGamal().equals(DerivedKeys.ofSignature(SIGNATURE).elGamal()));
  }

  @Test
  void keys_printed_areRedactedAndTheSignatureIsLeftAlone() {
    byte[] signature = SIGNATURE.clone();
    DerivedKeys keys = DerivedKeys.ofSignature(signature);
    assertArrayEquals(SIGNATURE, signature);
    String printed = keys + " " + keys.elGamal() + " " + keys.note();
    assertFalse(printed.contains("716d2431"), printed);
    assertFalse(printed.contains("1b29778a"), printed);
  }
}
