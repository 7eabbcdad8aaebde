package io.quittance.fuzz;

import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.EntryCheck;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandSigning;
import io.quittance.schemas.Fixed1000;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed320;
import io.quittance.schemas.Fixed544;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.Limits;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.wallet.account.PreparedCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** The journal: what anybody may write there is read, admitted, or rejected with a reason. */
final class CommandTargets {
  private static final Scenario SEEDS = Scenario.SHARED;
  private static final PreparedCommand PAYMENT = SEEDS.command("Transfer");
  private static final int EQUALITY_BYTES = 320;
  private static final int VALIDITY_BYTES = 544;

  /** Until when what is signed here may be accepted. */
  private static final long NEVER = Long.MAX_VALUE;

  private static final int PROOFS_BYTES = EQUALITY_BYTES + VALIDITY_BYTES + 1000;

  private CommandTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "command",
            Effort.VERIFY,
            Limits.MAX_RECORD_BYTES + 64,
            () -> SEEDS.commands.stream().map(PreparedCommand::value).toList(),
            CommandTargets::command),
        new FuzzTarget(
            "command-payload",
            Effort.VERIFY,
            Limits.MAX_PAYLOAD_BYTES + 64,
            () -> SEEDS.commands.stream().map(Scenario::payload).toList(),
            CommandTargets::payload),
        new FuzzTarget(
            "transfer-proofs",
            Effort.VERIFY,
            PROOFS_BYTES,
            CommandTargets::hybrids,
            CommandTargets::composition),
        new FuzzTarget(
            "entry",
            Effort.VERIFY,
            2 * Limits.MAX_RECORD_BYTES,
            () -> SEEDS.signedEntries.stream().map(SignedEntry::toBytes).toList(),
            CommandTargets::entry),
        new FuzzTarget(
            "entry-payload",
            Effort.VERIFY,
            2 * Limits.MAX_RECORD_BYTES,
            () -> SEEDS.signedEntries.stream().map(CommandTargets::payload).toList(),
            CommandTargets::signedEntry));
  }

  private static byte[] payload(SignedEntry entry) {
    return entry.entry().payload().toBytes();
  }

  /** An entry is money: nobody but the operator can make one, and it counts for its payee only. */
  private static void entry(byte[] value) {
    for (SignedEntry seed : SEEDS.signedEntries) {
      Reading reading = SEEDS.reader.read(Scenario.submission(seed.entry().payee(), value));
      if (reading instanceof Reading.ReadEntry read) {
        boolean made = SEEDS.signedEntries.stream().anyMatch(own -> own.equals(read.signed()));
        Expect.that(read.entry().payee().equals(seed.entry().payee()), "an entry for another");
        Expect.that(isOperators(read) == made, "an entry that nobody signed is taken");
      } else if (reading instanceof Reading.Unreadable unreadable) {
        writable(unreadable.rejection());
      }
    }
  }

  private static boolean isOperators(Reading.ReadEntry read) {
    EntryCheck check =
        new EntryCheck(
            SEEDS.network.id(),
            OperatorKeys.of(SEEDS.operator.verifyingKey()),
            ProofVerifier.of(new BatchVerifier(new SeededRandom(7))));
    Optional<Rejection> rejection = check.judge(List.of(read)).get(0);
    rejection.ifPresent(CommandTargets::writable);
    return rejection.isEmpty();
  }

  /** Signs any entry as the operator, so that it comes as far as what it says does. */
  private static void signedEntry(byte[] payload) {
    Entry entry;
    try {
      entry = Entry.parse(payload);
    } catch (MalformedRecordException refusal) {
      Expect.explained(refusal);
      return;
    }
    byte[] value = SignedEntry.sign(SEEDS.network.id(), SEEDS.operator, entry).toBytes();
    Reading reading = SEEDS.reader.read(Scenario.submission(entry.payee(), value));
    if (reading instanceof Reading.ReadEntry read) {
      Expect.that(read.entry().equals(entry), "read again, it is another entry");
      Expect.that(isOperators(read), "the operator's own entry is refused");
    } else if (reading instanceof Reading.Unreadable unreadable) {
      writable(unreadable.rejection());
    }
  }

  /** Nobody can make a command of somebody else's: what is admitted are the seeds. */
  private static void command(byte[] value) {
    boolean made = SEEDS.commands.stream().anyMatch(seed -> Arrays.equals(seed.value(), value));
    for (PreparedCommand place : List.of(SEEDS.commands.get(0), PAYMENT)) {
      boolean admitted = isAdmitted(place.account(), value);
      Expect.that(made || !admitted, "a command that nobody signed is admitted");
    }
  }

  /** Signs any payload as the one who may, so that it comes as far as its fields and proofs do. */
  private static void payload(byte[] payload) {
    SpecificRecordBase record;
    try {
      record = SingleObject.decode(payload);
    } catch (MalformedRecordException refusal) {
      Expect.explained(refusal);
      return;
    }
    AccountId account =
        record.getSchema().getField("account") != null
                && record.get("account") instanceof Fixed32 id
            ? AccountId.of(id)
            : PAYMENT.account();
    isAdmitted(account, sign(signer(record), record.getSchema().getName(), payload));
  }

  /** The payer signs other proofs than the right ones. */
  private static void composition(byte[] input) {
    byte[] proofs = Arrays.copyOf(input, PROOFS_BYTES);
    Transfer transfer = transfer(PAYMENT);
    boolean right =
        Arrays.equals(proofs, proofs(transfer))
            || Arrays.equals(proofs, proofs(transfer(SEEDS.unsent)));
    transfer.setEquality(new Fixed320(Arrays.copyOf(proofs, EQUALITY_BYTES)));
    transfer.setValidity(
        new Fixed544(Arrays.copyOfRange(proofs, EQUALITY_BYTES, EQUALITY_BYTES + VALIDITY_BYTES)));
    transfer.setRange(
        new Fixed1000(Arrays.copyOfRange(proofs, EQUALITY_BYTES + VALIDITY_BYTES, PROOFS_BYTES)));
    byte[] value = sign(SEEDS.payer.owner(), "Transfer", SingleObject.encode(transfer));
    Expect.that(
        isAdmitted(PAYMENT.account(), value) == right,
        "proofs that nobody made are admitted, or those that were made are not");
  }

  /** Two transfers' proofs in every combination: each proof holds, but most do not fit together. */
  private static List<byte[]> hybrids() {
    byte[] one = proofs(transfer(PAYMENT));
    byte[] other = proofs(transfer(SEEDS.unsent));
    int[] borders = {0, EQUALITY_BYTES, EQUALITY_BYTES + VALIDITY_BYTES, PROOFS_BYTES};
    List<byte[]> hybrids = new ArrayList<>();
    for (int choice = 0; choice < 1 << (borders.length - 1); choice++) {
      byte[] hybrid = one.clone();
      for (int part = 0; part < borders.length - 1; part++) {
        if ((choice >> part & 1) == 1) {
          System.arraycopy(
              other, borders[part], hybrid, borders[part], borders[part + 1] - borders[part]);
        }
      }
      hybrids.add(hybrid);
    }
    return hybrids;
  }

  private static Transfer transfer(PreparedCommand command) {
    try {
      return SingleObject.decode(Transfer.class, Scenario.payload(command));
    } catch (MalformedRecordException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] proofs(Transfer transfer) {
    return ByteBuffer.allocate(PROOFS_BYTES)
        .put(transfer.getEquality().bytes())
        .put(transfer.getValidity().bytes())
        .put(transfer.getRange().bytes())
        .array();
  }

  private static SigningKey signer(SpecificRecordBase payload) {
    return switch (payload.getSchema().getName()) {
      case "Issue" -> SEEDS.issuer;
      case "Freeze", "Unfreeze" -> SEEDS.officer;
      default -> SEEDS.payer.owner();
    };
  }

  private static byte[] sign(SigningKey key, String type, byte[] payload) {
    byte[] message = CommandSigning.message(SEEDS.network.id(), type, NEVER, payload);
    return SingleObject.encode(
        new SignedCommand(
            new Fixed32(key.verifyingKey().toBytes()),
            new Fixed64(key.sign(message).toBytes()),
            NEVER,
            ByteBuffer.wrap(payload)));
  }

  /** Reads and judges a record; whatever comes of it can be written to its topic. */
  private static boolean isAdmitted(AccountId account, byte[] value) {
    Reading reading = SEEDS.reader.read(Scenario.submission(account, value));
    if (reading instanceof Reading.Unreadable unreadable) {
      writable(unreadable.rejection());
      return false;
    }
    if (!(reading instanceof Reading.Read read)) {
      return false;
    }
    Verdict verdict = SEEDS.admission().admit(List.of(read)).verdicts().get(0);
    if (verdict instanceof Verdict.Refused refused) {
      writable(refused.rejection());
    }
    return verdict instanceof Admitted;
  }

  private static void writable(Rejection rejection) {
    byte[] record = SingleObject.encode(rejection.toRecord());
    Expect.that(
        record.length < 2 * Limits.MAX_RECORD_BYTES, "a rejection of " + record.length + " bytes");
    Expect.that(!rejection.reason().explanation().isBlank(), "a rejection without a reason");
    try {
      Expect.that(
          SingleObject.decode(record).equals(rejection.toRecord()), "a rejection reads otherwise");
    } catch (MalformedRecordException unreadable) {
      throw new AssertionError("a rejection that nobody can read", unreadable);
    }
  }
}
