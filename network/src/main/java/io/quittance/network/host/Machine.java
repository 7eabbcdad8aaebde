package io.quittance.network.host;

import com.sun.management.UnixOperatingSystemMXBean;
import io.quittance.network.QuittanceException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What broker and Flink need of the machine they run on, asked before they start: they themselves
 * find out after minutes, and do not say it in words.
 */
public final class Machine {
  /** Fewest files that a broker and a Flink in one process must be allowed to open. */
  public static final int MIN_OPEN_FILES = 1_024;

  /** How long the machine's own name may take to be resolved. */
  static final Duration NAME_PATIENCE = Duration.ofSeconds(5);

  private Machine() {}

  /**
   * Checks this machine for a process that runs Flink.
   *
   * @throws QuittanceException if something is missing; the message says what
   */
  public static void requireUsable() throws QuittanceException {
    requireOpenFiles(allowedOpenFiles());
    requireExecutable(Path.of(System.getProperty("java.io.tmpdir")));
    requireName(Machine::ownAddress, NAME_PATIENCE);
  }

  /**
   * Checks that the machine knows the address of its own name, without which Flink does not start.
   */
  public static void requireName() throws QuittanceException {
    requireName(Machine::ownAddress, NAME_PATIENCE);
  }

  static void requireOpenFiles(long allowed) throws QuittanceException {
    if (allowed < MIN_OPEN_FILES) {
      throw QuittanceException.failure(
          "Only " + allowed + " files may be open at once, and " + MIN_OPEN_FILES + " are needed.",
          "Allow more with ulimit -n.");
    }
  }

  /** Native code is unpacked there and loaded from there: RocksDB's, and Kafka's compression. */
  static void requireExecutable(Path directory) throws QuittanceException {
    String advice = "Name another one with QUITTANCE_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY.";
    Path probe = null;
    try {
      probe = Files.createTempFile(directory, "quittance", ".so");
      if (!Files.getFileStore(probe).supportsFileAttributeView("posix")) {
        return;
      }
      Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwx------"));
      if (!Files.isExecutable(probe)) {
        throw QuittanceException.failure(
            "The directory for temporary files, " + directory + ", is mounted without exec.",
            advice);
      }
    } catch (IOException e) {
      throw QuittanceException.failure(
          "Nothing can be written to the directory for temporary files, "
              + directory
              + ": "
              + e.getMessage()
              + ".",
          advice,
          e);
    } finally {
      delete(probe);
    }
  }

  /** Finds the address of this machine's name, or says that there is none. */
  interface Resolver {
    InetAddress resolve() throws UnknownHostException;
  }

  static void requireName(Resolver resolver, Duration patience) throws QuittanceException {
    CompletableFuture<InetAddress> found = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              try {
                found.complete(resolver.resolve());
              } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
              }
            },
            "own-name");
    asking.setDaemon(true);
    asking.start();
    try {
      found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw QuittanceException.failure(
          "This machine does not know the address of its own name.",
          "Add a line \"127.0.0.1 NAME\" to /etc/hosts, where NAME is what hostname prints.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetAddress ownAddress() throws UnknownHostException {
    return InetAddress.getLocalHost();
  }

  private static long allowedOpenFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  private static void delete(Path probe) {
    try {
      if (probe != null) {
        Files.deleteIfExists(probe);
      }
    } catch (IOException left) {
      // An empty file among temporary ones.
      return;
    }
  }
}
