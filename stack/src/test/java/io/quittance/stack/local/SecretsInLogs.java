package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.file.QuittanceHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for a ledger's secret keys and payloads in logs, however they may be spelled. */
public final class SecretsInLogs {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  /** So many bytes of a payload in a row are no accident. */
  private static final int TELLING_BYTES = 12;

  private SecretsInLogs() {}

  /** Fails if one of the logs tells a secret key of a home, or a piece of a payload. */
  public static void assertNone(List<Path> logs, QuittanceHome home, List<byte[]> payloads)
      throws IOException {
    Set<String> telling = new TreeSet<>(keys(home));
    assertFalse(telling.isEmpty(), "no secret to look for");
    for (byte[] payload : payloads) {
      // The middle of a payload: beginnings are the same in all records of a kind.
      int from = payload.length / 2;
      byte[] piece = Arrays.copyOfRange(payload, from, from + TELLING_BYTES);
      telling.add(HexFormat.of().formatHex(piece));
      telling.add(Arrays.toString(piece).replaceAll("[\\[\\]]", ""));
      for (int shift = 0; shift < 3; shift++) {
        byte[] shifted = Arrays.copyOfRange(payload, from - shift, from + TELLING_BYTES);
        String base64 = Base64.getEncoder().encodeToString(shifted);
        telling.add(base64.substring(4, base64.length() - 4).toLowerCase(Locale.ROOT));
      }
    }
    for (Path log : logs) {
      String text =
          new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      assertTrue(!text.isBlank(), log + " is empty");
      for (String secret : telling) {
        assertFalse(text.contains(secret), log + " tells " + secret);
      }
    }
  }

  private static Set<String> keys(QuittanceHome home) throws IOException {
    Set<String> published = hex(home.networkFile());
    try (Stream<Path> files = Files.list(home.directory())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.equals(home.networkFile()))
          .flatMap(file -> hex(file).stream())
          .filter(key -> !published.contains(key))
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> hex(Path file) {
    try {
      return KEY.matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
