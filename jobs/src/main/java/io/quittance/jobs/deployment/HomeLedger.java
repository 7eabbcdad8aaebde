package io.quittance.jobs.deployment;

import io.quittance.jobs.settlement.KafkaLogLook;
import io.quittance.jobs.settlement.LedgerSetup;
import io.quittance.jobs.settlement.LogLook;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.Topic;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * A ledger whose operator's keys stand in files, which each of the job's operators reads for
 * itself.
 *
 * @param networkJson text of the network file
 * @param operatorFiles the operator's key files
 * @param kafka settings of the clients that read its topics
 */
record HomeLedger(String networkJson, OperatorFiles operatorFiles, Properties kafka)
    implements LedgerSetup {
  private static final long serialVersionUID = 2L;

  @Override
  public StatementChain statements() {
    try {
      return file().statements();
    } catch (QuittanceException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public ReceiptSigner receiptSigner() {
    try {
      return operatorFiles.signer(file());
    } catch (QuittanceException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void requireFirstStart() {
    FirstStart.require(kafka, network().commandPartitions());
  }

  @Override
  public Optional<Supplier<LogLook>> looksAt(Topic topic) {
    return Optional.of(() -> new KafkaLogLook(kafka, topic));
  }

  /** Leaves out Kafka's settings, which may be secret. */
  @Override
  public String toString() {
    return "HomeLedger[" + operatorFiles + "]";
  }

  private NetworkFile file() throws QuittanceException {
    return NetworkFile.parse("The network file", networkJson);
  }
}
