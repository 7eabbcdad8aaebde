package io.quittance.audit.vectors;

import java.util.Locale;

/**
 * What was found about one case of a vector file.
 *
 * @param file name of the file
 * @param id the case's id in the file
 * @param finding the verdict, or that there is none
 * @param reason why; empty where there is nothing to say
 * @param expected the verdict that the file states
 */
public record Judgement(String file, String id, Finding finding, String reason, Finding expected) {
  /** A verdict, or none. */
  public enum Finding {
    ACCEPT,
    REJECT,
    SKIPPED
  }

  boolean isSkipped() {
    return finding == Finding.SKIPPED;
  }

  boolean agrees() {
    return finding == expected;
  }

  /** The line printed for a person or a script. */
  String line() {
    String line = file + " " + id + " " + finding + (reason.isEmpty() ? "" : " " + reason);
    boolean differs = !isSkipped() && !agrees();
    return differs ? line + " [DISAGREE: the file says " + lower(expected) + "]" : line;
  }

  private static String lower(Finding finding) {
    return finding.name().toLowerCase(Locale.ROOT);
  }
}
