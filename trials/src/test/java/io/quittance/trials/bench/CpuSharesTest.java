package io.quittance.trials.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.trials.bench.CpuShares.Part;
import io.quittance.trials.bench.CpuShares.Share;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CpuSharesTest {
  private static final String TASK = "[settle (1/2)#0 tid=7];java/lang/Thread.run;";

  @Test
  void stack_belongsToThePartOfItsInnermostFrameThatIsOnes() {
    CpuShares shares =
        CpuShares.ofCollapsed(
            Stream.of(
                TASK
                    + "io/quittance/ledger/admission/Admission.judge;"
                    + "io/quittance/verifier/batch/BatchVerifier.verify;Field.multiply 40",
                TASK
                    + "io/quittance/jobs/settlement/TopicOutput.accepted;"
                    + "io/quittance/schemas/signature/SigningKey.sign_[j] 10",
                TASK + "io/quittance/jobs/settlement/SettleFunction.processElement;java/util/Map 3",
                TASK
                    + "io/quittance/jobs/settlement/SettleFunction.processElement;"
                    + "org/apache/kafka/clients/producer/KafkaProducer.send 2",
                "[C2 CompilerThre tid=9];thread_native_entry 25",
                "",
                "[data-plane-kafka-request-handler-3 tid=12];java/lang/Thread.run 20"));
    assertEquals(100, shares.samples());
    assertEquals(0.4, shares.parts().get(Part.PROOFS));
    assertEquals(0.1, shares.parts().get(Part.SIGNING));
    assertEquals(0.03, shares.parts().get(Part.JOB));
    assertEquals(0.02, shares.parts().get(Part.CLIENTS));
    assertEquals(0.25, shares.parts().get(Part.COMPILING));
    assertEquals(0.2, shares.parts().get(Part.BROKER));
    assertEquals(0, shares.parts().get(Part.OTHER));
  }

  @Test
  void threads_thatDifferByNumbers_areOneKind() {
    CpuShares shares =
        CpuShares.ofCollapsed(
            Stream.of(
                "[settle (1/2)#0 tid=7];a 3", "[settle (2/2)#1 tid=8];b 3", "[main tid=1];c 2"));
    assertEquals(
        List.of(new Share("settle (N/N)#N", 0.75), new Share("main", 0.25)), shares.threads());
  }

  @Test
  void lineWithoutACount_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> CpuShares.ofCollapsed(Stream.of("[main];a")));
    assertThrows(
        IllegalArgumentException.class, () -> CpuShares.ofCollapsed(Stream.of("[main];a b")));
  }
}
