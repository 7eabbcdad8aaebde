package io.quittance.analytics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.analytics.Samples;
import io.quittance.analytics.table.TopicTable;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Settled;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The named queries, on a real broker, against the same figures counted in plain Java. */
@Timeout(600)
class SqlSessionTest {
  private static final long SEED = 20261125;
  private static final int TRANSFERS = 40;
  private static final int ACCOUNTS = 6;
  private static final long MINUTE = 60_000;

  @TempDir static Path directory;

  private static final List<Transfer> TRANSFERRED = new ArrayList<>();
  private static FilledTopics topics;
  private static SqlSession session;

  /** One transfer, as the test knows it. */
  private record Transfer(int asset, int payer, int payee, long sentAt, long finalAt) {}

  @BeforeAll
  static void fill() throws Exception {
    topics = FilledTopics.start(directory);
    Random random = new Random(SEED);
    for (int i = 1; i <= TRANSFERS; i++) {
      int payer = random.nextInt(ACCOUNTS);
      int payee = (payer + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
      int asset = payer % 2;
      long sentAt = System.currentTimeMillis() - random.nextInt(2_000);
      Settled event =
          Samples.transfer(
              i, topics.asset(asset), Samples.id(payer), Samples.id(payee), Samples.at(i, sentAt));
      long finalAt = topics.committed(Topics.SETTLEMENTS, Samples.id(payee), event);
      TRANSFERRED.add(new Transfer(asset, payer, payee, sentAt, finalAt));
      if (i == 1) {
        // As after an older savepoint: the same event once more, which is no other transfer.
        topics.committed(Topics.SETTLEMENTS, Samples.id(payee), event);
      }
    }
    byte[] anyone = Samples.id(0);
    topics.aborted(
        Topics.SETTLEMENTS,
        anyone,
        Samples.transfer(99, topics.asset(0), anyone, Samples.id(77), Samples.at(99, 0)));
    topics.committed(
        Topics.SETTLEMENTS,
        anyone,
        Samples.freeze(98, topics.asset(0), anyone, Samples.at(98, System.currentTimeMillis())));
    for (int i = 1; i <= 8; i++) {
      String code = i <= 5 ? null : i <= 7 ? "FROZEN" : "BAD_PROOF";
      topics.committed(Topics.RECEIPTS, anyone, Samples.receipt(i, code, Samples.at(i, 0)));
      topics.committed(Topics.RECEIPTS, anyone, Samples.receipt(i, code, Samples.at(i, 0)));
    }
    topics.bytes(Topics.JOURNAL, "no command".getBytes(StandardCharsets.UTF_8));
    session = SqlSession.open(topics.network, topics.client());
  }

  @AfterAll
  static void stop() {
    topics.close();
  }

  @Test
  void transfers_perAssetAndMinute_areThoseCounted() throws Exception {
    Map<List<Object>, List<Transfer>> groups = new TreeMap<>(SqlSessionTest::compare);
    for (Transfer transfer : TRANSFERRED) {
      String asset = transfer.asset == 0 ? "EUR" : "YEN";
      groups
          .computeIfAbsent(List.of(transfer.finalAt / MINUTE, asset), any -> new ArrayList<>())
          .add(transfer);
    }
    List<List<Object>> expected = new ArrayList<>();
    groups.forEach(
        (group, transfers) ->
            expected.add(
                List.of(
                    group.get(1),
                    (long) transfers.size(),
                    transfers.stream().map(Transfer::payer).distinct().count(),
                    transfers.stream().map(Transfer::payee).distinct().count())));
    assertEquals(expected, rows("transfers", 1));
  }

  @Test
  void rejections_areSharesOfAllVerdicts_countedOnce() throws Exception {
    assertEquals(
        List.of(
            Arrays.asList("ACCEPTED", null, 5L, new BigDecimal("62.50")),
            List.of("REJECTED", "FROZEN", 2L, new BigDecimal("25.00")),
            List.of("REJECTED", "BAD_PROOF", 1L, new BigDecimal("12.50"))),
        rows("rejections", 0));
  }

  @Test
  void counterparties_areCountedInBothDirections() throws Exception {
    Map<String, List<Object>> expected = new HashMap<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      for (int asset = 0; asset < 2; asset++) {
        TreeSet<Integer> others = new TreeSet<>();
        int sent = 0;
        int received = 0;
        for (Transfer transfer : TRANSFERRED) {
          if (transfer.asset == asset && transfer.payer == account) {
            others.add(transfer.payee);
            sent++;
          } else if (transfer.asset == asset && transfer.payee == account) {
            others.add(transfer.payer);
            received++;
          }
        }
        String id = HexFormat.of().formatHex(Samples.id(account)).substring(0, 12);
        String code = asset == 0 ? "EUR" : "YEN";
        expected.put(id + code, List.of(id, code, (long) others.size(), sent, received));
      }
    }
    List<List<Object>> found = rows("counterparties", 0);
    assertEquals(10, found.size(), "the ten of " + expected.size());
    for (List<Object> row : found) {
      assertEquals(expected.get("" + row.get(0) + row.get(1)), row);
    }
    for (int i = 1; i < found.size(); i++) {
      assertTrue((long) found.get(i - 1).get(2) >= (long) found.get(i).get(2), found.toString());
    }
  }

