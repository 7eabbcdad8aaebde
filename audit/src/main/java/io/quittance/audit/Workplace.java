package io.quittance.audit;

import io.quittance.network.QuittanceException;
import io.quittance.network.document.DirectoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** Where an audit keeps its store while it is at work, and its snapshots if it has any. */
final class Workplace implements AutoCloseable {
  private final AuditStore store;
  private final Path work;
  private final Optional<Snapshots> snapshots;
  private final Optional<DirectoryLock> lock;
  private final long intervalNanos;
  private long lastSnapshot = System.nanoTime();

  private Workplace(
      AuditStore store,
      Path work,
      Optional<Snapshots> snapshots,
      Optional<DirectoryLock> lock,
      long intervalNanos) {
    this.store = store;
    this.work = work;
    this.snapshots = snapshots;
    this.lock = lock;
    this.intervalNanos = intervalNanos;
  }

  /** Opens it where the last snapshot was made, or anew. */
  static Workplace open(AuditOptions options) throws QuittanceException {
    if (options.state().isEmpty()) {
      Path work = temporary();
      return new Workplace(AuditStore.open(work), work, Optional.empty(), Optional.empty(), 0);
    }
    DirectoryLock lock = take(options.state().get());
    boolean opened = false;
    try {
      Snapshots snapshots = Snapshots.in(options.state().get());
      Path work = snapshots.restore();
      Workplace workplace =
          new Workplace(
              AuditStore.open(work),
              work,
              Optional.of(snapshots),
              Optional.of(lock),
              options.snapshotInterval().toNanos());
      opened = true;
      return workplace;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static DirectoryLock take(Path state) throws QuittanceException {
    try {
      return DirectoryLock.tryTake(state)
          .orElseThrow(
              () ->
                  QuittanceException.failure(
                      "Another audit is at work with the state in " + state + ".",
                      "Wait until it has ended, or name another directory with --state."));
    } catch (IOException e) {
      throw Snapshots.failed(state, e);
    }
  }

  private static Path temporary() throws QuittanceException {
    try {
      return Files.createTempDirectory("quittance-audit");
    } catch (IOException e) {
      throw QuittanceException.failure(
          "The audit finds no place for what it must remember: " + e.getMessage() + ".",
          "Name a directory with --state.",
          e);
    }
  }

  AuditStore store() {
    return store;
  }

  /** Whether too much would have to be done again if the audit ended now. */
  boolean snapshotIsDue() {
    return snapshots.isPresent() && System.nanoTime() - lastSnapshot >= intervalNanos;
  }

  /** Makes a snapshot, if snapshots are made at all. */
  void snapshot() throws QuittanceException {
    if (snapshots.isPresent()) {
      snapshots.get().write(store);
      lastSnapshot = System.nanoTime();
    }
  }

  @Override
  public void close() {
    store.close();
    try {
      Utils.delete(work.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("the audit's work could not be deleted", e);
    } finally {
      lock.ifPresent(DirectoryLock::close);
    }
  }
}
