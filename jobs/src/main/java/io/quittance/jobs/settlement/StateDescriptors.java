package io.quittance.jobs.settlement;

import io.quittance.jobs.record.Unconfirmed;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.state.AccountState;
import java.util.Map;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** All state of the job: names and types here are a promise to every checkpoint ever taken. */
final class StateDescriptors {
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

  /** Per account: the settled events that were sent and not read back yet, by event id. */
  static final MapStateDescriptor<CommandId, Unconfirmed> UNCONFIRMED =
      new MapStateDescriptor<>("unconfirmed", ValueTypeInfo.COMMAND_ID, ValueTypeInfo.UNCONFIRMED);

  /** Per instance: what it counted. */
  static final ListStateDescriptor<Map<String, Long>> TALLY =
      new ListStateDescriptor<>("tally", Types.MAP(Types.STRING, Types.LONG));

  /** Known to every instance: name of the network and number of its partitions. */
  static final ListStateDescriptor<Tuple2<String, Integer>> NETWORK =
      new ListStateDescriptor<>("network", Types.TUPLE(Types.STRING, Types.INT));

  /**
   * Known to every instance, one element per key of the operator: the highest log-append time of a
   * command that an instance had read, since when the key signs, the key in hexadecimal.
   */
  static final ListStateDescriptor<Tuple3<Long, Long, String>> OPERATOR_KEYS =
      new ListStateDescriptor<>("operator-keys", Types.TUPLE(Types.LONG, Types.LONG, Types.STRING));

  /**
   * Known to every instance, one element per change of an auditor's key and one of time 0: the
   * highest log-append time of a command that an instance had read, when the epoch begins, asset,
   * key and grace.
   */
  static final ListStateDescriptor<Tuple3<Long, Long, String>> AUDITOR_KEYS =
      new ListStateDescriptor<>("auditor-keys", Types.TUPLE(Types.LONG, Types.LONG, Types.STRING));

  /**
   * Known to every instance: which log was read (id of the cluster, id of the topic), and the last
   * record that was read of a partition, its offset and its digest; partition -1 where only the log
   * is named.
   */
  static final ListStateDescriptor<Tuple5<String, String, Integer, Long, byte[]>> LOG =
      new ListStateDescriptor<>(
          "log",
          Types.TUPLE(
              Types.STRING,
              Types.STRING,
              Types.INT,
              Types.LONG,
              PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));

  private StateDescriptors() {}
}
