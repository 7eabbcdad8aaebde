package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdentifierTest {
  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] sha256(String domain, byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(domain.getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  @Test
  void of_wrongLength_saysHowLong() {
    assertEquals(32, AccountId.of(filled(32, 1)).toBytes().length);
    for (int length : new int[] {0, 31, 33}) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> AccountId.of(filled(length, 1)));
      assertEquals("account id must be 32 bytes, not " + length, refused.getMessage());
    }
  }

  @Test
  void parse_hexOfToString_isTheSameId() {
    AssetId asset = AssetId.of(filled(32, 0xab));
    assertEquals(asset, AssetId.parse(asset.toString()));
    NetworkId network = NetworkId.of(filled(32, 0xab));
    assertEquals(network, NetworkId.parse(network.toString()));
    assertEquals(network, NetworkId.of(network.fixed()));
    assertThrows(IllegalArgumentException.class, () -> NetworkId.parse("ab".repeat(31)));
    assertThrows(IllegalArgumentException.class, () -> AssetId.parse("abc"));
    assertThrows(IllegalArgumentException.class, () -> AssetId.parse("zz".repeat(32)));
    assertThrows(IllegalArgumentException.class, () -> AssetId.parse("ab".repeat(33)));
  }

  @Test
  void bytes_changedByTheCaller_doNotReachTheId() {
    byte[] bytes = filled(32, 7);
    CommandId id = CommandId.of(bytes);
    bytes[0] = 0;
    id.toBytes()[1] = 0;
    id.fixed().bytes()[2] = 0;
    assertEquals(CommandId.of(filled(32, 7)), id);
    assertEquals(id, CommandId.of(id.fixed()));
  }

  @Test
  void compareTo_bytesAbove127_areUnsigned() {
    assertTrue(AccountId.of(filled(32, 0x80)).compareTo(AccountId.of(filled(32, 0x7f))) > 0);
    assertEquals(0, AccountId.of(filled(32, 3)).compareTo(AccountId.of(filled(32, 3))));
  }

  @Test
  void equals_sameBytesOfAnotherKind_isFalse() {
    assertNotEquals(AccountId.of(filled(32, 1)), (Object) AssetId.of(filled(32, 1)));
    assertEquals(Arrays.hashCode(filled(32, 1)), AccountId.of(filled(32, 1)).hashCode());
  }

  @Test
  void derive_isTheDomainSeparatedHash() throws Exception {
    byte[] definition = {1, 2, 3};
    AssetId asset = AssetId.derive(definition);
    assertEquals(AssetId.of(sha256("quittance/asset/v1", definition)), asset);
    assertEquals(
        AccountId.of(sha256("quittance/account/v1", asset.toBytes(), filled(32, 5), filled(32, 6))),
        AccountId.derive(asset, filled(32, 5), filled(32, 6)));
    assertEquals(
        CommandId.of(sha256("quittance/command-id/v1", definition)),
        CommandId.ofRecordValue(definition));
    assertEquals(CommandId.ofRecordValue(new byte[0]), CommandId.ofRecordValue(null));
    assertThrows(
        IllegalArgumentException.class,
        () -> AccountId.derive(asset, filled(31, 5), filled(32, 6)));
    assertThrows(
        IllegalArgumentException.class,
        () -> AccountId.derive(asset, filled(32, 5), filled(33, 6)));
  }
}
