package io.quittance.cli;

import static io.quittance.cli.Errand.again;
import static io.quittance.cli.Errand.await;
import static io.quittance.cli.Errand.elsewhere;
import static io.quittance.cli.Errand.follow;
import static io.quittance.cli.Errand.run;
import static io.quittance.cli.Errand.start;
import static io.quittance.cli.Errand.stop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In which order the lines that documents show are run, and how. */
final class Itinerary {
  /** Its entries tell of commands as they were. */
  private static final Path HISTORY = Path.of("CHANGELOG.md");

  /** The lines that are typed in this directory belong together, whatever their commands. */
  private static final Path JAVASCRIPT = Path.of("wallet", "examples", "js");

  private static final String VECTORS = "verifier/src/test/resources/vectors/forgeries.json";
  private static final String CI = ".ci/run";
  private static final String FUZZ_TARGET = "vector-file";

  /** Of Ed25519: somebody's public key, in hexadecimal. */
  private static final String BASE_POINT = "58" + "66".repeat(31);

  private static final String NETWORK_FILE = "\"$QUITTANCE_HOME/network.json\"";

  private static final String BRIEFLY = " -f 1 -wi 0 -i 1 -r 10ms";

  private static final List<Errand> ERRANDS =
      List.of(
          elsewhere("test", CI, "./quittance test -Dquittance.npm=required"),
          elsewhere("docs", CI, "./quittance docs"),
          elsewhere("chaos", CI, "./quittance chaos --minutes 2 --seed 1"),
          elsewhere("mvn", CI, "-pl k8s -am package -DskipTests").having("package"),

          // What needs no network.
          run("config"),
          run("contract"),
          run("verify").fill("FILE", VECTORS),
          run("network init").home("founded").fill("NAME", "main"),
          run("network publish").home("founded").fill("HEX", BASE_POINT),
          run("network new-authority").home("founded").fill("FILE", "authority-2.json"),
          run("simulate").set("--steps", "300"),
          run("simulate").having("REAL").set("--steps", "30"),
          run("model").set("--seeds", "20"),
          run("model").having("LEFT_OUT"),
          run("fuzz").set("--target", FUZZ_TARGET).set("--minutes", "0.1"),
          run("fuzz").having("--list"),
          run("fuzz").having("--replay").fill("NAME", FUZZ_TARGET).fill("FILE", VECTORS),
          run("bench micro").and("FieldBenchmark" + BRIEFLY),
          run("bench micro").having("Benchmark").and(BRIEFLY.strip()),
          run("bench verify").set("--seconds", "0.1").set("--batch", "1"),
          run("bench prove").set("--seconds", "0.1"),
          run("bench signatures").set("--seconds", "0.1"),
          // In so short a time it may see differences, or none where there must be one.
          run("bench timing").set("--seconds", "0.1").exits(0, 1).says("measurements"),
          run("keytool"),
          run("mvn"),
          run("mvn").having("verifier").and("-DskipTests"),
          run("mvn").having("spotless").and("-pl schemas"),

          // What brings a network of its own.
          run("demo").says("All is well"),
          run("drill").set("--accounts", "3").set("--transfers", "12"),
          run("bench settle")
              .set("--accounts", "20")
              .set("--transfers", "40")
              .set("--percent", "50")
              .set("--rounds", "1")
              .set("--warm-up", "0")
              .set("--seconds", "1"),
          run("bench profile")
              .set("--accounts", "20")
              .set("--transfers", "40")
              .set("--rounds", "1")
              .set("--warm-up", "0")
              .says("verifying proofs"),
          run("bench chain")
              .set("--hops", "10")
              .set("--warm-up", "10")
              .says("from receipt to receipt"),
          // With so few, their times compare nothing.
          run("bench wallet")
              .set("--credits", "10")
              .set("--rounds", "1")
              .exits(0, 1)
              .says("times as long"),
          // How long somebody waits is nothing to judge with so little; OverloadTest judges the
          // rest.
          run("overload")
              .set("--accounts", "1000")
              .set("--transfers", "90")
              .set("--seconds", "1")
              .set("--early", "1000")
              .set("--credits", "1000")
              .exits(0, 1)
              .says("All is well|SOMETHING IS OFF"),

          // A network, and what its users type.
          start("up", "The network .* is running"),
          run("wallet").and("--help"),
          run("wallet new"),
          run("issue"),
          run("wallet pay"),
          run("wallet balance"),
          run("wallet history"),
          run("wallet address").completed("bob"),
          run("wallet apply").completed("bob").fill("NAME", "bob"),
          run("wallet redeem").completed("bob 1"),
          run("wallet seed").and("| tee seed"),
          run("wallet restore").fill("alice", "again").fill("FILE", "seed"),
          run("wallet grant"),
          run("wallet read-grant"),
          start("wallet check-ownership", "--connect (?<counter>\\S+) --code (?<session>\\S+)")
              .fill("ADDRESS", "alice"),
          run("wallet prove-ownership")
              .completed("alice --connect \"$counter\" --code \"$session\" --yes"),
          await("wallet check-ownership"),
          run("wallet close")
              .completed("dora")
              .before("./quittance wallet new dora && ./quittance wallet open dora"),
          run("freeze").fill("ACCOUNT", "bob").fill("CODE", "COURT_ORDER"),
          run("unfreeze").fill("ACCOUNT", "bob").fill("CODE", "COURT_ORDER"),
          run(JAVASCRIPT.toString()).fill("bob", "ben"),

          // Who reads it.
          run("watch").completed("settlements"),
          follow("watch", "\\{").having("--follow").exits(143),
          start("windows", "Summing what is paid"),
          run("sql"),
          run("sql").having("sql -").before("echo transfers > queries").and("< queries"),
          stop("windows"),
          run("audit").says("The books agree"),
          follow("audit", "The books agree")
              .having("--every")
              .fill("DIR", "state")
              .set("--metrics-port", "0"),
          run("export").fill("DIR", "exported"),
          run("export").having("audit").fill("DIR", "exported-too"),
          run("digest"),
          run("schemas register").fill("URL", "\"$registry\""),

          // Keys, and going back.
          run("network show"),
          run("network diff")
              .completed(NETWORK_FILE + " " + NETWORK_FILE)
              .fill("OLD", NETWORK_FILE)
              .fill("NEW", NETWORK_FILE),
          run("operator topics"),
          run("operator keys"),
          run("auditor rotate"),
          run("auditor keys"),
          run("savepoint").and("| tee savepoint"),
          run("operator rotate").having("--in 1m"),
          run("operator rotate"),
          run("operator postpone"),
          run("operator revoke").completed("1"),
          stop("up"),
          start("resume", "The network .* is running").fill("SAVEPOINT", "\"$(<savepoint)\""),
          again("wallet pay"),
          again("audit"),
          stop("resume"),

          // The same as processes of their own.
          follow("cluster up", "The cluster is running").having("--brokers").home("several"),
          start("cluster up", "The cluster is running"),
          run("cluster submit"),
          run("cluster scale"),
          again("wallet pay"),
          run("cluster stop").and("| tee savepoint"),
          run("cluster submit").having("--from").fill("SAVEPOINT", "\"$(<savepoint)\""),
          again("wallet pay"),
          again("audit"),
          stop("cluster up"));

