package io.quittance.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * An Avro binary decoder that compares every length with the bytes that are left before it
 * allocates anything, so that a hostile length prefix costs nothing. Avro's own decoder allocates
 * first, up to 2 GiB.
 *
 * <p>It knows only the types our records use; maps and floating point are not among them.
 */
final class BoundedDecoder extends Decoder {
  private final BinaryDecoder in;

  BoundedDecoder(byte[] data, int offset) {
    this.in = DecoderFactory.get().binaryDecoder(data, offset, data.length - offset, null);
  }

  /** Returns how many bytes have not been read. */
  int remaining() throws IOException {
    return in.inputStream().available();
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    return ByteBuffer.wrap(readCounted());
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readCounted());
  }

  @Override
  public String readString() throws IOException {
    return readString(null).toString();
  }

  private byte[] readCounted() throws IOException {
    long length = in.readLong();
    if (length < 0 || length > remaining()) {
      throw new EOFException(
          "a field claims " + length + " bytes and " + remaining() + " are left");
    }
    byte[] bytes = new byte[(int) length];
    in.readFixed(bytes, 0, bytes.length);
    return bytes;
  }

  @Override
  public float readFloat() {
    throw unused();
  }

  @Override
  public double readDouble() {
    throw unused();
  }

  @Override
  public long readArrayStart() throws IOException {
    return readCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return readCount();
  }

  /** Each element of our arrays has at least one byte. A count below 0 is in no canonical form. */
  private long readCount() throws IOException {
    long count = in.readLong();
    if (count < 0 || count > remaining()) {
      throw new EOFException(
          "an array claims " + count + " elements and " + remaining() + " bytes are left");
    }
    return count;
  }

  @Override
  public long skipArray() {
    throw unused();
  }

  @Override
  public long readMapStart() {
    throw unused();
  }

  @Override
  public long mapNext() {
    throw unused();
  }

  @Override
  public long skipMap() {
    throw unused();
  }

  @Override
  public void skipString() {
    throw unused();
  }

  @Override
  public void skipBytes() {
    throw unused();
  }

  @Override
  public void skipFixed(int length) {
    throw unused();
  }

  private static AvroRuntimeException unused() {
    return new AvroRuntimeException("no record of ours needs this");
  }
}
