package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  /** The vectors are kept once each, beside the tests of the module that they test first. */
  private static final List<Path> VECTORS =
      List.of(
          Path.of("../verifier/src/test/resources/vectors"),
          Path.of("../ledger/src/test/resources/vectors"));

  private static final Path WITHDRAWS = VECTORS.get(1).resolve("withdraws.json");
  private static final Path PROOFS = VECTORS.get(0).resolve("proofs_PubkeyValidity.json");

  @TempDir Path directory;

  @Test
  void allVectors_ofTheBuiltTypes_agree() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("verify"));
    for (Path folder : VECTORS) {
      try (Stream<Path> files = Files.list(folder)) {
        files.sorted().forEach(file -> arguments.add(file.toString()));
      }
    }
    Shell shell = Shell.run(arguments.toArray(String[]::new));
    assertEquals(Quittance.OK, shell.status, shell.lastLine());
    assertTrue(shell.lastLine().matches("\\d{4} agree, 0 disagree, 0 skipped"), shell.lastLine());
    assertTrue(
        shell.out.contains("transfers.json public-transfer-0 ACCEPT\n"), "one line for each case");
  }

  @Test
  void verdictThatDiffers_isMarked_withStatus1() throws IOException {
    Path file = altered(PROOFS, "\"npmVerify\":\"accept\"", "\"npmVerify\":\"reject\"");
    Shell shell = Shell.run("verify", file.toString());
    assertEquals(Quittance.FAILED, shell.status);
    assertTrue(shell.out.contains("ACCEPT [DISAGREE: the file says reject]"), shell.out);
    assertTrue(shell.lastLine().contains(" 1 disagree"), shell.lastLine());
  }

  @Test
  void withdraw_ofAnotherAmount_isRejected() throws IOException {
    Path file = altered(WITHDRAWS, "\"amount\":\"0\"", "\"amount\":\"1\"");
    Shell shell = Shell.run("verify", file.toString());
    assertTrue(shell.out.contains("public-withdraw-0 REJECT balance-mismatch"), shell.out);
  }

  @Test
  void proofType_notBuilt_isSkipped() throws IOException {
    Path file = altered(PROOFS, "\"type\":\"PubkeyValidity\"", "\"type\":\"SomethingElse\"");
    Shell shell = Shell.run("verify", file.toString());
    assertEquals(Quittance.OK, shell.status);
    assertEquals("0 agree, 0 disagree, 10 skipped", shell.lastLine());
  }

  @Test
  void schema_unknown_isSkipped() throws IOException {
    Path file = Files.writeString(directory.resolve("x.json"), "{\"schema\":\"other\"}");
    assertEquals("0 agree, 0 disagree, 1 skipped", Shell.run("verify", "" + file).lastLine());
  }

  @Test
  void file_thatIsNoVectors_isRefusedWithStatus2() throws IOException {
    Path text = Files.writeString(directory.resolve("x.txt"), "hello");
    assertEquals(Quittance.USAGE, Shell.run("verify", text.toString()).status);
    Path json = Files.writeString(directory.resolve("y.json"), "{}");
    Shell shell = Shell.run("verify", json.toString());
    assertEquals(Quittance.USAGE, shell.status);
    assertTrue(shell.err.contains("is not a file of vectors"), shell.err);
  }

  /** A copy of a file with its first occurrence of a text replaced. */
  private Path altered(Path file, String before, String after) throws IOException {
    String text = Files.readString(file).replaceAll("\"\\s*:\\s*\"", "\":\"");
    assertTrue(text.contains(before), file + " lacks " + before);
    String changed = text.replaceFirst(Pattern.quote(before), after);
    return Files.writeString(directory.resolve(file.getFileName()), changed);
  }
}
