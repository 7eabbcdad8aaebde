package io.quittance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever adds a check to the simulation must show that something can break it. */
class CheckedSentencesTest {
  private static final Path SOURCES =
      Path.of("src/main/java")
          .resolve(CheckedSentencesTest.class.getPackageName().replace('.', '/'));

  private static final Pattern CHECK =
      Pattern.compile("(?<![.\\w])(require|same|sealed|new BrokenInvariant)\\(");

  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Helpers that a sentence comes to as an argument. */
  private static final Set<String> HELPERS =
      Set.of("%s: the %s is %s, not %s", "%s: the %s does not hold %s with blinding %s");

  @Test
  void checks_inTheSources_areAllBrokenByATest() throws IOException {
    Set<String> broken = new HashSet<>(ChecksTest.cases().keySet());
    broken.addAll(LanesTest.SENTENCES);
    broken.addAll(HELPERS);
    TreeSet<String> sentences = new TreeSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      // The model in a package below has its own checks, and its own test of them.
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        sentences.addAll(sentences(Files.readString(file)));
      }
    }
    assertTrue(sentences.size() > 80, "only " + sentences);
    sentences.removeAll(broken);
    assertEquals(List.of(), List.copyOf(sentences), "no test breaks these checks");
  }

  private static Set<String> sentences(String source) {
    Set<String> sentences = new HashSet<>();
    Matcher checks = CHECK.matcher(source);
    while (checks.find()) {
      String call = source.substring(checks.end(), source.indexOf(';', checks.end()) + 1);
      if (call.contains("{")) {
        continue;
      }
      text(call, checks.group(1)).ifPresent(sentences::add);
    }
    return sentences;
  }

  private static Optional<String> text(String call, String kind) {
    Matcher texts = TEXT.matcher(call);
    boolean argument = kind.equals("same") || kind.equals("sealed");
    while (texts.find()) {
      String text = texts.group(1);
      if (argument) {
        String form =
            kind.equals("same")
                ? "%%s: the %s is %%s, not %%s"
                : "%%s: the %s does not hold %%s with blinding %%s";
        return Optional.of(String.format(form, text));
      } else if (text.contains(" ")) {
        return Optional.of(text.endsWith(": ") ? text + "%s" : text);
      }
    }
    return Optional.empty();
  }
}
