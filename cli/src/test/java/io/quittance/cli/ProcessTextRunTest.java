package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, whose arguments are bytes as a shell hands them over. */
final class ProcessTextRunTest {
  private static final int PATIENCE_SECONDS = 120;

  /** Each writes numbers, or capital letters, in a way of its own. */
  private static final List<String> LANGUAGES =
      List.of(
          "-Duser.language=tr -Duser.country=TR",
          "-Duser.language=ar -Duser.country=EG -Duser.extensions=nu-arab",
          "-Duser.language=fa -Duser.country=IR -Duser.extensions=nu-arabext",
          "-Duser.language=th -Duser.country=TH -Duser.extensions=nu-thai",
          "-Duser.language=de");

  @TempDir private Path directory;

  private record Run(int status, String out, String err) {}

  @Test
  void letters_are_understood_in_UTF_8() throws Exception {
    Run run = run("C.UTF-8", "", "watch $'n\\xc3\\xb6'");
    assertTrue(run.err().startsWith("quittance: there is no topic n\u00f6:"), run.err());
  }

  @Test
  void bytes_that_are_no_text_are_refused() throws Exception {
    refused(run("C.UTF-8", "", "watch $'n\\xf6'"));
  }

  @Test
  void letters_that_the_charset_lacks_are_refused() throws Exception {
    refused(run("C", "", "watch $'n\\xc3\\xb6'"));
  }

  @Test
  void what_an_error_quotes_cannot_steer_the_terminal() throws Exception {
    Run run = run("C.UTF-8", "", "watch $'n\\e[31m\\xc2\\x9b2J\\nquittance: done'");
    assertTrue(
        run.err().startsWith("quittance: there is no topic n?[31m?2J quittance: done:"), run.err());
    assertTrue(run.err().chars().noneMatch(unit -> unit == 0x1b || unit == 0x9b), run.err());
  }

  @Test
  void numbers_are_the_same_in_every_language() throws Exception {
    String expected = run("C.UTF-8", "", "config").out();
    for (String language : LANGUAGES) {
      Run run = run("C.UTF-8", language, "config");
      assertEquals(0, run.status(), run.err());
      assertEquals(expected, run.out(), language);
    }
  }

  private static void refused(Run run) {
    assertEquals(2, run.status(), run.err());
    assertTrue(run.err().startsWith("quittance: Argument 2 is not text in UTF-8."), run.err());
  }

  private Run run(String charset, String options, String line) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "exec '" + java + "' -XX:TieredStopAtLevel=1 " + options + " " + Quittance.class.getName();
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command + " " + line);
    builder.environment().put("LC_ALL", charset);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("QUITTANCE_HOME", directory.toString());
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it hangs");
    return new Run(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
