package io.quittance.jobs.demo;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.RejectionCode;
import io.quittance.wallet.account.PreparedCommand;
import java.util.Optional;

/**
 * One record for the commands topic, and the verdict it must get.
 *
 * @param key record key
 * @param value record value
 * @param partition where it is put
 * @param expected the rejection it must get; empty where it must be accepted
 */
record Shot(byte[] key, byte[] value, int partition, Optional<RejectionCode> expected) {
  static Shot honest(PreparedCommand command, int partitions) {
    return new Shot(
        command.key(),
        command.value(),
        Partitions.of(command.account(), partitions),
        Optional.empty());
  }

  static Shot hostile(AccountId account, byte[] value, int partitions, RejectionCode expected) {
    return new Shot(
        account.toBytes(), value, Partitions.of(account, partitions), Optional.of(expected));
  }

  CommandId id() {
    return CommandId.ofRecordValue(value);
  }
}
