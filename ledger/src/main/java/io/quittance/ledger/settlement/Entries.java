package io.quittance.ledger.settlement;

import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Says what follows from an accepted command for its payee. */
final class Entries {
  private Entries() {}

  /**
   * Returns the entry that follows from an accepted command, if money moves to somebody.
   *
   * @param previous number of the entry of this origin to this payee before it, 0 if there is none
   */
  static Optional<Entry> of(Admitted admitted, long previous) {
    Command command = admitted.command();
    if (command instanceof Transfer transfer) {
      Bytes payer = Bytes.of(transfer.account().toBytes());
      return Optional.of(
          entry(admitted, payer, transfer.payee(), previous, paid(admitted, transfer)));
    } else if (command instanceof Issue issue) {
      Bytes asset = Bytes.of(issue.asset().toBytes());
      return Optional.of(entry(admitted, asset, issue.account(), previous, minted(issue)));
    }
    return Optional.empty();
  }

  private static Entry entry(
      Admitted admitted, Bytes origin, AccountId payee, long previous, Object fact) {
    Command command = admitted.command();
    return Entry.of(
        new io.quittance.schemas.journal.Entry(
            fixed32(origin),
            payee.fixed(),
            command.number(),
            previous,
            command.asset().fixed(),
            admitted.signed().id().fixed(),
            admitted.submission().judged(),
            fact));
  }

  private static Paid paid(Admitted admitted, Transfer transfer) {
    return new Paid(
        fixed32(transfer.payeeOwner()),
        new Fixed32(transfer.elGamalKey().toBytes()),
        new Fixed32(transfer.payeeElGamalKey().toBytes()),
        new Fixed128(transfer.lo()),
        new Fixed128(transfer.hi()),
        ByteBuffer.wrap(transfer.memo().toBytes()),
        admitted.auditorEpoch().orElseThrow(),
        ByteBuffer.wrap(transfer.auditorKeyAndProof()));
  }

  private static Minted minted(Issue issue) {
    return new Minted(
        fixed32(issue.owner()),
        new Fixed32(issue.elGamalKey().toBytes()),
        issue.amount(),
        ByteBuffer.wrap(issue.reference().toBytes()));
  }

  private static Fixed32 fixed32(Bytes bytes) {
    return new Fixed32(bytes.toBytes());
  }
}
