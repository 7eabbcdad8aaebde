package io.quittance.wallet.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.PrivateFile;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  private static final String SEED = "112233445566778899aabbccddeeff00".repeat(2);

  private static final NetworkIdentity LOCAL =
      new NetworkIdentity(NetworkId.parse("01".repeat(32)), "local");
  private static final NetworkIdentity ANOTHER_LOCAL =
      new NetworkIdentity(NetworkId.parse("02".repeat(32)), "local");

  private record Place(NetworkIdentity network, String asset) {}

  @TempDir Path directory;

  @Test
  void walletKeys_savedAndLoaded_areTheSame() throws QuittanceException {
    WalletKeys keys = WalletKeys.generate("alice", LOCAL, "EUR", RANDOM);
    Path file = directory.resolve("alice.json");
    keys.save(file);
    WalletKeys loaded = WalletKeys.load(file);
    assertEquals("alice", loaded.label());
    assertEquals(LOCAL, loaded.network());
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
    WalletKeys keys = WalletKeys.generate("alice", LOCAL, "EUR", RANDOM);
    HexFormat hex = HexFormat.of();
    String text = keys + " " + keys.owner() + " " + keys.elGamal() + " " + keys.note();
    assertTrue(text.contains("alice"), text);
    assertFalse(text.contains(hex.formatHex(keys.owner().toBytes())), text);
    assertFalse(text.contains(hex.formatHex(keys.elGamal().secretKey().toBytes())), text);
    assertFalse(text.contains(hex.formatHex(keys.note().toBytes())), text);
  }

  @Test
  void walletKeys_ofOneSeed_areOthersInEachNetworkAndAsset() throws QuittanceException {
    SigningKey owner = OwnerSeed.parse("test", SEED);
    Set<String> secrets = new HashSet<>();
    for (Place place :
        List.of(
            new Place(LOCAL, "EUR"),
            new Place(LOCAL, "USD"),
            new Place(ANOTHER_LOCAL, "EUR"),
            new Place(ANOTHER_LOCAL, "UR"))) {
      WalletKeys keys = WalletKeys.derive("alice", place.network(), place.asset(), owner);
      secrets.add(HEX.formatHex(keys.elGamal().secretKey().toBytes()));
      secrets.add(HEX.formatHex(keys.note().toBytes()));
      WalletKeys again = WalletKeys.derive("x", place.network(), place.asset(), owner);
      assertArrayEquals(keys.elGamal().toBytes(), again.elGamal().toBytes());
      assertEquals(keys.note(), again.note());
    }
    WalletKeys old = WalletKeys.derive("alice", LOCAL, "EUR", owner, KeyDerivation.SOLANA);
    secrets.add(HEX.formatHex(old.elGamal().secretKey().toBytes()));
    secrets.add(HEX.formatHex(old.note().toBytes()));
    assertEquals(10, secrets.size());
    // Frozen: whoever has kept a seed must get these keys for ever.
    WalletKeys keys = WalletKeys.derive("alice", LOCAL, "EUR", owner);
    assertEquals(
        "b175cbf66b712cbbe671c3a71f21f57e27ee22bc320f17f1f0c24d2a2ed54601",
        HEX.formatHex(keys.elGamal().secretKey().toBytes()));
    assertEquals("78b594fc51bacbfcd1d87674fe709bfa", HEX.formatHex(keys.note().toBytes()));
  }

  @Test
  void walletKeys_ofAnOlderWallet_followAsInSolanasWallets() throws Exception {
    SigningKey owner = OwnerSeed.parse("test", SEED);
    WalletKeys keys = WalletKeys.derive("alice", LOCAL, "EUR", owner, KeyDerivation.SOLANA);
    assertEquals(
        "be5cce951f42a2a8677d1a56f03aae7bff795b38cf1c56c8cf3a4dae7d60e205",
        HEX.formatHex(keys.elGamal().secretKey().toBytes()));
    assertEquals("6417eedbcbe9c64a72395719ec98cf6b", HEX.formatHex(keys.note().toBytes()));
    assertTrue(keys.followFromOwner());
    // A file that was written before derivations had names means this one, and keeps its keys.
    Path file = directory.resolve("named.json");
    keys.save(file);
    String text = Files.readString(file);
    assertTrue(text.contains("solana-conf-bal/v1"), text);
    Path older = directory.resolve("unnamed.json");
    PrivateFile.create("Key file", older, text.replaceAll("\\s*\"derivation\" : \"[^\"]*\",", ""));
    for (Path saved : List.of(file, older)) {
      WalletKeys loaded = WalletKeys.load(saved);
      assertArrayEquals(keys.elGamal().toBytes(), loaded.elGamal().toBytes());
      assertEquals(Optional.of(KeyDerivation.SOLANA), loaded.derivation());
    }
    Path unknown = directory.resolve("unknown.json");
    PrivateFile.create("Key file", unknown, text.replace("solana-conf-bal/v1", "mine/v1"));
    assertDamaged(unknown, "in a way that this wallet does not know: mine/v1");
  }

  @Test
  void walletFile_holdsTheSeedAndNoOtherSecret() throws Exception {
    WalletKeys keys = WalletKeys.generate("alice", LOCAL, "EUR", RANDOM);
    Path file = directory.resolve("alice.json");
    keys.save(file);
    String text = Files.readString(file);
    assertTrue(text.contains(HEX.formatHex(keys.owner().toBytes())));
    assertFalse(text.contains(HEX.formatHex(keys.elGamal().secretKey().toBytes())));
    assertFalse(text.contains(HEX.formatHex(keys.note().toBytes())));
    assertTrue(WalletKeys.load(file).followFromOwner());
  }

  /** Key files used to hold three independent secrets. */
  private Path olderFile(String elGamal, String note) throws Exception {
    Path file = directory.resolve("older.json");
    Files.deleteIfExists(file);
    PrivateFile.create(
        "Key file",
        file,
        """
        {"format": "quittance-keys/v1", "kind": "wallet", "label": "old", "network": "local",
         "networkId": "%s", "asset": "EUR", "secrets": {"owner": "%s"%s%s}}
        """
            .formatted(
                LOCAL.id(),
                "01".repeat(32),
                elGamal.isEmpty() ? "" : ", \"elGamal\": \"" + elGamal + "\"",
                note.isEmpty() ? "" : ", \"note\": \"" + note + "\""));
    return file;
  }

  @Test
  void walletFile_thatNamesNoId_isOfNoNetwork() throws Exception {
    Path file = directory.resolve("alice.json");
    WalletKeys.generate("alice", LOCAL, "EUR", RANDOM).save(file);
    String text = Files.readString(file);
    Path unnamed = directory.resolve("unnamed.json");
    PrivateFile.create("Key file", unnamed, text.replaceAll("\\s*\"networkId\" : \"[^\"]*\",", ""));
    assertDamaged(unnamed, "networkId is missing");
    Path nameless = directory.resolve("nameless.json");
    PrivateFile.create("Key file", nameless, text.replace("\"local\"", "\"\""));
    assertDamaged(nameless, "a network's name has 1 to 64 letters");
  }

  @Test
  void olderFile_withIndependentSecrets_isReadAndSavedAsItIs() throws Exception {
    String elGamal = "05" + "00".repeat(31);
    WalletKeys loaded = WalletKeys.load(olderFile(elGamal, "03".repeat(16)));
    assertEquals(elGamal, HEX.formatHex(loaded.elGamal().secretKey().toBytes()));
    assertEquals("03".repeat(16), HEX.formatHex(loaded.note().toBytes()));
    assertFalse(loaded.followFromOwner());
    Path copy = directory.resolve("copy.json");
    loaded.save(copy);
    WalletKeys again = WalletKeys.load(copy);
    assertArrayEquals(loaded.elGamal().toBytes(), again.elGamal().toBytes());
    assertEquals(loaded.note(), again.note());
    assertFalse(again.followFromOwner());
  }

  @Test
  void olderFile_withAnImpossibleOrAMissingSecret_isRefused() throws Exception {
    String note = "03".repeat(16);
    for (String impossible : new String[] {"00".repeat(32), "ff".repeat(32)}) {
      assertDamaged(olderFile(impossible, note), "secrets.elGamal is not an ElGamal");
    }
    assertDamaged(olderFile("", note), "secrets.elGamal is missing");
    assertDamaged(olderFile("05" + "00".repeat(31), ""), "secrets.note is missing");
  }

  private static void assertDamaged(Path file, String reason) {
    QuittanceException e = assertThrows(QuittanceException.class, () -> WalletKeys.load(file));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test
  void authorityKeys_savedAndLoaded_areTheSameAndOfTheirKindOnly() throws QuittanceException {
    AuthorityKeys issuer = AuthorityKeys.generate(KeyKind.ISSUER, "local", "EUR", RANDOM);
    Path file = directory.resolve("issuer.json");
    issuer.save(file);
    AuthorityKeys loaded = AuthorityKeys.load(file, KeyKind.ISSUER);
    assertEquals(issuer.signingKey(), loaded.signingKey());
    assertEquals("EUR", loaded.asset());
    assertEquals("local", loaded.network());
    assertEquals(KeyKind.ISSUER, loaded.kind());
    assertThrows(
        QuittanceException.class, () -> AuthorityKeys.load(file, KeyKind.COMPLIANCE_OFFICER));
    assertThrows(QuittanceException.class, () -> WalletKeys.load(file));
    assertFalse(
        loaded.toString().contains(HexFormat.of().formatHex(issuer.signingKey().toBytes())));
  }

  @Test
  void operatorKeys_savedAndLoaded_areOfNoAsset() throws QuittanceException {
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
  void auditorKeys_savedAndLoaded_areTheSame() throws QuittanceException {
    AuditorKeys auditor = AuditorKeys.generate("local", "EUR", RANDOM);
    Path file = directory.resolve("auditor.json");
    auditor.save(file);
    AuditorKeys loaded = AuditorKeys.load(file);
    assertArrayEquals(auditor.elGamal().toBytes(), loaded.elGamal().toBytes());
    assertEquals("local", loaded.network());
    assertEquals("EUR", loaded.asset());
  }
}
