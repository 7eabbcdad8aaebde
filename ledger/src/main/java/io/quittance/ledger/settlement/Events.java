package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.ApplyCredits;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.CloseAccount;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.Freeze;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.OpenAccount;
import io.quittance.ledger.command.Redeem;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.command.Unfreeze;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Closed;
import io.quittance.schemas.settlement.CreditsApplied;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.settlement.Unfrozen;
import java.nio.ByteBuffer;

/** Says what an accepted command did, as a record of the settlements topic. */
final class Events {
  private Events() {}

  static Settled of(Account after, Admitted admitted, long previous) {
    Command command = admitted.command();
    return new Settled(
        admitted.signed().id().fixed(),
        command.asset().fixed(),
        command.account().fixed(),
        command.number(),
        admitted.submission().judged(),
        event(after, admitted, command, previous));
  }

  private static Object event(Account after, Admitted admitted, Command command, long previous) {
    if (command instanceof OpenAccount open) {
      return new Opened(
          fixed32(admitted.signed().signer()),
          new Fixed32(open.elGamalKey().toBytes()),
          available(after));
    } else if (command instanceof Issue issue) {
      return new Issued(
          fixed32(issue.owner()),
          new Fixed32(issue.elGamalKey().toBytes()),
          issue.amount(),
          buffer(issue.reference()),
          previous);
    } else if (command instanceof Transfer transfer) {
      return transferred(after, transfer, previous, admitted.auditorEpoch().orElseThrow());
    } else if (command instanceof ApplyCredits apply) {
      return new CreditsApplied(apply.creditsApplied(), available(after), note(after));
    } else if (command instanceof Redeem redeem) {
      return new Redeemed(
          redeem.amount(),
          redeem.creditsApplied(),
          available(after),
          note(after),
          buffer(redeem.payoutReference()));
    } else if (command instanceof CloseAccount close) {
      return new Closed(close.creditsApplied(), available(after));
    } else if (command instanceof Freeze freeze) {
      return new Frozen(buffer(freeze.reason()));
    }
    return new Unfrozen(buffer(((Unfreeze) command).reason()));
  }

  private static Transferred transferred(
      Account after, Transfer transfer, long previous, int auditorEpoch) {
    return new Transferred(
        transfer.payee().fixed(),
        fixed32(transfer.payeeOwner()),
        new Fixed32(transfer.elGamalKey().toBytes()),
        new Fixed32(transfer.payeeElGamalKey().toBytes()),
        new Fixed128(transfer.lo()),
        new Fixed128(transfer.hi()),
        transfer.creditsApplied(),
        available(after),
        note(after),
        buffer(transfer.memo()),
        previous,
        auditorEpoch,
        ByteBuffer.wrap(transfer.auditorKeyAndProof()));
  }

  private static Fixed32 fixed32(Bytes bytes) {
    return new Fixed32(bytes.toBytes());
  }

  private static Fixed64 available(Account after) {
    return new Fixed64(after.available().amount().toBytes());
  }

  private static Fixed36 note(Account after) {
    return new Fixed36(after.note().toBytes());
  }

  private static ByteBuffer buffer(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toBytes());
  }
}
