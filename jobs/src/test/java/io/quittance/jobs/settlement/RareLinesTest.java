package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RareLinesTest {
  private final List<String> written = new ArrayList<>();
  private final RareLines lines =
      new RareLines((count, latest) -> written.add(count + " " + latest), Duration.ofSeconds(10));

  @Test
  void things_inGreatNumbers_makeOneLineAPauseAndAreAllCounted() {
    for (int second = 0; second < 30; second++) {
      for (int i = 0; i < 1_000; i++) {
        lines.add(second + "." + i);
      }
      lines.tell(second * 1_000L);
    }
    lines.tellAll();
    assertEquals(List.of("1000 0.999", "10000 10.999", "10000 20.999", "9000 29.999"), written);
  }

  @Test
  void nothing_makesNoLine() {
    lines.tell(0);
    lines.tellAll();
    lines.add("a");
    lines.tell(1);
    lines.tell(100_000);
    lines.tellAll();
    assertEquals(List.of("1 a"), written);
  }
}
