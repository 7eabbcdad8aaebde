package io.quittance.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.net.SSLUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The key that the README has an operator make, and what the manifests tell Flink of it: processes
 * that have it speak with each other, and with nobody else.
 */
@Timeout(120)
class FlinkTlsTest {
  private static final String MOUNTED = "/opt/quittance/flink-tls/";
  private static final Pattern KEYTOOL =
      Pattern.compile("(?m)^keytool (-genkeypair (?:.*\\\\\\n)*.*)$");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"base/flink/settlement.yaml", "base/windows/windows.yaml"})
  void processes_withTheOperatorsKey_speakWithEachOther(String manifest) throws Exception {
    Configuration flink = settings(manifest, key("one"));
    assertTrue(SecurityOptions.isInternalSSLEnabled(flink));
    assertEquals('!', exchange(flink, flink));
  }

  @Test
  void process_withAnotherKey_isLetInByNone_norBelieved() throws Exception {
    Configuration ours = settings("base/flink/settlement.yaml", key("one"));
    Configuration others = settings("base/flink/settlement.yaml", key("other"));
    assertThrows(SSLException.class, () -> exchange(ours, others));
    // A client that believes anybody is let in by nobody all the same: it must show the key, too.
    Configuration credulous = settings("base/flink/settlement.yaml", key("third"));
    credulous.setString(
        "security.ssl.internal.truststore", ours.getString("security.ssl.internal.truststore", ""));
    assertThrows(IOException.class, () -> exchange(ours, credulous));
  }

  /** Makes a key by the command that stands in the README. */
  private Path key(String name) throws Exception {
    Matcher command = KEYTOOL.matcher(Files.readString(Yaml.FOLDER.resolve("README.md")));
    assertTrue(command.find(), "the README says how the key is made");
    Path place = Files.createDirectory(directory.resolve(name));
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String line = keytool + " " + command.group(1).replace("\\\n", " ");
    Process process =
        new ProcessBuilder(line.trim().split("\\s+"))
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("output").toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(place.resolve("output")));
    return place;
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
