package io.quittance.wallet.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One long-lived Node process that answers with the npm package, a JSON object a line. */
final class NpmPeer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private NpmPeer(Process process) {
    this.process = process;
    this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static NpmPeer start(Path script) {
    try {
      return new NpmPeer(
          new ProcessBuilder("node", script.getFileName().toString())
              .directory(script.getParent().toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a request, or nothing where the package refuses. */
  Optional<JsonNode> tryAsk(String operation, Map<String, ?> arguments) {
    ObjectNode request = JSON.valueToTree(arguments);
    request.put("operation", operation);
    JsonNode answer;
    try {
      requests.write(JSON.writeValueAsString(request) + "\n");
      requests.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError("Node ended at " + request);
      }
      answer = JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("Node does not answer " + request, e);
    }
    if (answer.has("fault")) {
      throw new AssertionError(request + ": " + answer.get("fault").asText());
    }
    return answer.has("refused") ? Optional.empty() : Optional.of(answer);
  }

  /** The answer to a request that the package must not refuse. */
  JsonNode ask(String operation, Map<String, ?> arguments) {
    return tryAsk(operation, arguments)
        .orElseThrow(() -> new AssertionError("refused: " + operation + " " + arguments));
  }

  /** The bytes under one name in the answer to a request. */
  byte[] bytes(String name, String operation, Map<String, ?> arguments) {
    return HEX.parseHex(ask(operation, arguments).get(name).asText());
  }

  /** The amount in the answer to a request, or nothing where the package refuses. */
  Optional<Long> amount(String operation, Map<String, ?> arguments) {
    return tryAsk(operation, arguments)
        .map(answer -> Long.parseUnsignedLong(answer.get("amount").asText()));
  }

  /** Whether the package's verifier accepts context and proof. */
  boolean accepts(String type, byte[] data) {
    return tryAsk("verify", Map.of("type", type, "data", hex(data))).isPresent();
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  static List<String> hex(byte[]... list) {
    return Stream.of(list).map(HEX::formatHex).toList();
  }

  static String decimal(long amount) {
    return Long.toUnsignedString(amount);
  }

  /** Ends the process: nothing is in flight, because every request waits for its answer. */
  @Override
  public void close() {
    process.destroy();
  }
}
