package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admission;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The auditor's second key is valid from 1000 on, the first until 1100. */
class AuditorEpochRulesTest {
  private final World world = new World(52);
  private final ElGamalPublicKey second = ElGamalKeypair.random(world.random).publicKey();
  private final Admission admission = admission();
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();
  private long offset;

  private Admission admission() {
    AuditorRotation rotation =
        AuditorRotation.sign(World.NETWORK, world.asset.id(), 1, second, 1000, 100, world.officer);
    Assets assets = Assets.of(List.of(world.asset.withRotations(List.of(rotation))));
    return new Admission(
        new Network(World.network(1), World.PARTITIONS, assets), new BatchVerifier(world.random));
  }

  @BeforeEach
  void openAndFund() {
    submit(payer.signing, payer.open(), 1);
    submit(world.issuer, world.issue(payer, 1, 100), 2);
    payer.received(books.lastCredit(payer.account), 100);
  }

  @Test
  void transfer_withinItsEpochOrGrace_isSettledAndNamesTheEpoch() {
    submit(payer.signing, payer.transfer(payee, 10, 1), 999);
    submit(payer.signing, payer.transfer(payee, 11, 1), 1099);
    payer.auditor = Optional.of(second);
    submit(payer.signing, payer.transfer(payee, 12, 1), 1000);
    submit(payer.signing, payer.transfer(payee, 13, 1), 5000);
    assertEquals(
        List.of(0, 0, 1, 1),
        books.events.stream().skip(2).map(AuditorEpochRulesTest::epoch).toList());
  }

  @Test
  void transfer_outsideItsEpoch_isRejectedAndTheNextOneGoesOn() {
    Owner late = payer.copy();
    submit(payer.signing, late.transfer(payee, 10, 1), 1100);
    assertRejected(1);
    Owner early = payer.copy();
    early.auditor = Optional.of(second);
    Transfer transfer = early.transfer(payee, 10, 1);
    submit(payer.signing, transfer, 999);
    assertRejected(2);
    // The same bytes can be accepted once their epoch has begun.
    submit(payer.signing, transfer, 1000);
    assertEquals(3, books.events.size());
  }

  @Test
  void repeat_ofATransferThatWasInTime_getsItsReceiptAgain() {
    Transfer transfer = payer.transfer(payee, 10, 1);
    submit(payer.signing, transfer, 1099);
    submit(payer.signing, transfer, 1100);
    assertEquals(1, books.repeats.size());
    assertEquals(List.of(), books.rejections);
  }

  @Test
  void transfer_thatABrokerDatesBack_isJudgedByThePartitionsTime() {
    Transfer transfer = payer.transfer(payee, 10, 1);
    submit(payer.signing, transfer, 1099, 1100);
    assertRejected(1);
    submit(payer.signing, transfer, 900, 1099);
    assertEquals(3, books.events.size());
  }

  private void assertRejected(int count) {
    assertEquals(count, books.rejections.size());
    assertEquals(RejectionCode.WRONG_AUDITOR, books.rejections.get(count - 1).reason().code());
  }

  private static int epoch(Settled settled) {
    return ((Transferred) settled.getEvent()).getAuditorEpoch();
  }

  private void submit(SigningKey key, SpecificRecordBase command, long millis) {
    submit(key, command, millis, millis);
  }

  private void submit(
      SigningKey key, SpecificRecordBase command, long millis, long partitionMillis) {
    Submission placed = world.submit(key, command);
    Submission then =
        Submission.of(
            new Position(placed.position().partition(), offset++, millis),
            placed.key().orElseThrow().toBytes(),
            placed.value().orElseThrow().toBytes(),
            new Stamp(Stamp.FIRST, partitionMillis));
    books.command((Admitted) admission.admit(List.of(world.read(then))).verdicts().get(0));
  }
}
