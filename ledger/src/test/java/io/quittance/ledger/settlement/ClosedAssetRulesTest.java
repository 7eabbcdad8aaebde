package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.ProofVerifier;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The second statement closes the asset: no new money and no new accounts, and all else goes on.
 */
class ClosedAssetRulesTest {
  private static final int OPEN = 1;
  private static final int CLOSED = 2;

  private final World world = new World(54);
  private final Admission admission = admission();
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();

  private Admission admission() {
    Map<Integer, Assets> assets =
        Map.of(
            OPEN, Assets.of(List.of(world.asset)),
            CLOSED, Assets.of(List.of(world.asset), Set.of(world.asset.id())));
    return new Admission(
        version -> new Network(World.network(1), World.PARTITIONS, assets.get(version)),
        ProofVerifier.of(new BatchVerifier(world.random)));
  }

  @BeforeEach
  void openAndFund() {
    submit(payer.signing, payer.open(), OPEN);
    submit(world.issuer, world.issue(payer, 1, 100), OPEN);
    payer.received(books.lastCredit(payer.account), 100);
  }

  @Test
  void issue_behindTheClosing_isRefusedAndBeforeItAccepted() {
    Issue issue = world.issue(payer, 2, 5);
    submit(world.issuer, issue, CLOSED);
    assertClosed(1);
    assertEquals(1, books.account(payer.account).credits().receivedCount(), "it leaves no trace");
    // The same record on the other side: in a partition that gets the statement later, say.
    submit(world.issuer, issue, OPEN);
    assertEquals(3, books.events.size());
    assertEquals(List.of(), books.rejections.subList(1, books.rejections.size()));
  }

  @Test
  void issueAndOpening_acceptedBeforeTheClosing_getTheSameReceiptsBehindIt() {
    Issue issue = world.issue(payer, 2, 5);
    submit(world.issuer, issue, OPEN);
    OpenAccount open = payee.open();
    submit(payee.signing, open, OPEN);
    submit(world.issuer, issue, CLOSED);
    submit(payee.signing, open, CLOSED);
    assertEquals(books.receipts.subList(2, 4), books.repeats);
    submit(world.issuer, world.issue(payer, 1, 100), CLOSED);
    assertEquals(
        List.of(RejectionCode.ALREADY_DECIDED),
        books.rejections.stream().map(rejection -> rejection.reason().code()).toList(),
        "what was decided before is not contradicted");
  }

  @Test
  void opening_behindTheClosing_isRefused_alsoOfAnAccountThatWasClosed() {
    OpenAccount open = payee.copy().open();
    submit(payee.signing, open, CLOSED);
    assertClosed(1);
    submit(payee.signing, open, OPEN);
    payee.open();
    submit(payee.signing, payee.close(0), OPEN);
    assertEquals(AccountStatus.CLOSED, books.account(payee.account).status());
    submit(payee.signing, payee.open(), CLOSED);
    assertClosed(2);
    submit(payer.signing, payer.copy().open(), CLOSED);
    assertEquals(
        RejectionCode.ALREADY_OPEN,
        books.rejections.get(2).reason().code(),
        "an account that is open is told so");
  }

  @Test
  void accountThatWasPaid_isOpenedBehindTheClosing_soThatNoMoneyIsStuck() {
    OpenAccount open = payee.open();
    submit(payee.signing, open, CLOSED);
    assertClosed(1);
    submit(payer.signing, payer.transfer(payee, 40, 1), CLOSED);
    books.deliver(world);
    payee.received(books.lastCredit(payee.account), 40);
    // The same bytes: the code is retryable.
    assertTrue(RejectionCode.ASSET_CLOSED.retryable());
    submit(payee.signing, open, CLOSED);
    submit(payee.signing, payee.redeem(40, 1), CLOSED);
    submit(payee.signing, payee.close(1), CLOSED);
    assertEquals(AccountStatus.CLOSED, books.account(payee.account).status());
    assertEquals(1, books.rejections.size());
  }

  @Test
  void allElse_goesOnBehindTheClosing() {
    submit(payee.signing, payee.open(), OPEN);
    submit(payer.signing, payer.applyCredits(1), CLOSED);
    submit(payer.signing, payer.transfer(payee, 10, 1), CLOSED);
    books.deliver(world);
    assertEquals(1, books.account(payee.account).credits().receivedCount(), "an entry is a fact");
    submit(payer.signing, payer.redeem(20, 1), CLOSED);
    submit(world.officer, world.freeze(payer, 1), CLOSED);
    submit(world.officer, world.unfreeze(payer, 2), CLOSED);
    submit(payer.signing, payer.transfer(payee, 70, 1), CLOSED);
    submit(payer.signing, payer.close(1), CLOSED);
    assertEquals(AccountStatus.CLOSED, books.account(payer.account).status());
    assertEquals(List.of(), books.rejections);
  }

  @Test
  void copies_onBothSidesInOneBatch_areJudgedEachByItsStatement() {
    Issue issue = world.issue(payer, 2, 5);
    List<Boolean> closed =
        admission
            .admit(
                List.of(
                    world.read(stamped(world.issuer, issue, CLOSED)),
                    world.read(stamped(world.issuer, issue, OPEN)),
                    world.read(stamped(world.issuer, issue, CLOSED))))
            .verdicts()
            .stream()
            .map(verdict -> ((Admitted) verdict).isAssetClosed())
            .toList();
    assertEquals(List.of(true, false, true), closed);
  }

  private void assertClosed(int count) {
    assertEquals(count, books.rejections.size());
    assertEquals(RejectionCode.ASSET_CLOSED, books.rejections.get(count - 1).reason().code());
  }

  private void submit(SigningKey key, SpecificRecordBase command, int statement) {
    Submission then = stamped(key, command, statement);
    books.command((Admitted) admission.admit(List.of(world.read(then))).verdicts().get(0));
  }

  private Submission stamped(SigningKey key, SpecificRecordBase command, int statement) {
    Submission placed = world.submit(key, command);
    return Submission.of(
        placed.position(),
        placed.key().orElseThrow().toBytes(),
        placed.value().orElseThrow().toBytes(),
        new Stamp(statement, placed.position().timestampMillis()));
  }
}
