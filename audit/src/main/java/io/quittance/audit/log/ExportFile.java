package io.quittance.audit.log;

import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.Topic;
import io.quittance.schemas.export.ExportedHeader;
import io.quittance.schemas.export.ExportedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The file of one exported partition: an Avro container of {@link ExportedRecord}s whose metadata
 * say what it holds.
 *
 * @param topic name of the topic
 * @param partition number of the partition
 * @param extent the offsets it covers
 * @param log which log it was copied from, if that is known
 */
record ExportFile(String topic, int partition, Extent extent, Optional<LogIdentity> log) {
  static final String SUFFIX = ".avro";

  private static final String FORMAT = "quittance-export/v1";
  private static final String FORMAT_KEY = "quittance.format";
  private static final String TOPIC_KEY = "quittance.topic";
  private static final String PARTITION_KEY = "quittance.partition";
  private static final String CLUSTER_ID_KEY = "quittance.cluster.id";
  private static final String TOPIC_ID_KEY = "quittance.topic.id";
  private static final String BEGIN_KEY = "quittance.offset.begin";
  private static final String END_KEY = "quittance.offset.end";
  private static final Set<String> HEADERS = Set.of(CommandHeaders.DECODING_ADVICE);

  /** Proofs do not compress; the rest does so at the lowest level. */
  private static final int DEFLATE_LEVEL = 1;

  /** Returns the name of a partition's file. */
  static String name(Topic topic, int partition) {
    return topic.name() + "-" + partition + SUFFIX;
  }

  /** Begins to write the file. */
  DataFileWriter<ExportedRecord> create(Path file) throws IOException {
    DataFileWriter<ExportedRecord> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(ExportedRecord.class));
    writer
        .setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL))
        .setMeta(FORMAT_KEY, FORMAT)
        .setMeta(TOPIC_KEY, topic)
        .setMeta(PARTITION_KEY, partition)
        .setMeta(BEGIN_KEY, extent.begin())
        .setMeta(END_KEY, extent.end());
    log.ifPresent(
        known ->
            writer
                .setMeta(CLUSTER_ID_KEY, known.clusterId())
                .setMeta(TOPIC_ID_KEY, known.topicId()));
    return writer.create(ExportedRecord.getClassSchema(), file.toFile());
  }

  /** Opens a file for reading. */
  static DataFileReader<ExportedRecord> open(Path file) throws IOException {
    return new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(ExportedRecord.class));
  }

  /** Reads what a file says of itself. */
  static ExportFile describe(DataFileReader<ExportedRecord> reader) throws IOException {
    try {
      if (!FORMAT.equals(reader.getMetaString(FORMAT_KEY))) {
        throw new IOException("it does not say that it is a " + FORMAT);
      }
      return new ExportFile(
          reader.getMetaString(TOPIC_KEY),
          Math.toIntExact(reader.getMetaLong(PARTITION_KEY)),
          new Extent(reader.getMetaLong(BEGIN_KEY), reader.getMetaLong(END_KEY)),
          log(reader));
    } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
      throw new IOException("it does not say what it holds", e);
    }
  }

  private static Optional<LogIdentity> log(DataFileReader<ExportedRecord> reader) {
    String cluster = reader.getMetaString(CLUSTER_ID_KEY);
    String topic = reader.getMetaString(TOPIC_ID_KEY);
    return cluster == null || topic == null
        ? Optional.empty()
        : Optional.of(new LogIdentity(cluster, topic));
  }

  /** Returns what is written of a record. */
  static ExportedRecord of(ConsumerRecord<byte[], byte[]> record) {
    List<ExportedHeader> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      if (HEADERS.contains(header.key())) {
        headers.add(new ExportedHeader(header.key(), buffer(header.value())));
      }
    }
    return new ExportedRecord(
        record.offset(), record.timestamp(), buffer(record.key()), buffer(record.value()), headers);
  }

  /** Returns the record as it stood in the topic. */
  ConsumerRecord<byte[], byte[]> record(ExportedRecord exported) {
    RecordHeaders headers = new RecordHeaders();
    exported
        .getHeaders()
        .forEach(header -> headers.add(header.getName(), bytes(header.getValue())));
    return new ConsumerRecord<>(
        topic,
        partition,
        exported.getOffset(),
        exported.getTimestampMillis(),
        TimestampType.LOG_APPEND_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        bytes(exported.getKey()),
        bytes(exported.getValue()),
        headers,
        Optional.empty());
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
