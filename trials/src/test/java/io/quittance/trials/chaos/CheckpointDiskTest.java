package io.quittance.trials.chaos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDiskTest {
  @TempDir private Path stack;

  @Test
  void takeAway_untilPutBack_nothingCanBeReadOrWritten() throws IOException {
    try (CheckpointDisk disk = CheckpointDisk.in(stack)) {
      Path checkpoint = stack.resolve("checkpoints/one");
      Files.write(checkpoint, new byte[] {1});
      disk.takeAway();
      assertThrows(IOException.class, () -> Files.readAllBytes(checkpoint));
      assertThrows(IOException.class, () -> Files.write(checkpoint, new byte[] {2}));
      disk.putBack();
      assertArrayEquals(new byte[] {1}, Files.readAllBytes(checkpoint));
    }
  }

  @Test
  void fill_untilPutBack_canBeReadAndNotWritten() throws IOException {
    try (CheckpointDisk disk = CheckpointDisk.in(stack)) {
      assumeTrue(disk.isSmall(), "this user may not mount file systems");
      Path checkpoint = stack.resolve("checkpoints/one");
      Files.write(checkpoint, new byte[] {1});
      disk.fill();
      assertArrayEquals(new byte[] {1}, Files.readAllBytes(checkpoint));
      Path next = stack.resolve("checkpoints/two");
      assertThrows(IOException.class, () -> Files.write(next, new byte[1 << 20]));
      disk.putBack();
      Files.write(next, new byte[1 << 20]);
      assertEquals(1 << 20, Files.size(next));
    }
    assertArrayEquals(
        new byte[] {1}, Files.readAllBytes(stack.resolve("checkpoints/one")), "kept when closed");
  }
}
