package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryEntryTest {
  private final TestNetwork network = new TestNetwork(false);
  private final WalletAccount alice = network.wallet("alice");
  private final WalletAccount bob = network.wallet("bob");

  @Test
  void history_ofEveryEvent_hasItsKindAmountAndText() throws QuittanceException {
    Issuer issuer = network.issuer();
    ComplianceOfficer officer =
        ComplianceOfficer.of(network.identity(), network.asset, network.officerKeys.signingKey());
    network.accept(alice, alice.open());
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), 200_000, "pay", 1)));
    network.deliverCredits();
    alice.observe(Credit.of(network.settlements.get(1)).orElseThrow());
    network.accept(alice, alice.applyCredits(1));
    network.accept(alice, alice.transfer(bob.address(), 150_000, "rent"));
    network.accept(alice, alice.redeem(50_000, "iban"));
    assertEquals("ACCEPTED", network.submit(officer.freeze(alice.address(), "court", 1)));
    assertEquals("ACCEPTED", network.submit(officer.unfreeze(alice.address(), "over", 2)));
    network.accept(alice, alice.close(1));
    ElGamalSecretKey secret = alice.keys().elGamal().secretKey();
    StringBuilder lines = new StringBuilder();
    for (Settled event : network.settlements) {
      for (HistoryEntry entry : HistoryEntry.of(event, alice.id(), secret)) {
        lines.append(entry.kind()).append(' ').append(entry.amount());
        lines.append(' ').append(entry.text()).append('\n');
      }
    }
    assertEquals(
        """
        OPENED 0\s
        ISSUED 200000 pay
        PAID 150000 rent
        REDEEMED 50000 iban
        FROZEN 0 court
        UNFROZEN 0 over
        CLOSED 0\s
        """,
        lines.toString());
  }

  @Test
  void payment_seenByBothSidesAndByNobodyElse_isDecryptedAlike() throws QuittanceException {
    Issuer issuer = network.issuer();
    network.accept(alice, alice.open());
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), 70_000, "", 1)));
    network.deliverCredits();
    alice.observe(Credit.of(network.settlements.get(1)).orElseThrow());
    network.accept(alice, alice.transfer(bob.address(), 70_000, ""));
    Settled event = network.settlements.get(2);
    HistoryEntry paid = only(HistoryEntry.of(event, alice.id(), secret(alice)));
    HistoryEntry received = only(HistoryEntry.of(event, bob.id(), secret(bob)));
    assertEquals(HistoryEntry.Kind.PAID, paid.kind());
    assertEquals(HistoryEntry.Kind.RECEIVED, received.kind());
    assertEquals(70_000, paid.amount());
    assertEquals(70_000, received.amount());
    assertEquals(Optional.of(bob.id()), paid.counterparty());
    assertEquals(Optional.of(alice.id()), received.counterparty());
    assertFalse(paid.toString().contains("70000"), paid.toString());
    WalletAccount carol = network.wallet("carol");
    assertEquals(List.of(), HistoryEntry.of(event, carol.id(), secret(carol)));
    assertEquals(List.of(), HistoryEntry.of(network.settlements.get(1), carol.id(), secret(carol)));
    assertThrows(QuittanceException.class, () -> HistoryEntry.of(event, alice.id(), secret(carol)));
  }

  private static HistoryEntry only(List<HistoryEntry> entries) {
    assertEquals(1, entries.size());
    return entries.get(0);
  }

  private static ElGamalSecretKey secret(WalletAccount account) {
    return account.keys().elGamal().secretKey();
  }
}
