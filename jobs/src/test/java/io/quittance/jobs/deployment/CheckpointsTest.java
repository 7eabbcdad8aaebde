package io.quittance.jobs.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final JobID FIRST = JobID.fromHexString("aa".repeat(16));
  private static final JobID SECOND = JobID.fromHexString("bb".repeat(16));
  private static final JobID THIRD = JobID.fromHexString("cc".repeat(16));

  @TempDir Path temporary;
  private Path directory;
  private long written = 1_000_000;

  @BeforeEach
  void directory() throws IOException {
    directory = Files.createDirectories(temporary.resolve("checkpoints"));
  }

  @Test
  void newest_noDirectory_isNone() {
    assertEquals(Optional.empty(), Checkpoints.newest(directory.resolve("missing")));
  }

  @Test
  void newest_withoutMetadata_isNone() throws IOException {
    Files.createDirectories(directory.resolve(FIRST + "/chk-9"));
    assertEquals(Optional.empty(), Checkpoints.newest(directory));
  }

  @Test
  void newest_ofOneJob_isTheHighestNumberInTheFiles() throws IOException {
    Checkpoints.begin(directory, FIRST, Optional.empty());
    Path newest = checkpoint(FIRST + "/chk-10", 10);
    // Written later, as in a copy of the directory.
    checkpoint(FIRST + "/chk-9", 9);
    Files.createDirectories(directory.resolve(FIRST + "/chk-11"));
    checkpoint(FIRST + "/taskowned", 12);
    assertNewest(newest);
  }

  @Test
  void newest_savepointOfTheStoppedJob_countsByItsNumber() throws IOException {
    Checkpoints.begin(directory, FIRST, Optional.empty());
    Path stopped = checkpoint("savepoint-aaaaaa-3d4e5f", 11);
    checkpoint(FIRST + "/chk-10", 10);
    assertNewest(stopped);
    // The next job goes on with the number.
    Checkpoints.begin(directory, SECOND, Optional.of(stopped));
    assertNewest(stopped);
    // Of an older job whose id begins alike.
    checkpoint("savepoint-bbbbbb-000000", 7);
    assertNewest(stopped);
    Path next = checkpoint(SECOND + "/chk-12", 12);
    checkpoint("savepoint-aaaaaa-000000", 7);
    assertNewest(next);
  }

  @Test
  void newest_afterGoingBack_isNeverWhatWasTurnedAwayFrom() throws IOException {
    Path outside = checkpoint("../savepoints/savepoint-aaaaaa-1", 50);
    Checkpoints.begin(directory, FIRST, Optional.empty());
    checkpoint(FIRST + "/chk-100", 100);
    Checkpoints.begin(directory, SECOND, Optional.of(outside));
    assertEquals(Optional.of(outside.toRealPath()), Checkpoints.newest(directory).map(this::real));
    Path gone = checkpoint(SECOND + "/chk-51", 51);
    checkpoint(FIRST + "/chk-100", 100);
    assertNewest(gone);
    // A start that came to no checkpoint leaves the ones before it as they are.
    Checkpoints.begin(directory, THIRD, Optional.of(gone));
    assertNewest(gone);
  }

  @Test
  void newest_whereTheStateOfTheLastStartIsGone_isThatOfTheStartBefore() throws IOException {
    Checkpoints.begin(directory, FIRST, Optional.empty());
    Path newest = checkpoint(FIRST + "/chk-7", 7);
    Checkpoints.begin(directory, SECOND, Optional.of(directory.resolve(FIRST + "/chk-6")));
    assertNewest(newest);
    Checkpoints.begin(directory, THIRD, Optional.empty());
    assertEquals(Optional.empty(), Checkpoints.newest(directory), "a new ledger has no state yet");
  }

  @Test
  void newest_ofUnknownJobs_isTheHighestNumber() throws IOException {
    Path newest = checkpoint("savepoint-aaaaaa-3d4e5f", 91);
    checkpoint(FIRST + "/chk-90", 90);
    checkpoint(SECOND + "/chk-3", 3);
    assertNewest(newest);
  }

  @Test
  void newest_whoseMetadataIsCutOff_isPassedOver() throws IOException {
    Checkpoints.begin(directory, FIRST, Optional.empty());
    Path whole = checkpoint(FIRST + "/chk-7", 7);
    Path metadata = checkpoint(FIRST + "/chk-8", 8).resolve("_metadata");
    byte[] bytes = Files.readAllBytes(metadata);
    for (int length : List.of(0, 4, 12, bytes.length - 1)) {
      Files.write(metadata, Arrays.copyOf(bytes, length));
      assertNewest(whole);
    }
    Files.write(metadata, bytes);
    assertNewest(metadata.getParent());
  }

  @Test
  void newest_behindALink_isFound() throws IOException {
    checkpoint("disk/" + FIRST + "/chk-10", 10);
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("disk"));
    assertEquals(Optional.of(link.resolve(FIRST + "/chk-10")), Checkpoints.newest(link));
    Checkpoints.begin(link, SECOND, Optional.empty());
    assertEquals(Optional.empty(), Checkpoints.newest(link));
    Files.delete(link);
    Files.writeString(link, "a file, as when the disk is gone");
    assertEquals(Optional.empty(), Checkpoints.newest(link));
    assertThrows(
        IllegalStateException.class, () -> Checkpoints.begin(link, SECOND, Optional.empty()));
  }

  @Test
  void newest_inADirectoryThatWasMoved_isFoundThere() throws IOException {
    Path before = directory.resolve("before");
    Path state = checkpoint("before/savepoint-cccccc-1", 4);
    // Turned away from: taken only if where the job was started from cannot be found.
    checkpoint("before/" + SECOND + "/chk-9", 9);
    Checkpoints.begin(before, FIRST, Optional.of(state));
    Path after = Files.move(before, directory.resolve("after, moved [1]"));
    assertEquals(Optional.of(after.resolve("savepoint-cccccc-1")), Checkpoints.newest(after));
  }

  @Test
  void starts_moreThanAreKept_forgetTheOldest() throws IOException {
    for (int i = 0; i < 102; i++) {
      Checkpoints.begin(directory, new JobID(), Optional.empty());
    }
    Checkpoints.begin(directory, FIRST, Optional.empty());
    assertEquals(100, Files.readAllLines(directory.resolve("starts.jsonl")).size());
    Path newest = checkpoint(FIRST + "/chk-2", 2);
    checkpoint(SECOND + "/chk-9", 9);
    assertNewest(newest);
  }

  private void assertNewest(Path expected) {
    assertEquals(Optional.of(expected), Checkpoints.newest(directory));
  }

  private Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes a state with a number; each is written earlier than the ones before, as files say. */
  private Path checkpoint(String name, long number) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve(name));
    Path metadata = checkpoint.resolve("_metadata");
    try (OutputStream out = Files.newOutputStream(metadata)) {
      org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(number, List.of(), List.of()), out);
    }
    written -= 1_000;
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(written));
    return checkpoint;
  }
}
