package io.quittance.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What properties assert. */
final class Expect {
  /** A parser. */
  @FunctionalInterface
  interface Parser<I, T> {
    T parse(I input) throws Exception;
  }

  private Expect() {}

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** A refusal says what was wrong. */
  static void explained(Throwable refusal) {
    that(
        refusal.getMessage() != null && !refusal.getMessage().isBlank(),
        "a refusal without a reason: " + refusal);
  }

  /**
   * The property of a parser with one encoding for each value: it refuses only as declared, and
   * what it accepts has exactly the bytes that were read.
   */
  static <T> FuzzTarget.Property canonical(
      Parser<byte[], T> parser,
      Function<T, byte[]> encoder,
      List<Class<? extends Exception>> declared) {
    return input -> {
      T value;
      try {
        value = parser.parse(input);
      } catch (Exception refusal) {
        if (declared.stream().noneMatch(type -> type.isInstance(refusal))) {
          throw refusal;
        }
        explained(refusal);
        return;
      }
      that(Arrays.equals(encoder.apply(value), input), "accepted, but its encoding is another");
    };
  }
}
