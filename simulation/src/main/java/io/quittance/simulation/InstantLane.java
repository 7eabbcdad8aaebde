package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.Outcome;
import io.quittance.simulation.PlainLedger.Ruling;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The instant lane's promises, over all lives of the job: a command has one verdict for ever, its
 * receipt is the same bytes each time, and what was accepted or refused for good stays so.
 */
final class InstantLane {
  /**
   * How an accepted command may be answered when it is sent once more after others: never as if it
   * had not been accepted.
   */
  private static final Set<RejectionCode> AFTERWARDS =
      EnumSet.of(RejectionCode.ALREADY_DECIDED, RejectionCode.WRONG_PARTITION);

  private record Verdict(
      Outcome outcome,
      RejectionCode code,
      LogPlace receipted,
      byte[] receipt,
      byte[][] rejection) {}

  private final Map<LogPlace, Verdict> verdicts = new HashMap<>();
  private final Map<CommandId, LogPlace> accepted = new HashMap<>();
  private final Map<CommandId, RejectionCode> refused = new HashMap<>();

  /** A command's verdict is due; it must not differ from one given before. */
  void ruled(Ruling ruling) {
    Verdict before = verdicts.get(ruling.sent().place());
    if (before != null) {
      require(
          before.outcome() == ruling.outcome()
              && before.code() == ruling.code()
              && before.receipted().equals(ruling.receipted().place()),
          "%s was %s %s and is now %s %s",
          ruling.sent(),
          before.outcome(),
          before.code(),
          ruling.outcome(),
          ruling.code());
      return;
    }
    verdicts.put(
        ruling.sent().place(),
        new Verdict(
            ruling.outcome(),
            ruling.code(),
            ruling.receipted().place(),
            receipt(ruling),
            new byte[1][]));
    lasting(ruling);
  }

  private void lasting(Ruling ruling) {
    Sent sent = ruling.sent();
    CommandId id = sent.command().id();
    if (ruling.outcome() == Outcome.ACCEPTED) {
      require(!accepted.containsKey(id), "%s was accepted before, at %s", sent, accepted.get(id));
      require(!refused.containsKey(id), "%s was refused for good: %s", sent, refused.get(id));
      accepted.put(id, sent.place());
    } else if (ruling.outcome() == Outcome.REJECTED) {
      require(
          !accepted.containsKey(id) || AFTERWARDS.contains(ruling.code()),
          "%s was accepted before and is now rejected: %s",
          sent,
          ruling.code());
      if (!ruling.code().retryable() && !accepted.containsKey(id)) {
        refused.put(id, ruling.code());
      }
    }
  }

  private static byte[] receipt(Ruling ruling) {
    boolean rejected = ruling.outcome() == Outcome.REJECTED;
    PlainCommand command = ruling.sent().command();
    return Authorities.RECEIPTS.sign(
        new Receipt(
            command.id().fixed(),
            command.account().id().fixed(),
            status(ruling),
            rejected ? ruling.code().name() : null,
            command.number(),
            ruling.receipted().place().position()));
  }

  private static ReceiptStatus status(Ruling ruling) {
    if (ruling.outcome() != Outcome.REJECTED) {
      return ReceiptStatus.ACCEPTED;
    }
    return ruling.code() == RejectionCode.ALREADY_DECIDED
        ? ReceiptStatus.ALREADY_DECIDED
        : ReceiptStatus.REJECTED;
  }

  /** The receipt of a ruling was emitted. */
  void receipted(Ruling ruling, TopicRecord record) {
    Sent sent = ruling.sent();
    require(
        Arrays.equals(sent.command().account().id().toBytes(), record.key()),
        "the receipt of %s is keyed by somebody else",
        sent);
    require(
        Arrays.equals(verdicts.get(sent.place()).receipt(), record.value()),
        "the receipt of %s has other bytes than it must have: %s",
        sent,
        ruling.outcome());
  }

  /** The rejection of a ruling was emitted. */
  void rejected(Ruling ruling, TopicRecord record) throws MalformedRecordException {
    Sent sent = ruling.sent();
    byte[][] before = verdicts.get(sent.place()).rejection();
    if (before[0] != null) {
      require(
          Arrays.equals(before[0], record.value()),
          "the rejection of %s has other bytes than before",
          sent);
      return;
    }
    before[0] = record.value();
    Rejection rejection = SingleObject.decode(Rejection.class, record.value());
    require(
        sent.place().equals(LogPlace.of(rejection.getPosition()))
            && sent.command().id().equals(CommandId.of(rejection.getCommandId())),
        "the rejection of %s is about another record",
        sent);
    require(
        ruling.code().name().equals(rejection.getCode())
            && ruling.code().retryable() == rejection.getRetryable(),
        "%s was rejected for %s, not for %s",
        sent,
        rejection.getCode(),
        ruling.code());
  }

  boolean isAccepted(CommandId id) {
    return accepted.containsKey(id);
  }

  Set<CommandId> accepted() {
    return accepted.keySet();
  }

  /** Returns what came of the record at a place, nothing if it has no verdict. */
  Optional<Outcome> outcome(LogPlace place) {
    return Optional.ofNullable(verdicts.get(place)).map(Verdict::outcome);
  }

  Optional<RejectionCode> code(LogPlace place) {
    return Optional.ofNullable(verdicts.get(place)).map(Verdict::code);
  }
}
