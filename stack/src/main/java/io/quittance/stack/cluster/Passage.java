package io.quittance.stack.cluster;

/** What becomes of the bytes that one process sends to another. */
public enum Passage {
  /** All is delivered. */
  OPEN("open"),
  /** Nothing is delivered, and nobody is told: connections hang. */
  SILENT("nothing gets through"),
  /** What callers say arrives, what they are answered does not. */
  ANSWERS_LOST("answers are lost"),
  /** Connections are reset, and new ones at once as well. */
  REFUSED("connections are reset");

  private final String words;

  Passage(String words) {
    this.words = words;
  }

  boolean delivers(boolean answer) {
    return this == OPEN || this == ANSWERS_LOST && !answer;
  }

  @Override
  public String toString() {
    return words;
  }
}
