package io.quittance.audit.statement;

import io.quittance.audit.AcceptedEvents;
import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.network.host.DurableFile;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.export.StatementKind;
import io.quittance.schemas.export.StatementLine;
import io.quittance.schemas.settlement.Closed;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.settlement.Unfrozen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A statement of one asset, as CSV and as an Avro container, in the order of log time.
 *
 * <p>Its lines are what the ledger did when it was run again. What the operator published, what a
 * sender wrote into a memo, a header or his own note, and commands that were rejected have no
 * influence on an amount.
 */
public final class Statement implements AcceptedEvents, AutoCloseable {
  private static final String UNFINISHED = ".new";

  private final AssetId asset;
  private final String code;
  private final AuditorView view;
  private final Path csvFile;
  private final Path avroFile;
  private final CsvLines csv;
  private final DataFileWriter<StatementLine> avro;
  private long lines;

  private Statement(Asset asset, AuditorView view, Path csvFile, Path avroFile) throws IOException {
    this.asset = asset.id();
    this.code = asset.code();
    this.view = view;
    this.csvFile = csvFile;
    this.avroFile = avroFile;
    csv = new CsvLines(unfinished(csvFile), AmountFormat.of(asset.code(), asset.decimals()));
    avro =
        new DataFileWriter<>(new SpecificDatumWriter<>(StatementLine.class))
            .setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL))
            .create(StatementLine.getClassSchema(), unfinished(avroFile).toFile());
  }

  /**
   * Begins the statement of an asset.
   *
   * @param directory where {@code statement-CODE.csv} and {@code statement-CODE.avro} are to be
   * @param keys the auditor's, one for each epoch that is to be read
   */
  public static Statement create(Path directory, Asset asset, List<AuditorKeys> keys)
      throws QuittanceException {
    AuditorView view = AuditorView.of(asset, keys);
    try {
      Files.createDirectories(directory);
      String name = "statement-" + asset.code();
      return new Statement(
          asset, view, directory.resolve(name + ".csv"), directory.resolve(name + ".avro"));
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  @Override
  public void accepted(Settled event, boolean published) throws QuittanceException {
    if (!AssetId.of(event.getAsset()).equals(asset)) {
      return;
    }
    Optional<StatementLine> line = line(event, published);
    if (line.isPresent()) {
      try {
        csv.write(line.get());
        avro.append(line.get());
        lines++;
      } catch (IOException e) {
        throw failed(csvFile, e);
      }
    }
  }

  /** Returns how many lines there are. */
  public long lines() {
    return lines;
  }

  /** Returns the statement as CSV, which is there once this was finished. */
  public Path csvFile() {
    return csvFile;
  }

  /** Returns the statement as Avro, which is there once this was finished. */
  public Path avroFile() {
    return avroFile;
  }

  /** Puts the finished files in their places. */
  public void finish() throws QuittanceException {
    close();
    for (Path file : List.of(csvFile, avroFile)) {
      try {
        DurableFile.finish(unfinished(file), file);
      } catch (IOException e) {
        throw failed(file, e);
      }
    }
  }

  @Override
  public void close() throws QuittanceException {
    try {
      csv.close();
      avro.close();
    } catch (IOException e) {
      throw failed(csvFile, e);
    }
  }

  private Optional<StatementLine> line(Settled settled, boolean published)
      throws QuittanceException {
    Object event = settled.getEvent();
    StatementLine.Builder line =
        StatementLine.newBuilder()
            .setTimestampMillis(settled.getPosition().getTimestampMillis())
            .setAsset(code)
            .setAccount(settled.getAccount())
            .setNumber(settled.getNumber())
            .setPublished(published)
            .setCommand(settled.getPosition())
            .setEventId(settled.getEventId())
            .setText("");
    if (event instanceof Transferred e) {
      line.setKind(StatementKind.TRANSFERRED)
          .setPayee(new Fixed32(e.getPayee().bytes()))
          .setAmount(view.amount(e))
          .setText(text(e.getMemo()));
    } else if (event instanceof Issued e) {
      line.setKind(StatementKind.ISSUED).setAmount(e.getAmount()).setText(text(e.getReference()));
    } else if (event instanceof Redeemed e) {
      line.setKind(StatementKind.REDEEMED)
          .setAmount(e.getAmount())
          .setText(text(e.getPayoutReference()));
    } else if (event instanceof Frozen e) {
      line.setKind(StatementKind.FROZEN).setText(text(e.getReason()));
    } else if (event instanceof Unfrozen e) {
      line.setKind(StatementKind.UNFROZEN).setText(text(e.getReason()));
    } else if (event instanceof Opened) {
      line.setKind(StatementKind.OPENED);
    } else if (event instanceof Closed) {
      line.setKind(StatementKind.CLOSED);
    } else {
      return Optional.empty();
    }
    return Optional.of(line.build());
  }

  private static String text(ByteBuffer field) {
    return StandardCharsets.UTF_8.decode(field.duplicate()).toString();
  }

  private static QuittanceException failed(Path where, IOException cause) {
    return QuittanceException.failure(
        "The statement cannot be written to " + where + ": " + cause.getMessage() + ".",
        "Check permissions and space there.",
        cause);
  }
}
