package io.quittance.jobs.record;

import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Names the serializer of each of the job's values, so that Flink never has to guess one. */
public final class ValueTypeInfo<T> extends TypeInformation<T> {
  public static final ValueTypeInfo<AccountId> ACCOUNT_ID =
      new ValueTypeInfo<>(AccountId.class, AccountIdSerializer.INSTANCE);
  public static final ValueTypeInfo<LogRecord> LOG_RECORD =
      new ValueTypeInfo<>(LogRecord.class, LogRecordSerializer.INSTANCE);
  public static final ValueTypeInfo<AddressedRecord> ADDRESSED_RECORD =
      new ValueTypeInfo<>(AddressedRecord.class, AddressedRecordSerializer.INSTANCE);
  public static final ValueTypeInfo<AdmittedRecord> ADMITTED_RECORD =
      new ValueTypeInfo<>(AdmittedRecord.class, AdmittedRecordSerializer.INSTANCE);
  public static final ValueTypeInfo<TopicRecord> TOPIC_RECORD =
      new ValueTypeInfo<>(TopicRecord.class, TopicRecordSerializer.INSTANCE);

  public static final ValueTypeInfo<SettledRecord> SETTLED_RECORD =
      new ValueTypeInfo<>(SettledRecord.class, SettledRecordSerializer.INSTANCE);

  public static final ValueTypeInfo<Origin> ORIGIN =
      new ValueTypeInfo<>(Origin.class, OriginSerializer.INSTANCE);

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final ValueSerializer<T> serializer;

  private ValueTypeInfo(Class<T> type, ValueSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return type == AccountId.class;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueTypeInfo<?> that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ValueTypeInfo<?>;
  }
}
