package io.quittance.stack.local;

import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import java.io.IOException;

/** The statements of the network that a home holds, signed with the authority's key in it. */
public final class HomeStatements {
  private HomeStatements() {}

  /**
   * Returns a home's network of which one statement more holds; nothing is written.
   *
   * @throws QuittanceException if the home has not the authority's key, if the network has rules
   *     that this build does not know, or if the statement cannot follow the last one
   */
  public static NetworkFile next(QuittanceHome home, NetworkFile network, Statement next)
      throws QuittanceException {
    AuthorityKeys authority = AuthorityKeys.load(home.authorityFile(), KeyKind.AUTHORITY);
    authority.requireOf(home.authorityFile(), network.identity());
    if (!authority.signingKey().verifyingKey().equals(network.latest().authority())) {
      throw QuittanceException.failure(
          home.authorityFile() + " is not the key of the network's authority.",
          "Put the right key file there.");
    }
    if (!network.latest().isOfKnownRules()) {
      throw QuittanceException.failure(
          "The network has rule set "
              + network.latest().ruleSet()
              + ", which this build does not know.",
          "Use a newer build: what is signed cannot be taken back.");
    }
    return network.with(next, authority.signingKey());
  }

  /** Writes a home's network file; says what to do where that fails. */
  public static void save(NetworkFile network, QuittanceHome home, String advice)
      throws QuittanceException {
    try {
      network.save(home.networkFile());
    } catch (IOException e) {
      throw QuittanceException.failure(
          "The network file cannot be written: " + e.getMessage() + ".", advice, e);
    }
  }
}
