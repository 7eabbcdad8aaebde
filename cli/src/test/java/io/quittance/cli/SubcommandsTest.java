package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.cli.wallet.WalletCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SubcommandsTest {
  @Test
  void everyCommand_namedAlone_isTheOneOfTheWholeTree() {
    Map<String, CommandLine> whole = Quittance.commandLine().getSubcommands();
    for (String name : whole.keySet()) {
      CommandLine narrow = Quittance.commandLine(List.of(name));
      assertEquals(Set.of(name), narrow.getSubcommands().keySet());
      assertEquals(
          whole.get(name).getUsageMessage(), narrow.getSubcommands().get(name).getUsageMessage());
    }
  }

  @Test
  void everyCommandOfTheWallet_namedAlone_isTheOneOfTheWholeTree() {
    Map<String, CommandLine> whole = WalletCommand.commandLine(List.of()).getSubcommands();
    assertTrue(whole.containsKey("pay"));
    for (String name : whole.keySet()) {
      CommandLine narrow = Quittance.commandLine(List.of("wallet", name, "x"));
      CommandLine wallet = narrow.getSubcommands().get("wallet");
      assertEquals(Set.of(name), wallet.getSubcommands().keySet());
    }
  }

  @Test
  void unknownName_leavesTheWholeTreeToSuggestFrom() {
    assertEquals(
        Quittance.commandLine().getSubcommands().keySet(),
        Quittance.commandLine(List.of("walet")).getSubcommands().keySet());
  }
}
