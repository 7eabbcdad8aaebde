package io.quittance.audit;

import io.quittance.network.QuittanceException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.rocksdb.Checkpoint;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteOptions;

/**
 * All that an audit must remember, on disk: so its memory does not grow with the logs. Keys of a
 * table are ordered as unsigned bytes.
 */
final class AuditStore implements AutoCloseable {
  private static final long WRITE_BUFFER_BYTES = 32L << 20;

  private final Options options = new Options();
  private final WriteOptions unlogged = new WriteOptions();
  private final RocksDB database;

  /** What is done with an entry; the arrays are the visitor's own. */
  interface Visitor {
    /** Returns whether to go on. */
    boolean visit(byte[] key, byte[] value) throws QuittanceException;
  }

  private AuditStore(Path directory) throws RocksDBException {
    options
        .setCreateIfMissing(true)
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
    // What is not in a snapshot is read again from the logs, so nothing need be logged here.
    unlogged.setDisableWAL(true);
    database = RocksDB.open(options, directory.toString());
  }

  /** Opens a store in a directory, a new one if it is empty. */
  static AuditStore open(Path directory) throws QuittanceException {
    RocksDB.loadLibrary();
    try {
      return new AuditStore(directory);
    } catch (RocksDBException e) {
      throw failed(directory, e);
    }
  }

  /** Returns a key of several parts. */
  static byte[] key(byte[] first, long... rest) {
    ByteBuffer key = ByteBuffer.allocate(first.length + rest.length * Long.BYTES).put(first);
    for (long part : rest) {
      key.putLong(part);
    }
    return key.array();
  }

  /** Returns a key of numbers. */
  static byte[] key(long... parts) {
    return key(new byte[0], parts);
  }

  Optional<byte[]> get(Table table, byte[] key) {
    try {
      return Optional.ofNullable(database.get(prefixed(table, key)));
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  void put(Table table, byte[] key, byte[] value) {
    try {
      database.put(unlogged, prefixed(table, key), value);
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  void delete(Table table, byte[] key) {
    try {
      database.delete(unlogged, prefixed(table, key));
    } catch (RocksDBException e) {
      throw broken(e);
    }
  }

  /** Visits a table's entries whose keys begin so, in their order. */
  void scan(Table table, byte[] beginning, Visitor visitor) throws QuittanceException {
    scan(table, beginning, beginning, visitor);
  }

  /** Visits a table's entries whose keys begin so, from a key on, in their order. */
  void scan(Table table, byte[] beginning, byte[] from, Visitor visitor) throws QuittanceException {
    try (Cursor entries = new Cursor(table, beginning, from)) {
      boolean more = true;
      while (more && entries.isValid()) {
        more = visitor.visit(entries.key(), entries.value());
        entries.next();
      }
    }
  }

  /** Returns a cursor over the entries of a table whose keys begin so. */
  Cursor cursor(Table table, byte[] beginning) {
    return new Cursor(table, beginning, beginning);
  }

  /** Entries of a table as they were when it was opened, one after the other. */
  final class Cursor implements AutoCloseable {
    private final Slice end;
    private final ReadOptions range;
    private final RocksIterator entries;

    private Cursor(Table table, byte[] beginning, byte[] from) {
      end = new Slice(after(prefixed(table, beginning)));
      range = new ReadOptions().setIterateUpperBound(end);
      entries = database.newIterator(range);
      entries.seek(prefixed(table, from));
    }

    /** Returns whether there is an entry. */
    boolean isValid() {
      try {
        entries.status();
      } catch (RocksDBException e) {
        throw broken(e);
      }
      return entries.isValid();
    }

    byte[] key() {
      byte[] key = entries.key();
      return Arrays.copyOfRange(key, 1, key.length);
    }

    byte[] value() {
      return entries.value();
    }

    void next() {
      entries.next();
    }

    @Override
    public void close() {
      entries.close();
      range.close();
      end.close();
    }
  }

  /** Writes all that is in the store at this moment into a new directory. */
  void copyTo(Path directory) throws QuittanceException {
    try (Checkpoint checkpoint = Checkpoint.create(database)) {
      checkpoint.createCheckpoint(directory.toString());
    } catch (RocksDBException e) {
      throw failed(directory, e);
    }
  }

  @Override
  public void close() {
    database.close();
    unlogged.close();
    options.close();
  }

  private static byte[] prefixed(Table table, byte[] key) {
    return ByteBuffer.allocate(1 + key.length).put(table.prefix()).put(key).array();
  }

  /** Returns the first key that does not begin so; tables' first bytes are below 255. */
  private static byte[] after(byte[] prefix) {
    int last = prefix.length - 1;
    while (prefix[last] == (byte) 0xff) {
      last--;
    }
    byte[] next = Arrays.copyOf(prefix, last + 1);
    next[last]++;
    return next;
  }

  private static IllegalStateException broken(RocksDBException cause) {
    return new IllegalStateException(
        "The audit's store on disk failed: " + cause.getMessage(), cause);
  }

  private static QuittanceException failed(Path directory, RocksDBException cause) {
    return QuittanceException.failure(
        "The audit cannot keep its state in " + directory + ": " + cause.getMessage() + ".",
        "Check permissions and space there.",
        cause);
  }
}
