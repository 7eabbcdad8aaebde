package io.quittance.simulation;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sentences of broken promises, which have places for what they are about. */
final class Sentences {
  private Sentences() {}

  /** Returns whether something that was said is this sentence, about anything. */
  static boolean matches(String sentence, String said) {
    String pattern =
        Arrays.stream(sentence.split("%[sd]", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(said).matches();
  }
}
