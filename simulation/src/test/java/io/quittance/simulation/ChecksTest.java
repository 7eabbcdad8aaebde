package io.quittance.simulation;

import static io.quittance.jobs.settlement.SettlementOperator.ADMIT;
import static io.quittance.jobs.settlement.SettlementOperator.COALESCE_BALANCES;
import static io.quittance.jobs.settlement.SettlementOperator.READ_JOURNAL;
import static io.quittance.jobs.settlement.SettlementOperator.SETTLE;
import static io.quittance.simulation.Tamperings.again;
import static io.quittance.simulation.Tamperings.changed;
import static io.quittance.simulation.Tamperings.counting;
import static io.quittance.simulation.Tamperings.decoded;
import static io.quittance.simulation.Tamperings.divertingTo;
import static io.quittance.simulation.Tamperings.doubling;
import static io.quittance.simulation.Tamperings.dropping;
import static io.quittance.simulation.Tamperings.events;
import static io.quittance.simulation.Tamperings.field;
import static io.quittance.simulation.Tamperings.losing;
import static io.quittance.simulation.Tamperings.numbered;
import static io.quittance.simulation.Tamperings.passingOnAnEarlierOne;
import static io.quittance.simulation.Tamperings.receipts;
import static io.quittance.simulation.Tamperings.records;
import static io.quittance.simulation.Tamperings.writing;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.jobs.settlement.Count;
import io.quittance.jobs.settlement.OutputTags;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.state.AccountState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each check of the simulation, broken once: a job that says or keeps something else is found out
 * by just that check. What {@link CheckedSentencesTest} finds in the sources stands here, or it
 * fails.
 */
class ChecksTest {
  private static final int STEPS = 150;

  /** Not each seed comes to what is tampered with. */
  private static final int SEEDS = 80;

  private static final Map<String, Supplier<Tampering>> CASES = new LinkedHashMap<>();

  static {
    outputsCases();
    entriesCases();
    receiptsCases();
    eventsCases();
    verdictsCases();
    recordsCases();
    balancesCases();
    endsCases();
    StateTamperings.addTo(CASES);
  }

  static Map<String, Supplier<Tampering>> cases() {
    return CASES;
  }

  static Stream<Arguments> sentences() {
    return CASES.entrySet().stream()
        .map(one -> Arguments.argumentSet(one.getKey(), one.getKey(), one.getValue()));
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void check_ofWhatTheJobSays_findsWhatIsWrong(String sentence, Supplier<Tampering> tampering)
      throws Exception {
    TreeSet<String> found = new TreeSet<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      SimulationOptions options = SimulationOptions.of(seed, STEPS);
      Optional<Failure> failure = Simulation.run(options, tampering.get()).failure();
      if (failure.isPresent()) {
        String said = failure.get().sentence();
        if (Sentences.matches(sentence, said)) {
          return;
        }
        found.add(said);
      }
    }
    throw new AssertionError("\"" + sentence + "\" was never said, but " + found);
  }

  /** What is lost with a transaction, at each of the places where it can be, must be made good. */
  @Test
  void job_thatDerivesNothingAgain_isFoundOut() throws Exception {
    Tampering notHealing =
        new Tampering() {
          @Override
          public boolean heals() {
            return false;
          }
        };
    check_ofWhatTheJobSays_findsWhatIsWrong(
        "accepted command %s has no settled event", () -> notHealing);
  }

  private static void outputsCases() {
    CASES.put("%s passed on a record of %s, not of %s", () -> passingOnAnEarlierOne(READ_JOURNAL));
    CASES.put("%s was not passed on by %s", () -> dropping(READ_JOURNAL, null));
    CASES.put("admit emitted what it never took", () -> doubling(ADMIT, null));
    CASES.put(
        "%s is honest and was not admitted",
        () ->
            divertingTo(
                OutputTags.REJECTIONS, ADMIT, null, value -> new TopicRecord(null, new byte[1])));
    CASES.put("%s was admitted", ChecksTest::admittingAll);
    CASES.put("admit passed on %s where %s was next", () -> passingOnAnEarlierOne(ADMIT));
    CASES.put(
        "something was rejected that must not be",
        () -> divertingTo(OutputTags.REJECTIONS, SETTLE, OutputTags.RECEIPTS, value -> value));
    CASES.put(
        "a receipt was given that nobody was waiting for",
        () -> doubling(SETTLE, OutputTags.RECEIPTS));
    CASES.put("there is no receipt of %s", () -> dropping(SETTLE, OutputTags.RECEIPTS));
    CASES.put("there is no rejection of %s", () -> dropping(READ_JOURNAL, OutputTags.REJECTIONS));
    CASES.put("there is no settled event of %s", () -> dropping(SETTLE, null));
    CASES.put("an event was settled that nobody was waiting for", () -> doubling(SETTLE, null));
    CASES.put(
        "an operator failed: java.lang.IllegalStateException: the judge knows no output gossip of"
            + " SETTLE",
        Tamperings::unknownOutput);
  }

