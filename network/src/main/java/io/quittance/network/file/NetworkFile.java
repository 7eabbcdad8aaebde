package io.quittance.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.network.host.DurableFile;
import io.quittance.schemas.Limits;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What wallets must know of a network, as JSON: its statements, each signed by the network's
 * authority, which say all that the network is; and where its broker listens. The operator
 * publishes it; it holds nothing secret.
 *
 * <p>Nobody else can make a file of the same network: its id is the hash of the first statement,
 * and each further one names the one before. A wallet keeps the id beside its keys.
 *
 * @param statements what the network is, and was
 * @param bootstrapServers the broker's addresses, {@code host:port} separated by commas
 * @param topics which topics its records stand in
 */
public record NetworkFile(StatementChain statements, String bootstrapServers, TopicsEntry topics) {
  /** The first field of every network file. */
  public static final String FORMAT = "quittance-network/v2";

  /** Most partitions a network file may claim. */
  public static final int MAX_PARTITIONS = Statement.MAX_PARTITIONS;

  private static final String STATEMENTS = "statements";

  public NetworkFile {
    Objects.requireNonNull(statements, STATEMENTS);
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    Objects.requireNonNull(topics, "topics");
  }

  /** The file of a new network, which does not say yet which topics are its own. */
  public static NetworkFile found(Statement first, SigningKey authority, String bootstrapServers) {
    return new NetworkFile(
        StatementChain.found(first, authority), bootstrapServers, TopicsEntry.UNNAMED);
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
    NetworkFile file =
        new NetworkFile(
            statements(document),
            document.text("bootstrapServers"),
            document.has("topics")
                ? TopicsEntry.parse(document.object("topics"))
                : TopicsEntry.UNNAMED);
    // They stand there for people, who would be misled by others.
    if (!document.text("name").equals(file.name())) {
      throw document.wrong("name", "is not the one in the statements");
    }
    if (!document.text("id").equals(file.id().toString())) {
      throw document.wrong("id", "is not that of the statements");
    }
    if (document.integer("version", 1, Integer.MAX_VALUE) != file.latest().version()) {
      throw document.wrong("version", "is not that of the last statement");
    }
    return file;
  }

  private static StatementChain statements(JsonDocument document) throws QuittanceException {
    try {
      List<byte[]> values = new ArrayList<>();
      for (String hex : document.texts(STATEMENTS)) {
        if (hex.length() > 2 * Limits.MAX_STATEMENT_BYTES) {
          throw document.wrong(STATEMENTS, "must be shorter each");
        }
        values.add(HexFormat.of().parseHex(hex));
      }
      return StatementChain.of(values);
    } catch (IllegalArgumentException e) {
      throw document.wrong(STATEMENTS, "cannot be used: " + e.getMessage());
    }
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
            .put("name", name())
            .put("id", id().toString())
            .put("version", latest().version())
            .put("bootstrapServers", bootstrapServers);
    ArrayNode array = object.putArray(STATEMENTS);
    statements.values().forEach(value -> array.add(HexFormat.of().formatHex(value)));
    if (!topics.equals(TopicsEntry.UNNAMED)) {
      topics.write(object.putObject("topics"));
    }
    return JsonDocument.print(object);
  }

  /** The same network, reached elsewhere. */
  public NetworkFile withBootstrapServers(String servers) {
    return new NetworkFile(statements, servers, topics);
  }

  /** The same network, whose records stand in these topics. */
  public NetworkFile withTopics(TopicsEntry named) {
    return new NetworkFile(statements, bootstrapServers, named);
  }

  /**
   * The same network, of which one statement more holds.
   *
   * @throws QuittanceException if the statement cannot follow the last one
   */
  public NetworkFile with(Statement next, SigningKey authority) throws QuittanceException {
    try {
      return new NetworkFile(statements.with(next, authority), bootstrapServers, topics);
    } catch (IllegalArgumentException e) {
      throw QuittanceException.usage(
          "The network cannot be changed like that: " + e.getMessage() + ".",
          "See what it is with './quittance network show'.");
    }
  }

  /** The statement that holds now. */
  public Statement latest() {
    return statements.latest();
  }

  /** Which network it is. */
  public NetworkIdentity identity() {
    return statements.identity();
  }

  /** The id that everything signed is bound to. */
  public NetworkId id() {
    return identity().id();
  }

  /** What people call the network. */
  public String name() {
    return latest().name();
  }

  /** Partitions of the journal and of the settlements topic. */
  public int commandPartitions() {
    return latest().partitions();
  }

  /** What verdicts on this network depend on. */
  public Network network() {
    return statements.network();
  }

  /** The operator's keys, as the last statement has them. */
  public OperatorKeys operator() {
    return latest().operator();
  }

  /** Which of the operator's keys signs, by each statement. */
  public OperatorTimetables timetables() {
    return statements.timetables();
  }

  /** All assets. */
  public List<Asset> assets() {
    return latest().assets().stream().map(AssetTerms::asset).toList();
  }

  /** The asset of a code. */
  public Asset asset(String code) throws QuittanceException {
    Optional<Asset> asset = find(code);
    if (asset.isEmpty()) {
      throw QuittanceException.failure(
          "Network " + name() + " has no asset " + code + ".",
          "Its assets are: " + String.join(", ", codes()) + ".");
    }
    return asset.get();
  }

  /** Whether an asset is closed for issues and new accounts. */
  public boolean isClosed(Asset asset) {
    return network().assets().isClosed(asset.id());
  }

  /** The codes of all assets. */
  public List<String> codes() {
    return assets().stream().map(Asset::code).toList();
  }

  /** The asset of a code, or nothing. */
  public Optional<Asset> find(String code) {
    return assets().stream().filter(asset -> asset.code().equals(code)).findFirst();
  }
}
