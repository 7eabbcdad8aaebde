package io.quittance.jobs.deployment;

import io.quittance.jobs.settlement.LostEvents;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topics;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions that a job left open which is started again from an older state.
 *
 * <p>Whoever reads settlements waits for the oldest open transaction. Flink ends those that a lost
 * run left by asking for each id from the restored checkpoint's on, until one was never used; but
 * brokers forget idle ids within hours, and one that is forgotten looks like one never used. A
 * transaction that was left open a day of checkpoints later would then hold back everything final
 * until it times out, which may be days.
 */
final class OpenTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);
  private static final String METADATA = "_metadata";

  private OpenTransactions() {}

  /**
   * Ends those that were begun after a checkpoint or savepoint; what is in them is not final, and
   * comes again when the job that starts from there has judged it. Those that the state knows are
   * left to Flink, which commits them. No job may run.
   *
   * @param state directory of the checkpoint or savepoint
   * @param network name of the ledger's network
   * @throws IllegalStateException if the state cannot be read or the brokers refuse
   */
  static void endAllBeyond(Path state, String network, Properties client) {
    String prefix = Roles.transactionalIdPrefix(network, Topics.SETTLEMENTS);
    long checkpoint = checkpointOf(state);
    try (Admin admin = Admin.create(client)) {
      List<String> beyond = new ArrayList<>();
      for (TransactionListing open :
          admin
              .listTransactions(
                  new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
              .all()
              .get()) {
        if (isLeftOpen(open.transactionalId(), prefix, checkpoint)) {
          beyond.add(open.transactionalId());
        }
      }
      if (!beyond.isEmpty()) {
        LOG.info("Ending transactions that were left open after {}: {}", state, beyond);
        admin.fenceProducers(beyond).all().get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the transactions that the job left open could not be ended: "
              + e.getCause().getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ending open transactions", e);
    }
  }

  /**
   * Returns whether nobody else would end it. What was to make a lost transaction good is begun
   * again where the state knows the lost one.
   */
  static boolean isLeftOpen(String transactionalId, String prefix, long checkpoint) {
    return LostEvents.makesGood(transactionalId, prefix)
        || checkpointAfterWhichBegun(transactionalId, prefix) >= checkpoint;
  }

  private static long checkpointOf(Path state) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(state.resolve(METADATA)))) {
      return Checkpoints.loadCheckpointMetadata(
              in, OpenTransactions.class.getClassLoader(), state.toString())
          .getCheckpointId();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the job's state in " + state + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the number of the checkpoint, -1 if the transaction is none of the ledger's. */
  private static long checkpointAfterWhichBegun(String transactionalId, String prefix) {
    // Flink's sink names them so: prefix, number of the instance, number of the next checkpoint.
    Matcher id =
        Pattern.compile(Pattern.quote(prefix) + "-\\d{1,9}-(\\d{1,18})").matcher(transactionalId);
    return id.matches() ? Long.parseLong(id.group(1)) - 1 : -1;
  }
}
