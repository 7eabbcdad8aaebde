package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.statement.StatementChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A journal that was judged once, as text: the number of partitions, the network's statements, a
 * line each, and the records, a line each with partition, offset, log-append time, key, value and
 * what came of it. Bytes are in Base64; {@code -} stands for none.
 *
 * @param partitions of the journal
 * @param statements the network's statements, as they are signed
 * @param records the records, those of a partition in their order
 * @param verdicts what came of each, in the words of {@link JournalJudge}
 */
record GoldenJournal(
    int partitions, List<byte[]> statements, List<LogRecord> records, List<String> verdicts) {
  private static final String NONE = "-";
  private static final int FIELDS = 7;

  JournalJudge judge() {
    return new JournalJudge(StatementChain.of(statements), partitions);
  }

  /** Reads one from the test's resources. */
  static GoldenJournal read(String resource) throws IOException {
    List<String> lines;
    try (InputStream in = GoldenJournal.class.getResourceAsStream(resource)) {
      lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
    List<byte[]> statements = new ArrayList<>();
    List<LogRecord> records = new ArrayList<>();
    List<String> verdicts = new ArrayList<>();
    int partitions = 0;
    for (String line : lines) {
      String[] fields = line.split(" ", FIELDS);
      switch (fields[0]) {
        case "partitions" -> partitions = Integer.parseInt(fields[1]);
        case "statement" -> statements.add(bytes(fields[1]));
        case "record" -> {
          records.add(
              new LogRecord(
                  Integer.parseInt(fields[1]),
                  Long.parseLong(fields[2]),
                  Long.parseLong(fields[3]),
                  bytes(fields[4]),
                  bytes(fields[5])));
          verdicts.add(fields[6]);
        }
        default -> throw new IllegalStateException("no line begins with " + fields[0]);
      }
    }
    return new GoldenJournal(partitions, statements, records, verdicts);
  }

  /** Judges a journal and writes it to a file that is new: what was judged once stays. */
  static void write(Path file, int partitions, StatementChain chain, List<LogRecord> records)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("partitions " + partitions);
    chain.values().forEach(statement -> lines.add("statement " + text(statement)));
    JournalJudge judge = new JournalJudge(chain, partitions);
    for (LogRecord record : records) {
      lines.add(
          String.join(
              " ",
              "record",
              Integer.toString(record.partition()),
              Long.toString(record.offset()),
              Long.toString(record.timestampMillis()),
              text(record.key()),
              text(record.value()),
              judge.judge(record)));
    }
    Files.write(file, lines, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
  }

  private static byte[] bytes(String text) {
    return text.equals(NONE) ? null : Base64.getDecoder().decode(text);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? NONE : Base64.getEncoder().encodeToString(bytes);
  }
}
