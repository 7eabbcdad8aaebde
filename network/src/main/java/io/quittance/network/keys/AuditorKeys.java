package io.quittance.network.keys;

import io.quittance.network.QuittanceException;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;

/**
 * The twisted ElGamal keypair of an asset's auditor: it decrypts every amount paid in the asset.
 */
public final class AuditorKeys {
  private static final String EL_GAMAL = "elGamal";

  private final String network;
  private final String asset;
  private final ElGamalKeypair elGamal;

  private AuditorKeys(String network, String asset, ElGamalKeypair elGamal) {
    this.network = Objects.requireNonNull(network, "network");
    this.asset = Objects.requireNonNull(asset, "asset");
    this.elGamal = elGamal;
  }

  /**
   * Fresh keys.
   *
   * @param network the network's name
   * @param asset the asset's code
   */
  public static AuditorKeys generate(String network, String asset, SecureRandom random) {
    return new AuditorKeys(network, asset, ElGamalKeypair.random(random));
  }

  /** Reads an auditor's key file. */
  public static AuditorKeys load(Path file) throws QuittanceException {
    KeyFile loaded = KeyFile.load(file, KeyKind.AUDITOR);
    try {
      ElGamalSecretKey secret =
          ElGamalSecretKey.parse(loaded.secret(EL_GAMAL, ElGamalSecretKey.BYTES));
      return new AuditorKeys(loaded.network(), loaded.asset(), ElGamalKeypair.of(secret));
    } catch (InvalidProofException e) {
      throw loaded.wrongSecret(EL_GAMAL, "is not an ElGamal secret key");
    }
  }

  /** Writes a new key file, readable by its owner only; refuses to overwrite. */
  public void save(Path file) throws QuittanceException {
    Map<String, byte[]> secrets = Map.of(EL_GAMAL, elGamal.secretKey().toBytes());
    KeyFile.save(file, KeyKind.AUDITOR, KeyKind.AUDITOR.spelling(), network, asset, secrets);
  }

  /** The network's name. */
  public String network() {
    return network;
  }

  /** The asset's code. */
  public String asset() {
    return asset;
  }

  public ElGamalKeypair elGamal() {
    return elGamal;
  }

  /** Names the public key only. */
  @Override
  public String toString() {
    return "AuditorKeys[" + elGamal.publicKey().compressed() + "]";
  }
}