  @Test
  void latency_isFromTheCommandsTimeToTheEvents() throws Exception {
    long longest = TRANSFERRED.stream().mapToLong(t -> t.finalAt - t.sentAt).max().orElseThrow();
    long events = 0;
    long found = 0;
    for (List<Object> row : rows("latency", 1)) {
      events += (long) row.get(0);
      found = Math.max(found, (long) row.get(3));
      assertTrue((long) row.get(1) <= (long) row.get(2), row.toString());
      assertTrue((long) row.get(2) <= (long) row.get(3), row.toString());
    }
    assertEquals(TRANSFERS + 2, events, "the repeated event and the freeze among them");
    assertTrue(found >= longest && found < longest + 5_000, found + " against " + longest);
  }

  @Test
  void everyTable_canBeRead_withAllItsColumns() throws Exception {
    Map<String, Long> records =
        Map.of("commands", 0L, "receipts", 16L, "settlements", 42L, "rejections", 0L);
    for (TopicTable table : TopicTable.all()) {
      SqlSession.Result all = session.query("SELECT * FROM " + table.name());
      assertEquals(records.getOrDefault(table.name(), 0L), all.rows().size(), table.name());
      assertTrue(all.complete());
    }
  }

  @Test
  void amounts_areWrittenWithTheDecimalsOfTheirAsset_onTheRight() throws Exception {
    SqlSession.Result amounts =
        session.query(
            "SELECT code, format_amount(5, decimals) AS cents, format_amount(1250, decimals) AS"
                + " euros, format_amount(CAST(NULL AS BIGINT), decimals) AS blank FROM assets"
                + " ORDER BY code");
    assertEquals(
        List.of(Row.of("EUR", "0.05", "12.50", null), Row.of("YEN", "5", "1250", null)),
        amounts.rows());
    String table = ResultText.table(amounts);
    assertTrue(table.contains("EUR  │  0.05 │ 12.50 │"), table);
    assertTrue(table.contains("YEN  │     5 │  1250 │"), table);
  }

  @Test
  void command_printsWhatItFinds_andOneSentenceForWhatIsWrong() throws Exception {
    topics.network.save(directory.resolve("network.json"));
    String counted = run(0, "SELECT event, COUNT(*) AS n FROM settlements GROUP BY event");
    assertTrue(counted.contains("Transferred"), counted);
    assertTrue(run(0).contains("latency"), "without a query it lists them");
    assertTrue(run(0, "transfers", "--show").startsWith("-- Transfers per asset"));
    Path kafka = directory.resolve("secret.properties");
    Files.writeString(kafka, "ssl.keystore.password=hunter2\nclient.id=analyst\n");
    String ddl = run(0, "--ddl", "--kafka-config", kafka.toString());
    assertTrue(ddl.contains("'properties.client.id' = 'analyst'"), ddl);
    assertFalse(ddl.contains("hunter2"), "a password must not be printed");
    assertTrue(ddl.contains("CREATE TABLE `settlements`"), ddl);
    assertFalse(ddl.contains("scan.bounded.mode"), "a cluster goes on with what comes");
    assertTrue(run(2, "turnover").contains("There is no query turnover: choose transfers, "));
    assertEquals(
        "quittance: Column 'nonsense' not found in any table\n",
        run(1, "SELECT nonsense FROM receipts"));
  }

  @Test
  void command_typed_answersEachLineAndGoesOnAfterAMistake() throws Exception {
    topics.network.save(directory.resolve("network.json"));
    String answers =
        typed("\uFEFFSELECT COUNT(*) AS n FROM settlements;\n\nturnover\n", "-", "--csv");
    assertTrue(answers.startsWith("n\n42\nThere is no query turnover: choose "), answers);
    assertEquals(
        "quittance: Column 'nonsense' not found in any table\nNo rows.\n",
        typed("SELECT nonsense FROM receipts\nSELECT * FROM windows", "-"));
  }

