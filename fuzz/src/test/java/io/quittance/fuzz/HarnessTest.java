package io.quittance.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The fuzzing itself: what it would find if it were there. */
class HarnessTest {
  private static final List<byte[]> SEEDS = List.of(new byte[] {0, 0, 0, 1}, new byte[40]);

  @TempDir private Path directory;

  private static FuzzTarget target(FuzzTarget.Property property) {
    return new FuzzTarget("planted", Effort.PARSE, 64, () -> SEEDS, property);
  }

  @Test
  void feed_lengthPrefixThatAllocates_isAFinding() throws Exception {
    FuzzTarget target = target(input -> assertTrue(new byte[allocation(input)].length >= 0));
    target.feed(new byte[] {0, 1, 0, 0});
    byte[] hostile = {2, 0, 0, 0};
    AssertionError finding = assertThrows(AssertionError.class, () -> target.feed(hostile));
    assertTrue(finding.getMessage().contains("the limit is 1050624"), finding.getMessage());
  }

  private static int allocation(byte[] input) {
    return ByteBuffer.wrap(input).getInt();
  }

  @Test
  void canonical_parserWithTwoEncodings_isAFinding() throws Exception {
    FuzzTarget.Property property =
        Expect.canonical(
            input -> input[0] & 0x7f,
            value -> new byte[] {value.byteValue()},
            List.of(IllegalArgumentException.class));
    property.check(new byte[] {5});
    assertThrows(AssertionError.class, () -> property.check(new byte[] {-5}));
    assertThrows(IndexOutOfBoundsException.class, () -> property.check(new byte[0]));
  }

  @Test
  void canonical_declaredRefusal_isNoneUnlessItHasNoReason() throws Exception {
    Expect.<Integer>canonical(
            input -> {
              throw new IllegalArgumentException("too short");
            },
            value -> new byte[0],
            List.of(IllegalArgumentException.class))
        .check(new byte[0]);
    assertThrows(AssertionError.class, () -> Expect.explained(new IllegalStateException()));
  }

  @Test
  void mutator_sameSeed_makesTheSameInputsWithinTheirLimit() {
    Mutator one = new Mutator(new SeededRandom(1), SEEDS, 64);
    Mutator other = new Mutator(new SeededRandom(1), SEEDS, 64);
    Set<ByteBuffer> distinct = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      byte[] input = one.next();
      assertArrayEquals(input, other.next());
      assertTrue(input.length <= 64);
      distinct.add(ByteBuffer.wrap(input));
    }
    assertTrue(distinct.size() > 1_000, distinct.size() + " distinct inputs");
  }

  @Test
  void log_ofAFinding_isReadWithItsReproducer() {
    CampaignResult result =
        CampaignResult.parse(
            "amount",
            """
            == Java Exception: java.lang.IllegalStateException: boo
            artifact_prefix='/f/'; Test unit written to /f/crash-1
            stat::number_of_executed_units: 26050
            stat::new_units_added:          4
            """,
            77);
    assertEquals(Optional.of(Path.of("/f/crash-1")), result.reproducer());
    assertEquals(Optional.of("java.lang.IllegalStateException: boo"), result.failure());
    assertEquals(26_050, result.executions());
    assertEquals(4, result.newInputs());
  }

  @Test
  void log_withoutAFinding_hasNoneUnlessTheFuzzerFailed() {
    String log = "Done 300 runs in 3 second(s)\nstat::number_of_executed_units: 300\n";
    CampaignResult result = CampaignResult.parse("amount", log, 0);
    assertEquals(Optional.empty(), result.failure());
    assertEquals(100, result.executionsPerSecond());
    assertEquals(
        Optional.of("the fuzzer ended with 1"), CampaignResult.parse("amount", "", 1).failure());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|--minutes says how long to fuzz, such as --minutes 15.",
        "--minutes 0.01|--minutes must give each of the",
        "--minutes 1 --jobs 0 --target amount|--jobs must be 1 to 1 here, not 0.",
        "--minutes 1 --target amonut|There is no target amonut; ./quittance fuzz --list has all.",
        "--replay x|--replay needs the one --target that the input is for.",
        "--replay nowhere --target amount|There is no readable file nowhere."
      })
  void command_calledWrongly_saysWhatToDo(String arguments, String expected) {
    StringWriter errors = new StringWriter();
    CommandLine command = new CommandLine(new FuzzCommand()).setErr(new PrintWriter(errors, true));
    String[] words = arguments == null ? new String[0] : arguments.split(" ");
    assertEquals(2, FuzzCommand.run(command, words));
    assertTrue(errors.toString().startsWith("quittance: " + expected), errors.toString());
    assertEquals(2, errors.toString().lines().count(), errors.toString());
  }

  @Test
  void command_replayOfAGoodInput_saysSo() throws Exception {
    Path input = directory.resolve("input");
    Files.write(input, new byte[] {2, '1'});
    StringWriter output = new StringWriter();
    CommandLine command = new CommandLine(new FuzzCommand()).setOut(new PrintWriter(output, true));
    assertEquals(0, FuzzCommand.run(command, "--target", "amount", "--replay", input.toString()));
    assertFalse(output.toString().isBlank());
  }
}
