package io.quittance.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** The command lines that documents show, held against the commands that there are. */
final class DocumentedCommands {
  private static final Pattern LAUNCHER =
      Pattern.compile("\\./quittance|(?:\\.\\./)+quittance|mvn|npm|node|keytool");
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|'[^']*'|\\$\\([^)]*\\)|\\S+");
  private static final Set<String> ENDS = Set.of("|", "&&", "||", ";", ">", ">>", "<", "#", "&");

  /** Programs that the launcher starts by itself, and where their options are declared. */
  private static final String SQL =
      "analytics/src/main/java/io/quittance/analytics/query/SqlCommand.java";

  private static final String FUZZ = "fuzz/src/test/java/io/quittance/fuzz/FuzzCommand.java";

  /** What a reader puts in himself: the place of a number, or one of a few words. */
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z0-9_]*");

  /** What the launcher does by itself, without the command line's Java. */
  private static final Set<String> LAUNCHED = Set.of("test", "docs", "sql", "fuzz");

  private final Documents project;
  private final String launcher;
  private final CommandLine tree = Quittance.commandLine();

  DocumentedCommands(Documents project) {
    this.project = project;
    this.launcher = Documents.text(project.root().resolve("quittance"));
  }

  /**
   * A command line.
   *
   * @param words its words, the program's name first
   * @param complete whether it is one to copy; in a sentence, what must follow may be left out
   */
  record Command(List<String> words, boolean complete) {
    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  /**
   * A line that holds commands.
   *
   * @param document where it stands
   * @param text the line as it stands there, without its comment; where a sentence leaves the
   *     launcher out, with it
   */
  record Line(Path document, String text, List<Command> commands) {}

  /** Finds the commands of a document. */
  List<Command> of(Documents.Document document) {
    return linesOf(document).stream().flatMap(line -> line.commands().stream()).toList();
  }

  /** Finds the lines with commands of a document. */
  List<Line> linesOf(Documents.Document document) {
    List<Line> lines = new ArrayList<>();
    for (String line : joined(document.blocks())) {
      add(line, true, document, lines);
    }
    for (String span : document.spans()) {
      String text = span.replaceAll(" +", " ");
      String[] words = text.split(" ");
      if (words.length > 1 && isNamed(words[0])) {
        text = "./quittance " + text;
      }
      if (LAUNCHER.matcher(text.split(" ")[0]).matches()) {
        add(text, false, document, lines);
      }
    }
    return lines;
  }

  private static void add(
      String text, boolean complete, Documents.Document document, List<Line> lines) {
    List<Command> commands = commands(text, complete);
    if (!commands.isEmpty()) {
      String bare = text.replaceAll("\\s+# .*", "").replaceAll(" +", " ").strip();
      lines.add(new Line(document.path(), bare, commands));
    }
  }

  private boolean isNamed(String word) {
    return LAUNCHED.contains(word) || tree.getSubcommands().containsKey(word);
  }

  /** Finds the commands in lines of code. */
  List<Command> ofBlock(List<String> lines) {
    return joined(lines).stream().flatMap(line -> commands(line, true).stream()).toList();
  }

  private static List<String> joined(List<String> lines) {
    return String.join("\n", lines).replaceAll("\\\\\n *", " ").lines().toList();
  }

  /** Returns what a command is called, {@code wallet pay} say; the program if it is another's. */
  String name(Command command) {
    List<String> words = command.words();
    if (!words.get(0).endsWith("quittance")) {
      return words.get(0);
    }
    CommandLine here = tree;
    List<String> name = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      here = here.getSubcommands().get(word);
      if (here == null) {
        break;
      }
      name.add(word);
    }
    return name.isEmpty() ? words.get(1) : String.join(" ", name);
  }

  /** Returns whether a sentence leaves out what must follow. */
  boolean isShort(Command command) {
    return problem(new Command(command.words(), true)).isPresent() && problem(command).isEmpty();
  }

  private static List<Command> commands(String line, boolean complete) {
    List<Command> commands = new ArrayList<>();
    List<String> words = null;
    Matcher tokens = TOKEN.matcher(line);
    while (tokens.find()) {
      String token = tokens.group();
      if (ENDS.contains(token)) {
        words = null;
        if (token.equals("#")) {
          break;
        }
      } else if (words != null) {
        words.add(token.replaceAll("^[\"']|[\"';]$", ""));
      } else if (LAUNCHER.matcher(token).matches()) {
        words = new ArrayList<>(List.of(token));
        commands.add(new Command(words, complete));
      }
    }
    return commands;
  }

  /** Returns what is wrong with a command, if anything is. */
  Optional<String> problem(Command command) {
    List<String> words = command.words();
    if (words.get(0).equals("mvn")) {
      return maven(words);
    }
    if (!words.get(0).endsWith("quittance")) {
      return Optional.empty();
    }
    String first = words.size() > 1 ? words.get(1) : "help";
    return switch (first) {
      case "test" -> launched("test").or(() -> maven(words));
      case "docs" -> launched("docs");
      case "sql" -> launched("sql").or(() -> options(words, SQL));
      case "fuzz" -> launched("fuzz").or(() -> options(words, FUZZ));
      case "bench" -> words.contains("micro") ? launched("bench") : parsed(command);
      default -> parsed(command);
    };
  }

  private Optional<String> launched(String name) {
    return launcher.contains("[ \"${1:-}\" = " + name + " ]")
        ? Optional.empty()
        : Optional.of("the launcher knows no " + name);
  }

  /** Maven's options are its own; the modules and tests they name are ours. */
  private Optional<String> maven(List<String> words) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (words.get(i - 1).equals("-pl")) {
        for (String module : word.split(",")) {
          if (!isPlaceholder(module)
              && !Files.exists(project.root().resolve(module).resolve("pom.xml"))) {
            return Optional.of("there is no module " + module);
          }
        }
      } else if (word.startsWith("-Dtest=")) {
        String[] test = word.substring("-Dtest=".length()).split("#");
        Optional<String> missing = missingTest(test[0], test.length > 1 ? test[1] : "");
        if (missing.isPresent()) {
          return missing;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> missingTest(String type, String method) {
    List<Path> sources = project.ending("/" + type + ".java");
    if (sources.isEmpty()) {
      return Optional.of("there is no test " + type);
    }
    return sources.stream().anyMatch(source -> Documents.text(source).contains(method))
        ? Optional.empty()
        : Optional.of(type + " has no test " + method);
  }

  private Optional<String> options(List<String> words, String source) {
    String declared = Documents.text(project.root().resolve(source));
    return words.stream()
        .filter(word -> word.startsWith("--"))
        .map(word -> word.replaceAll("=.*", ""))
        .filter(option -> !option.equals("--help") && !declared.contains("\"" + option + "\""))
        .map(option -> "there is no option " + option)
        .findFirst();
  }

  private Optional<String> parsed(Command command) {
    String[] arguments =
        command.words().stream().skip(1).map(DocumentedCommands::filledIn).toArray(String[]::new);
    try {
      Quittance.commandLine().parseArgs(arguments);
      return Optional.empty();
    } catch (MissingParameterException missing) {
      return command.complete() ? Optional.of(missing.getMessage()) : Optional.empty();
    } catch (ParameterException wrong) {
      return Optional.of(wrong.getMessage());
    }
  }

  private static boolean isPlaceholder(String word) {
    return PLACEHOLDER.matcher(word).matches();
  }

  /** Where a reader puts in a number, one is put in. */
  private static String filledIn(String word) {
    return switch (word) {
      case "N", "S", "SEED", "PORT" -> "1";
      case "CODE" -> "COURT_ORDER";
      default -> word;
    };
  }
}
