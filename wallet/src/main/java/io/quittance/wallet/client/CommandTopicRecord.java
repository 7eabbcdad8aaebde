package io.quittance.wallet.client;

import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.Topics;
import io.quittance.wallet.account.PreparedCommand;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The Kafka record of a command, where and as it must stand in the journal. */
public final class CommandTopicRecord {
  private CommandTopicRecord() {}

  /** Returns the record of a command for a journal with so many partitions. */
  public static ProducerRecord<byte[], byte[]> of(PreparedCommand command, int partitions) {
    return of(
        Partitions.of(command.account(), partitions),
        command.key(),
        command.value(),
        command.decodingAdvice());
  }

  /** Returns a record that anybody could put into the journal, a command or not. */
  public static ProducerRecord<byte[], byte[]> of(
      int partition, byte[] key, byte[] value, Optional<byte[]> decodingAdvice) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.JOURNAL.name(), partition, key, value);
    decodingAdvice.ifPresent(
        advice -> record.headers().add(CommandHeaders.DECODING_ADVICE, advice));
    return record;
  }
}
