package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.WalletAccount;
import java.nio.ByteBuffer;

/** Settled events as they stand in the settlements topic. */
final class TestCredit {
  private TestCredit() {}

  /** An issue to somebody, keyed and placed as it must be. */
  static LogRecord issued(TestLedger ledger) {
    WalletAccount payee = ledger.person("payee");
    Fixed32 zero = new Fixed32(new byte[32]);
    Settled event =
        new Settled(
            zero,
            payee.asset().id().fixed(),
            payee.id().fixed(),
            1L,
            new JournalPosition(0, 0L, 0L, 1),
            new Issued(
                zero,
                new Fixed32(payee.keys().elGamal().publicKey().toBytes()),
                5L,
                ByteBuffer.allocate(0),
                0L));
    byte[] key = payee.id().toBytes();
    return new LogRecord(
        Partitions.of(key, ledger.partitions()), 0, 0, key, SingleObject.encode(event));
  }
}
