package io.quittance.simulation.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTest {
  private static final int SEEDS = 1_000;
  private static final int FEW_SEEDS = 80;

  /** Seeds of their own, so that the same runs are not repeated under another name. */
  private static final int FIRST_OF_FEW = 1_000_000;

  /** Bounds on work, other operators' journals, and that the journal is never mirrored. */
  private static final Set<Integer> RULES_NOT_IN_THE_MODEL = Set.of(12, 14, 17);

  private static final int LAST_RULE = 24;

  @Test
  void designByItsRules_inManySeeds_breaksNoPromise() {
    Counts counts = Model.counts();
    Optional<Finding> found = Model.search(Variant.SOUND, 1, SEEDS, counts);
    assertEquals("", found.map(ModelTest::described).orElse(""));
    assertTrue(counts.isOfEverything(), counts.toString());
  }

  @ParameterizedTest
  @MethodSource("othersThatHold")
  void otherDesignThatHolds_inSomeSeeds_breaksNoPromise(Variant variant) {
    Optional<Finding> found = Model.search(variant, FIRST_OF_FEW, FEW_SEEDS, Model.counts());
    assertEquals("", found.map(ModelTest::described).orElse(""));
  }

  static Stream<Variant> othersThatHold() {
    return Arrays.stream(Variant.values())
        .filter(variant -> variant.holds() && variant != Variant.SOUND);
  }

  static Stream<Variant> broken() {
    return Arrays.stream(Variant.values()).filter(variant -> !variant.holds());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenDesign_atItsSeed_breaksItsPromise(Variant variant) {
    Optional<Finding> found = Model.run(variant, variant.seed(), Model.counts());
    assertEquals(
        variant.check(),
        found.map(Finding::check),
        () ->
            "./quittance model --variant "
                + variant
                + " finds another seed: "
                + found.map(ModelTest::described));
  }

  /** Without the departure nothing breaks in the same circumstances: it is what does it. */
  @ParameterizedTest
  @MethodSource("broken")
  void designByItsRules_atTheSeedsOfBrokenOnes_breaksNoPromise(Variant variant) {
    Design design = variant.design();
    if (design.has(Circumstance.KEY_REVOKED)
        || design.has(Circumstance.ACKNOWLEDGED_ENTRIES_LOST)) {
      // Those are healed by a replay from nothing only.
      design = Variant.SOUND.design();
    }
    Run run = new Run(design.byTheRules(), Model.schedule(variant.seed()), new Story(false));
    assertDoesNotThrow(run::go);
  }

  @Test
  void promises_eachAndAll_canBeBroken() {
    Set<Check> broken = EnumSet.noneOf(Check.class);
    broken().forEach(variant -> broken.add(variant.check().orElseThrow()));
    assertEquals(EnumSet.allOf(Check.class), broken);
  }

  @Test
  void rules_eachAndAllOfTheModel_haveADesignThatBreaksThem() {
    Set<Integer> rules = new TreeSet<>();
    broken().forEach(variant -> rules.add(variant.rule()));
    Set<Integer> all = new TreeSet<>();
    for (int rule = 1; rule <= LAST_RULE; rule++) {
      if (!RULES_NOT_IN_THE_MODEL.contains(rule)) {
        all.add(rule);
      }
    }
    assertEquals(all, rules);
  }

  @Test
  void run_ofTheSameSeed_isTheSame() {
    Variant variant = Variant.FLUSH_LEFT_OUT;
    Finding first = Model.run(variant, variant.seed(), Model.counts()).orElseThrow();
    Finding second = Model.run(variant, variant.seed(), Model.counts()).orElseThrow();
    assertArrayEquals(first.choices(), second.choices());
    assertEquals(first.sentence(), second.sentence());
    assertEquals(Model.told(first).story(), Model.told(second).story());
  }

  @Test
  void shortestSchedule_ofAFinding_breaksTheSamePromiseInFewerLines() {
    Variant variant = Variant.FLUSH_LEFT_OUT;
    Finding found = Model.run(variant, variant.seed(), Model.counts()).orElseThrow();
    Finding shortest = Model.shrink(found);
    assertEquals(found.check(), shortest.check());
    assertTrue(shortest.choices().length < found.choices().length);
    int lines = Model.told(found).story().size();
    assertTrue(shortest.story().size() < lines, shortest.story().size() + " of " + lines);
    assertArrayEquals(shortest.choices(), Model.shrink(found).choices());
  }

  @Test
  void schedule_repeatedFromItsChoices_isTheSameAndThenDull() {
    Schedule drawn = Schedule.seeded(7, 1);
    int[] chosen = {drawn.choose(10), drawn.choose(1000), drawn.goesOn(0) ? 1 : 0};
    Schedule again = Schedule.of(drawn.taken());
    assertArrayEquals(
        chosen, new int[] {again.choose(10), again.choose(1000), again.goesOn(0) ? 1 : 0});
    assertEquals(0, again.choose(10));
    assertFalse(again.goesOn(1));
    assertFalse(again.oneIn(2));
  }

  private static String described(Finding found) {
    return found.variant()
        + " breaks with seed "
        + found.seed()
        + ": "
        + found.check()
        + ", "
        + found.sentence();
  }
}
