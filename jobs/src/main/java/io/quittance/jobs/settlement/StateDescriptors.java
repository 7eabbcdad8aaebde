package io.quittance.jobs.settlement;

import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.AccountState;
import java.util.Map;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** All state of the job: names and types here are a promise to every checkpoint ever taken. */
final class StateDescriptors {
  private static final TypeInformation<Tuple5<String, String, Integer, Long, byte[]>> LOG_TYPE =
      Types.TUPLE(
          Types.STRING,
          Types.STRING,
          Types.INT,
          Types.LONG,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Per account: the account. */
  static final ValueStateDescriptor<AccountState> ACCOUNT =
      new ValueStateDescriptor<>("account", new AvroTypeInfo<>(AccountState.class));

  /** Per account: sum of its first n credits, by n, for the credits not applied yet. */
  static final MapStateDescriptor<Long, byte[]> CREDIT_TOTALS =
      new MapStateDescriptor<>(
          "credit-totals", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Per account: highest number credited, by the payer that the credits come from. */
  static final MapStateDescriptor<Origin, Long> CREDITED =
      new MapStateDescriptor<>("credited", ValueTypeInfo.ORIGIN, Types.LONG);

  /** Per account: number of its last transfer to a payee, by payee. */
  static final MapStateDescriptor<AccountId, Long> PAID =
      new MapStateDescriptor<>("paid", ValueTypeInfo.ACCOUNT_ID, Types.LONG);

  /** Per instance: what it counted. */
  static final ListStateDescriptor<Map<String, Long>> TALLY =
      new ListStateDescriptor<>("tally", Types.MAP(Types.STRING, Types.LONG));

  /** Known to every instance: id of the network in hexadecimal and number of its partitions. */
  static final ListStateDescriptor<Tuple2<String, Integer>> NETWORK =
      new ListStateDescriptor<>("network", Types.TUPLE(Types.STRING, Types.INT));

  /**
   * Known to every instance, one element per partition that an instance had read: its number, the
   * last offset, the greatest log-append time so far, the version of the statement that holds
   * behind it, 0 if none does, and that statement's hash. The highest offset of a partition counts.
   */
  static final ListStateDescriptor<Tuple5<Integer, Long, Long, Integer, byte[]>> STATEMENTS =
      new ListStateDescriptor<>(
          "statements",
          Types.TUPLE(
              Types.INT,
              Types.LONG,
              Types.LONG,
              Types.INT,
              PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));

  /**
   * Known to every instance: which log was read (id of the cluster, id of the topic), and the last
   * record that was read of a partition, its offset and its digest; partition -1 where only the log
   * is named.
   */
  static final ListStateDescriptor<Tuple5<String, String, Integer, Long, byte[]>> LOG =
      new ListStateDescriptor<>("log", LOG_TYPE);

  /**
   * Known to every instance: which log the settlements were written to, and of each partition where
   * it was seen to end, less one, without a digest, and its first record with one.
   */
  static final ListStateDescriptor<Tuple5<String, String, Integer, Long, byte[]>> SETTLEMENTS_LOG =
      new ListStateDescriptor<>("settlements-log", LOG_TYPE);

  private StateDescriptors() {}
}
