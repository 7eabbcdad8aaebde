package io.quittance.stack.local;

import io.quittance.network.QuittanceException;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.schemas.Acl;
import io.quittance.schemas.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that lets clients in over TLS with a name and a password, and allows each what its role
 * needs and nothing else. Its administrator comes in over a listener of its own.
 */
final class SecureBroker implements AutoCloseable {
  private static final String PASSWORD = "changeit";
  private static final int ITERATIONS = 4096;

  private final Path directory;
  private final EmbeddedBroker broker;
  private final int securePort;

  private SecureBroker(Path directory, EmbeddedBroker broker, int securePort) {
    this.directory = directory;
    this.broker = broker;
    this.securePort = securePort;
  }

  static SecureBroker start(Path directory) throws Exception {
    Path keys = makeKeys(directory, "broker");
    makeKeys(directory, "stranger");
    int adminPort = Ports.free(0);
    int controllerPort = Ports.free(0);
    int securePort = Ports.free(0);
    String listeners = "PLAINTEXT://127.0.0.1:" + adminPort + ",SASL_SSL://127.0.0.1:" + securePort;
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            directory.resolve("kafka"),
            adminPort,
            Map.ofEntries(
                Map.entry("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", listeners),
                Map.entry(
                    "listener.security.protocol.map",
                    "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                    "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("ssl.keystore.location", keys.toString()),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.password", PASSWORD),
                Map.entry(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS")));
    return new SecureBroker(directory, broker, securePort);
  }

  /** The address for its administrator. */
  String adminServers() {
    return broker.bootstrapServers();
  }

  /** The address for everybody else. */
  String bootstrapServers() {
    return "127.0.0.1:" + securePort;
  }

  /** Lets a user in who has a role. */
  void allow(Role role, String password) throws Exception {
    List<AclBinding> bindings = new ArrayList<>();
    for (Acl acl : role.acls()) {
      for (Acl.Operation operation : acl.operations()) {
        bindings.add(
            new AclBinding(
                new ResourcePattern(
                    ResourceType.valueOf(acl.resource().name()),
                    acl.name(),
                    acl.prefix() ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry(
                    "User:" + role.name(),
                    "*",
                    AclOperation.valueOf(operation.name()),
                    AclPermissionType.ALLOW)));
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", adminServers()))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      role.name(),
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                      password)))
          .all()
          .get();
      admin.createAcls(bindings).all().get();
    }
  }

  /** The properties file of a user who trusts the broker. */
  Path properties(String user, String password) throws IOException {
    return properties(user, password, "broker");
  }

  /** The properties file of a user who trusts somebody. */
  Path properties(String user, String password, String trusted) throws IOException {
    return Files.writeString(
        Files.createTempFile(directory, user, ".properties"),
        String.format(
            """
            security.protocol=SASL_SSL
            sasl.mechanism=SCRAM-SHA-512
            sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
              username="%s" password="%s";
            ssl.truststore.location=%s
            ssl.truststore.type=PKCS12
            ssl.truststore.password=%s
            """,
            user, password, directory.resolve(trusted + ".p12"), PASSWORD));
  }

  KafkaSettings settings(String user, String password) throws IOException, QuittanceException {
    return KafkaSettings.load(properties(user, password));
  }

  @Override
  public void close() {
    broker.close();
  }

  /** Makes a key with a certificate that it signs itself, in a store of its own. */
  private static Path makeKeys(Path directory, String name)
      throws IOException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
    return store;
  }
}
