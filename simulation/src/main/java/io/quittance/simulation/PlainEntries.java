package io.quittance.simulation;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.journal.Entry;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.PlainCredit;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** What the entry of an accepted command must be, byte for byte, made from the command alone. */
final class PlainEntries {
  private static final int KEY_BYTES = 32;

  /** A commitment and three handles: of the payer, the payee and the auditor. */
  private static final int PART_BYTES = 4 * KEY_BYTES;

  /** The proof's context: the keys of payer, payee and auditor, the two parts. */
  private static final int LO_OFFSET = 3 * KEY_BYTES;

  private static final int HI_OFFSET = LO_OFFSET + PART_BYTES;
  private static final int PROOF_OFFSET = HI_OFFSET + PART_BYTES;

  private PlainEntries() {}

  /**
   * Returns the entry of a transfer or an issue.
   *
   * @param previous number of the credit before it
   */
  static Entry of(Sent sent, long previous) {
    PlainCommand command = sent.command();
    boolean issue = command.kind() == Kind.ISSUE;
    Party payee = PlainJournal.credited(command).orElseThrow();
    return new Entry(
        issue ? command.account().asset().id().fixed() : command.account().id().fixed(),
        payee.id().fixed(),
        command.number(),
        previous,
        command.account().asset().id().fixed(),
        command.id().fixed(),
        sent.place().judgedBy(sent.statement()),
        issue ? minted(command) : paid(command, payee));
  }

  private static Paid paid(PlainCommand command, Party payee) {
    Transfer transfer = (Transfer) payload(command);
    byte[] validity = transfer.getValidity().bytes();
    ByteBuffer keyAndProof = ByteBuffer.allocate(KEY_BYTES + validity.length - PROOF_OFFSET);
    keyAndProof.put(validity, 2 * KEY_BYTES, KEY_BYTES);
    keyAndProof.put(validity, PROOF_OFFSET, validity.length - PROOF_OFFSET);
    return new Paid(
        Drafts.key(payee.signing()),
        new Fixed32(command.account().keys().publicKey().toBytes()),
        new Fixed32(payee.keys().publicKey().toBytes()),
        new Fixed128(Arrays.copyOfRange(validity, LO_OFFSET, HI_OFFSET)),
        new Fixed128(Arrays.copyOfRange(validity, HI_OFFSET, PROOF_OFFSET)),
        transfer.getMemo().duplicate(),
        command.auditorEpoch(),
        keyAndProof.flip());
  }

  private static Minted minted(PlainCommand command) {
    Issue issue = (Issue) payload(command);
    return new Minted(
        Drafts.key(command.account().signing()),
        new Fixed32(command.account().keys().publicKey().toBytes()),
        command.debit().amount().negate().longValueExact(),
        issue.getReference().duplicate());
  }

  private static SpecificRecordBase payload(PlainCommand command) {
    try {
      SignedCommand signed = SingleObject.decode(SignedCommand.class, command.value());
      byte[] payload = new byte[signed.getPayload().remaining()];
      signed.getPayload().duplicate().get(payload);
      return SingleObject.decode(SpecificRecordBase.class, payload);
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("an honest command cannot be read", e);
    }
  }

  /** Returns the plain meaning of a value that says what an entry of ours says. */
  static PlainEntry signed(byte[] value, Entry entry, PlainCredit credit) {
    return new PlainEntry(
        CommandId.ofRecordValue(value),
        value,
        SingleObject.encode(entry),
        AccountId.of(entry.getPayee()),
        Optional.of(credit),
        Optional.empty());
  }
}
