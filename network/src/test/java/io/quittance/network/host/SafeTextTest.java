package io.quittance.network.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SafeTextTest {
  private static final String ATTACK = "a\u001b[31mb\nc\u202ed\u0000e\u2028f\u009b2Jg\u007fh";

  @Test
  void quoted_text_cannot_steer_a_terminal() {
    assertEquals("lunch \u00e9 \ud83c\udf55", SafeText.quoted("lunch \u00e9 \ud83c\udf55"));
    assertEquals("a?[31mb?c?d?e?f?2Jg?h", SafeText.quoted(ATTACK));
    assertEquals("?", SafeText.quoted("\ud83c"));
  }

  @Test
  void quoted_text_ends_at_its_limit() {
    String longest = "\ud83c\udf55".repeat(SafeText.MAX_QUOTED_CHARACTERS);
    assertEquals(longest, SafeText.quoted(longest));
    assertEquals(longest, SafeText.quoted(longest + "y"));
  }

  @Test
  void a_line_stays_one_line() {
    assertEquals("a?[31mb c?d?e?f?2Jg?h", SafeText.line(ATTACK));
    assertEquals("one two three ?four", SafeText.line("one\r\ntwo\tthree\n\rfour"));
    assertEquals("x".repeat(1_000), SafeText.line("x".repeat(1_000)));
  }

  @Test
  void lines_stay_lines() {
    assertEquals("one\n\ttwo?[1A", SafeText.lines("one\n\ttwo\u001b[1A"));
  }

  /** A spreadsheet divides by what its country likes, and quotes within a line do not stop it. */
  @Test
  void a_cell_is_no_formula_however_a_spreadsheet_divides_it() {
    assertEquals("'=1", SafeText.cell("=1"));
    assertEquals(" '+1", SafeText.cell(" +1"));
    assertEquals("a;'=1", SafeText.cell("a;=1"));
    assertEquals("a; \t'-1;'@x", SafeText.cell("a; \t-1;@x"));
    assertEquals("a\t'=1|'=2\n'=3\n \n'=4", SafeText.cell("a\t=1|=2\n=3\n \n=4"));
    assertEquals("\"'=1\";\"\"'=2", SafeText.cell("\"=1\";\"\"=2"));
    assertEquals("'\uff1d1;'\uff20x", SafeText.cell("\uff1d1;\uff20x"));
    assertEquals("a?'=1", SafeText.cell("a?'=1"));
    for (String harmless :
        List.of("", "a=b", "1-2", "a; b", "x, -5", "a;'=1", "'=1", "e@mail", "a;", "100 - 5;6")) {
      assertEquals(harmless, SafeText.cell(harmless));
    }
    assertEquals("?[2Ja;'=1", SafeText.cell("\u001b[2Ja;=1"));
  }

  @Test
  void json_keeps_what_its_strings_say() {
    assertEquals(
        "{\"m\":\"\\u009b2J \\u202e \\udb40\\udc41 \u00e9\"}",
        SafeText.json("{\"m\":\"\u009b2J \u202e \udb40\udc41 \u00e9\"}"));
  }

  @Test
  void a_stream_lets_nothing_through_whichever_way_it_is_divided() throws IOException {
    String text = "f\u00fcr \ud83c\udf55 \u001b[2J\u202e\r\n\tok";
    String expected = "f\u00fcr \ud83c\udf55 ?[2J??\n\tok";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int part = 1; part <= bytes.length; part++) {
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      try (OutputStream out = new SafeOutput(shown)) {
        for (int at = 0; at < bytes.length; at += part) {
          out.write(bytes, at, Math.min(part, bytes.length - at));
        }
      }
      assertEquals(expected, shown.toString(StandardCharsets.UTF_8), "in parts of " + part);
    }
  }

  @Test
  void a_stream_shows_long_texts_in_full() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    String text = "\u00fc\ud83c\udf55x".repeat(20_000);
    PrintStream out = SafeText.stream(shown);
    out.print(text);
    out.flush();
    assertEquals(text, shown.toString(StandardCharsets.UTF_8));
  }

  @Test
  void a_stream_whose_reader_is_gone_says_so() {
    PrintStream out =
        SafeText.stream(
            new OutputStream() {
              @Override
              public void write(int single) throws IOException {
                throw new IOException("broken pipe");
              }
            });
    out.println("anything");
    assertTrue(out.checkError());
  }

  @Test
  void every_category_that_is_not_printed_is_known() {
    for (int control : List.of(0x1b, 0x9b, 0x7f, 0x200e, 0x2028, 0x2029, 0xe000, 0xd800, 0xffff)) {
      assertEquals(
          "?", SafeText.line(Character.toString(control)), () -> Integer.toHexString(control));
    }
  }
}
