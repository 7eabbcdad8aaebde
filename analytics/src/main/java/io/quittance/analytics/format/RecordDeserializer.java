package io.quittance.analytics.format;

import io.quittance.schemas.MalformedRecordException;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;

/** Decodes record values into rows. */
final class RecordDeserializer implements DeserializationSchema<RowData> {
  private static final long serialVersionUID = 1L;

  private final Class<? extends SpecificRecordBase> type;
  private final RowReader reader;
  private final boolean skipsUnreadable;
  private final TypeInformation<RowData> produced;

  RecordDeserializer(
      Class<? extends SpecificRecordBase> type,
      RowReader reader,
      boolean skipsUnreadable,
      TypeInformation<RowData> produced) {
    this.type = type;
    this.reader = reader;
    this.skipsUnreadable = skipsUnreadable;
    this.produced = produced;
  }

  /** Returns the row of a record value; null where it can be skipped. */
  @Override
  public RowData deserialize(byte[] value) throws IOException {
    try {
      return reader.read(OpenedRecord.decode(type, value == null ? new byte[0] : value));
    } catch (MalformedRecordException malformed) {
      if (skipsUnreadable) {
        return null;
      }
      throw new IOException("a record cannot be read: " + malformed.getMessage(), malformed);
    }
  }

  @Override
  public boolean isEndOfStream(RowData next) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return produced;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordDeserializer that
        && type == that.type
        && skipsUnreadable == that.skipsUnreadable
        && produced.equals(that.produced);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, skipsUnreadable, produced);
  }
}
