package io.quittance.wallet.keys;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.network.keys.KeyFile;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNoteKey;
import io.quittance.verifier.encryption.DerivedKeys;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The secrets of one account's owner: an Ed25519 key that signs, a twisted ElGamal keypair that
 * decrypts, and an AES key for the notes of the balance. Whoever has them owns the money.
 *
 * <p>The last two follow from the first, for each network and asset others ({@link
 * KeyDerivation#PER_ASSET}). So the seed of the signing key is the whole wallet, and the key file
 * holds no other secret; it names the derivation. Older key files name none and mean {@link
 * KeyDerivation#SOLANA}, or hold three independent secrets; both stay as they are.
 */
public final class WalletKeys {
  private static final String OWNER = "owner";
  private static final String EL_GAMAL = "elGamal";
  private static final String NOTE = "note";

  private final String label;
  private final NetworkIdentity network;
  private final String asset;
  private final SigningKey owner;
  private final ElGamalKeypair elGamal;
  private final BalanceNoteKey note;
  private final Optional<KeyDerivation> derivation;

  private WalletKeys(
      String label,
      NetworkIdentity network,
      String asset,
      SigningKey owner,
      ElGamalSecretKey elGamal,
      BalanceNoteKey note,
      Optional<KeyDerivation> derivation) {
    this.label = Objects.requireNonNull(label, "label");
    this.network = Objects.requireNonNull(network, "network");
    this.asset = Objects.requireNonNull(asset, "asset");
    this.owner = owner;
    this.elGamal = ElGamalKeypair.of(elGamal);
    this.note = note;
    this.derivation = derivation;
  }

  /**
   * The keys that follow from the owner's signing key.
   *
   * @param label the wallet's name, for its owner's eyes
   * @param network which network it is, by whose id the keys are told apart
   * @param asset the asset's code
   */
  public static WalletKeys derive(
      String label, NetworkIdentity network, String asset, SigningKey owner) {
    return derive(label, network, asset, owner, KeyDerivation.PER_ASSET);
  }

  /** As above, in the way that the account was opened with. */
  public static WalletKeys derive(
      String label,
      NetworkIdentity network,
      String asset,
      SigningKey owner,
      KeyDerivation derivation) {
    DerivedKeys keys = derivation.derive(owner, network.id(), asset);
    return new WalletKeys(
        label, network, asset, owner, keys.elGamal(), keys.note(), Optional.of(derivation));
  }

  /** Fresh keys, all of which follow from one fresh signing key. */
  public static WalletKeys generate(
      String label, NetworkIdentity network, String asset, SecureRandom random) {
    return derive(label, network, asset, SigningKey.random(random));
  }

  /** Reads a wallet's key file. */
  public static WalletKeys load(Path file) throws QuittanceException {
    KeyFile loaded = KeyFile.load(file, KeyKind.WALLET);
    SigningKey owner = SigningKey.of(loaded.secret(OWNER, SigningKey.BYTES));
    if (!loaded.hasSecret(EL_GAMAL) && !loaded.hasSecret(NOTE)) {
      return derive(loaded.label(), loaded.identity(), loaded.asset(), owner, derivation(loaded));
    }
    ElGamalSecretKey secret;
    try {
      secret = ElGamalSecretKey.parse(loaded.secret(EL_GAMAL, ElGamalSecretKey.BYTES));
    } catch (InvalidProofException e) {
      throw loaded.wrongSecret(EL_GAMAL, "is not an ElGamal secret key");
    }
    return new WalletKeys(
        loaded.label(),
        loaded.identity(),
        loaded.asset(),
        owner,
        secret,
        BalanceNoteKey.of(loaded.secret(NOTE, BalanceNoteKey.BYTES)),
        Optional.empty());
  }

  /** Files that do not name a derivation were written when there was one only. */
  private static KeyDerivation derivation(KeyFile file) throws QuittanceException {
    return file.derivation().isEmpty()
        ? KeyDerivation.SOLANA
        : KeyDerivation.parse(file.derivation().get()).orElseThrow(file::wrongDerivation);
  }

  /** Writes a new key file, readable by its owner only; refuses to overwrite. */
  public void save(Path file) throws QuittanceException {
    Map<String, byte[]> secrets =
        followFromOwner()
            ? Map.of(OWNER, owner.toBytes())
            : Map.of(
                OWNER, owner.toBytes(),
                EL_GAMAL, elGamal.secretKey().toBytes(),
                NOTE, note.toBytes());
    KeyFile.saveWallet(
        file, label, network, asset, derivation.map(KeyDerivation::spelling), secrets);
  }

  /** The wallet's name. */
  public String label() {
    return label;
  }

  /** The network that the keys are for. */
  public NetworkIdentity network() {
    return network;
  }

  /** The asset's code. */
  public String asset() {
    return asset;
  }

  /** The key that signs the account's commands. */
  public SigningKey owner() {
    return owner;
  }

  /** The keys that the account's amounts are encrypted for. */
  public ElGamalKeypair elGamal() {
    return elGamal;
  }

  /** The key of the owner's notes of his balance. */
  public BalanceNoteKey note() {
    return note;
  }

  /** Whether the seed of the signing key is all there is to keep: not so for older key files. */
  public boolean followFromOwner() {
    return derivation.isPresent();
  }

  /** How the other secrets follow from the signing key; nothing for three independent ones. */
  public Optional<KeyDerivation> derivation() {
    return derivation;
  }

  /** The account these keys own in an asset. */
  public AccountId accountId(AssetId assetId) {
    return AccountId.derive(assetId, owner.verifyingKey().toBytes(), elGamal.publicKey().toBytes());
  }

  /** Names the public keys only. */
  @Override
  public String toString() {
    return "WalletKeys["
        + label
        + " "
        + owner.verifyingKey()
        + " "
        + elGamal.publicKey().compressed()
        + "]";
  }
}
