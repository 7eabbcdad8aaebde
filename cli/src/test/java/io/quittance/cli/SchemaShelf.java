package io.quittance.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A schema registry with Confluent's interface as far as registering needs it. */
final class SchemaShelf implements AutoCloseable {
  private final HttpServer server;
  private final List<String> schemas = new ArrayList<>();

  private SchemaShelf(HttpServer server) {
    this.server = server;
  }

  static SchemaShelf open() throws IOException {
    SchemaShelf shelf =
        new SchemaShelf(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    shelf.server.createContext("/", shelf::answer);
    shelf.server.start();
    return shelf;
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange asked) throws IOException {
    String body = new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = asked.getRequestURI().getPath();
    String what =
        asked.getRequestMethod() + " " + path.replaceAll("/(subjects|config)/[^/]+", "/$1");
    switch (what) {
      case "POST /subjects/versions" -> say(asked, 200, "{\"id\":" + number(body) + "}");
      case "PUT /config" -> say(asked, 200, body);
      default -> say(asked, 404, "{\"error_code\":40401}");
    }
  }

  private synchronized int number(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  private static void say(HttpExchange asked, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    asked.sendResponseHeaders(status, bytes.length);
    asked.getResponseBody().write(bytes);
    asked.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
