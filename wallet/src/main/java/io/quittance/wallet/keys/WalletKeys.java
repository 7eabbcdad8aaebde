package io.quittance.wallet.keys;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNoteKey;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.wallet.WalletException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;

/**
 * The secrets of one account's owner: an Ed25519 key that signs, a twisted ElGamal keypair that
 * decrypts, and an AES key for the notes of the balance. Whoever has them owns the money.
 */
public final class WalletKeys {
  private static final String OWNER = "owner";
  private static final String EL_GAMAL = "elGamal";
  private static final String NOTE = "note";

  private final String label;
  private final String network;
  private final String asset;
  private final SigningKey owner;
  private final ElGamalKeypair elGamal;
  private final BalanceNoteKey note;

  private WalletKeys(
      String label,
      String network,
      String asset,
      SigningKey owner,
      ElGamalKeypair elGamal,
      BalanceNoteKey note) {
    this.label = Objects.requireNonNull(label, "label");
    this.network = Objects.requireNonNull(network, "network");
    this.asset = Objects.requireNonNull(asset, "asset");
    this.owner = owner;
    this.elGamal = elGamal;
    this.note = note;
  }

  /**
   * Fresh keys.
   *
   * @param label the wallet's name, for its owner's eyes
   * @param network the network's name
   * @param asset the asset's code
   */
  public static WalletKeys generate(
      String label, String network, String asset, SecureRandom random) {
    return new WalletKeys(
        label,
        network,
        asset,
        SigningKey.random(random),
        ElGamalKeypair.random(random),
        BalanceNoteKey.random(random));
  }

  /** Reads a wallet's key file. */
  public static WalletKeys load(Path file) throws WalletException {
    KeyFile loaded = KeyFile.load(file, KeyKind.WALLET);
    ElGamalSecretKey secret;
    try {
      secret = ElGamalSecretKey.parse(loaded.secret(EL_GAMAL, ElGamalSecretKey.BYTES));
    } catch (InvalidProofException e) {
      throw loaded.wrongSecret(EL_GAMAL, "is not an ElGamal secret key");
    }
    return new WalletKeys(
        loaded.label(),
        loaded.network(),
        loaded.asset(),
        SigningKey.of(loaded.secret(OWNER, SigningKey.BYTES)),
        ElGamalKeypair.of(secret),
        BalanceNoteKey.of(loaded.secret(NOTE, BalanceNoteKey.BYTES)));
  }

  /** Writes a new key file, readable by its owner only; refuses to overwrite. */
  public void save(Path file) throws WalletException {
    Map<String, byte[]> secrets =
        Map.of(
            OWNER, owner.toBytes(),
            EL_GAMAL, elGamal.secretKey().toBytes(),
            NOTE, note.toBytes());
    KeyFile.save(file, KeyKind.WALLET, label, network, asset, secrets);
  }

  /** The wallet's name. */
  public String label() {
    return label;
  }

  /** The network's name. */
  public String network() {
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
