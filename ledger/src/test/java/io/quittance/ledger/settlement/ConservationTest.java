package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import java.math.BigInteger;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class ConservationTest {
  private final World world = new World(81);
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();
  private Supply supply = Supply.NONE;

  private Settled submit(SigningKey key, SpecificRecordBase command) {
    books.command(world.admitted(key, command));
    Settled event = books.events.get(books.events.size() - 1);
    supply = supply.after(event);
    return event;
  }

  private Conservation.Finding check() {
    return Conservation.check(world.asset.id(), List.copyOf(books.balances.values()), supply);
  }

  private void assertHolds() {
    assertInstanceOf(Conservation.Finding.Holds.class, check());
  }

  private void assertBroken() {
    assertInstanceOf(Conservation.Finding.Broken.class, check());
  }

  @Test
  void supply_atEveryPointWithoutCreditsUnderWay_isConserved() {
    assertHolds();
    submit(payer.signing, payer.open());
    assertHolds();
    submit(world.issuer, world.issue(payer, 1, 70_000));
    payer.received(books.lastCredit(payer.account), 70_000);
    assertHolds();
    submit(payer.signing, payer.transfer(payee, 66_000, 1));
    assertBroken();
    books.deliver(world);
    assertHolds();
    payee.received(books.lastCredit(payee.account), 66_000);
    submit(payee.signing, payee.open());
    assertHolds();
    submit(payee.signing, payee.redeem(65_999, 1));
    assertHolds();
    assertEquals(BigInteger.valueOf(4_001), supply.circulating());
    submit(payer.signing, payer.redeem(4_000, 1));
    submit(payer.signing, payer.close(1));
    assertHolds();
  }

  @Test
  void supply_oneUnitOrOneZeroOff_isBroken() {
    submit(payer.signing, payer.open());
    submit(world.issuer, world.issue(payer, 1, 5));
    assertHolds();
    Supply right = supply;
    supply = new Supply(right.issued().add(BigInteger.ONE), right.redeemed(), right.issues());
    assertBroken();
    supply = new Supply(right.issued(), BigInteger.ONE, right.issues());
    assertBroken();
    supply = new Supply(right.issued(), right.redeemed(), right.issues() + 1);
    assertBroken();
    supply = new Supply(BigInteger.ZERO, BigInteger.ONE, 0);
    assertEquals(new Conservation.Finding.Broken("More was redeemed than issued."), check());
    supply = right;
    Balance balance = books.balances.get(payer.account);
    balance.setZerosAdded(balance.getZerosAdded() + 1);
    assertBroken();
    balance.setZerosAdded(balance.getZerosAdded() - 1);
    assertHolds();
    byte[] noPoints = new byte[64];
    noPoints[0] = 1;
    balance.setUnapplied(new Fixed64(noPoints));
    assertBroken();
  }

  @Test
  void balances_ofAnotherAsset_arePassedOver() {
    submit(payer.signing, payer.open());
    submit(world.issuer, world.issue(payer, 1, 5));
    Owner foreign = new World(82).owner();
    Balance other = Balance.newBuilder(books.balances.get(payer.account)).build();
    other.setAsset(foreign.asset.fixed());
    books.balances.put(foreign.account, other);
    assertHolds();
  }
}
