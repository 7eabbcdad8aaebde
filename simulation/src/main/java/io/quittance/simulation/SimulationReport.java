package io.quittance.simulation;

import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.Outcome;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much happened in one simulation or in several.
 *
 * @param steps how many steps
 * @param verdicts per kind of command, and of entries, and outcome how many
 * @param rejections per code how many
 * @param stated how many commands were refused where a statement held, and accepted in the same
 *     bytes behind a later one
 * @param checkpoints how many were taken
 * @param restores how often the job was restored
 * @param olderRestores how often from an older checkpoint than the latest
 * @param holes how many transactions were lost that were to be committed
 * @param brokenHealings how often the job crashed while it made such a one good, or right behind
 * @param failedRequests how often the job failed because a request had timed out
 * @param comparisons how many times something was compared with what it must be
 */
public record SimulationReport(
    long steps,
    Map<String, Map<String, Long>> verdicts,
    Map<String, Long> rejections,
    long stated,
    long checkpoints,
    long restores,
    long olderRestores,
    long holes,
    long brokenHealings,
    long failedRequests,
    long comparisons) {
  /** Nothing yet. */
  public static final SimulationReport NOTHING =
      new SimulationReport(0, Map.of(), Map.of(), 0, 0, 0, 0, 0, 0, 0, 0);

  static SimulationReport of(
      long steps, PlainJournal journal, Judge judge, SimulatedCluster cluster) {
    Map<String, Map<String, Long>> verdicts = new TreeMap<>();
    Map<String, Long> rejections = new TreeMap<>();
    for (PlainRecord record : journal.all()) {
      String outcome =
          judge.instant().outcome(record.place()).map(Outcome::name).orElse("UNJUDGED");
      verdicts
          .computeIfAbsent(record.kindName(), any -> new TreeMap<>())
          .merge(outcome, 1L, Long::sum);
      judge
          .instant()
          .code(record.place())
          .ifPresent(code -> rejections.merge(code.name(), 1L, Long::sum));
    }
    return new SimulationReport(
        steps,
        verdicts,
        rejections,
        stated(journal, judge),
        cluster.checkpoints(),
        cluster.restores(),
        cluster.olderRestores(),
        cluster.holes(),
        cluster.brokenHealings(),
        cluster.failedRequests(),
        judge.checks());
  }

  private static long stated(PlainJournal journal, Judge judge) {
    return journal.all().stream()
        .filter(record -> record instanceof Sent sent && sent.awaitsAStatement())
        .map(PlainRecord::id)
        .filter(judge.instant()::isAccepted)
        .distinct()
        .count();
  }

  /** Returns both together. */
  public SimulationReport plus(SimulationReport other) {
    Map<String, Map<String, Long>> both = new TreeMap<>();
    verdicts.forEach((kind, outcomes) -> both.put(kind, new TreeMap<>(outcomes)));
    other.verdicts.forEach(
        (kind, outcomes) ->
            outcomes.forEach(
                (outcome, count) ->
                    both.computeIfAbsent(kind, any -> new TreeMap<>())
                        .merge(outcome, count, Long::sum)));
    Map<String, Long> codes = new TreeMap<>(rejections);
    other.rejections.forEach((code, count) -> codes.merge(code, count, Long::sum));
    return new SimulationReport(
        steps + other.steps,
        both,
        codes,
        stated + other.stated,
        checkpoints + other.checkpoints,
        restores + other.restores,
        olderRestores + other.olderRestores,
        holes + other.holes,
        brokenHealings + other.brokenHealings,
        failedRequests + other.failedRequests,
        comparisons + other.comparisons);
  }
}
