package io.quittance.audit.statement;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.quittance.network.amount.AmountFormat;
import io.quittance.network.host.SafeText;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.export.StatementLine;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** A statement as CSV (RFC 4180) with a heading line, amounts in decimal notation. */
final class CsvLines implements AutoCloseable {
  private static final CsvSchema COLUMNS =
      CsvSchema.builder()
          .addColumn("time")
          .addColumn("asset")
          .addColumn("kind")
          .addColumn("account")
          .addColumn("payee")
          .addColumn("amount")
          .addColumn("text")
          .addColumn("number")
          .addColumn("published")
          .addColumn("command")
          .addColumn("event_id")
          .setUseHeader(true)
          .setLineSeparator("\r\n")
          .build();

  private final AmountFormat amounts;
  private final Writer out;
  private final SequenceWriter lines;

  CsvLines(Path file, AmountFormat amounts) throws IOException {
    this.amounts = amounts;
    out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    CsvMapper mapper =
        CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    lines = mapper.writer(COLUMNS).writeValues(out);
  }

  void write(StatementLine line) throws IOException {
    lines.write(
        Arrays.asList(
            Instant.ofEpochMilli(line.getTimestampMillis()).toString(),
            line.getAsset(),
            line.getKind().name(),
            hex(line.getAccount()),
            line.getPayee() == null ? "" : hex(line.getPayee()),
            line.getAmount() == null ? "" : amounts.format(line.getAmount()),
            // A sender's text must not become a formula in the auditor's spreadsheet.
            SafeText.cell(line.getText()),
            Long.toString(line.getNumber()),
            Boolean.toString(line.getPublished()),
            line.getCommand().getPartition() + "@" + line.getCommand().getOffset(),
            hex(line.getEventId())));
  }

  private static String hex(Fixed32 bytes) {
    return HexFormat.of().formatHex(bytes.bytes());
  }

  @Override
  public void close() throws IOException {
    lines.close();
    out.close();
  }
}
