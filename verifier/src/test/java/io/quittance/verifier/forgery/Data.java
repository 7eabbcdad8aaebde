package io.quittance.verifier.forgery;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bytes of a proof and its context, field by field. */
final class Data {
  /** What the bytes of a field are. */
  enum Kind {
    /** A point that must not be the identity. */
    POINT,
    /** A point that may be the identity. */
    ANY_POINT,
    SCALAR,
    /** Eight bytes little-endian. */
    NUMBER,
    /** The commitments or bit lengths of a range proof. */
    SLOTS
  }

  /** A field and where it stands. */
  record Field(String name, Kind kind, int offset, int bytes) {}

  /** The fields of a statement in their order. */
  record Layout(List<Field> fields, int bytes) {
    /**
     * Reads a layout such as {@code "P C? m:8 z#"}: a plain name is a point that must not be the
     * identity, {@code ?} marks one that may, {@code #} a scalar, {@code :} the length of others.
     */
    static Layout parse(String text) {
      List<Field> fields = new ArrayList<>();
      int offset = 0;
      for (String word : text.split(" ")) {
        String name = word.replaceAll("[?#]|:.*", "");
        int bytes = CompressedRistretto.BYTES;
        Kind kind = Kind.POINT;
        if (word.endsWith("?")) {
          kind = Kind.ANY_POINT;
        } else if (word.endsWith("#")) {
          kind = Kind.SCALAR;
        } else if (word.contains(":")) {
          bytes = Integer.parseInt(word.substring(word.indexOf(':') + 1));
          kind = name.equals("m") ? Kind.NUMBER : Kind.SLOTS;
        }
        fields.add(new Field(name, kind, offset, bytes));
        offset += bytes;
      }
      return new Layout(List.copyOf(fields), offset);
    }

    Field field(String name) {
      return fields.stream().filter(field -> field.name.equals(name)).findFirst().orElseThrow();
    }
  }

  private final Layout layout;
  private final Map<String, byte[]> values = new LinkedHashMap<>();

  Data(Layout layout) {
    this.layout = layout;
  }

  static Data of(Layout layout, byte[] bytes) {
    Data data = new Data(layout);
    for (Field field : layout.fields) {
      byte[] value = new byte[field.bytes];
      System.arraycopy(bytes, field.offset, value, 0, value.length);
      data.values.put(field.name, value);
    }
    return data;
  }

  byte[] bytes(String name) {
    byte[] value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the field " + name + " is needed before it is known");
    }
    return value;
  }

  void put(String name, byte[] value) {
    values.put(name, value.clone());
  }

  void put(String name, Scalar value) {
    values.put(name, value.toBytes());
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(layout.bytes);
    layout.fields.forEach(field -> bytes.put(bytes(field.name)));
    return bytes.array();
  }
}