  private final DocumentedCommands commands;
  private final List<DocumentedCommands.Line> lines;

  /** Takes the lines from all documents of the project but its history. */
  Itinerary(Documents project) {
    this(
        project,
        project.all().stream().filter(document -> !document.path().equals(HISTORY)).toList());
  }

  Itinerary(Documents project, List<Documents.Document> documents) {
    commands = new DocumentedCommands(project);
    lines = documents.stream().flatMap(document -> commands.linesOf(document).stream()).toList();
  }

  /**
   * What is done at one time.
   *
   * @param errand how
   * @param lines what the shell is to run, each once
   * @param folder where, from the project's directory on
   */
  record Step(Errand errand, List<String> lines, Path folder) {}

  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (Errand errand : ERRANDS) {
      Set<String> shell = new LinkedHashSet<>();
      for (DocumentedCommands.Line line : lines) {
        if (claimant(line).filter(errand::equals).isPresent()) {
          shell.add(
              errand.line(
                  line.text(), errand.completes() && commands.isShort(line.commands().get(0))));
        }
      }
      shell.removeIf(line -> !before.add(line));
      boolean there = errand.name().equals(JAVASCRIPT.toString());
      steps.add(new Step(errand, List.copyOf(shell), there ? JAVASCRIPT : Path.of("")));
    }
    return steps;
  }

  /** Returns what is wrong: lines that nobody runs, and errands that no document gives. */
  List<String> gaps(Path root) throws IOException {
    List<String> gaps = new ArrayList<>();
    for (DocumentedCommands.Line line : lines) {
      if (claimant(line).isEmpty()) {
        gaps.add(line.document() + ": nobody runs " + line.text());
      }
    }
    Set<String> run = new LinkedHashSet<>();
    for (Step step : steps()) {
      Errand errand = step.errand();
      if (errand.claims() && step.lines().isEmpty()) {
        gaps.add("no document has " + errand);
      }
      if (errand.kind() == Errand.Kind.START && step.lines().size() > 1) {
        gaps.add("only the first is run of " + step.lines());
      }
      if (!errand.claims() && !run.contains(errand.name())) {
        gaps.add("nothing is running of " + errand);
      }
      if (errand.kind() == Errand.Kind.ELSEWHERE
          && !Documents.text(root.resolve(errand.place())).contains(errand.evidence())) {
        gaps.add(errand.place() + " does not run " + errand);
      }
      run.add(errand.name());
    }
    return gaps;
  }

  private Optional<Errand> claimant(DocumentedCommands.Line line) {
    String name = name(line);
    Errand best = null;
    for (Errand errand : ERRANDS) {
      int fits = errand.claims() ? errand.fits(name, line.text()) : -1;
      if (fits >= 0 && (best == null || fits > best.fits(name, line.text()))) {
        best = errand;
      }
    }
    return Optional.ofNullable(best);
  }

  private String name(DocumentedCommands.Line line) {
    String first = line.commands().get(0).words().get(0);
    boolean there = first.equals("npm") || first.equals("node") || first.startsWith("../");
    return there && line.document().startsWith(JAVASCRIPT)
        ? JAVASCRIPT.toString()
        : commands.name(line.commands().get(0));
  }
}