  private static Tampering admittingAll() {
    Object[] any = new Object[1];
    return new Tampering() {
      @Override
      public boolean loses(OperatorTask to, int input, Object value) {
        any[0] = to.identity() == ADMIT ? value : any[0];
        return false;
      }

      @Override
      public List<Emission> emitted(OperatorTask task, Emission emission) {
        boolean refused = task.identity() == ADMIT && OutputTags.REJECTIONS.equals(emission.tag());
        return List.of(refused ? new Emission(null, any[0]) : emission);
      }
    };
  }

  private static void entriesCases() {
    CASES.put("there is no entry of %s", () -> dropping(SETTLE, OutputTags.ENTRIES));
    CASES.put(
        "an entry was made that nobody was waiting for",
        () -> doubling(SETTLE, OutputTags.ENTRIES));
    CASES.put(
        "the entry of %s is not keyed by its payee",
        () -> records(SETTLE, OutputTags.ENTRIES, Tamperings::keyedByNobody));
    CASES.put(
        "the entry of %s has other bytes than it must have",
        () -> records(SETTLE, OutputTags.ENTRIES, Tamperings::truncated));
    CASES.put(
        "the journal holds an entry at %s that was never made",
        () -> writing(Topics.JOURNAL, record -> List.of(Tamperings.truncated(record))));
    CASES.put(
        "%s was accepted and is counted at %s", () -> writing(Topics.JOURNAL, record -> List.of()));
  }

  private static void receiptsCases() {
    CASES.put(
        "a receipt proves nothing: %s",
        () -> writing(Topics.RECEIPTS, record -> List.of(Tamperings.truncated(record))));
    CASES.put(
        "the receipts say that %s was accepted, and never that it was credited",
        () -> receipts(ReceiptStatus.CREDITED, receipt -> List.of()));
    CASES.put(
        "the receipts say that %s was credited, and never that it was accepted",
        () -> receipts(ReceiptStatus.ACCEPTED, receipt -> List.of()));
    CASES.put(
        "%s was told of credits %s, and has received %d",
        () ->
            receipts(
                ReceiptStatus.CREDITED,
                receipt -> receipt.getNumber() == 1 ? List.of() : List.of(receipt)));
    CASES.put(
        "a receipt tells of a credit, and another one, with the same number, of another: %s",
        () ->
            receipts(
                ReceiptStatus.CREDITED,
                receipt -> List.of(numbered(receipt, Math.min(1, receipt.getNumber())))));
    CASES.put(
        "two receipts tell of the same credit with different words: %s",
        () ->
            receipts(
                ReceiptStatus.CREDITED,
                receipt -> List.of(receipt, numbered(receipt, receipt.getNumber() + 100))));
    CASES.put(
        "%s counts on credits that its sender was told of, and is rejected for them",
        () ->
            receipts(
                ReceiptStatus.CREDITED,
                receipt -> List.of(receipt, numbered(receipt, receipt.getNumber() + 1))));
    CASES.put(
        "%s was told by receipts that he has %s, and has %s",
        () ->
            receipts(
                ReceiptStatus.ACCEPTED,
                receipt -> receipt.getNumber() == 0 ? List.of() : List.of(receipt)));
  }

