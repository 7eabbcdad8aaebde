package io.quittance.simulation.model;

import java.util.Optional;

/** What an instance may say, and when: rules 5 and 6 for a replay, 23 and 24 for a candidate. */
final class Speech {
  private final World world;
  private final Design design;
  private final Job job;
  private final Comparison comparison;
  private HoldingBack holdingBack;
  private int[] silentBelow;
  private boolean silent;
  private boolean promoting;

  Speech(World world, Job job, Start start) {
    this.world = world;
    this.design = world.design();
    this.job = job;
    this.silent = start.silent();
    this.comparison = start.candidate() ? new Comparison(world) : null;
    if (start.checkpoint() != null) {
      return;
    }
    if (design.holdsBack() || start.candidate()) {
      holdingBack = new HoldingBack(design, world.journal().ends());
    } else if (design.has(Departure.SILENT_BELOW_COMMITTED)) {
      silentBelow = world.committedOffsets();
    } else if (design.has(Departure.SILENT_BELOW_THE_END)) {
      silentBelow = world.journal().ends();
    }
  }

  boolean isSilent() {
    return silent;
  }

  /** Is silent no longer. */
  void begin() {
    silent = false;
  }

  boolean isHoldingBack() {
    return holdingBack != null && !holdingBack.isOver();
  }

  boolean isCandidate() {
    return comparison != null && isHoldingBack();
  }

  boolean isPromoting() {
    return promoting && isCandidate();
  }

  /** Tells whether a verdict may be told; a candidate's is compared instead. */
  boolean tells(Appended record, Verdict verdict, KeyState state) {
    if (!isCandidate()) {
      return true;
    }
    comparison.judged(record, Told.of(record, verdict, state == null ? null : state.canonical()));
    return design.has(Departure.CANDIDATE_SPEAKS);
  }

  /** Notes what was judged: what was counted need not be said again. */
  void judged(Appended record, Verdict verdict, boolean keyListed) {
    if (holdingBack != null) {
      holdingBack.judged(record, verdict, keyListed);
    }
  }

  /** Tells whether an entry is to be written now. */
  boolean says(Outgoing entry, Fact fact, Appended cause) {
    boolean quiet = silentBelow != null && cause.offset() < silentBelow[cause.partition()];
    if (silent || quiet) {
      world.story().tell(() -> "  " + job + " keeps silent of " + entry);
      return false;
    }
    return holdingBack == null
        || isCandidate() && design.has(Departure.CANDIDATE_SPEAKS)
        || !holdingBack.keeps(entry, fact, cause);
  }

  /** Asks for a candidate's promotion: it reads to the end, and then it is decided. */
  void askForPromotion() {
    promoting = true;
    holdingBack.extend(world.journal().ends());
  }

  /** Rule 5: ends holding back once all is read; a candidate is promoted or refused then. */
  boolean catchUp() {
    if (!isHoldingBack() || isCandidate() && !promoting) {
      return false;
    }
    boolean early = promoting && design.has(Departure.PROMOTED_BEFORE_CAUGHT_UP);
    if (!early && !job.hasJudged(holdingBack.until())) {
      return false;
    }
    if (isCandidate() && !decide()) {
      return true;
    }
    holdingBack.release(job::give);
    return true;
  }

  private boolean decide() {
    boolean uncompared = design.has(Departure.PROMOTED_UNCOMPARED);
    Optional<int[]> difference = uncompared ? Optional.empty() : comparison.difference();
    world
        .story()
        .tell(
            () ->
                difference
                    .map(at -> job + " is refused: its verdict differs at p" + at[0] + "@" + at[1])
                    .orElse(job + " is promoted"));
    world.candidates().decided(job, difference);
    if (difference.isPresent()) {
      job.die("it is refused");
      return false;
    }
    world.counts().promotions++;
    job.finalLane().takeOver(world.nextLineage());
    return true;
  }
}
