package io.quittance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.OutputTags;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.RejectionCode;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.Outcome;
import io.quittance.simulation.PlainLedger.Ruling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Checks that no output of a job alone can break, because the oracle, which is part of the
 * simulation, would have to err: each is broken here by itself.
 */
class LanesTest {
  /** What is broken here. */
  static final Set<String> SENTENCES =
      Set.of(
          "%s was %s %s and is now %s %s",
          "%s was accepted before, at %s",
          "%s was refused for good: %s",
          "%s was accepted before and is now rejected: %s",
          "there is no record at %d/%d",
          "nobody sent command %s",
          "what is said cannot be read: %s");

  private static final Party OWNER = Party.number(1);

  private final InstantLane lane = new InstantLane();

  @Test
  void verdict_thatChanges_isFound() {
    Sent sent = sent(1, 0);
    lane.ruled(accepted(sent));
    lane.ruled(accepted(sent));
    assertBroken(
        "%s was %s %s and is now %s %s",
        () -> lane.ruled(Ruling.rejected(sent, RejectionCode.FROZEN)));
  }

  @Test
  void command_thatIsAcceptedAtTwoPlaces_isFound() {
    lane.ruled(accepted(sent(1, 0)));
    assertBroken("%s was accepted before, at %s", () -> lane.ruled(accepted(sent(1, 5))));
  }

  @Test
  void command_thatIsAcceptedThoughItWasRefusedForGood_isFound() {
    lane.ruled(Ruling.rejected(sent(1, 0), RejectionCode.BAD_PROOF));
    assertBroken("%s was refused for good: %s", () -> lane.ruled(accepted(sent(1, 5))));
  }

  @Test
  void command_thatMayBeRetried_canStillBeAccepted() {
    lane.ruled(Ruling.rejected(sent(1, 0), RejectionCode.FROZEN));
    lane.ruled(accepted(sent(1, 5)));
    assertTrue(lane.isAccepted(command(1).id()));
  }

  @Test
  void command_thatIsRejectedThoughItWasAccepted_isFound() {
    lane.ruled(accepted(sent(1, 0)));
    lane.ruled(Ruling.rejected(sent(1, 5), RejectionCode.ALREADY_DECIDED));
    assertBroken(
        "%s was accepted before and is now rejected: %s",
        () -> lane.ruled(Ruling.rejected(sent(1, 6), RejectionCode.FROZEN)));
  }

  @Test
  void command_thatNobodySent_isFound() {
    PlainJournal journal = new PlainJournal(1);
    assertBroken("there is no record at %d/%d", () -> journal.at(0, 0));
    assertBroken("nobody sent command %s", () -> journal.command(command(1).id()));
    assertBroken("nobody has account %s", () -> journal.party(OWNER.id()));
  }

  @Test
  void replay_thatSaysAnythingElse_isFound() throws Exception {
    Interleaving.Logs logs = Interleaving.Logs.of(SimulationOptions.of(11, 300));
    assertBroken(
        "what is said cannot be read: %s",
        () ->
            Interleaving.of(
                logs,
                1,
                Interleaving.Part.ALL,
                Tamperings.records(
                    SettlementOperator.SETTLE, OutputTags.RECEIPTS, Tamperings::truncated)));
    assertNotEquals(
        "",
        Interleaving.of(
                logs,
                1,
                Interleaving.Part.ALL,
                Tamperings.doubling(SettlementOperator.SETTLE, OutputTags.ENTRIES))
            .differenceFrom(Interleaving.of(logs, 1)));
  }

  @Test
  void outcome_thatDiffers_isNamed() {
    var one = outcome("s", "a", "b");
    assertEquals("", one.differenceFrom(outcome("s", "a", "b")));
    assertEquals("what is said differs: 0 lane", one.differenceFrom(outcome("s", "a", "c")));
    assertEquals("what is said differs: 0 lane", one.differenceFrom(outcome("s", "b", "a")));
    assertEquals("the final states differ", one.differenceFrom(outcome("S", "a", "b")));
  }

  @Test
  void outcome_ofABeginning_isTheBeginningOfTheOutcome() {
    var whole = outcome("s", "a", "b");
    assertTrue(outcome("any", "a").begins(whole));
    assertTrue(outcome("any", "a", "b").begins(whole));
    assertFalse(outcome("any", "b").begins(whole));
    assertFalse(outcome("any", "a", "b", "c").begins(whole));
  }

  @Test
  void operator_thatTheJobDoesNotHave_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> SettlementOperator.of("settlement"));
  }

  private static io.quittance.simulation.Outcome outcome(String state, String... said) {
    return new io.quittance.simulation.Outcome(
        Map.of("0 lane", List.of(said)),
        List.of(),
        List.of(),
        Map.of("0 account", state),
        "digest");
  }

  private static void assertBroken(String sentence, Executable check) {
    String said = assertThrows(BrokenInvariant.class, check).getMessage();
    assertTrue(Sentences.matches(sentence, said), said);
  }

  private static Ruling accepted(Sent sent) {
    return new Ruling(sent, Outcome.ACCEPTED, null, sent, PlainMoney.NOTHING, 0, 0);
  }

  private static Sent sent(long number, long offset) {
    return new Sent(
        command(number), new LogPlace(0, offset, SimulatedKafka.START_MILLIS), false, 0, 1);
  }

  private static PlainCommand command(long number) {
    byte[] value = {(byte) number};
    return new PlainCommand(
        CommandId.of(new byte[32]),
        value,
        Kind.APPLY,
        OWNER,
        number,
        1,
        PlainMoney.NOTHING,
        Optional.empty(),
        PlainMoney.NOTHING,
        new byte[36],
        0,
        Long.MAX_VALUE,
        Optional.empty());
  }
}
