package io.quittance.trials.demo;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.RejectionCode;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.client.CommandTopicRecord;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One record for the journal, and the verdict it must get.
 *
 * @param key record key
 * @param value record value
 * @param partition where it is put
 * @param advice its decoding advice, if it has any
 * @param expected the rejection it must get; empty where it must be accepted
 */
record Shot(
    byte[] key,
    byte[] value,
    int partition,
    Optional<byte[]> advice,
    Optional<RejectionCode> expected) {
  static Shot honest(PreparedCommand command, int partitions) {
    return new Shot(
        command.key(),
        command.value(),
        Partitions.of(command.account(), partitions),
        command.decodingAdvice(),
        Optional.empty());
  }

  static Shot hostile(AccountId account, byte[] value, int partitions, RejectionCode expected) {
    return new Shot(
        account.toBytes(),
        value,
        Partitions.of(account, partitions),
        Optional.empty(),
        Optional.of(expected));
  }

  ProducerRecord<byte[], byte[]> record() {
    return CommandTopicRecord.of(partition, key, value, advice);
  }

  CommandId id() {
    return CommandId.ofRecordValue(value);
  }
}
