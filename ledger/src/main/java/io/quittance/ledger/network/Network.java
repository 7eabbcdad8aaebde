package io.quittance.ledger.network;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.schemas.Limits;
import java.nio.charset.StandardCharsets;

/**
 * The configuration that verdicts depend on; all else that they depend on stands in the logs.
 *
 * @param name name of the network, which every signature is bound to
 * @param commandPartitions partitions of the journal, fixed for the life of the ledger
 * @param assets what is settled
 */
public record Network(String name, int commandPartitions, Assets assets) {
  /** Checks the name, the number of partitions and who signed the rotations of auditors' keys. */
  public Network {
    int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes == 0 || nameBytes > Limits.MAX_NETWORK_NAME_BYTES) {
      throw new IllegalArgumentException(
          "network name must be 1 to "
              + Limits.MAX_NETWORK_NAME_BYTES
              + " bytes, not "
              + nameBytes);
    }
    if (commandPartitions < 1) {
      throw new IllegalArgumentException(
          "journal must have at least one partition, not " + commandPartitions);
    }
    for (Asset asset : assets.all()) {
      for (AuditorRotation rotation : asset.auditors().rotations()) {
        rotation.requireSigned(name, asset.id(), asset.complianceOfficer());
      }
    }
  }
}
