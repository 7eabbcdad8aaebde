package io.quittance.audit;

import io.quittance.schemas.settlement.Settled;
import java.util.List;

/**
 * What an audit found.
 *
 * @param commands what came of the commands
 * @param entries what came of the entries that follow from them
 * @param published what was compared with that
 * @param orders the compliance officers' orders in the order of log time, as settled events
 * @param found how many differences there are
 * @param differences what does not agree, the first in log time first; of very many the beginning
 * @param warned how much there is that changes nothing in the books and should be looked into
 * @param warnings what that is, the first in log time first; of very many the beginning
 */
public record Report(
    Commands commands,
    Entries entries,
    Published published,
    List<Settled> orders,
    long found,
    List<Difference> differences,
    long warned,
    List<Warning> warnings) {

  /**
   * The commands that were judged again.
   *
   * @param judged how many
   * @param accepted how many of them the ledger accepts
   * @param repeated how many repeat the last accepted one
   * @param rejected how many it rejects
   */
  public record Commands(long judged, long accepted, long repeated, long rejected) {}

  /**
   * The entries of the journal: payments as facts for their payees.
   *
   * @param counted how many were counted
   * @param again how many stand there again, which count for nothing
   * @param onTheirWay how many follow from accepted transfers and are not counted yet
   */
  public record Entries(long counted, long again, long onTheirWay) {}

  /**
   * What the operator has published.
   *
   * @param events settled events in the topic
   * @param pending accepted commands whose event is not published yet
   * @param stillToCome the places of the first of them in the journal
   * @param copies byte-identical further copies of events, which count for nothing
   * @param receipts receipts checked
   * @param rejections published rejections checked
   * @param balances published balances that were up to date and so compared
   * @param totals published totals of windows that were summed again
   */
  public record Published(
      long events,
      long pending,
      List<String> stillToCome,
      long copies,
      long receipts,
      long rejections,
      long balances,
      long totals) {}

  /** Whether the books agree with the logs. */
  public boolean agrees() {
    return found == 0;
  }
}
