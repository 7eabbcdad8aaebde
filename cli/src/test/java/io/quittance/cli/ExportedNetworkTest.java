package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.option.RunningNetwork;
import io.quittance.schemas.signature.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportedNetworkTest {
  private static final NetworkFile OPERATORS = network("operators");
  private static final NetworkFile AUDITORS = network("auditors");

  @TempDir private Path directory;

  @Test
  void exportsOwnNetworkFile_isNotBelievedUnlessNamed() throws Exception {
    Path exported = Files.createDirectories(directory.resolve("export"));
    QuittanceHome home = QuittanceHome.of(directory.resolve("home"));
    OPERATORS.save(exported.resolve("network.json"));
    QuittanceException refused =
        assertThrows(
            QuittanceException.class,
            () -> ExportedNetwork.of(new RunningNetwork(), exported, home));
    assertTrue(refused.getMessage().contains("operator's word"), refused.getMessage());

    RunningNetwork named = new RunningNetwork();
    CommandLine.populateCommand(named, "--network", exported.resolve("network.json").toString());
    assertEquals(OPERATORS, ExportedNetwork.of(named, exported, home));

    AUDITORS.save(home.networkFile());
    assertEquals(AUDITORS, ExportedNetwork.of(new RunningNetwork(), exported, home));
  }

  private static NetworkFile network(String name) {
    SigningKey key = SigningKey.of(new byte[SigningKey.BYTES]);
    return NetworkFile.found(
        Statement.founding(
            name, key.verifyingKey(), 1, OperatorKeys.of(key.verifyingKey()), List.of()),
        key,
        "localhost:1");
  }
}
