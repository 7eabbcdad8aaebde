package io.quittance.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.network.QuittanceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuittanceHomeTest {
  @Test
  void home_namedByTheEnvironment_isUsedElseTheDefault() {
    assertEquals(
        Path.of("/q/network.json"), QuittanceHome.of(Map.of("QUITTANCE_HOME", "/q")).networkFile());
    Path inUserHome = Path.of(System.getProperty("user.home"), ".quittance");
    assertEquals(inUserHome, QuittanceHome.of(Map.<String, String>of()).directory());
    assertEquals(inUserHome, QuittanceHome.of(Map.of("QUITTANCE_HOME", " ")).directory());
  }

  @Test
  void home_ofAUserWithoutAnEntry_isTheEnvironmentsOrRefused() {
    Map<String, String> named = Map.of("HOME", "/home/me");
    assertEquals(Path.of("/home/me"), QuittanceHome.userHome("?", named));
    assertEquals(Path.of("/home/me"), QuittanceHome.userHome(null, named));
    assertEquals(Path.of("/entry"), QuittanceHome.userHome("/entry", named));
    for (Map<String, String> none : List.of(Map.<String, String>of(), Map.of("HOME", "here"))) {
      assertThrows(IllegalStateException.class, () -> QuittanceHome.userHome("?", none));
    }
  }

  @Test
  void walletName_thatCouldLeaveTheDirectory_isRefused() throws QuittanceException {
    QuittanceHome home = QuittanceHome.of(Path.of("/q"));
    assertEquals(Path.of("/q/wallets/alice-2.old.json"), home.walletFile("alice-2.old"));
    String longest = "a".repeat(QuittanceHome.MAX_NAME_CHARACTERS);
    assertEquals(Path.of("/q/wallets/" + longest + ".json"), home.walletFile(longest));
    String[] refused = {
      "", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "a b", "\u00e9", longest + "a"
    };
    for (String name : refused) {
      assertEquals(
          2,
          assertThrows(QuittanceException.class, () -> home.walletFile(name), name).exitStatus());
    }
  }
}
