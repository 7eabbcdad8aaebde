package io.quittance.audit.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.audit.vectors.Judgement.Finding;
import io.quittance.verifier.batch.BatchVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFileTest {
  @TempDir private Path directory;

  /** Each case gets a verdict, whatever it holds; none stops those after it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":\"zksdk-kat-v1\",\"bulletproofGens\":{\"sha256OfFirst9999999\":{\"G\":\"00\"}}}",
        "{\"schema\":\"zksdk-kat-v1\",\"bulletproofGens\":{\"sha256OfFirst99999999999\":{\"G\":\"00\"}}}",
        "{\"schema\":\"zksdk-kat-v1\",\"bulletproofGens\":{\"G99999999999\":\"00\"}}",
        "{\"schema\":\"zksdk-kat-v1\",\"bulletproofGens\":{\"H9999999\":\"00\"}}",
        "{\"schema\":\"zksdk-transfers-v1\",\"cases\":[null]}",
        "{\"schema\":\"zksdk-withdraws-v1\",\"cases\":[[]]}",
        "{\"schema\":\"zksdk-transferfee-v1\",\"cases\":[7]}",
        "{\"schema\":\"key-derivation-v1\",\"cases\":[{\"signer\":\"00\"}]}",
        "{\"schema\":\"key-derivation-v1\",\"cases\":[{\"secret\":\""
            + "0000000000000000000000000000000000000000000000000000000000000000"
            + "\",\"noteKey\":\"0\"}]}"
      })
  void judge_brokenCase_isRejected(String text) throws Exception {
    Path file = directory.resolve("broken.json");
    Files.writeString(file, text);
    List<Judgement> judgements =
        VectorFile.read(file).judge(new BatchVerifier(new SecureRandom())).toList();
    assertEquals(
        List.of(Finding.REJECT), judgements.stream().map(Judgement::finding).toList(), text);
  }
}
