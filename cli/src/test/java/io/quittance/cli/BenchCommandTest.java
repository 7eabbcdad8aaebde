package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  @Test
  void verify_asJson_printsNothingElseAndRatiosToThePlainWay() throws Exception {
    Shell shell =
        Shell.run(
            "bench verify --batch 16 --advice --bad-percent 25 --seed 9 --seconds 0.2 --json"
                .split(" "));
    assertEquals(Quittance.OK, shell.status, shell.err);
    JsonNode report = new ObjectMapper().readTree(shell.out);
    JsonNode results = report.get("results");
    assertEquals(5, results.size());
    assertEquals(0, results.get(0).get("batch").asInt());
    assertEquals(1, results.get(0).get("timesPlain").asDouble());
    assertEquals(25, results.get(2).get("badPercent").asInt());
    assertTrue(results.get(1).get("timesPlain").asDouble() > 1, shell.out);
    assertTrue(results.get(2).get("shareOfClean").asDouble() < 1, shell.out);
    assertTrue(results.get(3).get("advice").asBoolean(), shell.out);
    assertEquals(9, report.get("plan").get("seed").asInt());
    assertTrue(report.get("timeShares").get("shares").has("DECODING"), shell.out);
  }

  /** What is measured is not judged here: a busy machine may see anything. */
  @Test
  void timing_asJson_tellsOfEachOperationInEachTier() throws Exception {
    Shell shell = Shell.run("bench timing --seconds 0.1 --json".split(" "));
    assertTrue(shell.status == Quittance.OK || shell.status == Quittance.FAILED, shell.err);
    JsonNode results = new ObjectMapper().readTree(shell.out).get("results");
    assertEquals(15, results.size());
    Set<String> tiers = new TreeSet<>();
    for (JsonNode result : results) {
      tiers.add(result.get("tier").asText());
      assertTrue(result.get("measurements").asInt() > 0, shell.out);
      assertTrue(result.get("t").isNumber(), shell.out);
    }
    assertEquals(Set.of("INTERPRETER", "FIRST_COMPILER", "OPTIMISING_COMPILER"), tiers);
  }

  @Test
  void signatures_asJson_giveCostsAloneCleanAndWithGarbage() throws Exception {
    Shell shell =
        Shell.run("bench signatures --batch 16 --bad-percent 25 --seconds 0.2 --json".split(" "));
    assertEquals(Quittance.OK, shell.status, shell.err);
    JsonNode results = new ObjectMapper().readTree(shell.out).get("results");
    assertEquals(3, results.size());
    assertEquals(0, results.get(0).get("batch").asInt());
    assertEquals(1, results.get(1).get("timesClean").asDouble());
    assertEquals(25, results.get(2).get("badPercent").asInt());
  }

  @Test
  void prove_asJson_givesTheSharesOfTheThreeProofs() throws Exception {
    Shell shell = Shell.run("bench prove --seconds 0.2 --json".split(" "));
    assertEquals(Quittance.OK, shell.status, shell.err);
    JsonNode results = new ObjectMapper().readTree(shell.out).get("results");
    assertEquals(4, results.size());
    assertEquals("all three", results.get(3).get("name").asText());
    assertEquals(1, results.get(3).get("share").asDouble());
    assertTrue(results.get(2).get("share").asDouble() > 0.5, shell.out);
  }
}
