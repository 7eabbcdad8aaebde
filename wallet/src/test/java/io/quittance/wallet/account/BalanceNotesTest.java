package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quittance.network.document.PrivateFile;
import io.quittance.schemas.AccountId;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalanceNotesTest {
  private static final long AMOUNT = 1L << 40;

  @TempDir Path directory;

  /** The same note stands in the test of the wallet in JavaScript. */
  @Test
  void note_ofABalance_isFrozenAndBoundToAllOfIt() throws Exception {
    WalletKeys keys = keys("01");
    BalanceNotes notes = new BalanceNotes(keys, account(8));
    byte[] note = notes.write(7, 2, filled(64, 9), AMOUNT);
    assertEquals(
        "42840636614848025748eb3e194a68513757b9d434b3a0ac97f0e983b76a9db9ab90f241",
        HexFormat.of().formatHex(note));
    assertEquals(OptionalLong.of(AMOUNT), BalanceNote.decrypt(keys.note(), note));
    assertOther(note, notes.write(8, 2, filled(64, 9), AMOUNT));
    assertOther(note, notes.write(7, 3, filled(64, 9), AMOUNT));
    assertOther(note, notes.write(7, 2, filled(64, 8), AMOUNT));
    assertOther(note, new BalanceNotes(keys, account(9)).write(7, 2, filled(64, 9), AMOUNT));
    assertOther(note, new BalanceNotes(keys("02"), account(8)).write(7, 2, filled(64, 9), AMOUNT));
  }

  private static void assertOther(byte[] note, byte[] other) {
    assertFalse(Arrays.equals(Arrays.copyOf(note, 12), Arrays.copyOf(other, 12)));
  }

  /** The keys of a wallet on one of two networks of the same name. */
  private WalletKeys keys(String octet) throws Exception {
    Path file = directory.resolve(octet + ".json");
    PrivateFile.create(
        "Key file",
        file,
        """
        {"format": "quittance-keys/v1", "kind": "wallet", "label": "x", "network": "local",
         "networkId": "%s", "asset": "EUR", "secrets": {"owner": "%s", "elGamal": "%s", "note": "%s"}}
        """
            .formatted(octet.repeat(32), "01".repeat(32), "05" + "00".repeat(31), "03".repeat(16)));
    return WalletKeys.load(file);
  }

  private static AccountId account(int octet) {
    return AccountId.of(filled(AccountId.BYTES, octet));
  }

  private static byte[] filled(int length, int octet) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) octet);
    return bytes;
  }
}
