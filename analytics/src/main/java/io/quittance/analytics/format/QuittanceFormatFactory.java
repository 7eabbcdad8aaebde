package io.quittance.analytics.format;

import io.quittance.schemas.SingleObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Reads the topics' records in Flink SQL: {@code 'format' = 'quittance'}.
 *
 * <p>Flink's own Avro formats want a schema registry or a bare body. Records here begin with their
 * schema's fingerprint, and the schemas are in this class path.
 */
public final class QuittanceFormatFactory implements DeserializationFormatFactory {
  /** The format's name. */
  public static final String IDENTIFIER = "quittance";

  /** Which record type the table's topic holds. */
  public static final ConfigOption<String> RECORD =
      ConfigOptions.key("record")
          .stringType()
          .noDefaultValue()
          .withDescription("simple name of the record type, such as Settled");

  /** What to do with what cannot be read. */
  public static final ConfigOption<Boolean> SKIP_UNREADABLE =
      ConfigOptions.key("skip-unreadable")
          .booleanType()
          .defaultValue(false)
          .withDescription("whether to pass over records that cannot be read; else the query ends");

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(RECORD);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(SKIP_UNREADABLE);
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new Format(type(options.get(RECORD)), options.get(SKIP_UNREADABLE));
  }

  private static Class<? extends SpecificRecordBase> type(String name) {
    List<Class<? extends SpecificRecordBase>> types = SingleObject.types();
    return types.stream()
        .filter(candidate -> candidate.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ValidationException(
                    "there is no record type "
                        + name
                        + "; there are "
                        + types.stream()
                            .map(Class::getSimpleName)
                            .collect(Collectors.joining(", "))));
  }

  private record Format(Class<? extends SpecificRecordBase> type, boolean skipsUnreadable)
      implements ProjectableDecodingFormat<DeserializationSchema<RowData>> {
    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType physical, int[][] projections) {
      DataType produced = Projection.of(projections).project(physical);
      return new RecordDeserializer(
          type,
          RowReader.of(type.getSimpleName(), Column.of(type), (RowType) produced.getLogicalType()),
          skipsUnreadable,
          context.createTypeInformation(produced));
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
