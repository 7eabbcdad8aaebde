package io.quittance.trials.bench;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Partitions;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.client.CommandTopicRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A command that was proved and signed before, as it is put into the journal.
 *
 * @param key the record's key, the account's id
 * @param value the record's value, the signed command
 * @param advice its decoding advice; empty if it has none
 */
record PreparedRecord(byte[] key, byte[] value, byte[] advice) {
  static PreparedRecord of(PreparedCommand command) {
    return new PreparedRecord(
        command.key(), command.value(), command.decodingAdvice().orElse(new byte[0]));
  }

  static PreparedRecord read(DataInputStream in) throws IOException {
    return new PreparedRecord(field(in), field(in), field(in));
  }

  void write(DataOutputStream out) throws IOException {
    for (byte[] field : new byte[][] {key, value, advice}) {
      out.writeInt(field.length);
      out.write(field);
    }
  }

  /** What receipts and settled events call the command. */
  CommandId id() {
    return CommandId.ofRecordValue(value);
  }

  /** The record for a journal with so many partitions. */
  ProducerRecord<byte[], byte[]> record(int partitions) {
    return CommandTopicRecord.of(
        Partitions.of(AccountId.of(key), partitions),
        key,
        value,
        advice.length == 0 ? Optional.empty() : Optional.of(advice));
  }

  private static byte[] field(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
