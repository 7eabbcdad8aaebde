package io.quittance.ledger.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.ledger.World;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.SignerRole;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountRecordsTest {
  private static final World WORLD = new World(101);

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static SealedAmount amount(int value) {
    return SealedAmount.of(WORLD.auditor.publicKey().encrypt(value, WORLD.random));
  }

  /** An account no two fields of which are the same. */
  private static Account full() {
    Account account =
        Account.unopened(AccountId.of(filled(32, 1)))
            .withAsset(AssetId.of(filled(32, 2)))
            .withElGamalKey(CompressedRistretto.of(filled(32, 3)))
            .withStatus(AccountStatus.FROZEN)
            .withAvailable(new Available(amount(4), 5))
            .withNote(Bytes.of(filled(36, 6)))
            .withCredits(new Credits(7, amount(8), 9, amount(10), 19))
            .withNumbers(new Numbers(11, 12, 13));
    int id = 20;
    for (SignerRole role : SignerRole.values()) {
      account =
          account.withLast(
              role,
              new LastAccepted(
                  CommandId.of(filled(32, ++id)), id, new Position(id, 2L * id, 3L * id), id));
    }
    return account;
  }

  @Test
  void fromState_ofToState_isTheSameAccount() {
    for (Account account : new Account[] {full(), Account.unopened(AccountId.of(filled(32, 1)))}) {
      assertEquals(account, AccountRecords.fromState(AccountRecords.toState(account)));
    }
  }

  @Test
  void toBalances_ofMany_areThoseOfEach() {
    Credits partly = new Credits(7, amount(8), 6, amount(3), 0);
    Credits more = new Credits(9, amount(50), 6, amount(20), 0);
    Credits none = new Credits(7, amount(8), 0, SealedAmount.NOTHING, 0);
    Credits all = new Credits(7, amount(8), 7, amount(8), 0);
    Credits spent = new Credits(7, partly.received(), 7, partly.received(), 0);
    List<Credits> credits = List.of(none, partly, all, Credits.NONE, more, spent);
    Account account = full();
    List<Balance> balances =
        AccountRecords.toBalances(credits.stream().map(account::withCredits).toList());
    for (int i = 0; i < credits.size(); i++) {
      SealedAmount expected =
          SealedAmount.of(
              credits
                  .get(i)
                  .received()
                  .ciphertext()
                  .subtract(credits.get(i).applied().ciphertext()));
      assertEquals(expected, SealedAmount.of(balances.get(i).getUnapplied().bytes()), "of " + i);
      assertEquals(AccountRecords.toBalance(account.withCredits(credits.get(i))), balances.get(i));
    }
    assertEquals(List.of(), AccountRecords.toBalances(List.of()));
  }

  @Test
  void toBalance_saysWhatIsPublic() {
    Account account = full();
    Balance balance = AccountRecords.toBalance(account);
    assertEquals(account.id().fixed(), balance.getAccount());
    assertEquals(account.asset().orElseThrow().fixed(), balance.getAsset());
    assertEquals(AccountStatus.FROZEN, balance.getStatus());
    assertEquals(account.available().amount(), SealedAmount.of(balance.getAvailable().bytes()));
    assertEquals(5, balance.getZerosAdded());
    assertEquals(account.note(), Bytes.of(balance.getDecryptableAvailable().bytes()));
    assertEquals(account.credits().unapplied(), SealedAmount.of(balance.getUnapplied().bytes()));
    assertEquals(7, balance.getCreditsReceived());
    assertEquals(9, balance.getCreditsApplied());
    assertEquals(11, balance.getSequence());
    assertEquals(12, balance.getIssueNumber());
    assertEquals(13, balance.getOrderNumber());
  }

  @Test
  void toBalance_ofUntouchedAccount_isAProgrammersMistake() {
    Account untouched = Account.unopened(AccountId.of(filled(32, 1)));
    assertThrows(IllegalStateException.class, () -> AccountRecords.toBalance(untouched));
  }
}
