package io.quittance.stack.local;

import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A ledger that runs on this machine, whether in this process or in processes of its own. */
public interface RunningLedger {
  /** Returns what wallets must know of its network, the address of its broker included. */
  NetworkFile network();

  /** Returns where its keys are. */
  QuittanceHome home();

  /** Returns what the job has counted, a moment ago. */
  LedgerCounts counts() throws IOException, InterruptedException;

  /** Returns the newest complete checkpoint on disk. */
  Optional<Path> newestCheckpoint();
}
