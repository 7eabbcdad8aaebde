package io.quittance.network.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.network.document.PrivateFile;
import io.quittance.schemas.NetworkId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one format all key files share: JSON with a kind, a label, the network's name and (once the
 * network is founded) its id, the asset's code (not for operators), how other secrets follow from
 * these (for wallets) and named secrets in hexadecimal. Nothing here interprets the secrets.
 */
public final class KeyFile {
  static final String FORMAT = "quittance-keys/v1";

  private static final String NETWORK_ID = "networkId";

  private final KeyKind kind;
  private final String label;
  private final String network;
  private final String asset;
  private final Optional<NetworkId> networkId;
  private final Optional<String> derivation;
  private final JsonDocument secrets;

  private KeyFile(
      KeyKind kind,
      String label,
      String network,
      Optional<NetworkId> networkId,
      String asset,
      Optional<String> derivation,
      JsonDocument secrets) {
    this.kind = kind;
    this.label = label;
    this.network = network;
    this.networkId = networkId;
    this.asset = asset;
    this.derivation = derivation;
    this.secrets = secrets;
  }

  /**
   * Writes a new key file, readable by its owner only; refuses to overwrite.
   *
   * @param networkId the network's id; nothing for keys by which it is yet to be founded
   */
  static void save(
      Path file,
      KeyKind kind,
      String network,
      Optional<NetworkId> networkId,
      String asset,
      Map<String, byte[]> secrets)
      throws QuittanceException {
    save(file, kind, kind.spelling(), network, networkId, asset, Optional.empty(), secrets);
  }

  /** As above, in the place of a key file that named no network's id, in one step. */
  static void replace(
      Path file,
      KeyKind kind,
      String network,
      NetworkId networkId,
      String asset,
      Map<String, byte[]> secrets)
      throws QuittanceException {
    String text =
        text(
            kind,
            kind.spelling(),
            network,
            Optional.of(networkId),
            asset,
            Optional.empty(),
            secrets);
    try {
      PrivateFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw QuittanceException.failure(
          "Key file " + file + " cannot be written: " + e.getMessage() + ".",
          "Check permissions and space there, then try again.",
          e);
    }
  }

  /** As above, for a wallet: with the network's id, and how other secrets follow from these. */
  public static void saveWallet(
      Path file,
      String label,
      NetworkIdentity network,
      String asset,
      Optional<String> derivation,
      Map<String, byte[]> secrets)
      throws QuittanceException {
    save(
        file,
        KeyKind.WALLET,
        label,
        network.name(),
        Optional.of(network.id()),
        asset,
        derivation,
        secrets);
  }

  private static void save(
      Path file,
      KeyKind kind,
      String label,
      String network,
      Optional<NetworkId> networkId,
      String asset,
      Optional<String> derivation,
      Map<String, byte[]> secrets)
      throws QuittanceException {
    String text = text(kind, label, network, networkId, asset, derivation, secrets);
    PrivateFile.create("Key file", file, text);
  }

  private static String text(
      KeyKind kind,
      String label,
      String network,
      Optional<NetworkId> networkId,
      String asset,
      Optional<String> derivation,
      Map<String, byte[]> secrets) {
    ObjectNode object =
        JsonDocument.object()
            .put("format", FORMAT)
            .put("kind", kind.spelling())
            .put("label", label)
            .put("network", network);
    networkId.ifPresent(id -> object.put(NETWORK_ID, id.toString()));
    if (!asset.isEmpty()) {
      object.put("asset", asset);
    }
    derivation.ifPresent(way -> object.put("derivation", way));
    ObjectNode hidden = object.putObject("secrets");
    new TreeMap<>(secrets).forEach((name, value) -> hidden.put(name, hex(value)));
    return JsonDocument.print(object);
  }

  /**
   * Refuses keys that were made for another network, be it called the same.
   *
   * @param file where they were read
   * @param made name of the network that they were made for
   * @param madeId its id; nothing for keys by which it was yet to be founded
   */
  static void requireOf(Path file, String made, Optional<NetworkId> madeId, NetworkIdentity network)
      throws QuittanceException {
    boolean same = madeId.isEmpty() || madeId.get().equals(network.id());
    if (!made.equals(network.name()) || !same) {
      throw QuittanceException.failure(
          String.format(
              "Key file %s is for network \"%s\"%s, not %s.",
              file, made, madeId.map(id -> " with the id " + id).orElse(""), network),
          "Move it elsewhere, or name the key files of this network.");
    }
  }

  /** Reads a key file of the expected kind. */
  public static KeyFile load(Path file, KeyKind expected) throws QuittanceException {
    JsonDocument document = JsonDocument.parse("Key file " + file, PrivateFile.read(file));
    if (!document.text("format").equals(FORMAT)) {
      throw document.wrong("format", "must be " + FORMAT);
    }
    KeyKind kind =
        KeyKind.parse(document.text("kind"))
            .orElseThrow(() -> document.wrong("kind", "is not a known kind of key"));
    if (kind != expected) {
      throw QuittanceException.failure(
          "Key file " + file + " holds keys of kind " + kind.spelling() + ".",
          "Name a file with keys of kind " + expected.spelling() + ".");
    }
    return new KeyFile(
        kind,
        document.text("label"),
        document.text("network"),
        kind == KeyKind.WALLET || document.has(NETWORK_ID)
            ? Optional.of(NetworkId.of(document.bytes(NETWORK_ID, NetworkId.BYTES)))
            : Optional.empty(),
        document.has("asset") ? document.text("asset") : "",
        document.has("derivation") ? Optional.of(document.text("derivation")) : Optional.empty(),
        document.object("secrets"));
  }

  KeyKind kind() {
    return kind;
  }

  public String label() {
    return label;
  }

  public String network() {
    return network;
  }

  /** The network's id; nothing in a file of keys by which it was yet to be founded. */
  Optional<NetworkId> networkId() {
    return networkId;
  }

  /**
   * The network of a wallet.
   *
   * @throws QuittanceException if the file's name of the network is none
   */
  public NetworkIdentity identity() throws QuittanceException {
    try {
      return new NetworkIdentity(networkId.orElseThrow(), network);
    } catch (IllegalArgumentException e) {
      throw QuittanceException.failure(
          "The key file of " + label + " is damaged: " + e.getMessage() + ".",
          "Restore the file from a copy, or name another one.");
    }
  }

  /** The asset's code, empty where the keys belong to no single asset. */
  public String asset() {
    return asset;
  }

  /** How other secrets follow from those in the file; nothing where it does not say. */
  public Optional<String> derivation() {
    return derivation;
  }

  /** The failure that a file names a derivation that nobody knows. */
  public QuittanceException wrongDerivation() {
    return QuittanceException.failure(
        "The keys of "
            + label
            + " follow from their seed in a way that this wallet does not know: "
            + derivation.orElse("none")
            + ".",
        "Use a current wallet.");
  }

  public boolean hasSecret(String name) {
    return secrets.has(name);
  }

  public byte[] secret(String name, int length) throws QuittanceException {
    return secrets.bytes(name, length);
  }

  public QuittanceException wrongSecret(String name, String problem) {
    return secrets.wrong(name, problem);
  }

  private static String hex(byte[] value) {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public String toString() {
    return "KeyFile[" + kind.spelling() + " " + label + ", secrets redacted]";
  }
}
