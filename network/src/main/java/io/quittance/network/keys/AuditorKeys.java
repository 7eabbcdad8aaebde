package io.quittance.network.keys;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.NetworkId;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The twisted ElGamal keypair of an asset's auditor: it decrypts every amount paid in the asset.
 */
public final class AuditorKeys {
  private static final String EL_GAMAL = "elGamal";

  private final String network;
  private final Optional<NetworkId> networkId;
  private final String asset;
  private final ElGamalKeypair elGamal;

  private AuditorKeys(
      String network, Optional<NetworkId> networkId, String asset, ElGamalKeypair elGamal) {
    this.network = Objects.requireNonNull(network, "network");
    this.networkId = networkId;
    this.asset = Objects.requireNonNull(asset, "asset");
    this.elGamal = elGamal;
  }

  /**
   * Fresh keys for a network that is yet to be founded.
   *
   * @param network the network's name
   * @param asset the asset's code
   */
  public static AuditorKeys generate(String network, String asset, SecureRandom random) {
    return new AuditorKeys(network, Optional.empty(), asset, ElGamalKeypair.random(random));
  }

  /** Fresh keys for an asset of a network. */
  public static AuditorKeys generate(NetworkIdentity network, String asset, SecureRandom random) {
    return new AuditorKeys(
        network.name(), Optional.of(network.id()), asset, ElGamalKeypair.random(random));
  }

  /** Reads an auditor's key file. */
  public static AuditorKeys load(Path file) throws QuittanceException {
    KeyFile loaded = KeyFile.load(file, KeyKind.AUDITOR);
    try {
      ElGamalSecretKey secret =
          ElGamalSecretKey.parse(loaded.secret(EL_GAMAL, ElGamalSecretKey.BYTES));
      return new AuditorKeys(
          loaded.network(), loaded.networkId(), loaded.asset(), ElGamalKeypair.of(secret));
    } catch (InvalidProofException e) {
      throw loaded.wrongSecret(EL_GAMAL, "is not an ElGamal secret key");
    }
  }

  /** Writes a new key file, readable by its owner only; refuses to overwrite. */
  public void save(Path file) throws QuittanceException {
    KeyFile.save(file, KeyKind.AUDITOR, network, networkId, asset, secrets());
  }

  private Map<String, byte[]> secrets() {
    return Map.of(EL_GAMAL, elGamal.secretKey().toBytes());
  }

  /**
   * Writes into the key file of which network it is, now that it is founded.
   *
   * @throws QuittanceException if the file is another network's, or cannot be written
   */
  public void founded(Path file, NetworkIdentity network) throws QuittanceException {
    requireOf(file, network);
    if (networkId.isEmpty()) {
      KeyFile.replace(file, KeyKind.AUDITOR, this.network, network.id(), asset, secrets());
    }
  }

  /**
   * Refuses keys that were made for another network, be it called the same.
   *
   * @param file where they were read
   */
  public void requireOf(Path file, NetworkIdentity network) throws QuittanceException {
    KeyFile.requireOf(file, this.network, networkId, network);
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
