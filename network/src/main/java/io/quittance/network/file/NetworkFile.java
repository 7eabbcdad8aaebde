package io.quittance.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.network.host.DurableFile;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What wallets must know of a network, as JSON: its name, where its broker listens, how many
 * partitions its journal has, its assets, and the keys its operator signs receipts with. The
 * operator publishes it; it holds nothing secret.
 *
 * <p>A new key of the operator stands in it ahead of the time it signs from: a file that lacks the
 * key makes no wallet believe a false receipt, only doubt a good one.
 *
 * @param name the network's name, part of everything signed
 * @param bootstrapServers the broker's addresses, {@code host:port} separated by commas
 * @param commandPartitions partitions of the commands and settlements topics
 * @param operatorKeys the operator's keys, the first one first
 * @param entries the assets; codes are unique
 * @param topics which topics its records stand in
 */
public record NetworkFile(
    String name,
    String bootstrapServers,
    int commandPartitions,
    List<OperatorKeyEntry> operatorKeys,
    List<AssetEntry> entries,
    TopicsEntry topics) {
  /** The first field of every network file. */
  public static final String FORMAT = "quittance-network/v1";

  /** Most partitions a network file may claim. */
  public static final int MAX_PARTITIONS = 100_000;

  public NetworkFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    operatorKeys = List.copyOf(operatorKeys);
    entries = List.copyOf(entries);
    Objects.requireNonNull(topics, "topics");
    Set<String> codes = new HashSet<>();
    for (AssetEntry entry : entries) {
      if (!codes.add(entry.code())) {
        throw new IllegalArgumentException("Asset code " + entry.code() + " stands twice");
      }
    }
  }

  /** The file of a network that does not say which topics are its own. */
  public NetworkFile(
      String name,
      String bootstrapServers,
      int commandPartitions,
      List<OperatorKeyEntry> operatorKeys,
      List<AssetEntry> entries) {
    this(name, bootstrapServers, commandPartitions, operatorKeys, entries, TopicsEntry.UNNAMED);
  }

  /** The file of a network that listens at these addresses, whose operator never changed keys. */
  public static NetworkFile of(Network network, String bootstrapServers, VerifyingKey operator) {
    return of(network, bootstrapServers, OperatorKeys.of(operator));
  }

  /** The file of a network that listens at these addresses. */
  public static NetworkFile of(Network network, String bootstrapServers, OperatorKeys operator) {
    return new NetworkFile(
        network.name(),
        bootstrapServers,
        network.commandPartitions(),
        operator.all().stream().map(OperatorKeyEntry::of).toList(),
        network.assets().all().stream().map(AssetEntry::of).toList());
  }

  /** Reads a network file. */
  public static NetworkFile load(Path file) throws QuittanceException {
    try {
      return parse("Network file " + file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw QuittanceException.failure(
          "There is no network file " + file + ".",
          "Start a local network with ./quittance up, or name a file with --network.",
          e);
    } catch (IOException e) {
      throw QuittanceException.failure(
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
  public static NetworkFile parse(String source, String text) throws QuittanceException {
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
          operatorKeys(document),
          List.of(entries),
          document.has("topics")
              ? TopicsEntry.parse(document.object("topics"))
              : TopicsEntry.UNNAMED);
    } catch (IllegalArgumentException e) {
      throw document.wrong("assets", "cannot be used: " + e.getMessage());
    }
  }

  private static List<OperatorKeyEntry> operatorKeys(JsonDocument document)
      throws QuittanceException {
    if (!document.has("operatorKeys")) {
      return List.of(
          new OperatorKeyEntry(
              OperatorKeyEntry.BEGINNING, OperatorKeyEntry.key(document, "operatorKey")));
    }
    List<OperatorKeyEntry> keys = new ArrayList<>();
    for (JsonDocument object : document.objects("operatorKeys")) {
      keys.add(OperatorKeyEntry.parse(object));
    }
    return keys;
  }

  /** Writes the file, replacing an older one in one step. */
  public void save(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    DurableFile.createDirectories(directory);
    DurableFile.replace(file, toJson().getBytes(StandardCharsets.UTF_8));
  }

  /** The file's text. */
  public String toJson() {
    ObjectNode object =
        JsonDocument.object()
            .put("format", FORMAT)
            .put("name", name)
            .put("bootstrapServers", bootstrapServers)
            .put("commandPartitions", commandPartitions);
    if (operatorKeys.size() == 1 && operatorKeys.get(0).from().equals(OperatorKeyEntry.BEGINNING)) {
      object.put("operatorKey", operatorKeys.get(0).key());
    } else {
      ArrayNode keys = object.putArray("operatorKeys");
      operatorKeys.forEach(key -> key.write(keys.addObject()));
    }
    ArrayNode array = object.putArray("assets");
    entries.forEach(entry -> entry.write(array.addObject()));
    if (!topics.equals(TopicsEntry.UNNAMED)) {
      topics.write(object.putObject("topics"));
    }
    return JsonDocument.print(object);
  }

  /** The same network, reached elsewhere. */
  public NetworkFile withBootstrapServers(String servers) {
    return new NetworkFile(name, servers, commandPartitions, operatorKeys, entries, topics);
  }

  /** The same network, whose operator has one key more. */
  public NetworkFile withOperatorKey(OperatorKeyEntry key) {
    List<OperatorKeyEntry> keys = new ArrayList<>(operatorKeys);
    keys.add(key);
    return new NetworkFile(name, bootstrapServers, commandPartitions, keys, entries, topics);
  }

  /** The same network, in which this entry stands in the place of the operator's last key. */
  public NetworkFile withLastOperatorKey(OperatorKeyEntry key) {
    List<OperatorKeyEntry> former = operatorKeys.subList(0, operatorKeys.size() - 1);
    return new NetworkFile(name, bootstrapServers, commandPartitions, former, entries, topics)
        .withOperatorKey(key);
  }

  /** The same network, in which one of the operator's keys, the first being 1, is revoked. */
  public NetworkFile withRevokedOperatorKey(int number) {
    List<OperatorKeyEntry> keys = new ArrayList<>(operatorKeys);
    keys.set(number - 1, keys.get(number - 1).asRevoked());
    return new NetworkFile(name, bootstrapServers, commandPartitions, keys, entries, topics);
  }

  /** The same network, in which this asset stands in the place of the one with its code. */
  public NetworkFile withAsset(AssetEntry asset) {
    return new NetworkFile(
        name,
        bootstrapServers,
        commandPartitions,
        operatorKeys,
        entries.stream().map(entry -> entry.code().equals(asset.code()) ? asset : entry).toList(),
        topics);
  }

  /** The same network, whose records stand in these topics. */
  public NetworkFile withTopics(TopicsEntry named) {
    return new NetworkFile(name, bootstrapServers, commandPartitions, operatorKeys, entries, named);
  }

  /** What verdicts on this network depend on. */
  public Network network() throws QuittanceException {
    List<Asset> assets = new ArrayList<>();
    for (AssetEntry entry : entries) {
      assets.add(entry.asset());
    }
    try {
      return new Network(name, commandPartitions, Assets.of(assets));
    } catch (IllegalArgumentException e) {
      throw QuittanceException.failure(
          "The network file cannot be used: " + e.getMessage() + ".",
          "Ask the network's operator for a good network file.",
          e);
    }
  }

  /** The operator's keys, decoded. */
  public OperatorKeys operator() throws QuittanceException {
    try {
      List<OperatorKeys.Effective> keys = new ArrayList<>();
      for (OperatorKeyEntry entry : operatorKeys) {
        keys.add(entry.effective());
      }
      return OperatorKeys.of(keys);
    } catch (InvalidSignatureException | IllegalArgumentException e) {
      throw QuittanceException.failure(
          "The network file's operator keys cannot be used: " + e.getMessage() + ".",
          "Ask the network's operator for a good network file.",
          e);
    }
  }

  /** The asset of a code. */
  public Asset asset(String code) throws QuittanceException {
    Optional<AssetEntry> entry = entry(code);
    if (entry.isEmpty()) {
      throw QuittanceException.failure(
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
