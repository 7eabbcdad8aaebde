package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher itself, in a copy of the project that holds one source file, with a Java that prints
 * what it is told and a Maven that counts its calls.
 */
final class LauncherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      if [[ "${JAVA_TOOL_OPTIONS:-}" == *broken* ]]; then echo "Unrecognized option: broken" >&2; exit 1; fi
      if [[ "$*" == *-XX:ArchiveClassesAtExit=* ]]; then
        echo archived >>"$QUITTANCE_TEST_BUILDS.archives"
        for option in "$@"; do
          if [[ "$option" == -XX:ArchiveClassesAtExit=* ]]; then echo classes >"${option#*=}"; fi
        done
        [ -z "${QUITTANCE_TEST_NO_ARCHIVE:-}" ]
        exit
      fi
      if [ "$1" = -XshowSettings:properties ]; then echo asked >>"$QUITTANCE_TEST_BUILDS.asked"; echo "    java.specification.version = 17"; exit; fi
      printf '%s\\n' "LC_ALL=$LC_ALL" "$@"
      """;

  /** Whatever module the launcher runs, its class path is there afterwards. */
  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo "${MAVEN_OPTS:-}" >>"$QUITTANCE_TEST_BUILDS"
      touch one.jar
      mkdir -p cli/target && touch cli/target/cli-1.jar
      for module in jobs cli analytics fuzz; do
        mkdir -p $module/target/classes
        printf '%s' "$PWD/one.jar:$PWD/$module/target/classes" >$module/target/classpath
      done
      """;

  @TempDir private Path directory;
  private Path builds;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void tools() throws IOException {
    builds = directory.resolve("builds");
    tool("java", JAVA);
    tool("mvn", MAVEN);
  }

  @Test
  void sources_dated_in_the_future_are_built_once() throws Exception {
    Path home = project("home");
    Files.setLastModifiedTime(source(home), FileTime.from(Instant.parse("2400-01-01T00:00:00Z")));
    run(home, Map.of(), "config");
    run(home, Map.of(), "config");
    assertEquals(1, builds());
  }

  @Test
  void a_source_that_was_changed_added_or_removed_is_built() throws Exception {
    Path home = project("home");
    run(home, Map.of(), "config");
    aged(home);
    Files.writeString(source(home), "class A { int changed; }");
    run(home, Map.of(), "config");
    assertEquals(2, builds(), "changed");
    aged(home);
    Path second = Files.writeString(source(home).resolveSibling("B.java"), "class B {}");
    run(home, Map.of(), "config");
    assertEquals(3, builds(), "added");
    aged(home);
    Files.delete(second);
    run(home, Map.of(), "config");
    assertEquals(4, builds(), "removed");
  }

  @Test
  void a_source_that_was_only_touched_is_not_built() throws Exception {
    Path home = project("home");
    run(home, Map.of(), "config");
    aged(home);
    Files.setLastModifiedTime(source(home), FileTime.from(Instant.now()));
    run(home, Map.of(), "config");
    assertEquals(1, builds());
  }

  @Test
  void a_place_with_signs_that_patterns_know_is_built_once() throws Exception {
    for (String name : List.of("q [1]", "q.*", "target", "ünï", "a'b\"c", "src/main/q")) {
      Files.deleteIfExists(builds);
      Path home = project(name);
      Run first = run(home, Map.of(), "config");
      assertEquals(0, first.status(), name + ": " + first.err());
      run(home, Map.of(), "config");
      assertEquals(1, builds(), name);
      aged(home);
      Files.writeString(source(home), "class A { int changed; }");
      run(home, Map.of(), "config");
      assertEquals(2, builds(), name);
    }
  }

  @Test
  void a_class_path_whose_files_are_gone_is_built_again() throws Exception {
    Path home = project("home");
    run(home, Map.of(), "config");
    Files.delete(home.resolve("one.jar"));
    run(home, Map.of(), "config");
    assertEquals(2, builds());
  }

  @Test
  void two_at_once_build_once_and_the_second_waits() throws Exception {
    assumeTrue(
        new ProcessBuilder("bash", "-c", "command -v flock").start().waitFor() == 0,
        "this machine has no flock");
    Path go = Path.of(builds + ".go");
    tool(
        "mvn",
        MAVEN.replace(
            "touch one.jar", "until [ -e '" + go + "' ]; do sleep 0.05; done" + "\ntouch one.jar"));
    Path home = project("home");
    List<String> command = List.of(home.resolve("quittance").toString(), "config");
    Process first = begin("first", Map.of(), command);
    Awaitility.await("the first to build").atMost(PATIENCE).until(() -> builds() == 1);
    Process second = begin("second", Map.of(), command);
    Awaitility.await("the second to wait")
        .atMost(PATIENCE)
        .until(() -> text("second.err").startsWith("Waiting for "));
    Files.createFile(go);
    for (Process process : List.of(first, second)) {
      assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it hangs");
      assertEquals(0, process.exitValue());
    }
    assertEquals(1, builds());
    assertEquals(1, text("second.err").lines().count());
  }

  @Test
  void a_project_that_was_moved_is_built_again() throws Exception {
    Path home = project("home");
    run(home, Map.of(), "config");
    Path moved = Files.move(home, directory.resolve("moved"));
    Files.createFile(Files.createDirectories(home).resolve("one.jar"));
    run(moved, Map.of(), "config");
    assertEquals(2, builds());
  }

  @Test
  void a_colon_in_the_place_is_refused() throws Exception {
    refused(run(project("a:b"), Map.of(), "config"), "a class path must not have a colon in it");
    assertEquals(0, builds());
  }

  @Test
  void options_that_Java_does_not_start_with_are_named() throws Exception {
    Path home = project("home");
    refused(
        run(home, Map.of("JAVA_TOOL_OPTIONS", "-Xbroken"), "config"),
        "Java does not start: take out of JAVA_TOOL_OPTIONS what is wrong in \"-Xbroken\".");
    assertEquals(0, run(home, Map.of("JAVA_TOOL_OPTIONS", "-Xgood"), "config").status());
  }

  @Test
  void the_version_of_Java_is_asked_again_only_where_Java_or_its_options_changed()
      throws Exception {
    Path home = project("home");
    run(home, Map.of(), "config");
    run(home, Map.of(), "config");
    assertEquals(2, lines("asked"), "before there is a build, and once after it");
    run(home, Map.of(), "config");
    assertEquals(2, lines("asked"));
    run(home, Map.of("JAVA_TOOL_OPTIONS", "-Xgood"), "config");
    assertEquals(3, lines("asked"), "other options");
    refused(run(home, Map.of("JAVA_TOOL_OPTIONS", "-Xbroken"), "config"), "Java does not start");
  }

  @Test
  void short_commands_go_by_an_archive_of_classes_that_is_made_once_a_build() throws Exception {
    Path home = project("home");
    Run first = run(home, Map.of(), "config");
    Run second = run(home, Map.of(), "wallet", "balance", "alice");
    assertEquals(1, lines("archives"));
    String option = "-XX:SharedArchiveFile=" + home.resolve("cli/target/classes.jsa");
    assertTrue(first.out().lines().toList().contains(option), first.out());
    assertTrue(second.out().lines().toList().contains(option), second.out());
    assertTrue(!run(home, Map.of(), "up").out().contains("SharedArchiveFile"));
    aged(home);
    Files.writeString(source(home), "class A { int changed; }");
    run(home, Map.of(), "config");
    assertEquals(2, lines("archives"), "after another build");
  }

  @Test
  void an_archive_that_cannot_be_made_is_tried_once_a_build() throws Exception {
    Path home = project("home");
    Map<String, String> unable = Map.of("QUITTANCE_TEST_NO_ARCHIVE", "yes");
    for (int call = 0; call < 3; call++) {
      Run run = run(home, unable, "config");
      assertEquals(0, run.status(), run.err());
      assertTrue(!run.out().contains("SharedArchiveFile"), run.out());
    }
    assertEquals(1, lines("archives"));
    aged(home);
    Files.writeString(source(home), "class A { int changed; }");
    assertTrue(run(home, Map.of(), "config").out().contains("SharedArchiveFile"));
    assertEquals(2, lines("archives"), "after another build");
  }

  @Test
  void a_Java_home_without_Java_is_named() throws Exception {
    refused(run(project("home"), Map.of("JAVA_HOME", "/nowhere"), "config"), "/nowhere");
  }

  @Test
  void text_and_locale_are_the_same_everywhere() throws Exception {
    Path home = project("home");
    for (String locale : List.of("C", "POSIX", "tr_TR.UTF-8", "ar_SA", "de_DE.ISO-8859-1")) {
      for (String command : List.of("config", "sql", "fuzz")) {
        List<String> seen =
            run(home, Map.of("LC_ALL", locale, "LANG", locale), command).out().lines().toList();
        assertTrue(seen.get(0).matches("LC_ALL=(C|en_US)\\.(?i:utf-?8)"), seen.get(0));
        assertTrue(
            seen.containsAll(
                List.of("-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=")),
            command + ": " + seen);
      }
    }
  }

  @Test
  void a_user_without_an_entry_has_the_home_that_the_environment_names() throws Exception {
    tool("id", "#!/usr/bin/env bash\n[ \"$1\" = -u ] && echo 4242\n");
    Path home = project("home");
    Run run = run(home, Map.of("HOME", "/home/of mine"), "config");
    assertTrue(run.out().lines().toList().contains("-Duser.home=/home/of mine"), run.out());
    assertTrue(Files.readString(builds).contains("-Duser.home=/home/of mine"), "Maven's, too");
    refused(run(home, Map.of("HOME", ""), "config"), "user 4242 has no home directory: set HOME");
    refused(run(home, Map.of("HOME", "here"), "config"), "user 4242 has no home directory");
  }

  @Test
  void a_user_with_an_entry_has_the_home_of_the_entry() throws Exception {
    Run run = run(project("home"), Map.of("HOME", "/elsewhere"), "config");
    assertTrue(run.out().lines().noneMatch(line -> line.contains("user.home")), run.out());
  }

  @Test
  void too_few_open_files_are_refused() throws Exception {
    Path launcher = project("home").resolve("quittance");
    refused(
        start(Map.of(), List.of("bash", "-c", "ulimit -n 255 && \"$0\" config", launcher + "")),
        "only 255 files may be open at once");
    Run enough =
        start(Map.of(), List.of("bash", "-c", "ulimit -n 256 && \"$0\" config", launcher + ""));
    assertEquals(0, enough.status(), enough.err());
  }

  @Test
  void a_project_that_may_not_be_written_is_not_built() throws Exception {
    Path home = project("home");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(home), "this user may write everywhere");
    refused(run(home, Map.of(), "config"), "you may not write to " + home);
  }

  private static void refused(Run run, String sentence) {
    assertEquals(2, run.status(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(sentence), run.err());
  }

  private int builds() throws IOException {
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  private int lines(String what) throws IOException {
    return Files.readAllLines(Path.of(builds + "." + what)).size();
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.createDirectories(directory.resolve("bin")).resolve(name);
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path project(String name) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    Files.copy(launcher(), home.resolve("quittance"));
    Files.createDirectories(source(home).getParent());
    Files.writeString(source(home), "class A {}");
    return home;
  }

  /** Makes everything older than a file that is written from now on. */
  private static void aged(Path home) throws IOException {
    FileTime before = FileTime.from(Instant.now().minusSeconds(100));
    try (var files = Files.walk(home)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, before);
      }
    }
  }

  private static Path source(Path home) {
    return home.resolve("wallet/src/main/java/A.java");
  }

  private static Path launcher() {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(place.resolve("quittance"))) {
      place = place.getParent();
    }
    return place.resolve("quittance");
  }

  private Run run(Path home, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("quittance").toString());
    command.addAll(List.of(arguments));
    return start(environment, command);
  }

  private Run start(Map<String, String> environment, List<String> command) throws Exception {
    Process process = begin("only", environment, command);
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it hangs");
    return new Run(process.exitValue(), text("only.out"), text("only.err"));
  }

  private Process begin(String name, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    variables.put("QUITTANCE_TEST_BUILDS", builds.toString());
    builder.environment().keySet().removeIf(key -> key.startsWith("JAVA") || key.startsWith("LC_"));
    builder.environment().putAll(variables);
    return builder
        .redirectOutput(directory.resolve(name + ".out").toFile())
        .redirectError(directory.resolve(name + ".err").toFile())
        .start();
  }

  private String text(String name) throws IOException {
    return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
  }
}
