package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.NetworkId;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentAddressTest {
  private static final NetworkIdentity LOCAL =
      new NetworkIdentity(NetworkId.parse("01".repeat(32)), "local");
  private static final WalletKeys KEYS =
      WalletKeys.generate("alice", LOCAL, "EUR", new SecureRandom());
  private static final PaymentAddress ADDRESS = PaymentAddress.of(KEYS);
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  @Test
  void address_printedAndParsed_isTheSame() throws QuittanceException {
    String text = ADDRESS.toString();
    assertTrue(text.startsWith("quittance:local:EUR:"), text);
    assertEquals("quittance:local:EUR:".length() + 135, text.length());
    assertEquals(ADDRESS, PaymentAddress.parse(text));
    assertTrue(PaymentAddress.looksLikeOne(text));
    AssetId asset = AssetId.derive(new byte[] {1});
    assertEquals(KEYS.accountId(asset), PaymentAddress.parse(text).accountId(asset));
  }

  @Test
  void address_withAnyOneCharacterChanged_isRefused() {
    String text = ADDRESS.toString();
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char other = ALPHABET.charAt((ALPHABET.indexOf(text.charAt(i)) + 1 + i % 60) % 64);
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      if (!changed.equals(text) && parses(changed)) {
        accepted.add(changed);
      }
    }
    assertEquals(List.of(), accepted);
  }

  @Test
  void address_withNeighboursSwapped_isRefused() {
    String text = ADDRESS.toString();
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i + 1 < text.length(); i++) {
      String swapped =
          text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
      if (!swapped.equals(text) && parses(swapped)) {
        accepted.add(swapped);
      }
    }
    assertEquals(List.of(), accepted);
  }

  @Test
  void address_cutOffOrExtended_isRefused() {
    String text = ADDRESS.toString();
    for (int length = 0; length < text.length(); length++) {
      assertRefused(text.substring(0, length));
    }
    assertRefused(text + "A");
    assertRefused(text + "AAAA");
    assertRefused(text + "=");
    assertRefused(" " + text);
    assertRefused(text.replace("EUR:", "EUR:EUR:"));
  }

  @Test
  void address_ofUnusableParts_cannotBeMade() {
    for (String part : new String[] {"", "a:b", " a"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new PaymentAddress(LOCAL, part, ADDRESS.owner(), ADDRESS.elGamalKey()));
    }
  }

  private static void assertRefused(String text) {
    assertEquals(
        2, assertThrows(QuittanceException.class, () -> PaymentAddress.parse(text)).exitStatus());
  }

  private static boolean parses(String text) {
    try {
      PaymentAddress.parse(text);
      return true;
    } catch (QuittanceException e) {
      return false;
    }
  }
}
