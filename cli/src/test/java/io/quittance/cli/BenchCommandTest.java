package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
