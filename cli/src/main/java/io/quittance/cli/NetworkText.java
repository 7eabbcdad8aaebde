package io.quittance.cli;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.TimeUtils;

/** What a statement says, a line for each thing, so that two of them can be compared by lines. */
final class NetworkText {
  private NetworkText() {}

  /** Returns the lines of a statement, without its version. */
  static List<String> lines(Statement statement) {
    List<String> lines = new ArrayList<>();
    lines.add("name        " + statement.name());
    lines.add("authority   " + statement.authority());
    lines.add("partitions  " + statement.partitions());
    lines.add("rule set    " + statement.ruleSet());
    for (OperatorKeys.Effective key : statement.operator().all()) {
      lines.add(
          "operator    "
              + key.key()
              + (key.fromMillis() == 0 ? "" : ", signs from " + time(key.fromMillis()))
              + (key.revoked() ? ", revoked" : ""));
    }
    for (AssetTerms terms : statement.assets()) {
      addLines(lines, terms);
    }
    return lines;
  }

  private static void addLines(List<String> lines, AssetTerms terms) {
    Asset asset = terms.asset();
    String code = "asset       " + asset.code();
    lines.add(code + " id " + asset.id());
    lines.add(code + " decimals " + asset.decimals());
    lines.add(code + " issuer " + asset.issuer());
    lines.add(code + " officer " + asset.complianceOfficer());
    lines.add(
        code
            + asset
                .auditors()
                .first()
                .map(key -> " auditor " + key.compressed())
                .orElse(" has no auditor"));
    for (AuditorRotation rotation : asset.auditors().rotations()) {
      lines.add(
          code
              + " auditor "
              + rotation.key().compressed()
              + ", epoch "
              + rotation.epoch()
              + " from "
              + time(rotation.fromMillis())
              + ", the former key for "
              + TimeUtils.formatWithHighestUnit(Duration.ofMillis(rotation.graceMillis()))
              + " more");
    }
    lines.add(code + (terms.closed() ? " is closed for issues and new accounts" : " is open"));
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  /** Returns what two statements differ in: lines of the one behind "- ", of the other "+ ". */
  static List<String> difference(Statement before, Statement after) {
    List<String> was = lines(before);
    List<String> is = lines(after);
    List<String> difference = new ArrayList<>();
    was.stream()
        .filter(line -> !is.contains(line))
        .map(line -> "- " + line)
        .forEach(difference::add);
    is.stream()
        .filter(line -> !was.contains(line))
        .map(line -> "+ " + line)
        .forEach(difference::add);
    return difference;
  }
}
