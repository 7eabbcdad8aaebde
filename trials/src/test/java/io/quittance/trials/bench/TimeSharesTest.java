package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.trials.bench.TimeShares.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSharesTest {
  @Test
  void shares_ofVerification_nameAllStagesAndAddUpToOne() throws Exception {
    List<ProvedTransfers.Proofs> transfers = new ProvedTransfers().prove(8, done -> {});
    TimeShares shares = TimeShares.of(8, Workload.clean(transfers).batched(8, false, 0), 1);
    assertTrue(shares.samples() > 20, shares.toString());
    assertEquals(1, shares.shares().values().stream().mapToDouble(share -> share).sum(), 1e-9);
    for (Stage stage : List.of(Stage.DECODING, Stage.MULTIPLICATION)) {
      assertTrue(shares.shares().get(stage) > 0.1, shares.toString());
    }
    assertTrue(shares.shares().get(Stage.OTHER) < 0.2, shares.toString());
  }
}
