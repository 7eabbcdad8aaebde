package io.quittance.network.document;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant who wrote a word that does not exist. */
public final class Spelling {
  private Spelling() {}

  /**
   * The known word that differs least from another, by letters inserted, removed or changed.
   *
   * @param known at least one word
   */
  public static String nearest(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.<String>comparingInt(one -> distance(word, one)).thenComparing(one -> one))
        .orElseThrow();
  }

  /** How many letters are to be inserted, removed or changed to turn one word into another. */
  public static int distance(String word, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(word, other);
  }
}
