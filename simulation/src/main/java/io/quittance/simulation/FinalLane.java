package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.ledger.account.HiddenAmount;
import io.quittance.ledger.settlement.Derivation;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.Ruling;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The final lane's promises, over all lives of the job: an accepted command has one settled event,
 * which is the same bytes each time.
 */
final class FinalLane {
  private final Sealing sealing;
  private final Map<CommandId, byte[]> events = new HashMap<>();
  private final Map<CommandId, RistrettoPoint> credits = new HashMap<>();

  FinalLane(Sealing sealing) {
    this.sealing = sealing;
  }

  /** Returns the id of the event that a record holds. */
  static CommandId id(byte[] value) {
    return CommandId.of(decoded(value).getEventId());
  }

  private static Settled decoded(byte[] value) {
    try {
      return SingleObject.decode(Settled.class, value);
    } catch (MalformedRecordException e) {
      throw new BrokenInvariant("a settled event cannot be read: " + e.getMessage());
    }
  }

  /** The event of a command that was just accepted was emitted. */
  void settled(Ruling ruling, SettledRecord record, Books books) {
    Sent sent = ruling.sent();
    PlainCommand command = sent.command();
    byte[] before = events.get(command.id());
    Settled event = decoded(record.value());
    require(
        before == null || Arrays.equals(before, record.value()),
        "the settled event of %s has other bytes than before",
        sent);
    if (before == null) {
      describes(sent, ruling.available(), record, event);
      follows(ruling, event);
      events.put(command.id(), record.value());
    }
    require(
        Arrays.equals(Derivation.of(event).toBytes(), record.derivation()),
        "the settled event of %s could not be derived again",
        sent);
    move(command, ruling.previous(), event, books);
  }

  /** An event that credits somebody names the one before it, as the entry does. */
  private static void follows(Ruling ruling, Settled event) {
    org.apache.avro.specific.SpecificRecordBase what =
        (org.apache.avro.specific.SpecificRecordBase) event.getEvent();
    if (what.getSchema().getField("previousNumber") != null) {
      require(
          what.get("previousNumber").equals(ruling.previous()),
          "the settled event of %s follows %s, not %d",
          ruling.sent(),
          what.get("previousNumber"),
          ruling.previous());
    }
  }

  private void describes(Sent sent, PlainMoney after, SettledRecord record, Settled event) {
    PlainCommand command = sent.command();
    Party keyedBy =
        command.kind() == Kind.TRANSFER ? command.payee().orElseThrow() : command.account();
    require(
        Arrays.equals(keyedBy.id().toBytes(), record.key()),
        "the settled event of %s is not keyed by %s",
        sent,
        keyedBy);
    require(
        command.id().equals(CommandId.of(event.getEventId()))
            && command.account().id().equals(AccountId.of(event.getAccount()))
            && command.number() == event.getNumber()
            && sent.place().equals(LogPlace.of(event.getPosition())),
        "the settled event of %s is about another command",
        sent);
    org.apache.avro.specific.SpecificRecordBase what =
        (org.apache.avro.specific.SpecificRecordBase) event.getEvent();
    if (what.getSchema().getField("available") != null) {
      require(
          Arrays.equals(
              sealing.sealed(command.account(), after), ((Fixed64) what.get("available")).bytes()),
          "the settled event of %s tells of another balance",
          sent);
    }
    if (event.getEvent() instanceof Transferred transferred) {
      require(
          transferred.getAuditorEpoch() == command.auditorEpoch(),
          "the settled event of %s names another epoch of the auditor",
          sent);
    }
    if (what.getSchema().getField("creditsApplied") != null) {
      require(
          what.get("creditsApplied").equals(command.credits()),
          "the settled event of %s tells of other credits",
          sent);
    }
  }

  /** Moves the money that the event itself tells of. */
  private void move(PlainCommand command, long follows, Settled event, Books books) {
    var asset = command.account().asset().id();
    if (event.getEvent() instanceof Redeemed redeemed) {
      books.circulates(asset, BigInteger.valueOf(-redeemed.getAmount()), 0);
    } else if (event.getEvent() instanceof Issued issued) {
      BigInteger amount = BigInteger.valueOf(issued.getAmount());
      books.circulates(asset, amount, 1);
    } else if (event.getEvent() instanceof Transferred transferred) {
      RistrettoPoint commitment = commitment(transferred);
      credits.put(command.id(), commitment);
      books.sent(asset, command.id(), PlainJournal.credit(command, follows), commitment);
    }
  }

  /** Returns the commitment of a transfer as it stands in its event. */
  RistrettoPoint credit(CommandId id) {
    return credits.get(id);
  }

  private static RistrettoPoint commitment(Transferred transferred) {
    try {
      return HiddenAmount.handleOf(transferred.getLo().bytes(), 0)
          .commitment()
          .add(
              HiddenAmount.handleOf(transferred.getHi().bytes(), 0)
                  .commitment()
                  .multiplyByPowerOfTwo(16));
    } catch (InvalidProofException e) {
      throw new BrokenInvariant("a settled transfer holds no points: " + e.getMessage());
    }
  }

  /**
   * Compares the topic with what was accepted: all of it, and nothing that was never emitted.
   *
   * @param once whether each event must stand once: after an older checkpoint events come again
   */
  void complete(List<LogRecord> topic, Set<CommandId> accepted, boolean once) {
    Set<CommandId> found = new HashSet<>();
    for (LogRecord record : topic) {
      CommandId id = id(record.value());
      require(
          Arrays.equals(events.get(id), record.value()),
          "the settlements topic holds an event of %s that was never emitted",
          id);
      require(
          found.add(id) || !once,
          "the settlements topic holds the event of %s twice, and nothing was judged twice",
          id);
    }
    for (CommandId id : accepted) {
      require(found.contains(id), "accepted command %s has no settled event", id);
    }
  }
}
