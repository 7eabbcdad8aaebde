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
    WalletKeys keys = keys("local");
    BalanceNotes notes = new BalanceNotes(keys, account(8));
    byte[] note = notes.write(7, 2, filled(64, 9), AMOUNT);
    assertEquals(
        "d881b3e61ec28df9f8fc2fc309943470bee1b62ae62ef6e0322e13d01a726216410fd93a",
        HexFormat.of().formatHex(note));
    assertEquals(OptionalLong.of(AMOUNT), BalanceNote.decrypt(keys.note(), note));
    assertOther(note, notes.write(8, 2, filled(64, 9), AMOUNT));
    assertOther(note, notes.write(7, 3, filled(64, 9), AMOUNT));
    assertOther(note, notes.write(7, 2, filled(64, 8), AMOUNT));
    assertOther(note, new BalanceNotes(keys, account(9)).write(7, 2, filled(64, 9), AMOUNT));
    assertOther(
        note, new BalanceNotes(keys("main"), account(8)).write(7, 2, filled(64, 9), AMOUNT));
  }

  private static void assertOther(byte[] note, byte[] other) {
    assertFalse(Arrays.equals(Arrays.copyOf(note, 12), Arrays.copyOf(other, 12)));
  }

  private WalletKeys keys(String network) throws Exception {
    Path file = directory.resolve(network + ".json");
    PrivateFile.create(
        "Key file",
        file,
        """
        {"format": "quittance-keys/v1", "kind": "wallet", "label": "x", "network": "%s",
         "asset": "EUR", "secrets": {"owner": "%s", "elGamal": "%s", "note": "%s"}}
        """
            .formatted(network, "01".repeat(32), "05" + "00".repeat(31), "03".repeat(16)));
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