  private static void eventsCases() {
    CASES.put(
        "a settled event cannot be read: %s", () -> records(SETTLE, null, Tamperings::truncated));
    CASES.put(
        "the settled event of %s has other bytes than before",
        () ->
            records(
                SETTLE,
                null,
                again(
                    record -> CommandId.ofSettled(record.value()), ChecksTest::withAnotherNumber)));
    CASES.put(
        "the settled event of %s follows %s, not %d",
        () -> field("previousNumber", number -> (long) number + 1));
    CASES.put(
        "the settled event of %s is not keyed by %s",
        () -> records(SETTLE, null, Tamperings::keyedByNobody));
    CASES.put(
        "the settled event of %s is about another command",
        () -> records(SETTLE, null, ChecksTest::withAnotherNumber));
    CASES.put(
        "the settled event of %s tells of another balance",
        () -> field("available", balance -> Tamperings.otherCiphertextRecord()));
    CASES.put(
        "the settled event of %s names another epoch of the auditor",
        () -> field("auditorEpoch", epoch -> (int) epoch + 1));
    CASES.put(
        "the settled event of %s tells of other credits",
        () -> field("creditsApplied", credits -> (long) credits + 1));
    CASES.put(
        "a settled transfer holds no points: %s",
        () -> events(ChecksTest::isTransfer, event -> of(event).setLo(new Fixed128(ones(128)))));
    CASES.put(
        "the money of %s is not what was issued and not redeemed, after %s moved",
        () -> events(ChecksTest::isTransfer, ChecksTest::payMore));
    CASES.put("the settled event of %s could not be derived again", Tamperings::otherDerivations);
    CASES.put(
        "the settlements topic holds the event of %s twice, and nothing was judged twice",
        () -> writing(Topics.SETTLEMENTS, record -> List.of(record, record)));
    CASES.put(
        "the settlements topic holds an event of %s that was never emitted",
        () -> writing(Topics.SETTLEMENTS, record -> List.of(withAnotherNumber(record))));
    CASES.put("accepted command %s has no settled event", ChecksTest::losingAnEventForEver);
  }

  private static TopicRecord withAnotherNumber(TopicRecord record) {
    return changed(
        Settled.class, record, any -> true, event -> event.setNumber(event.getNumber() + 1));
  }

  private static boolean isTransfer(Settled event) {
    return event.getEvent() instanceof Transferred;
  }

  private static Transferred of(Settled event) {
    return (Transferred) event.getEvent();
  }

  /** Puts another commitment into the lower part of the amount. */
  private static void payMore(Settled event) {
    byte[] lo = of(event).getLo().bytes().clone();
    System.arraycopy(Tamperings.OTHER_CIPHERTEXT, 0, lo, 0, 32);
    of(event).setLo(new Fixed128(lo));
  }

  private static byte[] ones(int length) {
    byte[] ones = new byte[length];
    Arrays.fill(ones, (byte) -1);
    return ones;
  }

  private static Tampering losingAnEventForEver() {
    CommandId[] lost = new CommandId[1];
    return new Tampering() {
      @Override
      public List<TopicRecord> written(Topic topic, TopicRecord record) {
        if (!topic.equals(Topics.SETTLEMENTS)) {
          return List.of(record);
        }
        Settled event = decoded(Settled.class, record.value());
        CommandId id = CommandId.of(event.getEventId());
        if (lost[0] == null && event.getEvent() instanceof Opened) {
          lost[0] = id;
        }
        return id.equals(lost[0]) ? List.of() : List.of(record);
      }
    };
  }

  private static void verdictsCases() {
    CASES.put(
        "the receipt of %s is keyed by somebody else",
        () -> records(READ_JOURNAL, OutputTags.RECEIPTS, Tamperings::keyedByNobody));
    CASES.put(
        "the receipt of %s has other bytes than it must have: %s",
        () -> records(SETTLE, OutputTags.RECEIPTS, Tamperings::truncated));
    CASES.put(
        "a rejection cannot be read: %s",
        () -> records(READ_JOURNAL, OutputTags.REJECTIONS, Tamperings::truncated));
    CASES.put(
        "the rejection of %s has other bytes than before",
        () ->
            records(
                READ_JOURNAL,
                OutputTags.REJECTIONS,
                again(
                    record -> decoded(Rejection.class, record.value()).getPosition(),
                    Tamperings::truncated)));
    CASES.put(
        "the rejection of %s is about another record",
        () ->
            records(
                READ_JOURNAL,
                OutputTags.REJECTIONS,
                record -> rejection(record, r -> r.setPosition(new LogPosition(0, 99_999L, 0L)))));
    CASES.put(
        "%s was rejected for %s, not for %s",
        () ->
            records(
                READ_JOURNAL,
                OutputTags.REJECTIONS,
                record -> rejection(record, r -> r.setCode("NOT_SO"))));
    CASES.put(
        "nobody has account %s",
        () -> records(SETTLE, OutputTags.ACCOUNTS, Tamperings::keyedByNobody));
  }

