package io.quittance.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whether the documentation shows the example; that it pays is tested over a broker. */
class WalletExampleTest {
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/quittance/wallet/WalletExample.java");
  private static final Path DOCUMENTATION =
      Path.of("src/main/java/io/quittance/wallet/package-info.java");

  @Test
  void documentation_showsTheExampleAsItIs() throws IOException {
    String example =
        Files.readAllLines(EXAMPLE).stream()
            .dropWhile(line -> !line.equals("  // example"))
            .skip(1)
            .takeWhile(line -> !line.equals("  // end of the example"))
            .map(line -> line.isEmpty() ? line : line.substring(2))
            .collect(Collectors.joining("\n"));
    String shown =
        Files.readAllLines(DOCUMENTATION).stream()
            .dropWhile(line -> !line.equals(" * <pre>{@code"))
            .skip(1)
            .takeWhile(line -> !line.equals(" * }</pre>"))
            .map(line -> line.equals(" *") ? "" : line.substring(3))
            .collect(Collectors.joining("\n"));
    assertEquals(example, shown);
  }
}
