package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.Limits;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes a Kafka record as it is, so that no bytes can stop the source. */
public final class LogRecordReader implements KafkaRecordDeserializationSchema<LogRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
    out.collect(
        new LogRecord(
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            advice(record)));
  }

  /** Advice that is longer than allowed would be carried about for nothing. */
  private static byte[] advice(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(CommandHeaders.DECODING_ADVICE);
    byte[] advice = header == null ? null : header.value();
    return advice == null || advice.length > Limits.MAX_DECODING_ADVICE_BYTES ? null : advice;
  }

  @Override
  public TypeInformation<LogRecord> getProducedType() {
    return ValueTypeInfo.LOG_RECORD;
  }
}
