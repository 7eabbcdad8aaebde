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
      Pattern.compile("\\./quittance|(?:\\.\\./)+quittance|mvn");
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|'[^']*'|\\$\\([^)]*\\)|\\S+");
  private static final Set<String> ENDS = Set.of("|", "&&", "||", ";", ">", ">>", "<", "#", "&");

  /** Programs that the launcher starts by itself, and where their options are declared. */
  private static final String SQL =
      "analytics/src/main/java/io/quittance/analytics/query/SqlCommand.java";

  private static final String FUZZ = "fuzz/src/test/java/io/quittance/fuzz/FuzzCommand.java";

  /** What a reader puts in himself: the place of a number, or one of a few words. */
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z0-9_]*");

  private final Documents project;
  private final String launcher;

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

  /** Finds the commands of a document. */
  List<Command> of(Documents.Document document) {
    List<Command> commands = new ArrayList<>(ofBlock(document.blocks()));
    for (String span : document.spans()) {
      if (span.startsWith("./quittance") || span.startsWith("mvn ")) {
        commands.addAll(commands(span, false));
      }
    }
    return commands;
  }

  /** Finds the commands in lines of code. */
  List<Command> ofBlock(List<String> lines) {
    String joined = String.join("\n", lines).replaceAll("\\\\\n *", " ");
    List<Command> commands = new ArrayList<>();
    joined.lines().forEach(line -> commands.addAll(commands(line, true)));
    return commands;
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
      CommandLine tree = Quittance.commandLine();
      tree.parseArgs(arguments);
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
