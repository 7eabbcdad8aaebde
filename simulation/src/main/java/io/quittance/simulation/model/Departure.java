package io.quittance.simulation.model;

/** A way in which a design departs from a numbered rule, or does what the rule says otherwise. */
enum Departure {
  /** Rule 1: an entry is held to the assets and limits of the statement where it is counted. */
  ENTRIES_HELD_TO_STATEMENT,
  /** Rule 1: an entry is refused when it is old. */
  ENTRIES_REFUSED_WHEN_OLD,
  /** Rule 1: an entry for a closed account is refused. */
  ENTRIES_REFUSED_WHEN_CLOSED,
  /** Rule 1: an entry that is refused moves the mark all the same. */
  REFUSED_ENTRIES_LEAVE_A_TRACE,
  /** Rule 1: what signed an entry is part of what it is: each key has marks of its own. */
  MARKS_PER_KEY,
  /** Rule 2: only the key that is in force now counts. */
  ONLY_THE_PRESENT_KEY,
  /** Rule 2: the job writes no statements before its first entry under them. */
  NO_STATEMENTS_BEFORE_ENTRIES,
  /** Rule 2, otherwise: a version is written once the one before stands everywhere. */
  TWO_PHASE_STATEMENTS,
  /** Rule 3: an entry counts though the one that it names is missing. */
  NO_GAP_CHECK,
  /** Rule 3, otherwise: an entry after a gap is kept until the gap is filled. */
  GAP_PARKED,
  /** Rule 3: batches may overtake each other. */
  PRODUCER_REORDERS,
  /** Rule 3: an origin's entries are spread over all producers. */
  SINK_REBALANCED,
  /** Rule 3, otherwise: entries wait in a queue between settle and its sink. */
  SINK_NOT_CHAINED,
  /** Rule 3: a checkpoint does not wait for entries to be acknowledged. */
  NO_FLUSH,
  /** Rule 4: a mark ends some time after its last use. */
  MARKS_END,
  /** Rule 5, otherwise: a replay from nothing says everything again at once. */
  LOUD_FROM_NOTHING,
  /** Rule 5: a replay from nothing is silent of what committed offsets cover. */
  SILENT_BELOW_COMMITTED,
  /** Rule 5: a replay from nothing is silent of all that stood when it began. */
  SILENT_BELOW_THE_END,
  /** Rule 5: only what follows from old records is held back, newer entries overtake it. */
  ONLY_OLD_ENTRIES_HELD_BACK,
  /** Rule 5: what is held back is dropped if it stands in the log, counted or not. */
  HELD_BACK_UNLESS_STANDING,
  /** Rule 6: an instance that kept silent takes checkpoints that are restored. */
  SILENT_CHECKPOINTS,
  /** Rule 7: an entry may be larger than the topic takes. */
  LARGE_ENTRIES_REFUSED_BY_BROKER,
  /** Rule 8: nobody looks who signed a statement. */
  STATEMENTS_UNSIGNED,
  /** Rule 8: a statement need not name the hash of the one before. */
  STATEMENTS_OF_OTHER_NETWORKS,
  /** Rule 8: the job starts before statement 1 stands everywhere. */
  STARTS_BEFORE_STATEMENT_1,
  /** Rule 8: a statement takes an asset away. */
  ASSETS_REMOVED,
  /** Rule 9: the state of reading is not found by its partition. */
  READ_STATE_BY_SUBTASK,
  /** Rule 9: statements reach settle beside the records. */
  STATEMENTS_BROADCAST,
  /** Rule 9: one time for all partitions that an instance reads. */
  TIME_ACROSS_PARTITIONS,
  /** Rule 10: codes that depend on a statement are final. */
  STATEMENT_CODES_ARE_FINAL,
  /** Rule 10: a repeat is looked for after what depends on a statement. */
  REPEATS_HELD_TO_STATEMENT,
  /** Rule 10: a repeat is answered under the statement of now. */
  REPEATS_ANSWERED_ANEW,
  /** Rule 11: commands live for ever. */
  NO_NOT_AFTER,
  /** Rule 13: a due is written once. */
  DUE_WRITTEN_ONCE,
  /** Rule 15: wallets count what stands in the journal. */
  WALLETS_COUNT_WHAT_STANDS,
  /** Rule 16: a reader of the journal skips what aborted transactions wrote. */
  SKIPS_ABORTED,
  /** Rule 18: a transaction is committed before its checkpoint is complete. */
  COMMITS_BEFORE_CHECKPOINT,
  /** Rule 18: a checkpoint carries its own transactions, not those that wait from before. */
  CARRIES_ITS_OWN_ALONE,
  /** Rule 19: the answer to a commit is not looked at. */
  ANSWER_NOT_LOOKED_AT,
  /** Rule 19: what a transaction holds is kept in memory alone. */
  HELD_IN_MEMORY,
  /** Rule 19: the broker is asked about a name, not about a producer's id and epoch. */
  ANSWERED_BY_NAME,
  /** Rule 19: a transaction that is forgotten is taken for committed. */
  FORGOTTEN_IS_COMMITTED,
  /** Rule 19: a transaction that is forgotten is taken for lost, without a look. */
  FORGOTTEN_IS_LOST,
  /** Rule 19: what bears the transaction's name is taken for what it held. */
  LOOKED_FOR_BY_NAME,
  /** Rule 19: as many events as it held are taken for them. */
  LOOKED_FOR_BY_COUNT,
  /** Rule 19: it is looked for before the log's stable end has passed it. */
  LOOKS_BEFORE_STABLE,
  /** Rule 19: the stable end must pass its last event only, not all that stands by then. */
  LOOKS_TO_ITS_LAST,
  /** Rule 19: while one transaction waits for the stable end, nothing else is done. */
  HEALING_BLOCKS,
  /** Rule 20: what is said again is acknowledged before its commit. */
  HEALING_ACKNOWLEDGED_EARLY,
  /** Rule 20: only what lies between the offsets of two checkpoints is said again. */
  REDERIVED_BETWEEN_OFFSETS,
  /** Rule 20: what was lost is judged again by the statement of now. */
  REDERIVED_BY_PRESENT_STATEMENT,
  /** Rule 21: all that is judged is said to be verified, whether it is acknowledged or not. */
  VERIFIED_WHEN_JUDGED,
  /** Rule 21: a promoted instance begins with what it judges next. */
  PROMOTED_WITHOUT_REDERIVING,
  /** Rule 21: a checkpoint of a standby is taken for one of the final lane's writer. */
  STANDBYS_STATE_TAKEN_AS_OWN,
  /** Rule 22: an instance starts without holding what was shown against the log. */
  NO_SURVEY_AT_START,
  /** Rule 22: a new leader is no reason to look again. */
  NO_SURVEY_AT_NEW_LEADER,
  /** Rule 22: the last record that was read is not kept. */
  NO_WITNESS_IN_STATE,
  /** Rule 22: receipts are not asked. */
  RECEIPTS_ARE_NO_WITNESS,
  /** Rule 22: entries are not asked for their causes. */
  ENTRIES_ARE_NO_WITNESS,
  /** Rule 22: where entries were acknowledged is not kept. */
  ACKNOWLEDGEMENTS_ARE_NO_WITNESS,
  /** Rule 22: of the places where entries were acknowledged only the highest is kept. */
  HIGHEST_ACKNOWLEDGED_ALONE,
  /** Rule 22: only lengths are compared. */
  WITNESS_IS_AN_OFFSET,
  /** Rule 22: an entry with a wrong signature is a witness too. */
  FORGERIES_ARE_WITNESSES,
  /** Rule 23: another build speaks before it is promoted. */
  CANDIDATE_SPEAKS,
  /** Rule 23: it is promoted without having been compared. */
  PROMOTED_UNCOMPARED,
  /** Rule 23: it is compared as far as it has come. */
  PROMOTED_BEFORE_CAUGHT_UP,
  /** Rule 23: only codes are compared. */
  ONLY_CODES_COMPARED,
  /** Rule 23: only what has a receipt is compared. */
  ONLY_ANSWERS_COMPARED,
  /** Rule 23: states are not compared. */
  STATES_NOT_COMPARED,
  /** Rule 24: the difference is named that was found first. */
  NAMES_WHAT_WAS_FOUND_FIRST,
  /** Rule 24: what nobody has judged yet is a difference. */
  UNTOLD_IS_A_DIFFERENCE
}
