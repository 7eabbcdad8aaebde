package io.quittance.trials.bench;

import io.quittance.jobs.settlement.OpenedAccounts;
import io.quittance.ledger.asset.Asset;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.host.DurableFile;
import io.quittance.stack.local.LocalNetwork;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.FileUtils;

/**
 * Transfers that were proved ahead, and the accounts they are between. A ledger that begins anew
 * with the same keys and accounts settles them again: one set serves for any number of runs.
 *
 * @param directory where the keys and the accounts are kept
 * @param transfers the transfers, in an order in which all are accepted
 */
record SettleWorkload(Path directory, List<PreparedRecord> transfers) {
  /** The network's name. */
  static final String NETWORK = "bench";

  /** Number of partitions of its ledger. */
  static final int PARTITIONS = 4;

  /** Goes up with each change of commands, keys, the network's file or the job's state. */
  private static final String FORMAT = "v2";

  private static final String TRANSFERS_FILE = "transfers";
  private static final String ACCOUNTS_DIRECTORY = "accounts";

  SettleWorkload {
    transfers = List.copyOf(transfers);
  }

  /**
   * Reads a workload that was made before, or makes it.
   *
   * @param parent where workloads are kept, each in a directory of its own
   * @param proved told after each transfer that had to be proved, by any thread
   */
  static SettleWorkload in(Path parent, int accounts, int transfers, Runnable proved)
      throws Exception {
    Path directory =
        parent.resolve(FORMAT + "-" + accounts + "-accounts-" + transfers + "-transfers");
    Path file = directory.resolve(TRANSFERS_FILE);
    if (Files.exists(file)) {
      return new SettleWorkload(directory, read(file));
    }
    Files.createDirectories(directory);
    QuittanceHome home = QuittanceHome.of(directory);
    NetworkFile network = LocalNetwork.open(home, NETWORK, PARTITIONS, PARTITIONS);
    network.save(home.networkFile());
    Asset asset = network.assets().get(0);
    PaymentPlan plan = new PaymentPlan(network.identity(), asset, accounts, transfers);
    List<PreparedRecord> made = plan.prove(proved);
    SettleWorkload workload = new SettleWorkload(directory, made);
    FileUtils.deleteDirectoryQuietly(workload.accounts().toFile());
    OpenedAccounts.write(workload.accounts(), accounts, plan.book());
    write(made, file);
    return workload;
  }

  /** The savepoint that a ledger with these accounts begins from. */
  Path accounts() {
    return directory.resolve(ACCOUNTS_DIRECTORY).toAbsolutePath();
  }

  /** Copies the keys of the workload's network to a ledger that is to begin. */
  void copyKeys(Path to) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path key : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        Files.copy(key, to.resolve(key.getFileName()));
      }
    }
  }

  private static List<PreparedRecord> read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      List<PreparedRecord> records = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        records.add(PreparedRecord.read(in));
      }
      return records;
    }
  }

  /** A file that stands under its name is whole, and the accounts beside it are. */
  private static void write(List<PreparedRecord> transfers, Path file) throws IOException {
    Path unfinished = file.resolveSibling(TRANSFERS_FILE + ".unfinished");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
      out.writeInt(transfers.size());
      for (PreparedRecord record : transfers) {
        record.write(out);
      }
    }
    DurableFile.finish(unfinished, file);
  }
}
