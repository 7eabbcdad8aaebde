package io.quittance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.window.Totals;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Totals of windows are summed again; an operator who doctors one is caught. */
class WindowBookTest {
  private static final int PARTITION = 0;
  private static final long RICH = 1_000_000;

  /** Both of its halves hold something: a commitment to nothing without randomness is refused. */
  private static final long BARE = 70_000;

  private final HonestOperator operator = new HonestOperator();
  private final List<ConsumerRecord<byte[], byte[]>> paid = new ArrayList<>();
  private WalletAccount alice;
  private WalletAccount bob;
  private long reached;

  @BeforeEach
  void openAccounts() throws Exception {
    alice = operator.person("alice", RICH);
    bob = operator.person("bob");
    for (int amount = 1; amount <= 4; amount++) {
      pay(alice, bob, amount);
    }
  }

  @Test
  void honestTotals_ofAllAndOfPayees_agree() throws Exception {
    publish(total(null, 0, 2), total(bob, 0, 2));
    pay(bob, alice, 9);
    EncryptedTotal all = total(null, 2, 5);
    publish(all, within(all, total(bob, 2, 4)), within(all, total(alice, 4, 5)));
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(5, report.published().totals());
  }

  @Test
  void total_ofAnotherAmount_isNamed() throws Exception {
    EncryptedTotal total = total(null, 0, 2);
    total.setLo(plusOne(total.getLo()));
    publish(total);
    assertFirst("the sum of 2 transfers", "2 transfers, another sum");
  }

  @Test
  void totalOfOnePayee_ofAnotherAmount_isNamed() throws Exception {
    EncryptedTotal total = total(bob, 0, 2);
    total.setHi(plusOne(total.getHi()));
    publish(total(null, 0, 2), total);
    assertFirst("2 transfers, another sum", " to " + bob.id());
  }

  @Test
  void totalOfOnePayee_thatBelongsToAnother_isNamed() throws Exception {
    EncryptedTotal total = total(bob, 0, 2);
    total.setPayee(alice.id().fixed());
    publish(total(null, 0, 2), total);
    assertFirst("the sum of 0 transfers", " to " + alice.id());
  }

  @Test
  void total_ofMoreTransfersThanThereAre_isNamed() throws Exception {
    EncryptedTotal total = total(null, 0, 2);
    total.setTransfers(3);
    publish(total);
    assertFirst("the sum of 2 transfers", "3 transfers");
  }

  @Test
  void total_publishedTwice_isNamed() throws Exception {
    publish(total(null, 0, 2));
    publish(total(null, 0, 2));
    assertFirst("periods overlap");
  }

  @Test
  void lateTransfer_inTheNextTotal_isNoDifference() throws Exception {
    EncryptedTotal early = total(null, 0, 1);
    early.setEndMillis(total(null, 0, 2).getEndMillis());
    publish(early, total(bob, 0, 2));
    EncryptedTotal next = total(null, 1, 4);
    next.setStartMillis(early.getEndMillis());
    publish(next);
    assertEquals(List.of(), audit().differences());
  }

  @Test
  void lateTransfer_ofAnotherAmountInTheNextTotal_isNamed() throws Exception {
    EncryptedTotal early = total(null, 0, 1);
    early.setEndMillis(total(null, 0, 2).getEndMillis());
    publish(early);
    EncryptedTotal next = total(null, 1, 4);
    next.setStartMillis(early.getEndMillis());
    next.setLo(plusOne(next.getLo()));
    publish(next);
    assertFirst("the sum of 3 transfers", "another sum");
  }

  @Test
  void transfers_thatNoTotalContains_areNamedWhenTheyAreOverdue() throws Exception {
    publish(total(null, 0, 1));
    // The second is left out for good; each payment takes several minutes of log time.
    publish(total(null, 2, 3));
    for (int i = 4; i < 10; i++) {
      pay(alice, bob, 1);
      publish(total(null, i - 1, i));
    }
    Report report = audit();
    assertTrue(report.differences().get(0).toString().contains("the sum of 2 transfers"));
    assertTrue(paid.get(9).timestamp() - paid.get(2).timestamp() > WindowBook.PATIENCE_MILLIS);
  }

