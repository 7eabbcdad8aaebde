package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.admission.Verdict;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The property that is the product: a verdict is a function of one partition of the journal.
 * Whatever the order in which partitions are read, receipts, events, entries and accounts come out
 * the same.
 */
class InterleavingTest {
  private static final long SEED = 71;
  private static final int STEPS = 150;
  private static final int TRANSFERS = 8;
  private static final int INTERLEAVINGS = 300;

  private static final World WORLD = new World(SEED);
  private static final List<Owner> OWNERS = List.of(WORLD.owner(), WORLD.owner(), WORLD.owner());

  /** The journal by partition: admitted commands and entries, in their order. */
  private static final List<List<Record>> JOURNAL = new ArrayList<>();

  private static final List<Admitted> COMMANDS = new ArrayList<>();

  private static final Books FIRST = new Books();
  private static final Map<Owner, Long> ISSUES = new HashMap<>();
  private static final Map<Owner, Long> ORDERS = new HashMap<>();
  private static int entriesDelivered;
  private static int creditsRead;

  /** One record of the journal. */
  private sealed interface Record {
    void judge(Books books);

    /** A command. */
    record OfCommand(Admitted admitted) implements Record {
      @Override
      public void judge(Books books) {
        books.command(admitted);
      }
    }

    /** An entry. */
    record OfEntry(Reading.ReadEntry read) implements Record {
      @Override
      public void judge(Books books) {
        books.entry(read);
      }
    }
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Runs the ledger once, with owners who act on what they see, and keeps the journal. */
  @BeforeAll
  static void runOnce() {
    RandomGenerator random = random(SEED);
    for (int partition = 0; partition < World.PARTITIONS; partition++) {
      JOURNAL.add(new ArrayList<>());
    }
    for (Owner owner : OWNERS) {
      submit(owner.signing, owner.open());
      submit(WORLD.issuer, WORLD.issue(owner, next(ISSUES, owner), 1_000_000));
    }
    deliver(random);
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
        deliver(random);
      }
    }
    for (Owner owner : OWNERS) {
      submit(WORLD.officer, WORLD.freeze(owner, next(ORDERS, owner)));
      submit(WORLD.officer, WORLD.unfreeze(owner, next(ORDERS, owner)));
    }
    deliver(random);
    for (Owner owner : OWNERS) {
      submit(owner.signing, owner.applyCredits(owner.received()));
    }
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
    append(submission.position(), new Record.OfCommand(admitted));
  }

  private static long next(Map<Owner, Long> numbers, Owner owner) {
    return numbers.merge(owner, 1L, Long::sum);
  }

  private static void append(Position position, Record record) {
    JOURNAL.get(position.partition()).add(record);
    record.judge(FIRST);
    for (; creditsRead < FIRST.credits.size(); creditsRead++) {
      tell(FIRST.credits.get(creditsRead));
    }
  }

  /** Appends what followed, some of it twice, as a job does that was restored; tells the payees. */
  private static void deliver(RandomGenerator random) {
    for (; entriesDelivered < FIRST.entries.size(); entriesDelivered++) {
      append(FIRST.entries.get(entriesDelivered));
      if (random.nextInt(4) == 0) {
        int again = random.nextInt(entriesDelivered + 1);
        FIRST.entries.subList(again, entriesDelivered + 1).forEach(InterleavingTest::append);
      }
    }
  }

  private static void append(Entry entry) {
    Reading.ReadEntry read = WORLD.append(entry);
    append(read.submission().position(), new Record.OfEntry(read));
  }

  private static void tell(Receipt credited) {
    byte[] payload = new byte[credited.getEntry().remaining()];
    credited.getEntry().duplicate().get(payload);
    OWNERS.stream()
        .filter(owner -> owner.account.fixed().equals(credited.getAccount()))
        .forEach(
            owner -> {
              assertEquals(owner.received() + 1, credited.getNumber());
              owner.received(FIRST.lastCredit(owner.account), amountOf(payload, owner));
            });
  }

  private static long amountOf(byte[] payload, Owner payee) {
    try {
      Entry entry = Entry.parse(payload);
      if (entry.record().getFact() instanceof Minted minted) {
        return minted.getAmount();
      }
      Credit credit = Credit.of(entry);
      return decrypt(credit.lo(), payee) + (decrypt(credit.hi(), payee) << 16);
    } catch (MalformedRecordException | InvalidProofException broken) {
      throw new AssertionError(broken);
    }
  }

  private static long decrypt(ElGamalCiphertext ciphertext, Owner owner) {
    return DiscreteLog.solve32(owner.keys.secretKey().decryptToPoint(ciphertext)).orElseThrow();
  }

  /** Reads the partitions in an order of its own, each in its order. */
  private static Books merge(RandomGenerator random) {
    Books books = new Books();
    int[] next = new int[JOURNAL.size()];
    int left = JOURNAL.stream().mapToInt(List::size).sum();
    while (left > 0) {
      int partition = random.nextInt(JOURNAL.size());
      // Whole stretches of a partition at once, as a source that lags behind reads them.
      int stretch = 1 + random.nextInt(20);
      for (; stretch > 0 && next[partition] < JOURNAL.get(partition).size(); stretch--) {
        JOURNAL.get(partition).get(next[partition]++).judge(books);
        left--;
      }
    }
    return books;
  }

  @Test
  void outcome_ofSeededInterleavings_isAlwaysTheSame() {
    assertTrue(FIRST.dropped > 2, "entries stood again");
    Map<String, String> expected = FIRST.outcome();
    for (int i = 0; i < INTERLEAVINGS; i++) {
      long seed = SEED + i;
      Books books = merge(random(seed));
      assertEquals(expected, books.outcome(), "seed " + seed);
      assertEquals(FIRST.dropped, books.dropped, "seed " + seed);
    }
  }

  @Test
  void outcome_ofEachPartitionAlone_isItsPartOfTheWhole() {
    Map<String, String> together = new TreeMap<>();
    for (List<Record> partition : JOURNAL) {
      Books alone = new Books();
      partition.forEach(record -> record.judge(alone));
      together.putAll(alone.outcome());
    }
    assertEquals(FIRST.outcome(), together);
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
