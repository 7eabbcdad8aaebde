package io.quittance.trials.bench;

import io.quittance.stack.local.LedgerCounts;
import java.io.PrintStream;
import java.util.Locale;

/** What an overloaded ledger was found to do and what it must, told line by line. */
final class OverloadFindings {
  /** Heap that may be in use at the worst moment beyond what was in use before. */
  private static final long MAX_HEAP_GROWTH_BYTES = 256L << 20;

  private static final int MIB_BITS = 20;

  private final PrintStream out;
  private boolean passed = true;

  OverloadFindings(PrintStream out) {
    this.out = out;
  }

  /** Whether everything that was checked so far holds. */
  boolean passed() {
    return passed;
  }

  void tell(String format, Object... figures) {
    out.println("  " + String.format(Locale.ROOT, format, figures));
  }

  void check(boolean holds, String statement) {
    passed &= holds;
    out.println((holds ? "  [ok]   " : "  [FAIL] ") + statement);
  }

  void nothingLost(OverloadedLedger ledger) throws Exception {
    ledger.await("settled events", ledger.echoes()::settled, ledger.echoes().commands());
    LedgerCounts counts = ledger.counts();
    settledOnce(ledger, counts);
    check(
        ledger.echoes().rejected() == 0 && counts.rejectedInAll() == 0,
        "nothing is rejected for it" + ledger.echoes().rejection());
  }

  /**
   * As {@link #nothingLost}, where records were sent that must be rejected.
   *
   * @param receipts how many of them are told by receipts
   */
  void rejectedOnly(OverloadedLedger ledger, long records, long receipts) throws Exception {
    ledger.await("settled events", ledger.echoes()::settled, ledger.echoes().commands());
    LedgerCounts counts = ledger.counts();
    settledOnce(ledger, counts);
    check(
        ledger.echoes().rejected() == receipts && counts.rejectedInAll() == records,
        "each of these records is rejected, and nothing else" + ledger.echoes().rejection());
  }

  private void settledOnce(OverloadedLedger ledger, LedgerCounts counts) {
    check(
        counts.underway() == 0 && ledger.echoes().doubled() == 0,
        "nothing is lost, and each command is settled once");
  }

  void memoryBounded(long heapGrowth) {
    check(
        heapGrowth <= MAX_HEAP_GROWTH_BYTES,
        String.format(
            Locale.ROOT, "memory is bounded: %+,d MiB of heap in use", heapGrowth >> MIB_BITS));
  }
}
