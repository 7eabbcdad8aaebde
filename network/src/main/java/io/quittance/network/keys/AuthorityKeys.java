package io.quittance.network.keys;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.signature.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;

/**
 * The Ed25519 signing key of an authority: an asset's issuer or compliance officer, or the
 * network's operator.
 */
public final class AuthorityKeys {
  private static final String SIGNING = "signing";

  private final KeyKind kind;
  private final String network;
  private final String asset;
  private final SigningKey signingKey;

  private AuthorityKeys(KeyKind kind, String network, String asset, SigningKey signingKey) {
    this.kind = requireAuthority(kind);
    this.network = Objects.requireNonNull(network, "network");
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
    return new AuthorityKeys(kind, network, asset, SigningKey.random(random));
  }

  /** A fresh key of a network's operator. */
  public static AuthorityKeys generateOperator(String network, SecureRandom random) {
    return new AuthorityKeys(KeyKind.OPERATOR, network, "", SigningKey.random(random));
  }

  /** Reads a key file of that kind. */
  public static AuthorityKeys load(Path file, KeyKind kind) throws QuittanceException {
    KeyFile loaded = KeyFile.load(file, requireAuthority(kind));
    SigningKey signingKey = SigningKey.of(loaded.secret(SIGNING, SigningKey.BYTES));
    return new AuthorityKeys(kind, loaded.network(), loaded.asset(), signingKey);
  }

  /** Writes a new key file, readable by its owner only; refuses to overwrite. */
  public void save(Path file) throws QuittanceException {
    Map<String, byte[]> secrets = Map.of(SIGNING, signingKey.toBytes());
    KeyFile.save(file, kind, kind.spelling(), network, asset, secrets);
  }

  public KeyKind kind() {
    return kind;
  }

  /** Name of the network the keys are for. */
  public String network() {
    return network;
  }

  /** Code of the asset the keys are for, empty for an operator. */
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
