package io.quittance.cli;

import io.quittance.audit.log.Export;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.option.RunningNetwork;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a network whose topics were exported into a directory. */
final class ExportedNetwork {
  private ExportedNetwork() {}

  /**
   * Returns the file that the auditor has himself, never by itself the operator's own in that
   * directory.
   *
   * @throws QuittanceException if he has none and named none
   */
  static NetworkFile of(RunningNetwork network, Path directory, QuittanceHome home)
      throws QuittanceException {
    if (!network.isNamed() && !Files.exists(home.networkFile())) {
      Path theirs = directory.resolve(Export.NETWORK_FILE);
      throw QuittanceException.usage(
          "Whose signatures count stands in the network's file, and that in "
              + directory
              + " is only the operator's word.",
          "Name with --network the one that you have from elsewhere, or "
              + theirs
              + " once you have compared it.");
    }
    return network.file(home);
  }
}
