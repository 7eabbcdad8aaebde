package io.quittance.network.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.network.QuittanceException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A schema registry with Confluent's REST interface.
 *
 * <p>Sources: the interface's reference in Confluent's documentation ("Schema Registry API
 * Reference"), which Karapace and Apicurio follow.
 */
public final class Registry {
  private static final String CONTENT = "application/vnd.schemaregistry.v1+json";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI base;
  private final Optional<String> credentials;

  private Registry(URI base, Optional<String> credentials) {
    this.base = base;
    this.credentials = credentials;
  }

  /**
   * Makes the client of a registry.
   *
   * @param credentials user, colon and password; empty where none are asked for
   * @throws QuittanceException if the address is none of HTTP
   */
  public static Registry at(String url, Optional<String> credentials) throws QuittanceException {
    try {
      URI uri = URI.create(url.endsWith("/") ? url : url + "/");
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return new Registry(uri, credentials);
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Said below.
    }
    throw QuittanceException.usage(
        "\"" + url + "\" is not the address of a schema registry.",
        "Write it as http://host:port or https://host:port.");
  }

  /** Returns whether a schema may follow the subject's latest one; also if there is none yet. */
  boolean isCompatible(String subject, Schema schema) throws QuittanceException {
    Answer answer =
        send(
            "POST",
            "compatibility/subjects/" + encoded(subject) + "/versions/latest",
            body(schema));
    if (answer.status == NOT_FOUND) {
      return true;
    }
    return answer.required().path("is_compatible").asBoolean(false);
  }

  /** Registers a schema; the same one again is the same version. Returns its id. */
  int register(String subject, Schema schema) throws QuittanceException {
    JsonNode id =
        send("POST", "subjects/" + encoded(subject) + "/versions", body(schema))
            .required()
            .path("id");
    if (!id.isInt()) {
      throw unexpected("it gave no schema id");
    }
    return id.intValue();
  }

  /** Has the registry refuse versions that break a promise. */
  void promise(String subject, String compatibility) throws QuittanceException {
    send(
            "PUT",
            "config/" + encoded(subject),
            JsonNodeFactory.instance.objectNode().put("compatibility", compatibility))
        .required();
  }

  private static ObjectNode body(Schema schema) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schemaType", "AVRO")
        .put("schema", schema.toString());
  }

  private Answer send(String method, String path, ObjectNode body) throws QuittanceException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", CONTENT)
            .header("Accept", CONTENT + ", application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
    credentials.ifPresent(
        known ->
            request.header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(known.getBytes(StandardCharsets.UTF_8))));
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw QuittanceException.failure(
          "No schema registry answers at " + base + ".", "Check the address given with --url.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QuittanceException.failure("The registration was interrupted.", "Run it again.", e);
    }
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }

  private QuittanceException unexpected(String what) {
    return QuittanceException.failure(
        "The schema registry at " + base + " did not do as it was asked: " + what + ".",
        "Check its address, version and access rules.");
  }

  /** What a registry answered. */
  private final class Answer {
    private final int status;
    private final String text;

    Answer(int status, String text) {
      this.status = status;
      this.text = text;
    }

    /** Returns the answer, which must be one of success. */
    JsonNode required() throws QuittanceException {
      JsonNode json;
      try {
        json = MAPPER.readTree(text);
      } catch (JsonProcessingException e) {
        throw unexpected("it answered with status " + status + " and no JSON");
      }
      if (status != OK) {
        throw unexpected(
            "status " + status + ", " + json.path("message").asText("without a message"));
      }
      return json;
    }
  }
}
