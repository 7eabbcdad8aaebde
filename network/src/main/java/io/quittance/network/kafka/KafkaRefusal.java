package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Why a Kafka cluster did not do what it was asked, in one sentence: who was not believed or not
 * allowed, and to do what with which topic.
 */
public final class KafkaRefusal {
  /** What Kafka calls a client that proves nothing about itself. */
  private static final String NOBODY = "ANONYMOUS";

  private static final Pattern USERNAME = Pattern.compile("\\busername\\s*=\\s*\"?([^\";\\s]+)");

  private KafkaRefusal() {}

  /** What was refused when reading was tried. */
  public static QuittanceException of(
      String bootstrapServers, KafkaSettings kafka, KafkaException refusal) {
    return of(bootstrapServers, kafka, "READ", refusal);
  }

  /** What was refused when an operation was tried, by Kafka's name of it. */
  public static QuittanceException of(
      String bootstrapServers, KafkaSettings kafka, String operation, Throwable refusal) {
    return QuittanceException.failure(
        sentence(kafka.client(bootstrapServers), operation, refusal),
        advice(kafka, refusal),
        refusal);
  }

  /** Whether the cluster knows who asks, or whom it asks, and says no: nothing has been done. */
  public static boolean isFinal(Throwable refusal) {
    return refusal instanceof AuthorizationException || refusal instanceof AuthenticationException;
  }

  /**
   * What was refused.
   *
   * @param client settings of the client that asked
   * @param operation what it tried, by Kafka's name
   */
  public static String sentence(Properties client, String operation, Throwable refusal) {
    String servers = client.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (refusal instanceof TopicAuthorizationException denied) {
      return String.format(
          "The brokers at %s deny %s to %s topic %s.",
          servers,
          principal(client),
          operation,
          denied.unauthorizedTopics().stream().sorted().collect(Collectors.joining(", ")));
    } else if (refusal instanceof GroupAuthorizationException denied) {
      return String.format(
          "The brokers at %s deny %s to %s consumer group %s.",
          servers, principal(client), operation, denied.groupId());
    } else if (refusal instanceof TransactionalIdAuthorizationException) {
      return String.format(
          "The brokers at %s deny %s to WRITE with its transactional ids.",
          servers, principal(client));
    } else if (refusal instanceof AuthorizationException denied) {
      return String.format(
          "The brokers at %s deny %s to %s: %s.",
          servers, principal(client), operation, reason(denied));
    } else if (refusal instanceof SslAuthenticationException) {
      return String.format(
          "The certificate of the brokers at %s is not trusted, or they do not trust ours: %s.",
          servers, reason(deepest(refusal)));
    } else if (refusal instanceof AuthenticationException) {
      return String.format(
          "The brokers at %s do not believe that this is %s: wrong name, password or %s.",
          servers, principal(client), SaslConfigs.SASL_MECHANISM);
    } else if (refusal instanceof TimeoutException) {
      return "No network answers at " + servers + ".";
    }
    Throwable cause = refusal.getMessage() == null ? deepest(refusal) : refusal;
    boolean ours =
        refusal instanceof ConfigException || refusal.getCause() instanceof KafkaException;
    return ours
        ? "Kafka's client cannot be set so: " + reason(deepest(refusal)) + "."
        : "The broker at " + servers + " refused: " + reason(cause) + ".";
  }

  private static String advice(KafkaSettings kafka, Throwable refusal) {
    if (refusal instanceof AuthorizationException) {
      return "Ask the cluster's administrator for it, or name another user with --kafka-config.";
    } else if (refusal instanceof AuthenticationException) {
      return "Correct " + kafka.source() + ", or name another file with --kafka-config.";
    } else if (refusal instanceof TimeoutException && kafka.values().isEmpty()) {
      return "Start a local network with ./quittance up, name another with --bootstrap-servers,"
          + " or say with --kafka-config how to log in if it wants TLS.";
    } else if (refusal instanceof TimeoutException) {
      return "Name the network's brokers with --bootstrap-servers, and check security.protocol in "
          + kafka.source()
          + ".";
    }
    return kafka.values().isEmpty()
        ? "Start a local network with ./quittance up, or name another with --bootstrap-servers."
        : "Correct " + kafka.source() + ", or name another file with --kafka-config.";
  }

  /** Who a client with these settings says it is, as far as they tell. */
  public static String principal(Properties client) {
    String protocol =
        client
            .getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
            .toUpperCase(Locale.ROOT);
    if (protocol.startsWith("SASL")) {
      return jaas(client)
          .map(USERNAME::matcher)
          .filter(Matcher::find)
          .map(found -> "user " + found.group(1))
          .orElse("this user");
    }
    return protocol.equals("SSL") ? "the owner of this certificate" : "user " + NOBODY;
  }

  private static Optional<String> jaas(Properties client) {
    try {
      // References to files and variables are resolved by Kafka's own reader.
      return Optional.ofNullable(
              new AdminClientConfig(client).getPassword(SaslConfigs.SASL_JAAS_CONFIG))
          .map(Password::value);
    } catch (ConfigException unreadable) {
      return Optional.empty();
    }
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String reason(Throwable failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
  }
}
