package io.quittance.fuzz;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of fuzzing one target for a while.
 *
 * @param target its name
 * @param executions inputs fed
 * @param seconds how long it was fed, whole seconds; 0 if it ended early
 * @param newInputs inputs that reached something new, and were kept
 * @param reproducer the input of a finding
 * @param failure what was found, or why the target could not be fuzzed; one line
 */
record CampaignResult(
    String target,
    long executions,
    long seconds,
    long newInputs,
    Optional<Path> reproducer,
    Optional<String> failure) {

  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
  private static final Pattern SECONDS = Pattern.compile("Done \\d+ runs in (\\d+) second");
  private static final Pattern NEW_INPUTS = Pattern.compile("stat::new_units_added:\\s*(\\d+)");
  private static final Pattern REPRODUCER = Pattern.compile("Test unit written to (\\S+)");
  private static final Pattern FINDING =
      Pattern.compile("(?m)^(?:== Java Exception:|==\\d+== ERROR:) *(.*)$");

  /** Reads the end of what the fuzzer printed, {@code exitStatus} being 0 if it found nothing. */
  static CampaignResult parse(String target, String log, int exitStatus) {
    Optional<Path> reproducer = last(REPRODUCER, log).map(Path::of);
    Optional<String> failure = Optional.empty();
    if (exitStatus != 0 || reproducer.isPresent()) {
      failure = Optional.of(last(FINDING, log).orElse("the fuzzer ended with " + exitStatus));
    }
    return new CampaignResult(
        target,
        last(EXECUTIONS, log).map(Long::parseLong).orElse(0L),
        last(SECONDS, log).map(Long::parseLong).orElse(0L),
        last(NEW_INPUTS, log).map(Long::parseLong).orElse(0L),
        reproducer,
        failure);
  }

  private static Optional<String> last(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    Optional<String> found = Optional.empty();
    while (matcher.find()) {
      found = Optional.of(matcher.group(1).strip());
    }
    return found;
  }

  long executionsPerSecond() {
    return executions / Math.max(seconds, 1);
  }
}
