package io.quittance.verifier.encryption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupedCiphertextTest {
  private final SeededRandom random = new SeededRandom(48);
  private final ElGamalPublicKey first = ElGamalKeypair.random(random).publicKey();
  private final ElGamalPublicKey second = ElGamalKeypair.random(random).publicKey();
  private final PedersenOpening opening = PedersenOpening.random(random);

  @Test
  void extract_eachKey_isItsOwnEncryption() throws InvalidProofException {
    GroupedCiphertext grouped =
        GroupedCiphertext.encrypt(List.of(Optional.of(first), Optional.of(second)), 77, opening);
    assertEquals(2, grouped.handles());
    assertEquals(first.encrypt(77, opening), grouped.extract(0));
    assertEquals(second.encrypt(77, opening), grouped.extract(1));
    assertEquals(grouped, GroupedCiphertext.parse(grouped.toBytes()));
    assertThrows(IllegalArgumentException.class, () -> grouped.extract(2));
    assertThrows(IllegalArgumentException.class, () -> grouped.extract(-1));
  }

  @Test
  void encrypt_absentKey_hasTheIdentityAsHandle() throws InvalidProofException {
    GroupedCiphertext grouped =
        GroupedCiphertext.encrypt(
            List.of(Optional.of(first), Optional.of(second), Optional.empty()), 7, opening);
    assertTrue(grouped.handle(2).isIdentity());
    assertEquals(128, grouped.toBytes().length);
    assertEquals(grouped, GroupedCiphertext.parse(grouped.toBytes()));
  }

  @Test
  void encrypt_oneOrFourKeys_isRefused() {
    for (int count : new int[] {0, 1, 4}) {
      List<Optional<ElGamalPublicKey>> keys =
          Arrays.asList(new ElGamalPublicKey[count]).stream().map(Optional::ofNullable).toList();
      assertThrows(
          IllegalArgumentException.class, () -> GroupedCiphertext.encrypt(keys, 1, opening));
    }
  }

  @Test
  void parse_wrongLengthOrNoPoint_isRefused() {
    for (int length : new int[] {0, 64, 95, 97, 127, 129, 160}) {
      assertThrows(InvalidProofException.class, () -> GroupedCiphertext.parse(new byte[length]));
    }
    for (int point = 0; point < 4; point++) {
      byte[] bytes = new byte[128];
      bytes[32 * point] = 1;
      assertThrows(InvalidProofException.class, () -> GroupedCiphertext.parse(bytes));
    }
  }
}
