package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of modules: which may know which. Payer (wallet), operator (jobs) and auditor (audit)
 * stand side by side on network and know nothing of each other.
 */
class HouseTest {
  private static final String ROOT = "io.quittance.";

  /** Largest share of all lines of main code that one module may have. */
  private static final double LARGEST_SHARE = 0.20;

  /** Each module with those right below it; what these may know, it may know too. */
  private static final Map<String, Set<String>> MAY_KNOW =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("schemas", Set.of()),
              Map.entry("verifier", Set.of()),
              Map.entry("ledger", Set.of("schemas", "verifier")),
              Map.entry("network", Set.of("ledger")),
              Map.entry("wallet", Set.of("network")),
              Map.entry("jobs", Set.of("network")),
              Map.entry("audit", Set.of("network")),
              Map.entry("stack", Set.of("jobs")),
              Map.entry("simulation", Set.of("jobs", "wallet")),
              Map.entry("trials", Set.of("stack", "audit", "wallet", "jobs")),
              Map.entry("cli", Set.of("trials", "simulation")),
              Map.entry("analytics", Set.of("jobs"))));

  /** Packages of others that a module must do without, whoever brings them. */
  private static final Map<String, List<String>> DOES_WITHOUT =
      Map.of(
          "ledger", List.of("org.apache.flink.", "org.apache.kafka."),
          "network", List.of("org.apache.flink.", "kafka."),
          "wallet", List.of("org.apache.flink.", "kafka.", "picocli."),
          "audit", List.of("org.apache.flink.", "kafka."),
          "jobs", List.of("kafka.", "picocli.", "org.apache.flink.streaming.util.OneInput"));

  private static final Map<String, JavaClasses> CLASSES = new HashMap<>();

  /** The names of foreign classes are enough; to read all of Flink for them takes minutes. */
  @BeforeAll
  static void readOnlyOurOwnClasses() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
  }

  @AfterAll
  static void readAllClassesAgain() {
    ArchConfiguration.get().reset();
    CLASSES.clear();
  }

  @Test
  void everyModule_knowsOnlyThoseBelowIt() {
    TreeSet<String> wrong = new TreeSet<>();
    for (String module : MAY_KNOW.keySet()) {
      Set<String> known = below(module);
      for (Dependency dependency : dependencies(module)) {
        String target = dependency.getTargetClass().getPackageName() + ".";
        if (target.startsWith(ROOT)) {
          String other = target.substring(ROOT.length()).split("\\.")[0];
          if (!known.contains(other)) {
            wrong.add(module + " knows " + other + ": " + dependency.getDescription());
          }
        }
      }
    }
    assertEquals(new TreeSet<>(), wrong);
  }

  @Test
  void everyModule_doesWithoutWhatBelongsToOthers() {
    TreeSet<String> wrong = new TreeSet<>();
    DOES_WITHOUT.forEach(
        (module, packages) -> {
          for (Dependency dependency : dependencies(module)) {
            String target = dependency.getTargetClass().getName();
            if (packages.stream().anyMatch(target::startsWith)) {
              wrong.add(module + ": " + dependency.getDescription());
            }
          }
        });
    assertEquals(new TreeSet<>(), wrong);
  }

  @Test
  void everyModule_standsInItsOwnPackage() {
    for (String module : MAY_KNOW.keySet()) {
      JavaClasses classes = classes(module);
      assertTrue(classes.size() > 0, module + " has no classes: compile first");
      for (JavaClass found : classes) {
        assertTrue(
            (found.getPackageName() + ".").startsWith(ROOT + module + "."),
            found.getName() + " stands in " + module);
      }
    }
  }

  @Test
  void noModule_isTooLarge() throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    for (String module : MAY_KNOW.keySet()) {
      lines.put(module, lines(module));
    }
    long all = lines.values().stream().mapToLong(Long::longValue).sum();
    assertTrue(all > 10_000, lines.toString());
    lines.forEach(
        (module, own) ->
            assertTrue(
                own <= LARGEST_SHARE * all, module + " has " + own + " of " + all + " lines"));
  }

  private static Set<String> below(String module) {
    Set<String> known = new TreeSet<>(Set.of(module));
    for (String other : MAY_KNOW.get(module)) {
      known.addAll(below(other));
    }
    return known;
  }

  private static List<Dependency> dependencies(String module) {
    List<Dependency> all = new ArrayList<>();
    for (JavaClass found : classes(module)) {
      all.addAll(found.getDirectDependenciesFromSelf());
    }
    return all;
  }

  private static JavaClasses classes(String module) {
    return CLASSES.computeIfAbsent(
        module, name -> new ClassFileImporter().importPath(Path.of("..", name, "target/classes")));
  }

  private static long lines(String module) throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        try (Stream<String> all = Files.lines(file)) {
          lines += all.count();
        }
      }
    }
    return lines;
  }
}
