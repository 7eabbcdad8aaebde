package io.quittance.network.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** A registry in this process that follows Confluent's REST interface as far as it is used. */
final class RegistryServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final Map<String, List<Schema>> subjects = new HashMap<>();
  final Map<String, String> compatibilities = new HashMap<>();
  private final List<Schema> ids = new ArrayList<>();
  private final HttpServer server;
  private String credentials;

  RegistryServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void require(String userAndPassword) {
    credentials = userAndPassword;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/");
    JsonNode body = MAPPER.readTree(exchange.getRequestBody());
    String method = exchange.getRequestMethod();
    if (!isAllowed(exchange)) {
      answer(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
    } else if (method.equals("PUT") && path[0].equals("config")) {
      compatibilities.put(decoded(path[1]), body.get("compatibility").textValue());
      answer(exchange, 200, body.toString());
    } else if (method.equals("POST") && path[0].equals("compatibility")) {
      checkCompatibility(exchange, decoded(path[2]), schema(body));
    } else if (method.equals("POST") && path[0].equals("subjects") && path.length == 3) {
      register(exchange, decoded(path[1]), schema(body));
    } else {
      answer(exchange, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    return credentials == null
        || ("Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void checkCompatibility(HttpExchange exchange, String subject, Schema schema)
      throws IOException {
    List<Schema> versions = subjects.get(subject);
    if (versions == null) {
      answer(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject not found.\"}");
      return;
    }
    SchemaCompatibilityType type =
        SchemaCompatibility.checkReaderWriterCompatibility(
                schema, versions.get(versions.size() - 1))
            .getType();
    answer(
        exchange, 200, "{\"is_compatible\":" + (type == SchemaCompatibilityType.COMPATIBLE) + "}");
  }

  private void register(HttpExchange exchange, String subject, Schema schema) throws IOException {
    List<Schema> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!versions.contains(schema)) {
      versions.add(schema);
    }
    if (!ids.contains(schema)) {
      ids.add(schema);
    }
    answer(exchange, 200, "{\"id\":" + (ids.indexOf(schema) + 1) + "}");
  }

  private static Schema schema(JsonNode body) {
    if (!body.get("schemaType").textValue().equals("AVRO")) {
      throw new IllegalArgumentException("an Avro schema was expected");
    }
    return new Schema.Parser().parse(body.get("schema").textValue());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
