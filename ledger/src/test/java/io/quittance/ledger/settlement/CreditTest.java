package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.Account;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CreditTest {
  private final World world = new World(91);
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();

  private Settled issued(long number, long amount) {
    books.command(world.admitted(world.issuer, world.issue(payer, number, amount)));
    return books.events.get(books.events.size() - 1);
  }

  private Settled transferred() {
    books.command(world.admitted(payer.signing, payer.open()));
    books.command(world.admitted(payer.signing, payer.transfer(payee, 0, 0)));
    return books.events.get(books.events.size() - 1);
  }

  private static OptionalLong decrypt(ElGamalCiphertext ciphertext, Owner owner) {
    return DiscreteLog.solve32(owner.keys.secretKey().decryptToPoint(ciphertext));
  }

  @Test
  void of_issue_isThePublicAmountWithRandomnessOne() {
    PedersenOpening one = PedersenOpening.of(Scalar.ONE);
    long[] amounts = {1, 0xffff, 0x10000, (1L << 48) - 1};
    for (int i = 0; i < amounts.length; i++) {
      Credit credit = Credit.of(issued(i + 1, amounts[i])).orElseThrow();
      assertEquals(payer.account, credit.payee());
      assertEquals(Origin.issuerOf(payer.asset), credit.origin());
      assertEquals(i + 1, credit.number());
      assertEquals(payer.keys.publicKey().encrypt(amounts[i] & 0xffff, one), credit.lo());
      assertEquals(payer.keys.publicKey().encrypt(amounts[i] >>> 16, one), credit.hi());
    }
  }

  @Test
  void of_transfer_isWhatThePayeeCanDecrypt() {
    Credit credit = Credit.of(transferred()).orElseThrow();
    assertEquals(payee.account, credit.payee());
    assertEquals(Origin.payer(payer.account), credit.origin());
    assertEquals(1, credit.number());
    assertEquals(OptionalLong.of(0), decrypt(credit.amount(), payee));
  }

  @Test
  void of_eventThatCreditsNobody_isNothing() {
    books.command(world.admitted(payer.signing, payer.open()));
    assertEquals(Optional.empty(), Credit.of(books.events.get(0)));
  }

  @Test
  void of_damagedEvent_isRefusedLoudly() {
    Settled transfer = transferred();
    byte[] noPoints = new byte[128];
    noPoints[64] = 1;
    ((Transferred) transfer.getEvent()).setHi(new Fixed128(noPoints));
    assertThrows(IllegalArgumentException.class, () -> Credit.of(transfer));
    Settled issue = issued(1, 5);
    ((Issued) issue.getEvent()).setElGamalKey(new Fixed32(new byte[32]));
    assertThrows(IllegalArgumentException.class, () -> Credit.of(issue));
  }

  @Test
  void credit_ofSomebodyElse_isAProgrammersMistake() {
    Credit credit = Credit.of(issued(1, 5)).orElseThrow();
    MemoryAccountStore store = new MemoryAccountStore();
    store.put(Account.unopened(payee.account));
    assertThrows(IllegalArgumentException.class, () -> Settlement.onCredit(store, credit, books));
  }

  @Test
  void memoryStore_whatWasNeverPut_isAProgrammersMistake() {
    MemoryAccountStore store = new MemoryAccountStore();
    assertThrows(IllegalStateException.class, () -> store.total(1));
    assertThrows(IllegalStateException.class, () -> store.waiting(0));
    assertEquals(0, store.highestCredited(Origin.payer(payer.account)));
  }
}
