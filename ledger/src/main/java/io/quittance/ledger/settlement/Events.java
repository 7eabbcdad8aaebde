package io.quittance.ledger.settlement;

import io.quittance.ledger.command.ApplyCredits;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.CloseAccount;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.Freeze;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.OpenAccount;
import io.quittance.ledger.command.Redeem;
import io.quittance.ledger.command.SignedCommand;
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

  /** Returns the event of an accepted command. */
  static Settled of(SignedCommand signed, Derivation known) {
    Command command = signed.command();
    return new Settled(
        signed.id().fixed(),
        command.asset().fixed(),
        command.account().fixed(),
        command.number(),
        known.position().judgedBy(known.statement()),
        event(signed, command, known));
  }

  private static Object event(SignedCommand signed, Command command, Derivation known) {
    if (command instanceof OpenAccount open) {
      return new Opened(
          fixed32(signed.signer()), new Fixed32(open.elGamalKey().toBytes()), available(known));
    } else if (command instanceof Issue issue) {
      return new Issued(
          fixed32(issue.owner()),
          new Fixed32(issue.elGamalKey().toBytes()),
          issue.amount(),
          buffer(issue.reference()),
          known.previous());
    } else if (command instanceof Transfer transfer) {
      return transferred(transfer, known);
    } else if (command instanceof ApplyCredits apply) {
      return new CreditsApplied(
          apply.creditsApplied(), available(known), note(apply.decryptableAvailable()));
    } else if (command instanceof Redeem redeem) {
      return new Redeemed(
          redeem.amount(),
          redeem.creditsApplied(),
          new Fixed64(redeem.newBalance()),
          note(redeem.decryptableAvailable()),
          buffer(redeem.payoutReference()));
    } else if (command instanceof CloseAccount close) {
      return new Closed(close.creditsApplied(), new Fixed64(close.newBalance()));
    } else if (command instanceof Freeze freeze) {
      return new Frozen(buffer(freeze.reason()));
    }
    return new Unfrozen(buffer(((Unfreeze) command).reason()));
  }

  /** The balance afterwards is the one that the command's proofs are about. */
  private static Transferred transferred(Transfer transfer, Derivation known) {
    return new Transferred(
        transfer.payee().fixed(),
        fixed32(transfer.payeeOwner()),
        new Fixed32(transfer.elGamalKey().toBytes()),
        new Fixed32(transfer.payeeElGamalKey().toBytes()),
        new Fixed128(transfer.lo()),
        new Fixed128(transfer.hi()),
        transfer.creditsApplied(),
        new Fixed64(transfer.newBalance()),
        note(transfer.decryptableAvailable()),
        buffer(transfer.memo()),
        known.previous(),
        known.auditorEpoch(),
        ByteBuffer.wrap(transfer.auditorKeyAndProof()));
  }

  private static Fixed32 fixed32(Bytes bytes) {
    return new Fixed32(bytes.toBytes());
  }

  private static Fixed64 available(Derivation known) {
    return new Fixed64(known.available().orElseThrow().toBytes());
  }

  private static Fixed36 note(Bytes note) {
    return new Fixed36(note.toBytes());
  }

  private static ByteBuffer buffer(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toBytes());
  }
}
