package io.quittance.jobs.settlement;

import io.quittance.ledger.settlement.Derivation;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * By what each event of a transaction is derived again, in little memory: one block of bytes after
 * the other, in each a length (2) and the rest of an encoded {@link Derivation}, whose first ten
 * bytes are the same for all. A transaction that waits long for its checkpoint has millions.
 */
public final class Derivations implements Iterable<Derivation> {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int LENGTH_BYTES = Short.BYTES;
  private static final int MAX_BODY_BYTES = (1 << 16) - 1;

  private final byte[] header;
  private final int count;
  private final List<byte[]> blocks;

  private Derivations(byte[] header, int count, List<byte[]> blocks) {
    this.header = header;
    this.count = count;
    this.blocks = blocks;
  }

  /** Returns how many there are. */
  public int count() {
    return count;
  }

  /** Writes header, count, and the blocks, each after its length. */
  void write(DataOutput out) throws IOException {
    out.write(header);
    out.writeInt(count);
    out.writeInt(blocks.size());
    for (byte[] block : blocks) {
      out.writeInt(block.length);
      out.write(block);
    }
  }

  /** Reads what {@link #write} wrote. */
  static Derivations read(DataInput in) throws IOException {
    byte[] header = new byte[SingleObject.HEADER_BYTES];
    in.readFully(header);
    int count = in.readInt();
    int size = in.readInt();
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] block = new byte[in.readInt()];
      in.readFully(block);
      blocks.add(block);
    }
    return new Derivations(header, count, blocks);
  }

  @Override
  public Iterator<Derivation> iterator() {
    return new Reader();
  }

  /** Collects the derivations of the running transaction. */
  public static final class Builder {
    private final List<byte[]> blocks = new ArrayList<>();
    private byte[] header = new byte[SingleObject.HEADER_BYTES];
    private byte[] block = new byte[BLOCK_BYTES];
    private int used;
    private int count;

    /** Adds a derivation, in Avro single-object encoding. */
    public void add(byte[] derivation) {
      int body = derivation.length - SingleObject.HEADER_BYTES;
      if (body < 0 || body > MAX_BODY_BYTES) {
        throw new IllegalArgumentException("a derivation has " + derivation.length + " bytes");
      }
      if (count == 0) {
        header = Arrays.copyOf(derivation, SingleObject.HEADER_BYTES);
      } else if (!Arrays.equals(header, 0, header.length, derivation, 0, header.length)) {
        throw new IllegalArgumentException("one build writes derivations of one kind");
      }
      if (used + LENGTH_BYTES + body > block.length) {
        closeBlock();
        block = new byte[Math.max(BLOCK_BYTES, LENGTH_BYTES + body)];
      }
      block[used++] = (byte) (body >>> Byte.SIZE);
      block[used++] = (byte) body;
      System.arraycopy(derivation, SingleObject.HEADER_BYTES, block, used, body);
      used += body;
      count++;
    }

    private void closeBlock() {
      if (used > 0) {
        blocks.add(Arrays.copyOf(block, used));
        used = 0;
      }
    }

    int count() {
      return count;
    }

    /** Returns all that were added since it was last called. */
    public Derivations take() {
      closeBlock();
      Derivations taken = new Derivations(header, count, List.copyOf(blocks));
      blocks.clear();
      count = 0;
      return taken;
    }
  }

  private final class Reader implements Iterator<Derivation> {
    private int block;
    private int at;

    @Override
    public boolean hasNext() {
      return block < blocks.size();
    }

    @Override
    public Derivation next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      byte[] bytes = blocks.get(block);
      int body = Byte.toUnsignedInt(bytes[at]) << Byte.SIZE | Byte.toUnsignedInt(bytes[at + 1]);
      byte[] whole = Arrays.copyOf(header, header.length + body);
      System.arraycopy(bytes, at + LENGTH_BYTES, whole, header.length, body);
      at += LENGTH_BYTES + body;
      if (at >= bytes.length) {
        block++;
        at = 0;
      }
      try {
        return Derivation.parse(whole);
      } catch (MalformedRecordException broken) {
        throw new IllegalStateException("a transaction in the state is broken", broken);
      }
    }
  }
}
