package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFileTest {
  private static final int LINE = 1 << 20;

  @TempDir Path directory;

  @Test
  void messages_warningsAndWorse_standInTheFile() throws Exception {
    Path file = directory.resolve("stack.log");
    LogFile.use(file);
    Logger logger = LoggerFactory.getLogger("somebody");
    logger.info("a trifle");
    logger.warn("a warning");
    LoggerFactory.getLogger("org.apache.flink.metrics.MetricGroup").warn("over and over");
    String text = Files.readString(file);
    assertTrue(text.contains("a warning"), text);
    assertFalse(text.contains("a trifle"), text);
    assertFalse(text.contains("over and over"), text);
  }

  @Test
  void files_overTheirLimit_areMovedAsideAndTheOldestGo() throws Exception {
    assertMovedAside(directory.resolve("plain"));
  }

  @Test
  void directory_withCharactersThatMeanSomethingToTheLogger_isTakenAsItIs() throws Exception {
    assertMovedAside(directory.resolve("50%d{yyyy} %i ${java:version} $${x} [1],#?"));
  }

  private static void assertMovedAside(Path directory) throws Exception {
    LogFile.use(directory.resolve("stack.log"));
    Logger logger = LoggerFactory.getLogger("somebody");
    String line = "x".repeat(LINE);
    for (int i = 0; i < 65; i++) {
      logger.warn(line);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(1 + LogFile.OLD_FILES, files.count());
    }
  }
}
