package io.quittance.jobs.audit;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.client.KafkaSettings;
import io.quittance.wallet.client.LogReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What stands in the topics at one moment, read without asking the job.
 *
 * <p>Receipts and balances are read first, then events and at last the commands: so each receipt
 * and balance finds the credits that it was given for, and each event its command, however much is
 * going on meanwhile.
 *
 * @param receipts values of the receipts topic
 * @param settled the settled events in the order of the log, with their bytes
 * @param balances the latest balance of each account
 * @param commands records of the commands topic, those of a partition in order
 * @param damage what stands in a topic and is no record of its kind
 */
record Published(
    List<byte[]> receipts,
    List<Event> settled,
    Map<AccountId, Balance> balances,
    List<ConsumerRecord<byte[], byte[]>> commands,
    List<String> damage) {

  /** A settled event as published. */
  record Event(Settled record, byte[] bytes, String place) {}

  static Published read(String bootstrapServers, KafkaSettings kafka) throws WalletException {
    List<byte[]> receipts = new ArrayList<>();
    List<Event> settled = new ArrayList<>();
    Map<AccountId, Balance> balances = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> commands = new ArrayList<>();
    List<String> damage = new ArrayList<>();
    try (LogReader committed = LogReader.committed(bootstrapServers, kafka);
        LogReader everything = LogReader.uncommitted(bootstrapServers, kafka)) {
      everything.readAll(
          everything.partitions(Topics.RECEIPTS), record -> receipts.add(value(record)));
      committed.readAll(
          committed.partitions(Topics.BALANCES),
          record -> {
            try {
              Balance balance = SingleObject.decode(Balance.class, value(record));
              balances.put(AccountId.of(balance.getAccount()), balance);
            } catch (MalformedRecordException broken) {
              damage.add(place(record) + " is no balance: " + broken.getMessage());
            }
          });
      committed.readAll(
          committed.partitions(Topics.SETTLEMENTS),
          record -> {
            try {
              Settled event = SingleObject.decode(Settled.class, value(record));
              settled.add(new Event(event, value(record), place(record)));
            } catch (MalformedRecordException broken) {
              damage.add(place(record) + " is no settled event: " + broken.getMessage());
            }
          });
      // As the job does: a sender's transaction decides nothing, only the place in the log does.
      everything.readAll(everything.partitions(Topics.COMMANDS), commands::add);
    }
    return new Published(receipts, settled, balances, commands, damage);
  }

  /** Whoever can write to a topic can write null, which is as damaged as no bytes at all. */
  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? new byte[0] : record.value();
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
