package io.quittance.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs Jazzer on targets, each in a process of its own: a finding, a crash or an exhausted heap in
 * one ends nothing else.
 *
 * @param directory where corpora, findings and logs are kept from campaign to campaign
 */
record Campaign(Path directory) {
  /** The most heap a target's process gets, in megabytes: what needs more is a finding. */
  static final int MAX_HEAP_MEGABYTES = 512;

  /** The longest that one input may take, in seconds, on a machine that does other things too. */
  static final int MAX_INPUT_SECONDS = 20;

  /** What starting and stopping the fuzzer may take on top of its time on a busy machine. */
  private static final int GRACE_SECONDS = 900;

  /** What a log ends with, as a failure, where the fuzzer had to be stopped. */
  private static final String OVERDUE =
      "\n== Java Exception: the fuzzer did not end " + GRACE_SECONDS + " s after its time\n";

  /** The verifier's fast path, which is fuzzed where this JVM has it. */
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

  /** Whether the fuzzer has native code for this platform. */
  static boolean isPossible() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean known = system.contains("linux") || system.contains("mac");
    return known && ARCHITECTURES.contains(System.getProperty("os.arch"));
  }

  /** Fuzzes one target for so many seconds. */
  CampaignResult run(FuzzTarget target, long seconds) throws Exception {
    Path corpus = Files.createDirectories(directory.resolve("corpus").resolve(target.name()));
    Path findings = Files.createDirectories(directory.resolve("findings").resolve(target.name()));
    Path log = Files.createDirectories(directory.resolve("logs")).resolve(target.name() + ".log");
    for (byte[] seed : target.seeds().make()) {
      Files.write(corpus.resolve(name(seed)), seed);
    }
    Path dictionary = directory.resolve("dictionary");
    Files.writeString(dictionary, dictionary());
    Process process =
        new ProcessBuilder(command(target, seconds, corpus, findings, dictionary))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread stop = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stop);
    boolean ended = process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
      Files.writeString(log, OVERDUE, StandardOpenOption.APPEND);
    }
    Runtime.getRuntime().removeShutdownHook(stop);
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    return CampaignResult.parse(target.name(), text, process.exitValue());
  }

  private static List<String> command(
      FuzzTarget target, long seconds, Path corpus, Path findings, Path dictionary) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()) {
      command.addAll(List.of("--add-modules", VECTOR_MODULE));
    }
    command.addAll(fuzzer(target, seconds, corpus, findings, dictionary));
    return command;
  }

  private static List<String> fuzzer(
      FuzzTarget target, long seconds, Path corpus, Path findings, Path dictionary) {
    return List.of(
        "-Xmx" + MAX_HEAP_MEGABYTES + "m",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + JazzerEntry.class.getName(),
        "--target_args=" + target.name(),
        // Arithmetic without branches teaches the fuzzer nothing and would be several times slower.
        "--instrumentation_includes=io.quittance.**:com.fasterxml.jackson.core.**:picocli.**",
        "--instrumentation_excludes=io.quittance.fuzz.**:io.quittance.verifier.ristretto.**"
            + ":io.quittance.verifier.transcript.**",
        // Its sanitizers look for injections, from our own code; libraries are not searched.
        "--custom_hook_includes=io.quittance.**",
        "--reproducer_path=" + findings,
        corpus.toString(),
        "-artifact_prefix=" + findings + "/",
        "-dict=" + dictionary,
        "-max_len=" + target.maxBytes(),
        "-max_total_time=" + seconds,
        "-timeout=" + MAX_INPUT_SECONDS,
        "-rss_limit_mb=" + 4 * MAX_HEAP_MEGABYTES,
        "-print_final_stats=1");
  }

  /** The mutator's tokens as a dictionary for libFuzzer. */
  private static String dictionary() {
    StringBuilder lines = new StringBuilder();
    for (byte[] token : Mutator.TOKENS) {
      lines.append('"');
      for (byte b : token) {
        lines.append(String.format("\\x%02x", b));
      }
      lines.append("\"\n");
    }
    return lines.toString();
  }

  private static String name(byte[] seed) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(seed));
  }

  /** Feeds a kept input to a target again, without the fuzzer; throws what it finds. */
  static void replay(FuzzTarget target, Path input) throws Exception {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(input);
    } catch (IOException unreadable) {
      throw new IOException("There is no readable file " + input + ".", unreadable);
    }
    target.feed(bytes);
  }
}
