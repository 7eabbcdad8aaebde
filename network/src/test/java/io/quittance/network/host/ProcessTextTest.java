package io.quittance.network.host;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.QuittanceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessTextTest {
  private static final Map<String, String> NONE = Map.of();

  @Test
  void what_was_decoded_is_accepted() {
    assertDoesNotThrow(
        () ->
            ProcessText.requireDecoded(
                List.of("--memo", "f\u00fcr \ud83c\udf55?"),
                Map.of("QUITTANCE_HOME", "/h\u00f6m\u00e9"),
                "UTF-8",
                "/\u4e2d"));
  }

  @Test
  void what_was_not_decoded_is_refused_by_its_name() {
    refused("Argument 2 ", List.of("--memo", "f\ufffdr"), NONE, "UTF-8", "/");
    refused(
        "Variable QUITTANCE_HOME ", List.of(), Map.of("QUITTANCE_HOME", "\ufffd"), "UTF-8", "/");
    refused("The name of the present directory ", List.of(), NONE, "UTF-8", "/h\ufffd");
  }

  @Test
  void other_programs_variables_are_theirs() {
    assertDoesNotThrow(
        () -> ProcessText.requireDecoded(List.of(), Map.of("OTHER", "\ufffd"), "UTF-8", "/"));
  }

  @Test
  void under_a_poorer_charset_a_question_mark_is_refused_too() {
    for (String damaged : List.of("f?r", "f\u00fcr")) {
      refused("Argument 1 ", List.of(damaged), NONE, "ANSI_X3.4-1968", "/");
    }
    assertDoesNotThrow(
        () -> ProcessText.requireDecoded(List.of("for"), NONE, "ANSI_X3.4-1968", "/"));
  }

  private static void refused(
      String what,
      List<String> arguments,
      Map<String, String> environment,
      String charset,
      String directory) {
    QuittanceException refused =
        assertThrows(
            QuittanceException.class,
            () -> ProcessText.requireDecoded(arguments, environment, charset, directory));
    assertTrue(refused.getMessage().startsWith(what), refused.getMessage());
    assertEquals(2, refused.exitStatus());
  }
}
