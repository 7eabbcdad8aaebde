package io.quittance.wallet.interop;

import static io.quittance.wallet.interop.NpmPeer.decimal;
import static io.quittance.wallet.interop.NpmPeer.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.BalanceNoteKey;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.encryption.GroupedCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.wallet.keys.WalletKeys;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Keys, ciphertexts and notes of either side are read by the other. */
@NeedsNpm
class NpmEncryptionTest {
  private static final NetworkIdentity TEST =
      new NetworkIdentity(NetworkId.parse("01".repeat(32)), "test");

  /** The last of them cannot be searched for: both sides must say so. */
  private static final long[] AMOUNTS = {0, 1, 0xffff, 0x10000, 0xffff_ffffL, 0x1_0000_0000L};

  private static final long SEARCHABLE = 0xffff_ffffL;

  private final NpmPeer peer;
  private final SeededRandom random = SeededRandom.of(NpmEncryptionTest.class);
  private final Parties keys = Parties.random(random);

  NpmEncryptionTest(NpmPeer peer) {
    this.peer = peer;
  }

  private static Optional<Long> found(long amount) {
    return amount <= SEARCHABLE ? Optional.of(amount) : Optional.empty();
  }

  private static Optional<Long> search(ElGamalSecretKey secret, ElGamalCiphertext ciphertext) {
    OptionalLong found = DiscreteLog.solve32(secret.decryptToPoint(ciphertext));
    return found.isPresent() ? Optional.of(found.getAsLong()) : Optional.empty();
  }

  @Test
  void publicKeys_ofTheSameSecret_areTheSame() throws InvalidProofException {
    WalletKeys derived = WalletKeys.derive("x", TEST, "EUR", SigningKey.random(random));
    for (ElGamalKeypair ours : List.of(keys.payer(), keys.payee(), derived.elGamal())) {
      assertArrayEquals(
          ours.publicKey().toBytes(),
          peer.bytes("pubkey", "pubkey", Map.of("secret", hex(ours.secretKey().toBytes()))));
    }
    for (int i = 0; i < 5; i++) {
      var theirs = peer.ask("keypair", Map.of());
      byte[] secret = HexFormat.of().parseHex(theirs.get("secret").asText());
      ElGamalPublicKey ours = ElGamalSecretKey.parse(secret).publicKey();
      assertEquals(theirs.get("pubkey").asText(), hex(ours.toBytes()));
    }
  }

  @Test
  void ciphertexts_ofEither_areDecryptedByBoth() throws InvalidProofException {
    ElGamalSecretKey secret = keys.payer().secretKey();
    List<String> failures = new ArrayList<>();
    for (long amount : AMOUNTS) {
      byte[] ours = keys.payer().publicKey().encrypt(amount, random).toBytes();
      byte[] theirs =
          peer.bytes(
              "ciphertext",
              "encrypt",
              Map.of("pubkeys", keys.pubkeys(1), "amount", decimal(amount)));
      for (byte[] ciphertext : List.of(ours, theirs)) {
        Optional<Long> byThem =
            peer.amount("decrypt", Map.of("secret", keys.secret(), "ciphertext", hex(ciphertext)));
        Optional<Long> byUs = search(secret, ElGamalCiphertext.parse(ciphertext));
        if (!byThem.equals(found(amount)) || !byUs.equals(found(amount))) {
          failures.add(amount + ": theirs " + byThem + ", ours " + byUs + ", " + hex(ciphertext));
        }
        assertEquals(
            Pedersen.multiplyG(Scalar.of(amount)),
            secret.decryptToPoint(ElGamalCiphertext.parse(ciphertext)));
      }
    }
    assertEquals(List.of(), failures);
  }

  @Test
  void groupedCiphertexts_ofEither_areDecryptedWithEachHandle() throws InvalidProofException {
    List<ElGamalKeypair> owners = List.of(keys.payer(), keys.payee(), keys.auditor());
    for (int handles = 2; handles <= 3; handles++) {
      long amount = 0x10000 + handles;
      List<Optional<ElGamalPublicKey>> publicKeys = new ArrayList<>();
      owners.subList(0, handles).forEach(owner -> publicKeys.add(Optional.of(owner.publicKey())));
      byte[] ours =
          GroupedCiphertext.encrypt(publicKeys, amount, PedersenOpening.random(random)).toBytes();
      byte[] theirs =
          peer.bytes(
              "ciphertext",
              "encrypt",
              Map.of("pubkeys", keys.pubkeys(handles), "amount", decimal(amount)));
      for (byte[] grouped : List.of(ours, theirs)) {
        for (int index = 0; index < handles; index++) {
          ElGamalSecretKey secret = owners.get(index).secretKey();
          assertEquals(
              Optional.of(amount), search(secret, GroupedCiphertext.parse(grouped).extract(index)));
          assertEquals(
              Optional.of(amount),
              peer.amount(
                  "decryptGrouped",
                  Map.of(
                      "secret",
                      hex(secret.toBytes()),
                      "ciphertext",
                      hex(grouped),
                      "handles",
                      handles,
                      "index",
                      index)));
        }
      }
    }
  }

  @Test
  void notes_ofEither_areReadByBothAndChangedOnesByNone() {
    BalanceNoteKey key = BalanceNoteKey.random(random);
    for (long amount : new long[] {0, 1, 0xffff, 0x10000, 0xffff_ffff_ffffL, -1L}) {
      byte[] ours = BalanceNote.encrypt(key, amount, random);
      byte[] theirs =
          peer.bytes(
              "note", "encryptNote", Map.of("key", hex(key.toBytes()), "amount", decimal(amount)));
      for (byte[] note : List.of(ours, theirs)) {
        assertEquals(OptionalLong.of(amount), BalanceNote.decrypt(key, note));
        assertEquals(Optional.of(amount), theirNote(key, note));
        byte[] changed = note.clone();
        changed[random.nextInt(note.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        assertTrue(BalanceNote.decrypt(key, changed).isEmpty(), hex(changed));
        assertTrue(theirNote(key, changed).isEmpty(), hex(changed));
      }
    }
  }

  private Optional<Long> theirNote(BalanceNoteKey key, byte[] note) {
    return peer.amount("decryptNote", Map.of("key", hex(key.toBytes()), "note", hex(note)));
  }
}