  @Test
  void results_inATable_areBriefAndInCsvComplete() throws Exception {
    topics.network.save(directory.resolve("network.json"));
    String query = "SELECT eventId, transferred FROM settlements WHERE event = 'Transferred'";
    String table = run(0, query);
    String csv = run(0, query, "--csv");
    SqlSession.Result result = session.query(query);
    String id = result.rows().get(0).getField(0).toString();
    byte[] lo = (byte[]) ((Row) result.rows().get(0).getField(1)).getField("lo");
    String hex = HexFormat.of().formatHex(lo);
    assertTrue(table.contains(id) && csv.contains(id), "a column's own id is never cut");
    assertTrue(table.contains(hex.substring(0, 12) + "…, "), table);
    assertTrue(csv.contains(hex), csv);
    assertTrue(csv.startsWith("eventId,transferred\n"), csv);
  }

  @Test
  void csv_ofWhatStrangersWrote_isNoFormulaAndSteersNoTerminal() throws Exception {
    topics.network.save(directory.resolve("network.json"));
    String csv =
        run(
            0,
            "SELECT '=HYPERLINK(\"x\")' AS a, ' +1' AS b, '-2+3' AS c, '@SUM(A1)' AS d, -4 AS e,"
                + " U&'x\\001b[2J' AS f, 'a=b' AS `=g`, 'a;=1' AS h, ROW('b;=1', -2) AS i",
            "--csv");
    assertEquals(
        "a,b,c,d,e,f,\"'=g\",h,i\n"
            + "\"'=HYPERLINK(\"\"x\"\")\",\" '+1\",\"'-2+3\",\"'@SUM(A1)\",-4,x?[2J,a=b,"
            + "\"a;'=1\",\"(b;'=1, -2)\"\n",
        csv);
  }

  @Test
  void minutes_areToldWithTheirZone() throws Exception {
    topics.network.save(directory.resolve("network.json"));
    long first = TRANSFERRED.get(0).finalAt / MINUTE * MINUTE;
    String minute = Instant.ofEpochMilli(first).atOffset(ZoneOffset.UTC).toString();
    assertTrue(minute.endsWith("Z"));
    assertTrue(run(0, "transfers", "--csv").contains("\n" + minute + ","), minute);
    assertTrue(run(0, "latency", "--csv").contains("\n" + minute + ","), minute);
  }

  @Test
  void query_thatIsNoSql_isAnsweredInOneSentence() throws Exception {
    topics.network.save(directory.resolve("network.json"));
    for (String typo :
        List.of(
            "SELECT event FORM settlements WHERE 1 = 1",
            "SELEKT 1 AS n",
            "SELECT FROM receipts",
            "SELECT (1 AS n",
            "SELECT 'x AS n")) {
      String said = run(1, typo);
      assertTrue(said.startsWith("quittance: The query is no SQL: "), said);
      // The parser tells no place of words that are SQL, but no query.
      assertTrue(said.contains("at line 1, column ") || typo.startsWith("SELEKT"), said);
      assertEquals(1, said.lines().count(), said);
      assertTrue(said.length() < 160, said);
    }
  }

  @Test
  void network_thatIsNotThere_isMissedAtOnceAndInOneSentence() throws Exception {
    String said =
        run(1, "SELECT 1 AS n", "--bootstrap-servers", "127.0.0.1:1", "--network", saved());
    assertTrue(said.startsWith("quittance: No network answers at 127.0.0.1:1.\n"), said);
    assertEquals(2, said.lines().count(), said);
  }

  private static String saved() throws Exception {
    Path file = directory.resolve("network.json");
    topics.network.save(file);
    return file.toString();
  }

  private static String run(int status, String... arguments) {
    return run(InputStream.nullInputStream(), status, arguments);
  }

  private static String typed(String input, String... arguments) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    return run(new ByteArrayInputStream(bytes), 0, arguments);
  }

  private static String run(InputStream input, int status, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    CommandLine command =
        SqlCommand.commandLine(Map.of("QUITTANCE_HOME", directory.toString()), input);
    assertEquals(
        status, command.setOut(writer).setErr(writer).execute(arguments), output.toString());
    return output.toString();
  }

  /** The rows of a named query, without the first few columns. */
  private static List<List<Object>> rows(String name, int skipped) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : session.query(NamedQuery.named(name).orElseThrow().sql()).rows()) {
      List<Object> values = new ArrayList<>();
      for (int i = skipped; i < row.getArity(); i++) {
        values.add(row.getField(i));
      }
      rows.add(values);
    }
    return rows;
  }

  private static int compare(List<Object> a, List<Object> b) {
    int byMinute = Long.compare((long) a.get(0), (long) b.get(0));
    return byMinute != 0 ? byMinute : a.get(1).toString().compareTo(b.get(1).toString());
  }
}