  private static TopicRecord rejection(TopicRecord record, Consumer<Rejection> change) {
    return changed(Rejection.class, record, any -> true, change);
  }

  private static void recordsCases() {
    CASES.put("%s reaches the ledger where %s is next", () -> losing(SETTLE));
    CASES.put("the job counts %d %s, not %d", () -> counting(Count.READ));
    CASES.put(
        "%d records were read, %d judged, and %d are under way", () -> counting(Count.ACCEPTED));
    CASES.put(
        "the job found that accounts changed by something else than their events say",
        () -> counting(Count.CONSERVATION_BROKEN));
  }

  private static void balancesCases() {
    CASES.put("nobody was told the balance of %s", () -> dropping(SETTLE, OutputTags.ACCOUNTS));
    CASES.put(
        "the balance told of %s is not the one that is kept",
        () ->
            records(
                SETTLE,
                OutputTags.ACCOUNTS,
                record ->
                    changed(
                        AccountState.class,
                        record,
                        any -> true,
                        account -> account.setSequence(account.getSequence() + 1))));
    CASES.put(
        "what is told of an account cannot be read: %s",
        () -> records(SETTLE, OutputTags.ACCOUNTS, Tamperings::truncated));
    CASES.put(
        "a balance of %s is published that nobody told", () -> doubling(COALESCE_BALANCES, null));
    CASES.put(
        "another balance of %s is published than was told",
        () ->
            records(
                COALESCE_BALANCES,
                null,
                record ->
                    changed(
                        Balance.class,
                        record,
                        any -> true,
                        balance -> balance.setZerosAdded(balance.getZerosAdded() + 1))));
  }

  private static void endsCases() {
    CASES.put("%s has no verdict", ChecksTest::losingAllOfOne);
    CASES.put(
        "the balances topic does not tell the latest of %s",
        () -> writing(Topics.BALANCES, record -> List.of()));
    CASES.put(
        "%d accounts are kept, not %d",
        () ->
            new Tampering() {
              @Override
              public List<AccountId> accounts(List<AccountId> kept) {
                return kept.stream().skip(1).toList();
              }
            });
    CASES.put("%s does not decrypt to %s", ChecksTest::agreeingOnAnotherBalance);
    CASES.put(
        "the audit of %s: %s",
        () -> writing(Topics.BALANCES, record -> List.of(record, ofNobody(record))));
  }

  /** The balance of an account that nobody has. */
  private static TopicRecord ofNobody(TopicRecord record) {
    Balance balance = decoded(Balance.class, record.value());
    balance.setAccount(new Fixed32(new byte[32]));
    balance.setAvailable(Tamperings.otherCiphertextRecord());
    return new TopicRecord(new byte[32], SingleObject.encode(balance));
  }

  /** Loses all records of one account, and counts them as if they had been judged. */
  private static Tampering losingAllOfOne() {
    AccountId[] victim = new AccountId[1];
    long[] lost = new long[1];
    return new Tampering() {
      @Override
      public boolean loses(OperatorTask to, int input, Object value) {
        if (to.identity() != ADMIT) {
          return false;
        }
        AccountId account = ((AddressedRecord) value).account();
        victim[0] = victim[0] == null ? account : victim[0];
        boolean loses = account.equals(victim[0]);
        lost[0] += loses ? 1 : 0;
        return loses;
      }

      @Override
      public long counted(Count count, long sum) {
        return count == Count.ACCEPTED ? sum + lost[0] : sum;
      }
    };
  }

  /** Lets state and topic agree in the end, on another balance than the oracle's. */
  private static Tampering agreeingOnAnotherBalance() {
    return new Tampering() {
      @Override
      public List<TopicRecord> written(Topic topic, TopicRecord record) {
        return topic.equals(Topics.BALANCES)
            ? List.of(
                changed(
                    Balance.class,
                    record,
                    any -> true,
                    balance -> balance.setAvailable(Tamperings.otherCiphertextRecord())))
            : List.of(record);
      }

      @Override
      public Kept kept(PlainAccount plain, Kept kept, Moment moment) {
        return moment == Moment.END
            ? Tamperings.withState(
                kept, state -> state.setAvailable(Tamperings.otherCiphertextRecord()))
            : kept;
      }
    };
  }
}
