package io.quittance.simulation;

/** A promise that does not hold; the message is one sentence that says which. */
final class BrokenInvariant extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenInvariant(String sentence) {
    super(sentence);
  }

  static void require(boolean holds, String sentence, Object... details) {
    if (!holds) {
      throw new BrokenInvariant(String.format(sentence, details));
    }
  }
}
