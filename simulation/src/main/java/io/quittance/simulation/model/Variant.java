package io.quittance.simulation.model;

import java.util.Optional;

/**
 * The design by its rules, designs that do something otherwise and hold too, and designs that break
 * one rule: those must be found. Each of the last has a seed that breaks it.
 */
public enum Variant {
  /** The design by its rules. */
  SOUND(0, "the design by its rules"),
  /** A replay from nothing says everything again. */
  HOLDS_LOUD(5, "a replay from nothing says everything again", Departure.LOUD_FROM_NOTHING),
  /** Statements in two phases instead of before entries. */
  HOLDS_TWO_PHASE(
      2,
      "statements in two phases instead of before entries",
      Departure.NO_STATEMENTS_BEFORE_ENTRIES,
      Departure.TWO_PHASE_STATEMENTS,
      Circumstance.STATEMENT_1_EVERYWHERE),
  /** An entry after a gap is parked. */
  HOLDS_PARKED(3, "an entry after a gap is parked", Departure.GAP_PARKED),
  /** The same, acknowledged entries are lost, a replay from nothing. */
  HOLDS_PARKED_LOST(
      3,
      "the same, acknowledged entries are lost, a replay from nothing",
      Departure.GAP_PARKED,
      Departure.LOUD_FROM_NOTHING,
      Circumstance.ACKNOWLEDGED_ENTRIES_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Acknowledged entries are lost, a replay from nothing. */
  HOLDS_LOST(
      5,
      "acknowledged entries are lost, a replay from nothing",
      Departure.LOUD_FROM_NOTHING,
      Circumstance.ACKNOWLEDGED_ENTRIES_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Parked, batches overtake each other, one statement. */
  HOLDS_PARKED_REORDERED(
      3,
      "parked, batches overtake each other, one statement",
      Departure.GAP_PARKED,
      Departure.PRODUCER_REORDERS,
      Circumstance.ONE_STATEMENT,
      Circumstance.STATEMENT_1_EVERYWHERE,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Silent below committed offsets, aligned. */
  HOLDS_SILENT_ALIGNED(
      5,
      "silent below committed offsets, aligned",
      Departure.SILENT_BELOW_COMMITTED,
      Circumstance.ALIGNED,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** A key is revoked, then a replay from nothing. */
  HOLDS_REVOKED(
      2,
      "a key is revoked, then a replay from nothing",
      Circumstance.KEY_REVOKED,
      Circumstance.LAST_FROM_NOTHING,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** One transaction in three is lost. */
  HOLDS_LOSING(
      19,
      "one transaction in three is lost",
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Entries wait between settle and sink. */
  HOLDS_UNCHAINED(3, "entries wait between settle and sink", Departure.SINK_NOT_CHAINED),
  /** Entries are held to the limits where they are counted. */
  ENTRIES_HELD(
      1,
      "entries are held to the limits where they are counted",
      Check.CREDITED,
      183,
      Departure.ENTRIES_HELD_TO_STATEMENT),
  /** Entries are held to the assets there are, and one is taken away. */
  ENTRIES_OF_REMOVED_ASSETS(
      8,
      "entries are held to the assets there are, and one is taken away",
      Check.CREDITED,
      18,
      Departure.ENTRIES_HELD_TO_STATEMENT,
      Departure.ASSETS_REMOVED),
  /** Marks end, and entries older than that are refused. */
  ENTRIES_TOO_OLD(
      1,
      "marks end, and entries older than that are refused",
      Check.CREDITED,
      2,
      Departure.MARKS_END,
      Departure.ENTRIES_REFUSED_WHEN_OLD),
  /** Entries for closed accounts are refused. */
  ENTRIES_OF_CLOSED(
      1,
      "entries for closed accounts are refused",
      Check.CREDITED,
      17,
      Departure.ENTRIES_REFUSED_WHEN_CLOSED),
  /** An entry that is refused moves the mark. */
  REFUSED_LEAVES_A_TRACE(
      1,
      "an entry that is refused moves the mark",
      Check.CREDITED,
      3,
      Departure.REFUSED_ENTRIES_LEAVE_A_TRACE),
  /** The same fact under another key is another entry. */
  MARKS_OF_KEYS(
      1,
      "the same fact under another key is another entry",
      Check.CREDITED_ONCE,
      9,
      Departure.MARKS_PER_KEY,
      Circumstance.KEY_REVOKED,
      Circumstance.LAST_FROM_NOTHING,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Only the key now in force counts. */
  PRESENT_KEY_ONLY(
      2,
      "only the key now in force counts",
      Check.CREDITED,
      1,
      Departure.ONLY_THE_PRESENT_KEY,
      Departure.NO_STATEMENTS_BEFORE_ENTRIES,
      Departure.TWO_PHASE_STATEMENTS,
      Circumstance.STATEMENT_1_EVERYWHERE),
  /** No statements before entries, nor in two phases. */
  NO_FAN_OUT(
      2,
      "no statements before entries, nor in two phases",
      Check.CREDITED,
      4,
      Departure.NO_STATEMENTS_BEFORE_ENTRIES,
      Circumstance.STATEMENT_1_EVERYWHERE),
  /** A key is revoked and any checkpoint is gone on from. */
  REVOKED_GOES_ON(
      2,
      "a key is revoked and any checkpoint is gone on from",
      Check.CREDITED,
      4,
      Circumstance.KEY_REVOKED),
  /** An entry counts whatever it names. */
  NO_GAPS_SEEN(3, "an entry counts whatever it names", Check.CREDITED, 19, Departure.NO_GAP_CHECK),
  /** Batches overtake each other, one statement. */
  REORDERED(
      3,
      "batches overtake each other, one statement",
      Check.CREDITED,
      2,
      Departure.PRODUCER_REORDERS,
      Circumstance.ONE_STATEMENT,
      Circumstance.STATEMENT_1_EVERYWHERE),
  /** The same with statements, and gaps parked. */
  STATEMENTS_REORDERED(
      3,
      "the same with statements, and gaps parked",
      Check.CREDITED,
      3,
      Departure.PRODUCER_REORDERS,
      Departure.GAP_PARKED),
  /** An origin's entries are spread over producers. */
  REBALANCED(
      3,
      "an origin's entries are spread over producers",
      Check.CREDITED,
      2,
      Departure.SINK_REBALANCED),
  /** A checkpoint does not wait for acknowledgements. */
  FLUSH_LEFT_OUT(
      3, "a checkpoint does not wait for acknowledgements", Check.CREDITED, 11, Departure.NO_FLUSH),
  /** Marks end by log time. */
  ENDING_MARKS(4, "marks end by log time", Check.CREDITED, 2, Departure.MARKS_END),
  /** Silent below committed offsets, unaligned. */
  SILENT_UNALIGNED(
      5,
      "silent below committed offsets, unaligned",
      Check.CREDITED,
      396,
      Departure.SILENT_BELOW_COMMITTED,
      Circumstance.UNALIGNED),
  /** Silent below committed offsets, an acknowledged entry is lost. */
  SILENT_AFTER_LOSS(
      5,
      "silent below committed offsets, an acknowledged entry is lost",
      Check.CREDITED,
      18,
      Departure.SILENT_BELOW_COMMITTED,
      Circumstance.ALIGNED,
      Circumstance.ACKNOWLEDGED_ENTRIES_LOST,
      Departure.GAP_PARKED),
  /** Silent of all that stood at start. */
  SILENT_TO_THE_END(
      5, "silent of all that stood at start", Check.CREDITED, 9, Departure.SILENT_BELOW_THE_END),
  /** Only old entries are held back, newer overtake them. */
  OLD_HELD_BACK(
      5,
      "only old entries are held back, newer overtake them",
      Check.CREDITED,
      454,
      Departure.ONLY_OLD_ENTRIES_HELD_BACK),
  /** What stands is not said again, counted or not. */
  STANDING_DROPPED(
      5,
      "what stands is not said again, counted or not",
      Check.CREDITED,
      40,
      Departure.HELD_BACK_UNLESS_STANDING),
  /** A silent instance's checkpoint is restored. */
  SILENT_TWIN(
      6,
      "a silent instance's checkpoint is restored",
      Check.CREDITED,
      2,
      Departure.SILENT_CHECKPOINTS),
  /** An entry may be larger than the topic takes. */
  LARGE_ENTRIES(
      7,
      "an entry may be larger than the topic takes",
      Check.COMES_TO_REST,
      36,
      Departure.LARGE_ENTRIES_REFUSED_BY_BROKER),
  /** A statement that nobody signed takes effect. */
  PLANTED_STATEMENT(
      8,
      "a statement that nobody signed takes effect",
      Check.CONSERVED,
      18,
      Departure.STATEMENTS_UNSIGNED),
  /** A statement of another network takes effect. */
  FOREIGN_STATEMENT(
      8,
      "a statement of another network takes effect",
      Check.CONSERVED,
      4,
      Departure.STATEMENTS_OF_OTHER_NETWORKS),
  /** The job starts before statement 1 stands, in two phases. */
  NO_STATEMENT_1(
      8,
      "the job starts before statement 1 stands, in two phases",
      Check.CREDITED,
      48,
      Departure.NO_STATEMENTS_BEFORE_ENTRIES,
      Departure.TWO_PHASE_STATEMENTS,
      Departure.STARTS_BEFORE_STATEMENT_1),
  /** What reading knows stays with its subtask. */
  READ_STATE_LOST(
      9,
      "what reading knows stays with its subtask",
      Check.SAME_VERDICT,
      7,
      Departure.READ_STATE_BY_SUBTASK),
  /** Statements reach settle beside the records. */
  BROADCAST(
      9,
      "statements reach settle beside the records",
      Check.SAME_VERDICT,
      2,
      Departure.STATEMENTS_BROADCAST),
  /** One log time for all partitions of a subtask. */
  ONE_TIME(
      9,
      "one log time for all partitions of a subtask",
      Check.SAME_VERDICT,
      2,
      Departure.TIME_ACROSS_PARTITIONS),
  /** Codes that depend on a statement are final. */
  FINAL_CODES(
      10,
      "codes that depend on a statement are final",
      Check.REJECTED_FOR_GOOD,
      154,
      Departure.STATEMENT_CODES_ARE_FINAL),
  /** A repeat is looked for after the statement's rules. */
  REPEATS_LAST(
      10,
      "a repeat is looked for after the statement's rules",
      Check.ACCEPTED_FOR_GOOD,
      18,
      Departure.REPEATS_HELD_TO_STATEMENT),
  /** A repeat is answered under the statement of now. */
  REPEATS_ANEW(
      10,
      "a repeat is answered under the statement of now",
      Check.SAME_RECEIPT,
      18,
      Departure.REPEATS_ANSWERED_ANEW),
  /** Commands live for ever. */
  NO_END_OF_LIFE(11, "commands live for ever", Check.NOT_AFTER, 29, Departure.NO_NOT_AFTER),
  /** A due is written once. */
  ONE_DUE(13, "a due is written once", Check.RELEASED, 11, Departure.DUE_WRITTEN_ONCE),
  /** Wallets count what stands, not what was counted. */
  NAIVE_WALLET(
      15,
      "wallets count what stands, not what was counted",
      Check.HONEST_CREDITS,
      277,
      Departure.WALLETS_COUNT_WHAT_STANDS),
  /** A reader skips what aborted transactions wrote. */
  READ_COMMITTED(
      16,
      "a reader skips what aborted transactions wrote",
      Check.SAME_STATE,
      238,
      Departure.SKIPS_ABORTED),
  /** A transaction is committed before its checkpoint. */
  EARLY_COMMIT(
      18,
      "a transaction is committed before its checkpoint",
      Check.SETTLED_ONCE,
      37,
      Departure.COMMITS_BEFORE_CHECKPOINT,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** A checkpoint carries its own transactions alone. */
  OWN_ALONE_CARRIED(
      18,
      "a checkpoint carries its own transactions alone",
      Check.SETTLED,
      53,
      Departure.CARRIES_ITS_OWN_ALONE,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** The answer to a commit is not looked at. */
  ANSWER_UNSEEN(
      19,
      "the answer to a commit is not looked at",
      Check.SETTLED,
      19,
      Departure.ANSWER_NOT_LOOKED_AT,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** What a transaction holds is kept in memory alone. */
  HELD_IN_MEMORY_ALONE(
      19,
      "what a transaction holds is kept in memory alone",
      Check.SETTLED,
      58,
      Departure.HELD_IN_MEMORY,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** The broker is asked about a name. */
  ANSWERED_BY_NAME(
      19,
      "the broker is asked about a name",
      Check.SETTLED,
      8,
      Departure.ANSWERED_BY_NAME,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** What is forgotten is taken for committed. */
  FORGOTTEN_ACKNOWLEDGED(
      19,
      "what is forgotten is taken for committed",
      Check.SETTLED,
      229,
      Departure.FORGOTTEN_IS_COMMITTED,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** What is forgotten is said again without a look. */
  FORGOTTEN_SAID_AGAIN(
      19,
      "what is forgotten is said again without a look",
      Check.LOST_TRULY,
      118,
      Departure.FORGOTTEN_IS_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** It is looked for by its name. */
  LOOKED_FOR_BY_NAME(
      19,
      "it is looked for by its name",
      Check.SETTLED,
      5849,
      Departure.LOOKED_FOR_BY_NAME,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** It is looked for by its count. */
  COUNTED_ONLY(
      19,
      "it is looked for by its count",
      Check.SETTLED,
      3,
      Departure.LOOKED_FOR_BY_COUNT,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** It is looked for before the stable end. */
  LOOKED_TOO_EARLY(
      19,
      "it is looked for before the stable end",
      Check.LOST_TRULY,
      2828,
      Departure.LOOKS_BEFORE_STABLE,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** It is looked for when the stable end has passed its last event. */
  LOOKED_TO_ITS_LAST(
      19,
      "it is looked for when the stable end has passed its last event",
      Check.LOST_TRULY,
      599,
      Departure.LOOKS_TO_ITS_LAST,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Nothing else is done while one waits for the stable end. */
  WAITS_AND_BLOCKS(
      19,
      "nothing else is done while one waits for the stable end",
      Check.COMES_TO_REST,
      1,
      Departure.HEALING_BLOCKS,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** What is said again is acknowledged before its commit. */
  ACKNOWLEDGED_TOO_EARLY(
      20,
      "what is said again is acknowledged before its commit",
      Check.SETTLED,
      229,
      Departure.HEALING_ACKNOWLEDGED_EARLY,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Only what lies between checkpoints' offsets is said again. */
  DERIVED_BY_OFFSETS(
      20,
      "only what lies between checkpoints' offsets is said again",
      Check.SETTLED,
      69,
      Departure.REDERIVED_BETWEEN_OFFSETS,
      Circumstance.UNALIGNED,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Lost events are derived by the statement of now. */
  DERIVED_BY_NOW(
      20,
      "lost events are derived by the statement of now",
      Check.SETTLED_TRULY,
      4,
      Departure.REDERIVED_BY_PRESENT_STATEMENT,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** What is judged is said to be verified. */
  VERIFIED_WHEN_JUDGED(
      21,
      "what is judged is said to be verified",
      Check.SETTLED,
      63,
      Departure.VERIFIED_WHEN_JUDGED,
      Circumstance.TRANSACTIONS_OFTEN_LOST,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** A promoted standby begins with what it judges next. */
  PROMOTED_BLINDLY(
      21,
      "a promoted standby begins with what it judges next",
      Check.SETTLED,
      7,
      Departure.PROMOTED_WITHOUT_REDERIVING,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** A standby's checkpoint is taken for a writer's. */
  STANDBYS_CHECKPOINT(
      21,
      "a standby's checkpoint is taken for a writer's",
      Check.SETTLED,
      7,
      Departure.STANDBYS_STATE_TAKEN_AS_OWN,
      Circumstance.NEITHER_CUT_NOR_CANDIDATE),
  /** Nothing is compared at start. */
  CUT_UNSEEN_AT_START(
      22,
      "nothing is compared at start",
      Check.STOPS_AT_LOSS,
      1,
      Departure.NO_SURVEY_AT_START,
      Circumstance.LOG_CUT),
  /** Nothing is compared at a new leader. */
  CUT_UNSEEN_RUNNING(
      22,
      "nothing is compared at a new leader",
      Check.STOPS_AT_LOSS,
      1,
      Departure.NO_SURVEY_AT_NEW_LEADER,
      Circumstance.LOG_CUT),
  /** The last record read is not kept. */
  NO_LAST_RECORD(
      22,
      "the last record read is not kept",
      Check.STOPS_AT_LOSS,
      3,
      Departure.NO_WITNESS_IN_STATE,
      Circumstance.LOG_CUT),
  /** Receipts and settlements are no witnesses. */
  RECEIPTS_UNASKED(
      22,
      "receipts and settlements are no witnesses",
      Check.LOSS_NOTICED,
      51,
      Departure.RECEIPTS_ARE_NO_WITNESS,
      Circumstance.LOG_CUT),
  /** Entries are no witnesses of their causes. */
  CAUSES_UNASKED(
      22,
      "entries are no witnesses of their causes",
      Check.LOSS_NOTICED,
      426,
      Departure.ENTRIES_ARE_NO_WITNESS,
      Circumstance.LOG_CUT),
  /** Where entries were acknowledged is not kept. */
  ACKNOWLEDGEMENTS_FORGOTTEN(
      22,
      "where entries were acknowledged is not kept",
      Check.CREDITED,
      12,
      Departure.ACKNOWLEDGEMENTS_ARE_NO_WITNESS,
      Circumstance.LOG_CUT),
  /** Only the highest place where an entry was acknowledged is kept. */
  HIGHEST_ACKNOWLEDGED(
      22,
      "only the highest place where an entry was acknowledged is kept",
      Check.CREDITED,
      388,
      Departure.HIGHEST_ACKNOWLEDGED_ALONE,
      Circumstance.LOG_CUT),
  /** Only lengths are compared. */
  OFFSETS_COMPARED(
      22,
      "only lengths are compared",
      Check.STOPS_AT_LOSS,
      1,
      Departure.WITNESS_IS_AN_OFFSET,
      Circumstance.LOG_CUT),
  /** A forged entry is a witness. */
  FORGED_WITNESS(
      22, "a forged entry is a witness", Check.REFUSED_TRULY, 2, Departure.FORGERIES_ARE_WITNESSES),
  /** Another build speaks before it is compared. */
  LOUD_CANDIDATE(
      23,
      "another build speaks before it is compared",
      Check.SAME_VERDICT,
      1,
      Departure.CANDIDATE_SPEAKS,
      Circumstance.CANDIDATE),
  /** Another build is promoted without comparison. */
  UNCOMPARED(
      23,
      "another build is promoted without comparison",
      Check.DIVERGENCE_REFUSED,
      17,
      Departure.PROMOTED_UNCOMPARED,
      Circumstance.CANDIDATE),
  /** It is promoted before all is compared. */
  COMPARED_IN_PART(
      23,
      "it is promoted before all is compared",
      Check.DIVERGENCE_REFUSED,
      64,
      Departure.PROMOTED_BEFORE_CAUGHT_UP,
      Circumstance.CANDIDATE),
  /** Only codes are compared. */
  CODES_COMPARED(
      23,
      "only codes are compared",
      Check.DIVERGENCE_REFUSED,
      17,
      Departure.ONLY_CODES_COMPARED,
      Circumstance.CANDIDATE),
  /** Only what has a receipt is compared. */
  RECEIPTS_COMPARED(
      23,
      "only what has a receipt is compared",
      Check.DIVERGENCE_REFUSED,
      4754,
      Departure.ONLY_ANSWERS_COMPARED,
      Circumstance.CANDIDATE,
      Circumstance.NOBODY_APPROVES),
  /** States are not compared. */
  STATES_UNCOMPARED(
      23,
      "states are not compared",
      Check.DIVERGENCE_REFUSED,
      17,
      Departure.STATES_NOT_COMPARED,
      Circumstance.CANDIDATE),
  /** The difference found first is named. */
  ANY_DIFFERENCE(
      24,
      "the difference found first is named",
      Check.FIRST_DIFFERENCE,
      1973,
      Departure.NAMES_WHAT_WAS_FOUND_FIRST,
      Circumstance.CANDIDATE),
  /** What nobody has judged is a difference. */
  UNTOLD_COMPARED(
      24,
      "what nobody has judged is a difference",
      Check.SAME_CODE_PROMOTED,
      1,
      Departure.UNTOLD_IS_A_DIFFERENCE,
      Circumstance.CANDIDATE);

  private final int rule;
  private final String sentence;
  private final Check check;
  private final long seed;
  private final Design design;

  Variant(int rule, String sentence, Enum<?>... traits) {
    this(rule, sentence, null, 0, traits);
  }

  Variant(int rule, String sentence, Check check, long seed, Enum<?>... traits) {
    this.rule = rule;
    this.sentence = sentence;
    this.check = check;
    this.seed = seed;
    this.design = Design.of(traits);
  }

  /** Returns which rule it is about; 0 for all of them. */
  public int rule() {
    return rule;
  }

  /** Returns what is done otherwise. */
  public String sentence() {
    return sentence;
  }

  /** Returns the promise that it breaks; none if the design holds. */
  public Optional<Check> check() {
    return Optional.ofNullable(check);
  }

  /** Returns a seed whose run breaks that promise; 0 if the design holds. */
  public long seed() {
    return seed;
  }

  /** Tells whether no promise may be broken. */
  public boolean holds() {
    return check == null;
  }

  Design design() {
    return design;
  }
}
