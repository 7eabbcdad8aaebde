package io.quittance.stack.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.util.Reference;

/**
 * What the Flink clusters of this process call each other through: one for all of them, since each
 * has a class loader of its own, and loads and warms up some thousands of classes.
 */
final class FlinkRpc {
  /** Loads it when it is first asked for. */
  private static final class Loaded {
    private static final RpcSystem SYSTEM = load();
  }

  private FlinkRpc() {}

  /** Returns the process's own, which no cluster closes. */
  static Reference<RpcSystem> borrowed() {
    return Reference.borrowed(Loaded.SYSTEM);
  }

  /** Its 20 MB of classes lie in a file as long as the process lives. */
  private static RpcSystem load() {
    try {
      Path directory = Files.createTempDirectory("quittance-flink");
      RpcSystem system =
          RpcSystem.load(new Configuration().set(CoreOptions.TMP_DIRS, directory.toString()));
      directory.toFile().deleteOnExit();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        files.forEach(file -> file.toFile().deleteOnExit());
      }
      return system;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no directory can be made in " + System.getProperty("java.io.tmpdir"), e);
    }
  }
}
