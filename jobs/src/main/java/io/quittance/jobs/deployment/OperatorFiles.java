package io.quittance.jobs.deployment;

import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.signature.SigningKey;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the operator's secret keys are, current and former ones: the names of the files travel, the
 * keys do not.
 *
 * @param paths the key files
 */
public record OperatorFiles(List<String> paths) implements Serializable {
  private static final long serialVersionUID = 1L;

  public OperatorFiles {
    paths = List.copyOf(paths);
  }

  /**
   * Returns a home's key files, as many as its network names keys; those of revoked keys sign
   * nothing any more, and need not be kept.
   */
  public static OperatorFiles of(QuittanceHome home, NetworkFile network) {
    return new OperatorFiles(
        IntStream.rangeClosed(1, network.operator().all().size())
            .filter(number -> !network.operator().all().get(number - 1).revoked())
            .mapToObj(number -> home.operatorFile(number).toString())
            .toList());
  }

  /**
   * Reads the keys.
   *
   * @throws QuittanceException if a file cannot be read, is another network's, or if a key is
   *     missing that the network names
   */
  public ReceiptSigner signer(NetworkFile network) throws QuittanceException {
    List<SigningKey> secrets = new ArrayList<>();
    for (String path : paths) {
      AuthorityKeys keys = AuthorityKeys.load(Path.of(path), KeyKind.OPERATOR);
      keys.requireOf(Path.of(path), network.identity());
      secrets.add(keys.signingKey());
    }
    try {
      return ReceiptSigner.of(network.id(), network.timetables(), secrets);
    } catch (IllegalArgumentException missing) {
      throw QuittanceException.failure(
          "Receipts cannot be signed: " + missing.getMessage() + ".",
          "Name the files of all keys that the network file lists, former ones too.",
          missing);
    }
  }
}
