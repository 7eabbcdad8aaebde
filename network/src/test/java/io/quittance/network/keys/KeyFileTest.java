package io.quittance.network.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.NetworkId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final byte[] SECRET = {1, 2, 3, 4};

  @TempDir Path directory;

  @Test
  void keyFile_savedAndLoaded_isTheSame() throws QuittanceException {
    Path file = directory.resolve("new/folder/alice.json");
    save(file);
    KeyFile loaded = KeyFile.load(file, KeyKind.WALLET);
    assertEquals(KeyKind.WALLET, loaded.kind());
    assertEquals("alice", loaded.label());
    assertEquals("local", loaded.network());
    assertEquals("EUR", loaded.asset());
    assertArrayEquals(SECRET, loaded.secret("owner", SECRET.length));
    assertFalse(loaded.toString().contains("01020304"), loaded.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keyFile_saved_isReadableByItsOwnerOnly() throws QuittanceException, IOException {
    Path file = directory.resolve("new/alice.json");
    save(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keyFile_openToOthersInAnyWay_isNotLoaded() throws QuittanceException, IOException {
    Path file = directory.resolve("alice.json");
    save(file);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-------");
      mode.add(permission);
      Files.setPosixFilePermissions(file, mode);
      if (permission.name().startsWith("OWNER")) {
        KeyFile.load(file, KeyKind.WALLET);
      } else {
        String message = refusal(file);
        assertTrue(message.contains("is open to other users"), permission + ": " + message);
      }
    }
  }

  @Test
  void keyFile_thatExists_isNeverOverwritten() throws QuittanceException, IOException {
    Path file = directory.resolve("alice.json");
    save(file);
    byte[] before = Files.readAllBytes(file);
    QuittanceException e = assertThrows(QuittanceException.class, () -> save(file));
    assertTrue(e.getMessage().contains("exists already"), e.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void keyFile_missing_isSaidSo() {
    assertTrue(refusal(directory.resolve("nobody.json")).contains("There is no key file"));
  }

  @Test
  void keyFile_ofAnotherKind_isRefused() throws QuittanceException {
    Path file = directory.resolve("alice.json");
    save(file);
    QuittanceException e =
        assertThrows(QuittanceException.class, () -> KeyFile.load(file, KeyKind.ISSUER));
    assertTrue(e.getMessage().contains("keys of kind wallet"), e.getMessage());
  }

  @Test
  void keyFile_damaged_isRefusedWithTheFieldAndWithoutTheSecret() throws Exception {
    assertDamaged("\"format\" : \"quittance-keys/v1\"", "\"format\" : \"x\"", "format must be");
    assertDamaged("\"kind\" : \"wallet\"", "\"kind\" : \"wizard\"", "kind is not a known");
    assertDamaged("\"label\" : \"alice\"", "\"label\" : 7", "label must be a string");
    assertDamaged("\"network\"", "\"net\"", "network is missing");
    assertDamaged("01020304", "0102030", "secrets.owner must be hexadecimal");
    assertDamaged("01020304", "01020304ff", "secrets.owner must be 4 bytes, not 5");
    assertDamaged("}", "", "is not valid JSON");
    assertDamaged("{", "[{", "is not valid JSON");
  }

  private void assertDamaged(String from, String to, String reason) throws Exception {
    Path file = directory.resolve("damaged.json");
    Files.deleteIfExists(file);
    save(file);
    String damaged = Files.readString(file).replace(from, to);
    Files.writeString(file, damaged);
    QuittanceException e =
        assertThrows(
            QuittanceException.class,
            () -> KeyFile.load(file, KeyKind.WALLET).secret("owner", SECRET.length));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertFalse(e.getMessage().contains("010203"), e.getMessage());
  }

  private static String refusal(Path file) {
    return assertThrows(QuittanceException.class, () -> KeyFile.load(file, KeyKind.WALLET))
        .getMessage();
  }

  private static void save(Path file) throws QuittanceException {
    NetworkIdentity network = new NetworkIdentity(NetworkId.parse("01".repeat(32)), "local");
    KeyFile.saveWallet(file, "alice", network, "EUR", Optional.empty(), Map.of("owner", SECRET));
  }
}
