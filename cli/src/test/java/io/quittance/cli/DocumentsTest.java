package io.quittance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents name is there: files, headings, classes, tests and commands. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern TYPE =
      Pattern.compile("(?:class|interface|record|enum) +([A-Z]\\w*)");
  private static final Pattern SCHEMA = Pattern.compile("\"name\" *: *\"([A-Z]\\w*)\"");

  /** A type, or one of its members: {@code Ledger}, {@code Ledger.decide}. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:io\\.quittance\\.[a-z.]+\\.)?([A-Z][a-z0-9]\\w*)(?:\\.([a-z]\\w*)\\(?\\)?)?");

  /** Words of others that look like types of ours. */
  private static final Set<String> FOREIGN = Set.of("LogAppendTime", "SecureRandom");

  private static Documents project;
  private static Map<String, List<Path>> types;

  @BeforeAll
  static void readTheProject() throws IOException {
    project = Documents.ofProject();
    types = new HashMap<>();
    for (Path source : project.ending(".java")) {
      collect(TYPE, source);
    }
    for (Path schema : project.ending(".avsc")) {
      collect(SCHEMA, schema);
    }
  }

  private static void collect(Pattern declaration, Path file) {
    for (MatchResult found : declaration.matcher(Documents.text(file)).results().toList()) {
      types.computeIfAbsent(found.group(1), any -> new ArrayList<>()).add(file);
    }
  }

  @Test
  void links_leadToFilesAndHeadingsThatAreThere() {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Documents.Document document : project.all()) {
      Path folder = project.root().resolve(document.path()).getParent();
      for (MatchResult found : LINK.matcher(document.prose()).results().toList()) {
        String link = found.group(1);
        if (link.matches("[a-z]+:.*")) {
          continue;
        }
        links++;
        if (!leadsSomewhere(document, folder, link)) {
          broken.add(document.path() + ": " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(links > 100, links + " links");
  }

  private static boolean leadsSomewhere(Documents.Document document, Path folder, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? null : folder.resolve(file).normalize();
    if (target != null && (!target.startsWith(project.root()) || !Files.exists(target))) {
      return false;
    }
    if (hash < 0) {
      return true;
    }
    Documents.Document there = target == null ? document : project.read(target);
    return there.anchors().contains(link.substring(hash + 1));
  }

  @Test
  void namesOfClassesAndTests_areThoseOfTheSources() {
    List<String> unknown = new ArrayList<>();
    Set<String> tests = new HashSet<>();
    for (Documents.Document document : ours()) {
      for (String span : document.spans()) {
        MatchResult named = match(NAMED, span);
        if (named == null || FOREIGN.contains(named.group(1))) {
          continue;
        }
        if (!isKnown(named.group(1), named.group(2))) {
          unknown.add(document.path() + ": " + span);
        } else if (named.group(1).endsWith("Test")) {
          tests.add(span);
        }
      }
    }
    assertEquals(List.of(), unknown);
    assertTrue(tests.size() > 100, tests.size() + " tests are named");
  }

  /** The documents about the code, not those about Kubernetes' and SQL's own words. */
  private static List<Documents.Document> ours() {
    return project.all().stream()
        .filter(
            document -> document.path().startsWith("docs") || document.path().getNameCount() == 1)
        .toList();
  }

  private static boolean isKnown(String type, String member) {
    List<Path> sources = types.getOrDefault(type, List.of());
    return member == null
        ? !sources.isEmpty()
        : sources.stream()
            .anyMatch(source -> Documents.text(source).matches("(?s).*\\b" + member + "\\b.*"));
  }

  @Test
  void commands_areThoseOfTheCommandLine() {
    DocumentedCommands commands = new DocumentedCommands(project);
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (Documents.Document document : project.all()) {
      for (DocumentedCommands.Command command : commands.of(document)) {
        checked++;
        commands
            .problem(command)
            .ifPresent(problem -> wrong.add(document.path() + ": " + command + ": " + problem));
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(checked > 100, checked + " commands");
  }

  @Test
  void commands_areAllRun_byTheRunOfTheDocumentsOrBySomethingElseThatIsRun() throws IOException {
    assertEquals(List.of(), new Itinerary(project).gaps(project.root()));
  }

  @Test
  void commandsThatNobodyRuns_andErrandsWithoutACommand_areFound() throws IOException {
    Documents.Document document =
        new Documents.Document(
            Path.of("README.md"), List.of("./quittance savepoint | tee of"), List.of(), "");
    Itinerary onlySavepoint = new Itinerary(project, List.of(document));
    List<String> gaps = onlySavepoint.gaps(project.root());
    assertTrue(gaps.contains("no document has wallet pay"), gaps::toString);
    assertTrue(gaps.contains("no document has watch with [--follow]"), gaps::toString);
    assertTrue(!gaps.contains("no document has savepoint"), gaps::toString);

    Documents.Document other =
        new Documents.Document(
            Path.of("README.md"), List.of("./quittance help up"), List.of("schemas list"), "");
    List<String> unrun = new Itinerary(project, List.of(other)).gaps(project.root());
    assertTrue(unrun.contains("README.md: nobody runs ./quittance help up"), unrun::toString);
    assertTrue(unrun.contains("README.md: nobody runs ./quittance schemas list"), unrun::toString);
  }

  @Test
  void commandsAreFilledIn_asAReaderDoes() {
    Errand errand =
        Errand.run("wallet restore")
            .fill("alice", "again")
            .fill("FILE", "seed")
            .set("--rate", "3")
            .completed("no")
            .and("| tee of");
    assertEquals(
        "./quittance wallet restore again --seed seed --rate 3 | tee of",
        errand.line("./quittance wallet restore alice --seed FILE", false));
    assertEquals("x --rate 3 --FILE no | tee of", errand.line("x --rate 100 --FILE", true));
  }

  @Test
  void commandsThatDoNotExist_areFound() {
    DocumentedCommands commands = new DocumentedCommands(project);
    for (String line :
        List.of(
            "./quittance nonsense",
            "./quittance wallet pay alice bob 1 --nonsense",
            "./quittance wallet pay alice",
            "./quittance simulate --seed x",
            "./quittance sql --nonsense",
            "./quittance fuzz --nonsense",
            "./quittance test -pl nonsense",
            "./quittance test -Dtest=NonsenseTest",
            "./quittance test -Dtest=RulesTest#nonsense",
            "mvn -pl nonsense test")) {
      List<DocumentedCommands.Command> found = commands.ofBlock(List.of(line));
      assertEquals(1, found.size(), line);
      assertTrue(commands.problem(found.get(0)).isPresent(), line);
    }
  }

  @Test
  void linksAndNamesThatDoNotExist_areFound() {
    Documents.Document document = project.read(project.root().resolve("README.md"));
    for (String link : List.of("nowhere.md", "README.md#nowhere", "#nowhere", "../other")) {
      assertTrue(!leadsSomewhere(document, project.root(), link), link);
    }
    assertTrue(leadsSomewhere(document, project.root(), "README.md#guarantees"));
    assertTrue(isKnown("Ledger", "decide") && isKnown("SignedCommand", null));
    assertTrue(!isKnown("Ledger", "nonsense") && !isKnown("Nonsense", null));
  }

  private static MatchResult match(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.matches() ? matcher.toMatchResult() : null;
  }
}
