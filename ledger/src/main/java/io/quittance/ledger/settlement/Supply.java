package io.quittance.ledger.settlement;

import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import java.math.BigInteger;

/**
 * What was issued and redeemed of an asset, in its smallest unit; sums of many 64-bit amounts.
 *
 * @param issued sum of all issues
 * @param redeemed sum of all redemptions
 * @param issues how many issues there were, each of which added public randomness
 */
public record Supply(BigInteger issued, BigInteger redeemed, long issues) {
  /** Nothing issued yet. */
  public static final Supply NONE = new Supply(BigInteger.ZERO, BigInteger.ZERO, 0);

  /** Returns the supply after a settled event of the asset. */
  public Supply after(Settled settled) {
    if (settled.getEvent() instanceof Issued event) {
      return new Supply(issued.add(BigInteger.valueOf(event.getAmount())), redeemed, issues + 1);
    } else if (settled.getEvent() instanceof Redeemed event) {
      return new Supply(issued, redeemed.add(BigInteger.valueOf(event.getAmount())), issues);
    }
    return this;
  }

  /** Returns how much is in circulation; negative only if money was made from nothing. */
  public BigInteger circulating() {
    return issued.subtract(redeemed);
  }
}
