package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.journal.Paid;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CreditTest {
  private final World world = new World(91);
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();

  private Credit issued(long number, long amount) {
    Admitted issue = world.admitted(world.issuer, world.issue(payer, number, amount));
    return Credit.of((Issue) issue.command(), number - 1);
  }

  private Entry transferred() {
    books.command(world.admitted(payer.signing, payer.open()));
    books.command(world.admitted(payer.signing, payer.transfer(payee, 0, 0)));
    return books.entries.get(0);
  }

  private static OptionalLong decrypt(ElGamalCiphertext ciphertext, Owner owner) {
    return DiscreteLog.solve32(owner.keys.secretKey().decryptToPoint(ciphertext));
  }

  @Test
  void of_issue_isThePublicAmountWithRandomnessOne() {
    PedersenOpening one = PedersenOpening.of(Scalar.ONE);
    long[] amounts = {1, 0xffff, 0x10000, (1L << 48) - 1};
    for (int i = 0; i < amounts.length; i++) {
      Credit credit = issued(i + 1, amounts[i]);
      assertEquals(payer.account, credit.payee());
      assertEquals(Origin.issuerOf(payer.asset), credit.origin());
      assertEquals(i + 1, credit.number());
      assertEquals(payer.keys.publicKey().encrypt(amounts[i] & 0xffff, one), credit.lo());
      assertEquals(payer.keys.publicKey().encrypt(amounts[i] >>> 16, one), credit.hi());
    }
  }

  @Test
  void of_entry_isWhatThePayeeCanDecrypt() throws Exception {
    Credit credit = Credit.of(transferred());
    assertEquals(payee.account, credit.payee());
    assertEquals(Origin.payer(payer.account), credit.origin());
    assertEquals(1, credit.number());
    assertEquals(OptionalLong.of(0), decrypt(credit.amount(), payee));
  }

  @Test
  void of_entryWithoutPoints_isRefused() {
    Entry entry = transferred();
    byte[] noPoints = new byte[128];
    noPoints[64] = 1;
    ((Paid) entry.record().getFact()).setHi(new Fixed128(noPoints));
    assertThrows(InvalidProofException.class, () -> Credit.of(Entry.of(entry.record())));
  }

  @Test
  void memoryStore_whatWasNeverPut_isAProgrammersMistake() {
    MemoryAccountStore store = new MemoryAccountStore();
    assertThrows(IllegalStateException.class, () -> store.total(1));
    assertEquals(0, store.highestCredited(Origin.payer(payer.account)));
  }
}
