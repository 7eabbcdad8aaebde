package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainEntry.Standing;
import io.quittance.simulation.PlainLedger.Outcome;
import io.quittance.simulation.PlainLedger.PlainCredit;
import io.quittance.simulation.PlainLedger.Ruling;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The instant lane's promises, over all lives of the job: a record has one verdict for ever, its
 * receipts are the same bytes each time, and what was accepted, counted or refused for good stays
 * so.
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
      long received,
      List<DueReceipt> receipts,
      byte[][] rejection) {
    boolean agrees(Ruling ruling) {
      return outcome == ruling.outcome()
          && code == ruling.code()
          && Objects.equals(receipted, receiptedPlace(ruling))
          && received == ruling.received();
    }
  }

  /**
   * A receipt that must be given.
   *
   * @param about the record that it is about
   * @param account whom it is for
   * @param status what it says
   * @param value its bytes
   */
  record DueReceipt(PlainRecord about, AccountId account, ReceiptStatus status, byte[] value) {
    @Override
    public String toString() {
      return status + " for " + about;
    }
  }

  private final Map<LogPlace, Verdict> verdicts = new HashMap<>();
  private final Map<CommandId, LogPlace> accepted = new HashMap<>();
  private final Map<CommandId, RejectionCode> refused = new HashMap<>();

  /** Where each issue and each transfer was counted, by its command. */
  private final Map<CommandId, List<LogPlace>> counted = new HashMap<>();

  /**
   * A record's verdict is due; it must not differ from one given before.
   *
   * @return the receipts that must be given
   */
  List<DueReceipt> ruled(Ruling ruling) {
    PlainRecord record = ruling.record();
    Verdict before = verdicts.get(record.place());
    if (before != null) {
      require(
          before.agrees(ruling),
          "%s was %s %s and is now %s %s",
          record,
          before.outcome(),
          before.code(),
          ruling.outcome(),
          ruling.code());
      return before.receipts();
    }
    List<DueReceipt> receipts = receipts(ruling);
    verdicts.put(
        record.place(),
        new Verdict(
            ruling.outcome(),
            ruling.code(),
            receiptedPlace(ruling),
            ruling.received(),
            receipts,
            new byte[1][]));
    lasting(ruling);
    return receipts;
  }

  private static LogPlace receiptedPlace(Ruling ruling) {
    return ruling.receipted() == null ? null : ruling.receipted().place();
  }

  private void lasting(Ruling ruling) {
    PlainRecord record = ruling.record();
    CommandId id = record.id();
    switch (ruling.outcome()) {
      case ACCEPTED -> {
        require(
            !accepted.containsKey(id), "%s was accepted before, at %s", record, accepted.get(id));
        require(!refused.containsKey(id), "%s was refused for good: %s", record, refused.get(id));
        accepted.put(id, record.place());
        if (ruling.received() > 0) {
          counted(id, record.place());
        }
      }
      case COUNTED -> {
        require(!refused.containsKey(id), "%s was refused for good: %s", record, refused.get(id));
        counted(credit(record).event(), record.place());
      }
      case REJECTED -> {
        require(
            !accepted.containsKey(id) || AFTERWARDS.contains(ruling.code()),
            "%s was accepted before and is now rejected: %s",
            record,
            ruling.code());
        require(
            ruling.code() != RejectionCode.FUTURE_CREDITS
                || ruling.sent().command().credits() > ruling.sent().confirmed(),
            "%s counts on credits that its sender was told of, and is rejected for them",
            record);
        if (!ruling.code().retryable() && !accepted.containsKey(id)) {
          refused.put(id, ruling.code());
        }
      }
      default -> {
        // Of a repeat, and of an entry that comes again, nothing new follows.
      }
    }
  }

  private void counted(CommandId event, LogPlace place) {
    counted.computeIfAbsent(event, any -> new ArrayList<>()).add(place);
  }

  private static PlainCredit credit(PlainRecord record) {
    return ((Standing) record).entry().credit().orElseThrow();
  }

  /** Returns where a credit was counted, in any life of the job. */
  List<LogPlace> placesCounted(CommandId event) {
    return counted.getOrDefault(event, List.of());
  }

  private static List<DueReceipt> receipts(Ruling ruling) {
    if (ruling.record() instanceof Standing standing) {
      return ruling.outcome() == Outcome.COUNTED
          ? List.of(
              credited(
                  standing,
                  credit(standing).event(),
                  standing.account(),
                  ruling,
                  standing.entry().payload()))
          : List.of();
    }
    Sent sent = ruling.sent();
    DueReceipt own = own(ruling, sent);
    if (ruling.outcome() != Outcome.ACCEPTED || sent.command().kind() != Kind.ISSUE) {
      return List.of(own);
    }
    byte[] entry = SingleObject.encode(PlainEntries.of(sent, ruling.previous()));
    return List.of(own, credited(sent, sent.id(), sent.account(), ruling, entry));
  }

  /** The receipt of who sent a command. */
  private static DueReceipt own(Ruling ruling, Sent sent) {
    boolean rejected = ruling.outcome() == Outcome.REJECTED;
    PlainCommand command = sent.command();
    return due(
        sent,
        new Receipt(
            command.id().fixed(),
            command.account().id().fixed(),
            status(ruling),
            rejected ? ruling.code().name() : null,
            command.number(),
            ruling.receipted().place().judgedBy(ruling.receipted().statement()),
            null));
  }

  /** The receipt of who is credited. */
  private static DueReceipt credited(
      PlainRecord record, CommandId event, AccountId payee, Ruling ruling, byte[] entry) {
    return due(
        record,
        new Receipt(
            event.fixed(),
            payee.fixed(),
            ReceiptStatus.CREDITED,
            null,
            ruling.received(),
            record.place().judgedBy(record.statement()),
            ByteBuffer.wrap(entry)));
  }

  private static DueReceipt due(PlainRecord record, Receipt receipt) {
    return new DueReceipt(
        record,
        AccountId.of(receipt.getAccount()),
        receipt.getStatus(),
        Authorities.RECEIPTS.sign(receipt));
  }

  private static ReceiptStatus status(Ruling ruling) {
    if (ruling.outcome() != Outcome.REJECTED) {
      return ReceiptStatus.ACCEPTED;
    }
    return ruling.code() == RejectionCode.ALREADY_DECIDED
        ? ReceiptStatus.ALREADY_DECIDED
        : ReceiptStatus.REJECTED;
  }

  /** A receipt was given. */
  static void receipted(DueReceipt due, TopicRecord record) {
    require(
        Arrays.equals(due.account().toBytes(), record.key()),
        "the receipt of %s is keyed by somebody else",
        due.about());
    require(
        Arrays.equals(due.value(), record.value()),
        "the receipt of %s has other bytes than it must have: %s",
        due.about(),
        due.status());
  }

  /** The rejection of a ruling was emitted. */
  void rejected(Ruling ruling, TopicRecord record) throws MalformedRecordException {
    PlainRecord about = ruling.record();
    byte[][] before = verdicts.get(about.place()).rejection();
    if (before[0] != null) {
      require(
          Arrays.equals(before[0], record.value()),
          "the rejection of %s has other bytes than before",
          about);
      return;
    }
    before[0] = record.value();
    Rejection rejection = SingleObject.decode(Rejection.class, record.value());
    require(
        about.place().equals(LogPlace.of(rejection.getPosition()))
            && about.id().equals(CommandId.of(rejection.getCommandId())),
        "the rejection of %s is about another record",
        about);
    require(
        ruling.code().name().equals(rejection.getCode())
            && ruling.code().retryable() == rejection.getRetryable(),
        "%s was rejected for %s, not for %s",
        about,
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
