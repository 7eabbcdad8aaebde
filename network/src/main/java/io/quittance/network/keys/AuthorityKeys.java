package io.quittance.network.keys;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The Ed25519 signing key of somebody who answers for something: an asset's issuer or compliance
 * officer, the network's operator, or who says what the network is.
 */
public final class AuthorityKeys {
  private static final String SIGNING = "signing";

  private final KeyKind kind;
  private final String network;
  private final Optional<NetworkId> networkId;
  private final String asset;
  private final SigningKey signingKey;

  private AuthorityKeys(
      KeyKind kind,
      String network,
      Optional<NetworkId> networkId,
      String asset,
      SigningKey signingKey) {
    this.kind = requireAuthority(kind);
    this.network = Objects.requireNonNull(network, "network");
    this.networkId = networkId;
    this.asset = Objects.requireNonNull(asset, "asset");
    this.signingKey = Objects.requireNonNull(signingKey, "signingKey");
  }

  /**
   * Fresh keys of an asset's authority.
   *
   * @param kind issuer or compliance officer
   * @param asset the asset's code
   */
  public static AuthorityKeys generate(
      KeyKind kind, String network, String asset, SecureRandom random) {
    return new AuthorityKeys(kind, network, Optional.empty(), asset, SigningKey.random(random));
  }

  /** A fresh key of the operator of a network that is yet to be founded. */
  public static AuthorityKeys generateOperator(String network, SecureRandom random) {
    return new AuthorityKeys(
        KeyKind.OPERATOR, network, Optional.empty(), "", SigningKey.random(random));
  }

  /** A fresh key of a network's operator. */
  public static AuthorityKeys generateOperator(NetworkIdentity network, SecureRandom random) {
    return new AuthorityKeys(
        KeyKind.OPERATOR, network.name(), Optional.of(network.id()), "", SigningKey.random(random));
  }

  /** A fresh key of who says what a network is. */
  public static AuthorityKeys generateNetwork(String network, SecureRandom random) {
    return new AuthorityKeys(
        KeyKind.AUTHORITY, network, Optional.empty(), "", SigningKey.random(random));
  }

  /** A fresh key of who is to say next what a network is. */
  public static AuthorityKeys generateNetwork(NetworkIdentity network, SecureRandom random) {
    return new AuthorityKeys(
        KeyKind.AUTHORITY,
        network.name(),
        Optional.of(network.id()),
        "",
        SigningKey.random(random));
  }

  /** Reads a key file of that kind. */
  public static AuthorityKeys load(Path file, KeyKind kind) throws QuittanceException {
    KeyFile loaded = KeyFile.load(file, requireAuthority(kind));
    SigningKey signingKey = SigningKey.of(loaded.secret(SIGNING, SigningKey.BYTES));
    return new AuthorityKeys(
        kind, loaded.network(), loaded.networkId(), loaded.asset(), signingKey);
  }

  /** Writes a new key file, readable by its owner only; refuses to overwrite. */
  public void save(Path file) throws QuittanceException {
    KeyFile.save(file, kind, network, networkId, asset, secrets());
  }

  private Map<String, byte[]> secrets() {
    return Map.of(SIGNING, signingKey.toBytes());
  }

  /**
   * Writes into the key file of which network it is, now that it is founded.
   *
   * @throws QuittanceException if the file is another network's, or cannot be written
   */
  public void founded(Path file, NetworkIdentity network) throws QuittanceException {
    requireOf(file, network);
    if (networkId.isEmpty()) {
      KeyFile.replace(file, kind, this.network, network.id(), asset, secrets());
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

  public KeyKind kind() {
    return kind;
  }

  /** Name of the network the keys are for. */
  public String network() {
    return network;
  }

  /** Code of the asset the keys are for, empty for an operator and for a network. */
  public String asset() {
    return asset;
  }

  public SigningKey signingKey() {
    return signingKey;
  }

  private static KeyKind requireAuthority(KeyKind kind) {
    if (kind == KeyKind.WALLET || kind == KeyKind.AUDITOR) {
      throw new IllegalArgumentException("Keys of kind " + kind.spelling() + " are no authority's");
    }
    return kind;
  }

  /** Names the public key only. */
  @Override
  public String toString() {
    return "AuthorityKeys[" + kind.spelling() + " " + signingKey.verifyingKey() + "]";
  }
}
