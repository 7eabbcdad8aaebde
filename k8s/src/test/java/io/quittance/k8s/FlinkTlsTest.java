package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.net.SSLUtils;
import org.apache.flink.runtime.rest.RestClient;
import org.apache.flink.runtime.rest.messages.ClusterOverviewHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The keys that the README has an operator make, and what the manifests tell Flink of them: a job's
 * processes speak with each other, and its REST interface with Flink's operator, and with nobody
 * else.
 */
@Timeout(300)
class FlinkTlsTest {
  private static final String MOUNTED = "/opt/quittance/flink-tls/";
  private static final String SETTLEMENT = "settlement-rest.quittance";
  private static final String WINDOWS = "windows-rest.quittance-windows";

  /** What the operator's chart has by the names of its settings, and the README by its commands. */
  private static final String PASSWORD = "quittance";

  private static final Pattern REST_KEYS = Pattern.compile("(?s)```\n(for name in .*?)```");
  private static final Pattern KEYTOOL =
      Pattern.compile("(?m)^(keytool -genkeypair (?:.*\\\\\\n)*.*)$");

  @TempDir static Path directory;
  private static Path ours;
  private static Path others;

  @BeforeAll
  static void makeKeys() throws Exception {
    ours = key("ours");
    others = key("others");
    make(REST_KEYS, ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base/flink/settlement.yaml", "base/windows/windows.yaml"})
  void processes_withTheOperatorsKey_speakWithEachOther(String manifest) throws Exception {
    Configuration flink = settings(manifest, ours);
    assertTrue(SecurityOptions.isInternalSSLEnabled(flink));
    assertEquals('!', exchange(flink, flink));
  }

  @Test
  void process_withAnotherKey_isLetInByNone_norBelieved() throws Exception {
    Configuration job = settings("base/flink/settlement.yaml", ours);
    Configuration stranger = settings("base/flink/settlement.yaml", others);
    assertThrows(SSLException.class, () -> exchange(job, stranger));
    // A client that believes anybody is let in by nobody all the same: it must show the key, too.
    String believed = "security.ssl.internal.truststore";
    stranger.setString(believed, job.getString(believed, ""));
    assertThrows(IOException.class, () -> exchange(job, stranger));
  }

  @Test
  void restInterfaces_letInFlinksOperator_andNobodyElse() throws Exception {
    assertLetsInTheOperatorOnly("base/flink/settlement.yaml", SETTLEMENT, WINDOWS);
    assertLetsInTheOperatorOnly("base/windows/windows.yaml", WINDOWS, SETTLEMENT);
  }

  /** Whoever else has a key, or none, is not let in, even if he believes anybody. */
  @SuppressWarnings("try") // The cluster's close() may be interrupted; nobody interrupts here.
  private static void assertLetsInTheOperatorOnly(String manifest, String name, String other)
      throws Exception {
    Files.copy(
        ours.resolve(name + ".p12"), ours.resolve("rest.p12"), StandardCopyOption.REPLACE_EXISTING);
    Configuration job = settings(manifest, ours);
    Path operator = ours.resolve("operator.p12");
    Path stranger = others.resolve("internal.p12");
    try (MiniCluster flink = start(job)) {
      URI rest = flink.getRestAddress().get();
      assertEquals("https", rest.getScheme());
      assertEquals(1, taskManagers(rest, client(job, operator, operator)));
      assertRefused(rest, client(job, stranger, operator));
      assertRefused(rest, client(job, ours.resolve(other + ".p12"), operator));
      Configuration keyless = client(job, operator, operator);
      keyless.set(SecurityOptions.SSL_REST_AUTHENTICATION_ENABLED, false);
      assertRefused(rest, keyless);
      assertRefused(rest, new Configuration());
      // Nor does the operator believe somebody who only says that he is the job.
      assertRefused(rest, client(job, operator, stranger));
    }
  }

  private static void assertRefused(URI rest, Configuration client) {
    assertThrows(ExecutionException.class, () -> taskManagers(rest, client), client.toString());
  }

  private static MiniCluster start(Configuration job) throws Exception {
    Configuration settings = new Configuration(job);
    settings.set(RestOptions.ADDRESS, "localhost");
    settings.set(RestOptions.BIND_PORT, "0");
    MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .build());
    flink.start();
    return flink;
  }

  /** A job's settings as its client: the operator puts its own files in the place of the job's. */
  private static Configuration client(Configuration job, Path key, Path believed) {
    Configuration client = new Configuration(job);
    client.set(SecurityOptions.SSL_REST_KEYSTORE, key.toString());
    client.set(SecurityOptions.SSL_REST_KEYSTORE_PASSWORD, PASSWORD);
    client.set(SecurityOptions.SSL_REST_KEY_PASSWORD, PASSWORD);
    client.set(SecurityOptions.SSL_REST_TRUSTSTORE, believed.toString());
    client.set(SecurityOptions.SSL_REST_TRUSTSTORE_PASSWORD, PASSWORD);
    return client;
  }

  @SuppressWarnings("try") // The client's close() may be interrupted; nobody interrupts here.
  private static int taskManagers(URI rest, Configuration settings) throws Exception {
    try (RestClient client = new RestClient(settings, Runnable::run)) {
      return client
          .sendRequest(rest.getHost(), rest.getPort(), ClusterOverviewHeaders.getInstance())
          .get()
          .getNumTaskManagersConnected();
    }
  }

  /** Makes a key by the command that stands in the README. */
  private static Path key(String name) throws Exception {
    Path place = Files.createDirectory(directory.resolve(name));
    make(KEYTOOL, place);
    return place;
  }

  /** Runs a command of the README, in a directory. */
  private static void make(Pattern what, Path place) throws Exception {
    Matcher command = what.matcher(Files.readString(Yaml.FOLDER.resolve("README.md")));
    assertTrue(command.find(), "the README says how the keys are made");
    Path output = place.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", command.group(1))
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    shell.environment().merge("PATH", java, (path, first) -> first + ":" + path);
    assertEquals(0, shell.start().waitFor(), Files.readString(output));
  }

  /** Returns what a manifest tells Flink of TLS, with the secret's files in a directory. */
  private static Configuration settings(String manifest, Path secret) {
    JsonNode flink =
        Yaml.read(Yaml.FOLDER.resolve(manifest)).path("spec").path("flinkConfiguration");
    Configuration settings = new Configuration();
    for (Map.Entry<String, JsonNode> setting : flink.properties()) {
      if (setting.getKey().startsWith("security.ssl.")) {
        settings.setString(
            setting.getKey(), setting.getValue().asText().replace(MOUNTED, secret + "/"));
      }
    }
    return settings;
  }

  /** Sends a byte from a server with some settings to a client with others. */
  private static int exchange(Configuration server, Configuration client) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket entrance =
        SSLUtils.createSSLServerSocketFactory(server).createServerSocket(0, 1, here)) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = entrance.accept()) {
                  socket.getOutputStream().write('!');
                } catch (IOException e) {
                  throw new CompletionException(e);
                }
              });
      try (Socket socket =
          SSLUtils.createSSLClientSocketFactory(client)
              .createSocket(here, entrance.getLocalPort())) {
        ((SSLSocket) socket).startHandshake();
        int received = socket.getInputStream().read();
        served.join();
        return received;
      }
    }
  }
}
