package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkPathsTest {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "my home",
          "50%",
          "%20",
          "a#b",
          "a?b",
          "a,b",
          "x[1]",
          "a:b",
          "hömé",
          "日本",
          "a;b",
          "'q'",
          "\"q\"",
          "a+b",
          "$HOME",
          "${x}",
          "~",
          "*",
          " leading",
          "trailing ",
          "-x",
          "a&b=c");

  @TempDir Path directory;

  @Test
  void path_spelledForFlink_isTheOneThatFlinkWritesTo() throws Exception {
    for (String name : NAMES) {
      Path file = directory.resolve(name).resolve("inside " + name).resolve("file");
      var path = new org.apache.flink.core.fs.Path(FlinkPaths.of(file));
      try (FSDataOutputStream out =
          path.getFileSystem().create(path, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write(7);
      }
      assertTrue(Files.isRegularFile(file), name);
      assertEquals(file, FlinkPaths.parse(path.toString()), name);
      assertEquals(file, FlinkPaths.parse(FlinkPaths.of(file)), name);
      assertEquals(file, FlinkPaths.parse("file://" + file), name);
      assertEquals(file, FlinkPaths.parse(file.toString()), name);
    }
  }

  @Test
  void path_relative_isTheAbsoluteOne() {
    assertEquals("file:" + Path.of("a b").toAbsolutePath(), FlinkPaths.of(Path.of("x/../a b")));
  }

  @Test
  void path_thatFlinkCannotName_isRefused() {
    Path named = directory.resolve("back\\slash").resolve("inside");
    String message =
        assertThrows(IllegalArgumentException.class, () -> FlinkPaths.of(named)).getMessage();
    assertTrue(message.contains("back\\slash"), message);
  }
}
