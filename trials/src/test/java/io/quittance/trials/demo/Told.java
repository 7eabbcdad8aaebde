package io.quittance.trials.demo;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import java.nio.ByteBuffer;

/** Receipts and events of made-up commands. */
final class Told {
  private static final Fixed32 ACCOUNT = new Fixed32(new byte[32]);

  private Told() {}

  static CommandId id(int command) {
    return CommandId.ofRecordValue(new byte[] {(byte) command});
  }

  /** The receipt that accepts a command at a place in the log. */
  static Receipt receipt(int command, long offset) {
    return new Receipt(
        id(command).fixed(), ACCOUNT, ReceiptStatus.ACCEPTED, null, 1L, judgedAt(offset), null);
  }

  /** The receipt that tells a payee of the credit that a command made. */
  static Receipt credited(int command, long number) {
    return new Receipt(
        id(command).fixed(), ACCOUNT, ReceiptStatus.CREDITED, null, number, judgedAt(9), null);
  }

  /** The event of an issue at a place in the log. */
  static Settled issued(int command, long offset) {
    Issued issued = new Issued(ACCOUNT, ACCOUNT, 5L, ByteBuffer.allocate(0), 0L);
    return new Settled(id(command).fixed(), ACCOUNT, ACCOUNT, 1L, judgedAt(offset), issued);
  }

  /** The event of a command at a place in the log, about an amount. */
  static Settled event(int command, long offset, long amount) {
    Redeemed redeemed =
        new Redeemed(
            amount,
            0L,
            new Fixed64(new byte[64]),
            new Fixed36(new byte[36]),
            ByteBuffer.allocate(0));
    return new Settled(id(command).fixed(), ACCOUNT, ACCOUNT, 1L, judgedAt(offset), redeemed);
  }

  static JournalPosition judgedAt(long offset) {
    return new JournalPosition(0, offset, 0L, 1);
  }

  static LogPosition at(long offset) {
    return new LogPosition(0, offset, 0L);
  }
}
