package io.quittance.wallet.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.AssetId;
import io.quittance.wallet.WalletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;

  @Test
  void walletKeys_savedAndLoaded_areTheSame() throws WalletException {
    WalletKeys keys = WalletKeys.generate("alice", "local", "EUR", RANDOM);
    Path file = directory.resolve("alice.json");
    keys.save(file);
    WalletKeys loaded = WalletKeys.load(file);
    assertEquals("alice", loaded.label());
    assertEquals("local", loaded.network());
    assertEquals("EUR", loaded.asset());
    assertEquals(keys.owner(), loaded.owner());
    assertArrayEquals(keys.elGamal().toBytes(), loaded.elGamal().toBytes());
    assertEquals(keys.note(), loaded.note());
    AssetId asset = AssetId.derive(new byte[] {1});
    assertEquals(keys.accountId(asset), loaded.accountId(asset));
    assertNotEquals(keys.accountId(asset), keys.accountId(AssetId.derive(new byte[] {2})));
  }

  @Test
  void walletKeys_printed_doNotTellTheirSecrets() {
    WalletKeys keys = WalletKeys.generate("alice", "local", "EUR", RANDOM);
    HexFormat hex = HexFormat.of();
    String text = keys + " " + keys.owner() + " " + keys.elGamal() + " " + keys.note();
    assertTrue(text.contains("alice"), text);
    assertFalse(text.contains(hex.formatHex(keys.owner().toBytes())), text);
    assertFalse(text.contains(hex.formatHex(keys.elGamal().secretKey().toBytes())), text);
    assertFalse(text.contains(hex.formatHex(keys.note().toBytes())), text);
  }

  @Test
  void walletKeys_withAnImpossibleSecret_areRefused() throws Exception {
    Path file = directory.resolve("alice.json");
    WalletKeys keys = WalletKeys.generate("alice", "local", "EUR", RANDOM);
    keys.save(file);
    String secret = HexFormat.of().formatHex(keys.elGamal().secretKey().toBytes());
    for (String impossible : new String[] {"00".repeat(32), "ff".repeat(32)}) {
      Files.writeString(file, Files.readString(file).replace(secret, impossible));
      WalletException e = assertThrows(WalletException.class, () -> WalletKeys.load(file));
      assertTrue(e.getMessage().contains("secrets.elGamal is not an ElGamal"), e.getMessage());
      secret = impossible;
    }
  }

  @Test
  void authorityKeys_savedAndLoaded_areTheSameAndOfTheirKindOnly() throws WalletException {
    AuthorityKeys issuer = AuthorityKeys.generate(KeyKind.ISSUER, "local", "EUR", RANDOM);
    Path file = directory.resolve("issuer.json");
    issuer.save(file);
    AuthorityKeys loaded = AuthorityKeys.load(file, KeyKind.ISSUER);
    assertEquals(issuer.signingKey(), loaded.signingKey());
    assertEquals("EUR", loaded.asset());
    assertEquals("local", loaded.network());
    assertEquals(KeyKind.ISSUER, loaded.kind());
    assertThrows(WalletException.class, () -> AuthorityKeys.load(file, KeyKind.COMPLIANCE_OFFICER));
    assertThrows(WalletException.class, () -> WalletKeys.load(file));
    assertFalse(
        loaded.toString().contains(HexFormat.of().formatHex(issuer.signingKey().toBytes())));
  }

  @Test
  void operatorKeys_savedAndLoaded_areOfNoAsset() throws WalletException {
    AuthorityKeys operator = AuthorityKeys.generateOperator("local", RANDOM);
    Path file = directory.resolve("operator.json");
    operator.save(file);
    AuthorityKeys loaded = AuthorityKeys.load(file, KeyKind.OPERATOR);
    assertEquals(operator.signingKey(), loaded.signingKey());
    assertEquals("", loaded.asset());
  }

  @Test
  void authorityKeys_ofAKindThatDoesNotSign_areRefused() {
    for (KeyKind kind : new KeyKind[] {KeyKind.WALLET, KeyKind.AUDITOR}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> AuthorityKeys.generate(kind, "local", "EUR", RANDOM));
    }
  }

  @Test
  void auditorKeys_savedAndLoaded_areTheSame() throws WalletException {
    AuditorKeys auditor = AuditorKeys.generate("local", "EUR", RANDOM);
    Path file = directory.resolve("auditor.json");
    auditor.save(file);
    AuditorKeys loaded = AuditorKeys.load(file);
    assertArrayEquals(auditor.elGamal().toBytes(), loaded.elGamal().toBytes());
    assertEquals("local", loaded.network());
    assertEquals("EUR", loaded.asset());
  }
}
