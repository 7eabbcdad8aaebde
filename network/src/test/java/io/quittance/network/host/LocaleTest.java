package io.quittance.network.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the machine's language, a process writes numbers and names in the same letters. */
final class LocaleTest {
  private final Locale locale = Locale.getDefault();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    System.setOut(out);
    System.setErr(err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tr-TR", "ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "th-TH-u-nu-thai", "de"})
  void a_process_that_has_begun_writes_the_same(String language) {
    Locale.setDefault(Locale.forLanguageTag(language));
    ProcessText.begin();
    assertEquals("1,234.5 CLASSIC i", String.format("%,.1f %s %s", 1234.5, upper(), lower()));
    for (Locale.Category category : Locale.Category.values()) {
      assertEquals(ProcessText.LOCALE, Locale.getDefault(category));
    }
  }

  /** As Kafka writes the names of its enumerations: by the default locale. */
  @SuppressWarnings("StringCaseLocaleUsage")
  private static String upper() {
    return "classic".toUpperCase();
  }

  @SuppressWarnings("StringCaseLocaleUsage")
  private static String lower() {
    return "I".toLowerCase();
  }
}
