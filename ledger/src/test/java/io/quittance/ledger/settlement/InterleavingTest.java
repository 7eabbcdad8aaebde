package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The property that is the product: whatever the order in which the two logs are read, receipts,
 * events and accounts come out the same.
 */
class InterleavingTest {
  private static final long SEED = 71;
  private static final int STEPS = 150;
  private static final int TRANSFERS = 8;
  private static final int INTERLEAVINGS = 300;

  private static final World WORLD = new World(SEED);
  private static final List<Owner> OWNERS = List.of(WORLD.owner(), WORLD.owner(), WORLD.owner());

  /** The commands log: what was admitted, in its order. */
  private static final List<Admitted> COMMANDS = new ArrayList<>();

  private static final Books FIRST = new Books();
  private static final Map<Owner, Long> ISSUES = new HashMap<>();
  private static final Map<Owner, Long> ORDERS = new HashMap<>();
  private static int eventsRead;

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Runs the ledger once, with owners who act on what they see, and keeps both logs. */
  @BeforeAll
  static void runOnce() {
    RandomGenerator random = random(SEED);
    for (Owner owner : OWNERS) {
      submit(owner.signing, owner.open());
      submit(WORLD.issuer, WORLD.issue(owner, next(ISSUES, owner), 1_000_000));
    }
    readEvents();
    int transfers = 0;
    for (int step = 0; step < STEPS; step++) {
      Owner owner = OWNERS.get(random.nextInt(OWNERS.size()));
      int kind = random.nextInt(100);
      if (kind < 12 && transfers < TRANSFERS) {
        transfers++;
        Owner payee = OWNERS.get(random.nextInt(OWNERS.size()));
        submit(owner.signing, owner.transfer(payee, random.nextInt(1 << 18), owner.received()));
      } else if (kind < 45) {
        submit(WORLD.issuer, WORLD.issue(owner, next(ISSUES, owner), 1 + random.nextInt(1 << 20)));
      } else if (kind < 75) {
        int least = owner.applied;
        int count = least + random.nextInt(owner.received() - least + 1);
        submit(owner.signing, owner.applyCredits(count));
      } else if (kind < 85) {
        hostile(owner, random);
      } else {
        readEvents();
      }
    }
    for (Owner owner : OWNERS) {
      submit(WORLD.officer, WORLD.freeze(owner, next(ORDERS, owner)));
      submit(WORLD.officer, WORLD.unfreeze(owner, next(ORDERS, owner)));
    }
    readEvents();
    for (Owner owner : OWNERS) {
      submit(owner.signing, owner.applyCredits(owner.received()));
    }
    assertEquals(0, FIRST.waiting);
    assertTrue(FIRST.rejections.size() > 5, "hostile commands were rejected");
    assertTrue(FIRST.repeats.size() > 2, "commands were repeated");
    assertEquals(TRANSFERS, transfers);
  }

  /** Submits what an attacker or a confused client would. */
  private static void hostile(Owner owner, RandomGenerator random) {
    switch (random.nextInt(4)) {
      case 0 -> repeat(COMMANDS.get(random.nextInt(COMMANDS.size())));
      case 1 -> repeat(COMMANDS.get(COMMANDS.size() - 1));
      case 2 -> {
        Owner early = owner.copy();
        early.sequence += 2;
        submit(owner.signing, early.applyCredits(early.received()));
      }
      default -> submit(WORLD.issuer, WORLD.issue(owner, ISSUES.get(owner), 1_000_000));
    }
  }

  private static void repeat(Admitted earlier) {
    log(
        WORLD.submit(
            earlier.command().account(), earlier.submission().value().orElseThrow().toBytes()));
  }

  private static void submit(SigningKey key, SpecificRecordBase command) {
    log(WORLD.submit(key, command));
  }

  private static void log(Submission submission) {
    Reading.Read read = WORLD.read(submission);
    Verdict verdict = WORLD.admission.admit(List.of(read)).verdicts().get(0);
    Admitted admitted = assertInstanceOf(Admitted.class, verdict);
    COMMANDS.add(admitted);
    FIRST.command(admitted);
  }

