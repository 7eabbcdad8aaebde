package io.quittance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Runs every command line that the documents show, as a reader would, on a network of its own.
 *
 * <p>The reader's directory is the project as it is, beside it what he makes himself: the network's
 * file and Kafka's settings.
 */
public final class DocumentsRun implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int LINES_SHOWN = 25;

  private final Path project;
  private final Path directory;
  private final Path desk;
  private final PrintStream out;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, Conversation> running = new ConcurrentHashMap<>();
  private final Map<String, Itinerary.Step> done = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final SchemaShelf registry;
  private volatile Conversation current;
  private int count;

  private DocumentsRun(Path project, Path directory, PrintStream out) throws IOException {
    this.project = project;
    this.directory = directory;
    this.desk = Files.createDirectories(directory.resolve("desk"));
    this.out = out;
    this.registry = SchemaShelf.open();
    Path home = Files.createDirectories(directory.resolve("home"));
    variables.put("registry", registry.url());
    try (Stream<Path> files = Files.list(project)) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(desk.resolve(file.getFileName()), file);
      }
    }
    Files.createSymbolicLink(desk.resolve("network.json"), home.resolve("network.json"));
    Files.writeString(desk.resolve("auditor.properties"), "client.id=auditor\n");
  }

  /**
   * Runs all, and exits with 0 if all went well.
   *
   * @param arguments names of commands, where only those are to be run
   */
  public static void main(String[] arguments) throws Exception {
    Documents project = Documents.ofProject();
    Itinerary itinerary = new Itinerary(project);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> gaps = itinerary.gaps(project.root());
    gaps.forEach(out::println);
    if (!gaps.isEmpty()) {
      System.exit(Quittance.FAILED);
    }
    Path directory = Files.createTempDirectory("quittance-documents");
    List<String> failures;
    try (DocumentsRun run = new DocumentsRun(project.root(), directory, out)) {
      Runtime.getRuntime().addShutdownHook(new Thread(run::close));
      for (Itinerary.Step step : itinerary.steps()) {
        boolean wanted = arguments.length == 0 || List.of(arguments).contains(step.errand().name());
        if (wanted && !run.perform(step)) {
          out.println("What comes next needs this; it was not tried.");
          break;
        }
      }
      failures = List.copyOf(run.failures);
      out.println(run.count + " lines were run, " + failures.size() + " failed.");
    }
    failures.forEach(out::println);
    if (failures.isEmpty()) {
      DeletedDirectory.delete(directory);
    } else {
      out.println("What they said is in " + directory);
    }
    System.exit(failures.isEmpty() ? Quittance.OK : Quittance.FAILED);
  }

  /** Returns whether what comes next can be run, whether this went well or not. */
  private boolean perform(Itinerary.Step step) throws Exception {
    Errand errand = step.errand();
    variables.put("T", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    switch (errand.kind()) {
      case RUN -> {
        done.merge(errand.name(), step, (first, second) -> first);
        runAll(step);
      }
      case AGAIN -> runAll(done.get(errand.name()));
      case FOLLOW -> {
        for (String line : step.lines()) {
          if (begin(line, step)) {
            finish(line, errand, true);
          }
        }
      }
      case START -> {
        return begin(step.lines().get(0), step);
      }
      case STOP -> finish(errand.name(), errand, true);
      case AWAIT -> finish(errand.name(), errand, false);
      case ELSEWHERE -> step.lines().forEach(line -> tell("in " + errand.place(), line, 0));
    }
    return true;
  }

  private void runAll(Itinerary.Step step) throws Exception {
    for (String line : step.lines()) {
      long start = System.nanoTime();
      Conversation conversation = converse(line, step);
      int status = conversation.end();
      String text = conversation.text();
      boolean good =
          step.errand().statuses().contains(status) && step.errand().says().matcher(text).find();
      judge(good, line, start, "exit status " + status, text);
    }
  }

  /** Starts what goes on, and waits until it says that it does. */
  private boolean begin(String line, Itinerary.Step step) throws Exception {
    long start = System.nanoTime();
    Conversation conversation = converse("exec " + line, step);
    Map<String, String> said = conversation.await(step.errand().says());
    judge(said != null, line, start, "it never says so", conversation.text());
    if (said == null) {
      conversation.kill();
      return false;
    }
    variables.putAll(said);
    running.put(
        step.errand().kind() == Errand.Kind.START ? step.errand().name() : line, conversation);
    return true;
  }

  private void finish(String name, Errand errand, boolean stop) throws Exception {
    Conversation conversation = running.remove(name);
    if (conversation == null) {
      return;
    }
    long start = System.nanoTime();
    if (stop) {
      conversation.stop();
    }
    int status = conversation.end();
    boolean good = errand.statuses().contains(status);
    judge(good, "(the end of) " + name, start, "exit status " + status, conversation.text());
  }

  private Conversation converse(String line, Itinerary.Step step) throws IOException {
    count++;
    String program = line.replaceFirst("^exec ", "").split(" ")[0];
    boolean here = step.folder().toString().isEmpty() && !program.equals("mvn");
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("QUITTANCE_HOME", directory.resolve(step.errand().home()).toString());
    current =
        Conversation.start(
            line,
            here ? desk : project.resolve(step.folder()),
            environment,
            directory.resolve(count + ".log"));
    return current;
  }

  private void judge(boolean good, String line, long start, String fault, String text) {
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    tell(good ? "ok" : "FAILED", line, seconds);
    if (!good) {
      failures.add("FAILED  " + line + ": " + fault);
      List<String> lines = text.lines().toList();
      lines.stream().skip(Math.max(0, lines.size() - LINES_SHOWN)).forEach(out::println);
    }
  }

  private void tell(String outcome, String line, double seconds) {
    out.printf(Locale.ROOT, "%-10s %6.1f s  %s%n", outcome, seconds, line);
  }

  @Override
  public void close() {
    running.values().forEach(Conversation::kill);
    if (current != null) {
      current.kill();
    }
    registry.close();
  }
}
