package io.quittance.jobs.windows;

import io.quittance.ledger.window.Totals;
import io.quittance.schemas.analytics.EncryptedTotal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Which totals of a window may be shown, so that no difference of two of them is of too few
 * transfers.
 *
 * <p>Payees with fewer transfers than the least have no total of their own. What they received is
 * still the difference between the total of all and those shown, so where that is of too few
 * transfers, the shown payee with the fewest joins them, until it no longer is (complementary
 * suppression, as statistical offices know it).
 */
final class ComplementarySuppression {
  /** Fewest transfers first; the payee's id makes the order one. */
  private static final Comparator<EncryptedTotal> FEWEST_FIRST =
      Comparator.comparingLong(EncryptedTotal::getTransfers)
          .thenComparing(total -> HexFormat.of().formatHex(total.getPayee().bytes()));

  private ComplementarySuppression() {}

  /**
   * Returns the total of all payees and those of the payees that may be shown; nothing at all if
   * all of it is of too few transfers.
   *
   * @param payees one total for each payee of an asset, of one window
   * @param atLeast fewest transfers a total, or a difference of totals, may be of
   */
  static List<EncryptedTotal> of(List<EncryptedTotal> payees, int atLeast) {
    if (transfers(payees) < atLeast) {
      return List.of();
    }
    List<EncryptedTotal> sorted = new ArrayList<>(payees);
    sorted.sort(FEWEST_FIRST);
    long hidden = 0;
    int shownFrom = 0;
    for (EncryptedTotal total : sorted) {
      boolean enough = total.getTransfers() >= atLeast && (hidden == 0 || hidden >= atLeast);
      if (enough) {
        break;
      }
      hidden += total.getTransfers();
      shownFrom++;
    }
    List<EncryptedTotal> shown = new ArrayList<>();
    shown.add(all(sorted));
    shown.addAll(sorted.subList(shownFrom, sorted.size()));
    return shown;
  }

  static long transfers(List<EncryptedTotal> totals) {
    return totals.stream().mapToLong(EncryptedTotal::getTransfers).sum();
  }

  private static EncryptedTotal all(List<EncryptedTotal> payees) {
    EncryptedTotal all = EncryptedTotal.newBuilder(payees.get(0)).setPayee(null).build();
    for (EncryptedTotal total : payees.subList(1, payees.size())) {
      all = Totals.sum(all, total, null);
    }
    return all;
  }
}
