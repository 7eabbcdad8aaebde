package io.quittance.ledger.network;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.schemas.NetworkId;
import java.util.Objects;

/**
 * The configuration that verdicts depend on; all else that they depend on stands in the logs.
 *
 * @param identity which network it is, to which every signature is bound
 * @param commandPartitions partitions of the journal, fixed for the life of the ledger
 * @param assets what is settled
 */
public record Network(NetworkIdentity identity, int commandPartitions, Assets assets) {
  /** Checks the number of partitions and who signed the rotations of auditors' keys. */
  public Network {
    Objects.requireNonNull(identity, "identity");
    if (commandPartitions < 1) {
      throw new IllegalArgumentException(
          "journal must have at least one partition, not " + commandPartitions);
    }
    for (Asset asset : assets.all()) {
      for (AuditorRotation rotation : asset.auditors().rotations()) {
        rotation.requireSigned(identity.id(), asset.id(), asset.complianceOfficer());
      }
    }
  }

  /** Returns the id that every signature is bound to. */
  public NetworkId id() {
    return identity.id();
  }

  /** Returns what people call the network. */
  public String name() {
    return identity.name();
  }
}