  private static long next(Map<Owner, Long> numbers, Owner owner) {
    return numbers.merge(owner, 1L, Long::sum);
  }

  /** Reads back what was settled, and tells the payees. */
  private static void readEvents() {
    for (; eventsRead < FIRST.events.size(); eventsRead++) {
      Settled event = FIRST.events.get(eventsRead);
      FIRST.event(event);
      Credit.of(event)
          .ifPresent(
              credit ->
                  OWNERS.stream()
                      .filter(owner -> owner.account.equals(credit.payee()))
                      .forEach(owner -> owner.received(credit.amount(), amountOf(event, owner))));
    }
  }

  private static long amountOf(Settled event, Owner payee) {
    if (event.getEvent() instanceof Issued issued) {
      return issued.getAmount();
    }
    Credit credit = Credit.of(event).orElseThrow();
    assertInstanceOf(Transferred.class, event.getEvent());
    return decrypt(credit.lo(), payee) + (decrypt(credit.hi(), payee) << 16);
  }

  private static long decrypt(ElGamalCiphertext ciphertext, Owner owner) {
    return DiscreteLog.solve32(owner.keys.secretKey().decryptToPoint(ciphertext)).orElseThrow();
  }

  /** Reads both logs in an order of its own, each log in its own order. */
  private static Books merge(List<Settled> settlements, RandomGenerator random, int bias) {
    Books books = new Books();
    int commands = 0;
    int events = 0;
    while (commands < COMMANDS.size() || events < settlements.size()) {
      boolean command =
          events == settlements.size()
              || (commands < COMMANDS.size() && random.nextInt(100) < bias);
      if (command) {
        books.command(COMMANDS.get(commands++));
      } else {
        books.event(settlements.get(events++));
      }
    }
    return books;
  }

  @Test
  void outcome_ofSeededInterleavings_isAlwaysTheSame() {
    Map<String, String> expected = FIRST.outcome();
    long everWaited = 0;
    for (int i = 0; i < INTERLEAVINGS; i++) {
      long seed = SEED + i;
      RandomGenerator random = random(seed);
      int bias = new int[] {0, 5, 30, 50, 70, 95, 100}[i % 7];
      Books books = merge(FIRST.events, random, bias);
      assertEquals(expected, books.outcome(), "seed " + seed + ", bias " + bias);
      assertEquals(0, books.waiting, "seed " + seed + ", bias " + bias);
      everWaited += books.everWaited;
    }
    assertTrue(everWaited > 10L * INTERLEAVINGS, "only " + everWaited + " commands ever waited");
  }

  @Test
  void outcome_withEventsStandingTwice_isTheSame() {
    Map<String, String> expected = FIRST.outcome();
    for (int i = 0; i < INTERLEAVINGS / 10; i++) {
      RandomGenerator random = random(SEED + i);
      List<Settled> doubled = new ArrayList<>();
      int restoredTo = 0;
      for (int j = 0; j < FIRST.events.size(); j++) {
        doubled.add(FIRST.events.get(j));
        if (random.nextInt(20) == 0) {
          // An older savepoint was restored: what was settled since is settled again.
          doubled.addAll(FIRST.events.subList(restoredTo, j + 1));
          restoredTo = random.nextInt(j + 1);
        }
      }
      Books books = merge(doubled, random, 50);
      assertTrue(books.dropped > 0);
      assertEquals(expected, books.outcome(), "seed " + (SEED + i));
    }
  }

  @Test
  void supply_afterTheRun_isConservedAndPlainBooksAgree() {
    Supply supply = Supply.NONE;
    for (Settled event : FIRST.events) {
      supply = supply.after(event);
    }
    List<Balance> balances = List.copyOf(FIRST.balances.values());
    assertInstanceOf(
        Conservation.Finding.Holds.class, Conservation.check(WORLD.asset.id(), balances, supply));
    long plain = OWNERS.stream().mapToLong(owner -> owner.amount).sum();
    assertEquals(supply.circulating().longValueExact(), plain);
    for (Owner owner : OWNERS) {
      assertEquals(owner.available, FIRST.account(owner.account).available());
      assertEquals(owner.amount, decrypt(owner.available.amount().ciphertext(), owner));
    }
  }
}
