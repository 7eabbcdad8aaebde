package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A statement's file opens with what it proves, what it does not prove, what must come with it, and
 * where each field stands.
 */
class StatementHeaderTest {
  static final List<String> TYPES = Vectors.TYPES;

  private static final Path SOURCES = Path.of("src/main/java/io/quittance/verifier");
  private static final Pattern ROW = Pattern.compile(" \\* +(\\d+) +(\\d+) +(\\S.*)");

  @ParameterizedTest
  @FieldSource("TYPES")
  void header_saysWhatIsProvedAndWhatNotAndWhereFieldsStand(String type) throws IOException {
    String header = header(type);
    String text = header.replaceAll("\\s+\\*\\s+", " ");
    for (String part :
        List.of("Proof that", "<b>It does not prove</b>", "<b>It must come with</b>")) {
      assertTrue(text.contains(part), type + " lacks: " + part);
    }
    int end = 0;
    List<String> gaps = new ArrayList<>();
    Matcher row = ROW.matcher(header);
    while (row.find()) {
      int offset = Integer.parseInt(row.group(1));
      if (offset != end) {
        gaps.add(row.group() + " does not stand at " + end);
      }
      end = offset + Integer.parseInt(row.group(2));
    }
    assertEquals(List.of(), gaps);
    // The table of the range proof ends with rows whose offsets depend on its size.
    int bytes = TranscriptGoldenTest.layout(type).bytes();
    assertEquals(type.startsWith("BatchedRangeProof") ? 488 : bytes, end, type);
  }

  private static String header(String type) throws IOException {
    Path file =
        type.startsWith("BatchedRangeProof")
            ? SOURCES.resolve("range/BatchedRangeProof.java")
            : SOURCES.resolve("sigma/" + type + ".java");
    String source = Files.readString(file);
    return source.substring(source.indexOf("/**"), source.indexOf("public final class"));
  }
}
