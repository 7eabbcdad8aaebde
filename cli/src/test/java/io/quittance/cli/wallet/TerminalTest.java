package io.quittance.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void text_ofAnother_cannotSteerTheTerminal() {
    assertEquals("lunch \u00e9 \ud83c\udf55", Terminal.harmless("lunch \u00e9 \ud83c\udf55"));
    assertEquals("a?[31mb?c?d?e?", Terminal.harmless("a\u001b[31mb\nc\u202ed\u0000e\u2028"));
    assertEquals("?", Terminal.harmless("\ud83c"));
  }

  @Test
  void text_atTheLimit_isWholeAndOnePastCut() {
    String longest = "x".repeat(160);
    assertEquals(longest, Terminal.harmless(longest));
    assertEquals(longest, Terminal.harmless(longest + "y"));
  }

  @Test
  void line_inAnyLocale_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      StringWriter text = new StringWriter();
      new Terminal(new PrintWriter(text)).line("%3d%s", 7, "  ");
      assertEquals("  7" + System.lineSeparator(), text.toString());
    } finally {
      Locale.setDefault(before);
    }
  }
}
