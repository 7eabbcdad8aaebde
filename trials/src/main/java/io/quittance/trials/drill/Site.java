package io.quittance.trials.drill;

import io.quittance.stack.local.RunningLedger;
import java.nio.file.Path;

/** A running ledger that can lose all state of its job and be restored from a savepoint. */
interface Site extends RunningLedger {
  /** Takes a savepoint, puts it where a disaster does not reach it, and lets the job go on. */
  Path savepoint() throws Exception;

  /** Ends Flink's processes without a word and deletes every checkpoint. Kafka's log stays. */
  void strike() throws Exception;

  /** Starts the job again from a savepoint and waits until it runs. */
  void restore(Path savepoint) throws Exception;
}
