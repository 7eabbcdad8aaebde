package io.quittance.network.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.network.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the editors of other systems leave them: with a byte order mark and blank lines. */
class TextFileTest {
  private static final String MARK = "\uFEFF";

  @TempDir Path directory;

  @Test
  void text_withAByteOrderMark_isReadWithoutIt() throws IOException {
    assertEquals("für\n\n", TextFile.read(written(MARK + "für\n\n")));
    assertEquals("für" + MARK, TextFile.read(written("für" + MARK)), "elsewhere it is a character");
    assertEquals("", TextFile.read(written("")));
  }

  @Test
  void text_thatIsNotUtf8_isRefused() throws IOException {
    Path file = Files.write(directory.resolve("latin"), new byte[] {'f', (byte) 0xfc, 'r'});
    assertThrows(IOException.class, () -> TextFile.read(file));
  }

  @Test
  void json_withAByteOrderMarkAndBlankLines_isRead() throws Exception {
    assertEquals("main", JsonDocument.parse("it", MARK + "{\"a\":\"main\"}\r\n\r\n").text("a"));
  }

  @Test
  void kafkaSettings_withAByteOrderMarkAndBlankLines_areRead() throws Exception {
    Path file = written(MARK + "client.id=alice\r\n\r\n\r\n");
    assertEquals(Map.of("client.id", "alice"), KafkaSettings.load(file).values());
  }

  private Path written(String text) throws IOException {
    return Files.writeString(directory.resolve("file"), text);
  }
}
