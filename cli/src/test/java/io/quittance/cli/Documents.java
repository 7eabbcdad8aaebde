package io.quittance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The project's files as its readers see them: documents, sources and the launcher. */
final class Documents {
  private static final Set<String> PASSED_OVER = Set.of("target", "node_modules", ".git", ".mvn");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
  private static final String FENCE = "```";

  private final Path root;
  private final List<Path> files;

  private Documents(Path root, List<Path> files) {
    this.root = root;
    this.files = files;
  }

  /**
   * A document divided into what is code and what is not.
   *
   * @param path from the project's directory on
   * @param blocks lines of fenced code without a language, which are commands
   * @param spans inline code
   * @param prose the text without fenced code
   */
  record Document(Path path, List<String> blocks, List<String> spans, String prose) {
    /** Returns where the headings are, as GitHub names them. */
    Set<String> anchors() {
      Set<String> anchors = new TreeSet<>();
      HEADING.matcher(prose).results().forEach(heading -> anchors.add(anchor(heading.group(1))));
      return anchors;
    }

    private static String anchor(String heading) {
      return heading
          .toLowerCase(java.util.Locale.ROOT)
          .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
          .replaceAll("[^\\p{L}\\p{N} _-]", "")
          .strip()
          .replace(' ', '-');
    }
  }

  /** Finds the project from the directory that the tests run in. */
  static Documents ofProject() throws IOException {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(place.resolve("quittance"))) {
      place = place.getParent();
    }
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes any) {
            return PASSED_OVER.contains(String.valueOf(directory.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes any) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return new Documents(place, List.copyOf(files));
  }

  Path root() {
    return root;
  }

  /** Returns the project's files whose names end so. */
  List<Path> ending(String suffix) {
    return files.stream().filter(file -> file.toString().endsWith(suffix)).sorted().toList();
  }

  /** Returns all documents. */
  List<Document> all() {
    return ending(".md").stream().map(this::read).toList();
  }

  /** Reads one document. */
  Document read(Path file) {
    StringBuilder prose = new StringBuilder();
    List<String> blocks = new ArrayList<>();
    String fence = null;
    for (String line : text(file).lines().toList()) {
      if (line.strip().startsWith(FENCE)) {
        fence = fence == null ? line.strip().substring(FENCE.length()) : null;
      } else if (fence == null) {
        prose.append(line).append('\n');
      } else if (fence.isEmpty() || fence.equals("sh")) {
        blocks.add(line);
      }
    }
    // A line break within inline code is a space.
    String joined = prose.toString().replaceAll("(?<![\n ])\n(?=[^\n#|>*+`-])", " ");
    List<String> spans = CODE.matcher(joined).results().map(found -> found.group(1)).toList();
    return new Document(root.relativize(file), blocks, spans, prose.toString());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
