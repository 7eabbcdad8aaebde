package io.quittance.jobs.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path directory;

  @Test
  void newest_noDirectory_isNone() {
    assertEquals(Optional.empty(), Checkpoints.newest(directory.resolve("missing")));
  }

  @Test
  void newest_withoutMetadata_isNone() throws IOException {
    Files.createDirectories(directory.resolve("job/chk-9"));
    assertEquals(Optional.empty(), Checkpoints.newest(directory));
  }

  @Test
  void newest_ofTwoJobs_isTheLastWritten() throws IOException {
    checkpoint("job-a/chk-90", 1_000);
    Path newest = checkpoint("job-b/chk-3", 2_000);
    Files.createDirectories(directory.resolve("job-b/chk-4"));
    checkpoint("job-b/taskowned", 9_000);
    assertEquals(Optional.of(newest), Checkpoints.newest(directory));
  }

  @Test
  void newest_sameMoment_isTheHigherNumber() throws IOException {
    Path newest = checkpoint("job/chk-10", 1_000);
    checkpoint("job/chk-9", 1_000);
    assertEquals(Optional.of(newest), Checkpoints.newest(directory));
  }

  @Test
  void newest_savepointOfAStoppedJob_isAsGoodAsACheckpoint() throws IOException {
    checkpoint("job/chk-10", 1_000);
    Path stopped = checkpoint("savepoint-0a1b2c-3d4e5f", 1_000);
    assertEquals(Optional.of(stopped), Checkpoints.newest(directory));
    Path newest = checkpoint("later-job/chk-11", 2_000);
    assertEquals(Optional.of(newest), Checkpoints.newest(directory));
  }

  @Test
  void newest_behindALink_isFound() throws IOException {
    checkpoint("disk/job/chk-10", 1_000);
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("disk"));
    assertEquals(Optional.of(link.resolve("job/chk-10")), Checkpoints.newest(link));
    Files.delete(link);
    Files.writeString(link, "a file, as when the disk is gone");
    assertEquals(Optional.empty(), Checkpoints.newest(link));
  }

  private Path checkpoint(String name, long modified) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve(name));
    Path metadata = Files.writeString(checkpoint.resolve("_metadata"), "");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(modified));
    return checkpoint;
  }
}
