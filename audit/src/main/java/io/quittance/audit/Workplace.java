package io.quittance.audit;

import io.quittance.network.WalletException;
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
  private final long intervalNanos;
  private long lastSnapshot = System.nanoTime();

  private Workplace(
      AuditStore store, Path work, Optional<Snapshots> snapshots, long intervalNanos) {
    this.store = store;
    this.work = work;
    this.snapshots = snapshots;
    this.intervalNanos = intervalNanos;
  }

  /** Opens it where the last snapshot was made, or anew. */
  static Workplace open(AuditOptions options) throws WalletException {
    Optional<Snapshots> snapshots =
        options.state().isPresent()
            ? Optional.of(Snapshots.in(options.state().get()))
            : Optional.empty();
    Path work = snapshots.isPresent() ? snapshots.get().restore() : temporary();
    return new Workplace(
        AuditStore.open(work), work, snapshots, options.snapshotInterval().toNanos());
  }

  private static Path temporary() throws WalletException {
    try {
      return Files.createTempDirectory("quittance-audit");
    } catch (IOException e) {
      throw WalletException.failure(
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
  void snapshot() throws WalletException {
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
    }
  }
}
