package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuittanceTest {
  @ParameterizedTest
  @CsvSource({
    "nonsense,Unmatched argument",
    "demo --accounts 1,the number of accounts must be 2 to 100000",
    "demo --accounts x,Invalid value",
    "demo --transfers 0,the number of transfers must be 1",
    "demo --transfers 1 --seconds 1,mutually exclusive",
    "demo --rate 0,the rate must be 1",
    "demo --hostile-percent 101,the percentage of hostile commands must be 0 to 100",
    "demo --kafka-port 65536,the Kafka port must be 0",
    "up --web-port -1,port must be 0",
    "up --checkpoint-millis 9,the checkpoint interval must be 10",
    "up --config /no/such.yaml,the configuration /no/such.yaml cannot be read",
    "up --partitions 0,the number of partitions must be 1",
    "bench,say what to measure",
    "bench verify --batch 0,the batch size must be 1 to 4096",
    "bench verify --batch 4097,the batch size must be 1 to 4096",
    "bench verify --seconds 0,the number of seconds must be 0.1 to 600",
    "bench verify --threads 0,the number of threads must be 1 to 256",
    "bench verify --bad-percent 101,the percentage of forged transfers must be 0 to 100",
    "bench verify --forgery none,the forgery must be one of range",
    "bench prove --seconds 601,the number of seconds must be 0.1 to 600",
    "bench timing --seconds 0,the number of seconds must be 0.1 to 600",
    "bench signatures --batch 0,the batch size must be 1 to 4096",
    "bench signatures --bad-percent 101,the percentage of garbage must be 0 to 100",
    "bench micro,the microbenchmarks are built by the launcher",
    "verify,Missing required parameter",
    "verify /no/such/file,There is no file /no/such/file.",
    "operator,say what to do",
    "network,say what to do",
    "network init,Missing required parameter",
    "network publish,Missing required argument",
    "operator rotate --in soon,is no time such as",
    "operator postpone --in soon,is no time such as",
    "audit --metrics-port 65536,the metrics' port must be 0",
    "audit --every 5m,--every needs --state",
    "audit --every 999ms --state /tmp,the pause between audits must be 1 s or more",
    "cluster,say what to do: cluster up",
    "cluster submit --from /no/such,/no/such is no savepoint",
    "cluster scale 0,the parallelism must be 1 to 128",
    "audit --every soon --state /tmp,is no time such as",
    "watch nothing --network x,there is no topic nothing",
  })
  void wrongUsage_saysWhatIsWrong_withStatus2(String line, String part) {
    Shell shell = Shell.run(line.split(" "));
    assertEquals(Quittance.USAGE, shell.status, shell.err);
    assertTrue(shell.err.contains(part), shell.err);
    assertEquals(2, shell.err.lines().count(), shell.err);
  }

  @Test
  void help_listsEveryCommand_withStatus0() {
    Shell shell = Shell.run("help");
    assertEquals(Quittance.OK, shell.status);
    for (String command :
        new String[] {"demo", "up", "wallet", "issue", "watch", "audit", "verify", "bench"}) {
      assertTrue(shell.out.lines().anyMatch(line -> line.strip().startsWith(command)), command);
    }
  }

  @Test
  void missingNetwork_isNamed_withStatus1(@TempDir Path directory) {
    Shell shell = Shell.run("audit", "--network", directory.resolve("none.json").toString());
    assertEquals(Quittance.FAILED, shell.status);
    assertTrue(shell.err.contains("There is no network file"), shell.err);
    assertTrue(shell.err.contains("Start a local network with ./quittance up"), shell.err);
  }

  /** What a mistake quotes can neither steer a terminal nor begin a line like one of ours. */
  @Test
  void mistake_thatQuotesControlCharacters_staysALine(@TempDir Path directory) {
    String hostile = "x\nquittance: paid\u001b[2J";
    for (Shell shell :
        List.of(
            Shell.run("demo", "--accounts", hostile),
            Shell.run("audit", "--network", directory.resolve(hostile).toString()))) {
      assertTrue(shell.err.contains("x quittance: paid?[2J"), shell.err);
      assertEquals(2, shell.err.lines().count(), shell.err);
    }
  }
}
