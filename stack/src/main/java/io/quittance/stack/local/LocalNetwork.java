package io.quittance.stack.local;

import io.quittance.jobs.deployment.OperatorFiles;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.signature.VerifyingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * The local stack's own network: the keys of everybody in it, made at the first start and kept, and
 * one asset to play with.
 */
public final class LocalNetwork {
  /** Code of the asset: euros to practise with. */
  static final String ASSET = "EURQ";

  private static final int ASSET_DECIMALS = 2;

  private LocalNetwork() {}

  /**
   * Returns the network that {@code home} holds, or makes it.
   *
   * @param partitions number of partitions of a new network, 0 for "as it is" or the default
   * @return the network, without the address of its broker
   * @throws IllegalArgumentException if the network stands there with another name or number of
   *     partitions
   */
  public static NetworkFile open(
      QuittanceHome home, String name, int partitions, int defaultPartitions)
      throws QuittanceException {
    if (Files.exists(home.networkFile())) {
      NetworkFile network = NetworkFile.load(home.networkFile());
      requireSame(home, "network", network.name(), name);
      if (partitions != 0) {
        requireSame(
            home,
            "number of partitions",
            Integer.toString(network.commandPartitions()),
            Integer.toString(partitions));
      }
      OperatorFiles.of(home, network).signer(network);
      return network;
    }
    return make(home, name, partitions == 0 ? defaultPartitions : partitions);
  }

  private static NetworkFile make(QuittanceHome home, String name, int partitions)
      throws QuittanceException {
    NetworkIdentity.requireName(name);
    SecureRandom random = new SecureRandom();
    AuthorityKeys authority =
        authority(
            home.authorityFile(), KeyKind.AUTHORITY, AuthorityKeys.generateNetwork(name, random));
    AuthorityKeys operator =
        authority(
            home.operatorFile(), KeyKind.OPERATOR, AuthorityKeys.generateOperator(name, random));
    AuthorityKeys issuer =
        authority(
            home.issuerFile(),
            KeyKind.ISSUER,
            AuthorityKeys.generate(KeyKind.ISSUER, name, ASSET, random));
    AuthorityKeys officer =
        authority(
            home.complianceOfficerFile(),
            KeyKind.COMPLIANCE_OFFICER,
            AuthorityKeys.generate(KeyKind.COMPLIANCE_OFFICER, name, ASSET, random));
    AuditorKeys auditor = auditor(home.auditorFile(), AuditorKeys.generate(name, ASSET, random));
    Asset asset =
        new Asset(
            ASSET,
            ASSET_DECIMALS,
            publicKey(issuer),
            publicKey(officer),
            Optional.of(auditor.elGamal().publicKey()));
    Statement first =
        Statement.founding(
            name,
            publicKey(authority),
            partitions,
            OperatorKeys.of(publicKey(operator)),
            List.of(asset));
    NetworkFile network = NetworkFile.found(first, authority.signingKey(), "");
    NetworkIdentity identity = network.identity();
    authority.founded(home.authorityFile(), identity);
    operator.founded(home.operatorFile(), identity);
    issuer.founded(home.issuerFile(), identity);
    officer.founded(home.complianceOfficerFile(), identity);
    auditor.founded(home.auditorFile(), identity);
    return network;
  }

  /**
   * A start that was cut short may have left some of the keys: they are taken up again, unless they
   * name another network than they found together.
   */
  private static AuthorityKeys authority(Path file, KeyKind kind, AuthorityKeys fresh)
      throws QuittanceException {
    if (Files.exists(file)) {
      return AuthorityKeys.load(file, kind);
    }
    fresh.save(file);
    return fresh;
  }

  private static AuditorKeys auditor(Path file, AuditorKeys fresh) throws QuittanceException {
    if (Files.exists(file)) {
      return AuditorKeys.load(file);
    }
    fresh.save(file);
    return fresh;
  }

  private static VerifyingKey publicKey(AuthorityKeys keys) {
    return keys.signingKey().verifyingKey();
  }

  private static void requireSame(QuittanceHome home, String what, String held, String wanted) {
    if (!held.equals(wanted)) {
      throw new IllegalArgumentException(
          String.format(
              "%s holds a ledger whose %s is %s; it cannot be started with %s."
                  + " Choose another directory for a new ledger.",
              home.directory(), what, held, wanted));
    }
  }
}
