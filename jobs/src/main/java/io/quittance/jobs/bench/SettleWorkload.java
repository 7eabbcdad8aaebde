package io.quittance.jobs.bench;

import io.quittance.jobs.local.LocalNetwork;
import io.quittance.ledger.asset.Asset;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.keys.AuthorityKeys;
import io.quittance.wallet.keys.KeyKind;
import io.quittance.wallet.network.NetworkFile;
import io.quittance.wallet.network.QuittanceHome;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that were made ahead, for a ledger whose keys lie beside them. A ledger that begins anew
 * with the same keys settles them again, so that one set serves for any number of runs.
 *
 * @param opening what begins the accounts, to be settled first
 * @param transfers what is measured, in an order in which all are accepted
 */
record SettleWorkload(List<PreparedRecord> opening, List<PreparedRecord> transfers) {
  /** The network's name. */
  static final String NETWORK = "bench";

  /** Number of partitions of its ledger. */
  static final int PARTITIONS = 4;

  private static final String COMMANDS_FILE = "commands";

  SettleWorkload {
    opening = List.copyOf(opening);
    transfers = List.copyOf(transfers);
  }

  /** Reads the workload that a directory holds, or makes it there. */
  static SettleWorkload in(Path directory, int accounts, int transfers, Runnable step)
      throws WalletException, IOException, InterruptedException {
    Path file = directory.resolve(COMMANDS_FILE);
    if (Files.exists(file)) {
      return read(file);
    }
    Files.createDirectories(directory);
    QuittanceHome home = QuittanceHome.of(directory);
    NetworkFile network = LocalNetwork.open(home, NETWORK, PARTITIONS, PARTITIONS);
    network.save(home.networkFile());
    Asset asset = network.entries().get(0).asset();
    Issuer issuer =
        Issuer.of(
            NETWORK, asset, AuthorityKeys.load(home.issuerFile(), KeyKind.ISSUER).signingKey());
    SettleWorkload made = new PaymentPlan(NETWORK, asset, issuer).make(accounts, transfers, step);
    made.write(file);
    return made;
  }

  /** Copies the keys of the workload's network to a ledger that is to begin. */
  static void copyKeys(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path key : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        Files.copy(key, to.resolve(key.getFileName()));
      }
    }
  }

  private static SettleWorkload read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return new SettleWorkload(records(in), records(in));
    }
  }

  /** A file that stands under its name is whole. */
  private void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(COMMANDS_FILE + ".unfinished");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
      for (List<PreparedRecord> part : List.of(opening, transfers)) {
        out.writeInt(part.size());
        for (PreparedRecord record : part) {
          record.write(out);
        }
      }
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<PreparedRecord> records(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<PreparedRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(PreparedRecord.read(in));
    }
    return records;
  }
}
