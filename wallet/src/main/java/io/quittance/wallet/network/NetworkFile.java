package io.quittance.wallet.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.document.JsonDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What wallets must know of a network, as JSON: its name, where its broker listens, how many
 * partitions its commands topic has, its assets, and the key its operator signs receipts with. The
 * operator publishes it; it holds nothing secret.
 *
 * @param name the network's name, part of everything signed
 * @param bootstrapServers the broker's addresses, {@code host:port} separated by commas
 * @param commandPartitions partitions of the commands and settlements topics
 * @param operatorKey Ed25519 public key of the operator, 64 hexadecimal digits
 * @param entries the assets; codes are unique
 */
public record NetworkFile(
    String name,
    String bootstrapServers,
    int commandPartitions,
    String operatorKey,
    List<AssetEntry> entries) {
  /** The first field of every network file. */
  public static final String FORMAT = "quittance-network/v1";

  /** Most partitions a network file may claim. */
  public static final int MAX_PARTITIONS = 100_000;

  private static final int KEY_BYTES = 32;

  public NetworkFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    Objects.requireNonNull(operatorKey, "operatorKey");
    entries = List.copyOf(entries);
    Set<String> codes = new HashSet<>();
    for (AssetEntry entry : entries) {
      if (!codes.add(entry.code())) {
        throw new IllegalArgumentException("Asset code " + entry.code() + " stands twice");
      }
    }
  }

  /** The file of a network that listens at these addresses. */
  public static NetworkFile of(Network network, String bootstrapServers, VerifyingKey operator) {
    return new NetworkFile(
        network.name(),
        bootstrapServers,
        network.commandPartitions(),
        operator.toString(),
        network.assets().all().stream().map(AssetEntry::of).toList());
  }

  /** Reads a network file. */
  public static NetworkFile load(Path file) throws WalletException {
    try {
      return parse("Network file " + file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw WalletException.failure(
          "There is no network file " + file + ".",
          "Start a local network with ./quittance up, or name a file with --network.",
          e);
    } catch (IOException e) {
      throw WalletException.failure(
          "Network file " + file + " cannot be read: " + e.getMessage() + ".",
          "Check the file's permissions, or name another one with --network.",
          e);
    }
  }

  /**
   * Reads the text of a network file.
   *
   * @param source the file's name, for messages
   */
  public static NetworkFile parse(String source, String text) throws WalletException {
    JsonDocument document = JsonDocument.parse(source, text);
    if (!document.text("format").equals(FORMAT)) {
      throw document.wrong("format", "must be " + FORMAT);
    }
    List<JsonDocument> objects = document.objects("assets");
    AssetEntry[] entries = new AssetEntry[objects.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = AssetEntry.parse(objects.get(i));
    }
    try {
      return new NetworkFile(
          document.text("name"),
          document.text("bootstrapServers"),
          document.integer("commandPartitions", 1, MAX_PARTITIONS),
          HexFormat.of().formatHex(document.bytes("operatorKey", KEY_BYTES)),
          List.of(entries));
    } catch (IllegalArgumentException e) {
      throw document.wrong("assets", "cannot be used: " + e.getMessage());
    }
  }

  /** Writes the file, replacing an older one in one step. */
  public void save(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path fresh = Files.createTempFile(directory, "network", ".new");
    Files.writeString(fresh, toJson(), StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The file's text. */
  public String toJson() {
    ObjectNode object =
        JsonDocument.object()
            .put("format", FORMAT)
            .put("name", name)
            .put("bootstrapServers", bootstrapServers)
            .put("commandPartitions", commandPartitions)
            .put("operatorKey", operatorKey);
    ArrayNode array = object.putArray("assets");
    entries.forEach(entry -> entry.write(array.addObject()));
    return JsonDocument.print(object);
  }

  /** The same network, reached elsewhere. */
  public NetworkFile withBootstrapServers(String servers) {
    return new NetworkFile(name, servers, commandPartitions, operatorKey, entries);
  }

  /** What verdicts on this network depend on. */
  public Network network() throws WalletException {
    List<Asset> assets = new ArrayList<>();
    for (AssetEntry entry : entries) {
      assets.add(entry.asset());
    }
    try {
      return new Network(name, commandPartitions, Assets.of(assets));
    } catch (IllegalArgumentException e) {
      throw WalletException.failure(
          "The network file cannot be used: " + e.getMessage() + ".",
          "Ask the network's operator for a good network file.",
          e);
    }
  }

  /** The operator's key, decoded. */
  public VerifyingKey operator() throws WalletException {
    try {
      return VerifyingKey.parse(HexFormat.of().parseHex(operatorKey));
    } catch (InvalidSignatureException e) {
      throw WalletException.failure(
          "The network file's operator key cannot be used: " + e.getMessage() + ".",
          "Ask the network's operator for a good network file.",
          e);
    }
  }

  /** The asset of a code. */
  public Asset asset(String code) throws WalletException {
    Optional<AssetEntry> entry = entry(code);
    if (entry.isEmpty()) {
      throw WalletException.failure(
          "Network " + name + " has no asset " + code + ".",
          "Its assets are: " + String.join(", ", codes()) + ".");
    }
    return entry.get().asset();
  }

  /** The codes of all assets. */
  public List<String> codes() {
    return entries.stream().map(AssetEntry::code).toList();
  }

  /** The entry of an asset's code, or nothing. */
  public Optional<AssetEntry> entry(String code) {
    return entries.stream().filter(entry -> entry.code().equals(code)).findFirst();
  }
}
