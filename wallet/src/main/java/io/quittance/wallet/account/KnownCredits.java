package io.quittance.wallet.account;

import io.quittance.ledger.settlement.Origin;
import java.util.List;
import java.util.Map;

/**
 * What a wallet knows of the credits that it has counted.
 *
 * @param received how many they are
 * @param highestByOrigin the highest number counted of each origin
 * @param unapplied those not yet applied, in their order; runs of them added up
 */
record KnownCredits(
    long received, Map<Origin, Long> highestByOrigin, List<ReceivedCredit> unapplied) {
  KnownCredits {
    highestByOrigin = Map.copyOf(highestByOrigin);
    unapplied = List.copyOf(unapplied);
  }
}
