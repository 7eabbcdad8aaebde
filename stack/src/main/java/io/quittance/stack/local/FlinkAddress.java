package io.quittance.stack.local;

import io.quittance.network.file.QuittanceHome;
import io.quittance.network.host.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The address of the Flink that runs on a home, kept in a file for commands in other terminals. */
public final class FlinkAddress {
  private FlinkAddress() {}

  /**
   * Returns the address of its web UI.
   *
   * @throws IllegalStateException if nothing runs on the home
   */
  public static URI read(QuittanceHome home) {
    Path file = file(home);
    try {
      if (Files.exists(file)) {
        return URI.create(Files.readString(file).trim());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
    throw new IllegalStateException(
        "nothing runs on "
            + home.directory()
            + "; start './quittance up' or './quittance cluster up' first");
  }

  /** Keeps the address. */
  public static void write(QuittanceHome home, URI webUi) {
    try {
      DurableFile.createDirectories(file(home).getParent());
      DurableFile.replace(file(home), (webUi + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the address of Flink cannot be written", e);
    }
  }

  /** Forgets the address: nothing runs there any more. */
  public static void delete(QuittanceHome home) {
    try {
      Files.deleteIfExists(file(home));
    } catch (IOException e) {
      throw new UncheckedIOException("the address of Flink cannot be removed", e);
    }
  }

  private static Path file(QuittanceHome home) {
    return home.directory().toAbsolutePath().resolve("stack").resolve("flink-address");
  }
}