  /**
   * What no auditor can read is in no total. The payments behind it are, and nothing is owed for
   * it; a total that counts it is named.
   */
  @Test
  void transferWithIdentityHandles_isInNoTotal_andOwedByNone() throws Exception {
    payBare(BARE);
    pay(alice, bob, 5);
    EncryptedTotal all = total(null, 0, 5);
    publish(all, within(all, total(bob, 0, 5)));
    for (int i = 5; i < 9; i++) {
      pay(alice, bob, 1);
      publish(total(null, i, i + 1));
    }
    Report report = audit();
    assertEquals(List.of(), report.differences());
    assertEquals(6, report.published().totals());
    assertTrue(paid.get(8).timestamp() - paid.get(4).timestamp() > WindowBook.PATIENCE_MILLIS);
  }

  @Test
  void total_thatCountsATransferWithIdentityHandles_isNamed() throws Exception {
    payBare(BARE);
    pay(alice, bob, 5);
    EncryptedTotal all = total(null, 0, 5);
    all.setTransfers(6);
    publish(all);
    assertFirst("the sum of 5 transfers", "6 transfers");
  }

  /** Alice pays Bob with the randomness 0 in both halves. */
  private void payBare(long amount) throws Exception {
    BareTransfer bare = BareTransfer.of(alice, bob.address(), amount, new SecureRandom());
    operator.take(alice.id().toBytes(), bare.value(), operator.partition(alice.id()));
    alice = bare.payer();
    for (Credit credit : operator.creditsOf(alice.id())) {
      alice.observe(credit);
    }
    Settled settled = null;
    for (ConsumerRecord<byte[], byte[]> record : operator.settled()) {
      Settled event = HonestOperator.event(record);
      if (CommandId.ofRecordValue(bare.value()).fixed().equals(event.getEventId())) {
        settled = event;
      }
    }
    assertTrue(settled != null, "the proofs of it hold");
    assertTrue(Totals.of(settled, 0, 1).isEmpty());
  }

  @Test
  void record_thatIsNoTotal_isNamed() throws Exception {
    operator.logs.append(Topics.WINDOWS, PARTITION, reached, new byte[32], new byte[] {1});
    assertFirst("an encrypted total");
  }

  private void pay(WalletAccount payer, WalletAccount payee, long amount) throws Exception {
    PreparedCommand command = payer.transfer(payee.address(), amount, "");
    operator.take(command, payer);
    paid.add(operator.eventOf(command));
  }

  /** The total of the payments from one number on up to another. */
  private EncryptedTotal total(WalletAccount payee, int from, int to) throws Exception {
    long end = paid.get(to - 1).timestamp() + 1;
    EncryptedTotal sum = null;
    for (ConsumerRecord<byte[], byte[]> record : paid.subList(from, to)) {
      Settled event = HonestOperator.event(record);
      EncryptedTotal one = Totals.of(event, paid.get(from).timestamp(), end).orElseThrow();
      sum = sum == null ? one : Totals.sum(sum, one, null);
    }
    sum.setPayee(payee == null ? (Fixed32) null : payee.id().fixed());
    return sum;
  }

  private static EncryptedTotal within(EncryptedTotal all, EncryptedTotal payee) {
    payee.setStartMillis(all.getStartMillis());
    payee.setEndMillis(all.getEndMillis());
    return payee;
  }

  private void publish(EncryptedTotal... totals) {
    for (EncryptedTotal total : totals) {
      reached = Math.max(reached, total.getEndMillis());
      byte[] asset = total.getAsset().bytes();
      operator.logs.append(Topics.WINDOWS, PARTITION, reached, asset, SingleObject.encode(total));
    }
  }

  private static Fixed64 plusOne(Fixed64 sum) throws Exception {
    ElGamalCiphertext ciphertext = ElGamalCiphertext.parse(sum.bytes());
    return new Fixed64(ciphertext.subtractAmount(1).toBytes());
  }

  private Report audit() throws Exception {
    return Audit.of(operator.logs, operator.network(), AuditOptions.plain());
  }

  private void assertFirst(String... parts) throws Exception {
    Report report = audit();
    assertEquals(1, report.found(), report.differences().toString());
    for (String part : parts) {
      String difference = report.differences().get(0).toString();
      assertTrue(difference.contains(part), difference + " lacks " + part);
    }
  }
}
