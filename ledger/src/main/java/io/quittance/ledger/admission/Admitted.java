package io.quittance.ledger.admission;

import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorEpochs;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.SignedCommand;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Submission;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * A command that passed every check that needs no state: signature, keys and proofs are right. The
 * ledger takes nothing else.
 *
 * <p>Whether the auditor's key was valid at the command's time is found out here and judged by the
 * ledger: a repeat of a transfer that was accepted in time gets its receipt again. So is whether
 * the asset was closed.
 */
public final class Admitted implements Verdict {
  private static final int NOT_VALID = -1;

  private final Reading.Read read;
  private final int auditorEpoch;
  private final boolean assetClosed;

  private Admitted(Reading.Read read, int auditorEpoch, boolean assetClosed) {
    this.read = read;
    this.auditorEpoch = auditorEpoch;
    this.assetClosed = assetClosed;
  }

  private static Admitted of(Reading.Read read, Assets assets) {
    boolean closed = assets.isClosed(read.command().command().asset());
    if (!(read.command().command() instanceof Transfer transfer)) {
      return new Admitted(read, 0, closed);
    }
    AuditorEpochs auditors = assets.find(transfer.asset()).orElseThrow().auditors();
    int epoch = auditors.epochOf(transfer.auditorKey()).orElse(NOT_VALID);
    long millis = read.submission().stamp().partitionMillis();
    return new Admitted(read, auditors.allows(epoch, millis) ? epoch : NOT_VALID, closed);
  }

  /**
   * Returns a command that has passed admission already; it is not verified again.
   *
   * @param statements what the network is by its statement of a version
   */
  public static Admitted passed(Reading.Read read, IntFunction<Network> statements) {
    return of(read, statements.apply(read.submission().stamp().statement()).assets());
  }

  /** Returns the record it came in. */
  public Submission submission() {
    return read.submission();
  }

  /** Returns the command with its signature. */
  public SignedCommand signed() {
    return read.command();
  }

  /** Returns the command. */
  public Command command() {
    return read.command().command();
  }

  /**
   * Returns the epoch of the auditor's key that a transfer is encrypted for, 0 for other commands;
   * nothing if that key was not valid when the command entered the log.
   */
  public OptionalInt auditorEpoch() {
    return auditorEpoch == NOT_VALID ? OptionalInt.empty() : OptionalInt.of(auditorEpoch);
  }

  /** Returns whether the statement at the command's place has closed its asset. */
  public boolean isAssetClosed() {
    return assetClosed;
  }
}
