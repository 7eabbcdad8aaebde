package io.quittance.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.signature.SigningKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A ledger whose operator changes his keys while it runs, at random: he plans new ones, puts the
 * last one off, also when it signs already, and states something else. What was said is said again
 * byte for byte, by whatever later file.
 */
class RotationsTest {
  private static final int SEEDS = 12;
  private static final int COMMANDS = 12;
  private static final int MAX_STATEMENTS = 6;

  /** One life of a ledger: its journal, and what was said at each record, as it was signed. */
  private static final class Life {
    final Random random;
    final World world;
    final List<SigningKey> secrets = new ArrayList<>();
    final List<OperatorKeys> statements = new ArrayList<>();
    final List<Submission> journal = new ArrayList<>();
    final Owner payer;
    final Owner payee;
    byte[] lastOpened;
    long orders;

    Life(long seed) {
      random = new Random(seed);
      world = new World(seed);
      payer = world.owner();
      payee = world.owner();
      secrets.add(SigningKey.random(world.random));
      statements.add(OperatorKeys.of(secrets.get(0).verifyingKey()));
    }

    /** The first time that no record has; a record of the journal has a millisecond of its own. */
    long now() {
      return World.FIRST_MILLIS + journal.size();
    }

    void changeKeys() {
      List<Effective> keys = new ArrayList<>(statements.get(statements.size() - 1).all());
      Effective last = keys.get(keys.size() - 1);
      long later = Math.max(last.fromMillis() + 1, now() - 2 + random.nextInt(6));
      switch (random.nextInt(3)) {
        case 0 -> {
          secrets.add(SigningKey.random(world.random));
          keys.add(new Effective(later, secrets.get(keys.size()).verifyingKey()));
        }
        case 1 -> {
          if (keys.size() > 1) {
            keys.set(keys.size() - 1, new Effective(later, last.key()));
          }
        }
        default -> {
          // Another statement of the same keys: of a new asset, say.
        }
      }
      statements.add(OperatorKeys.of(keys));
    }

    void append(byte[] value, Owner whose) {
      Submission placed = world.submit(whose.account, value);
      journal.add(
          new Submission(
              placed.position(),
              placed.key(),
              placed.value(),
              new Stamp(statements.size(), placed.position().timestampMillis())));
    }

    void command(int number) {
      if (number == 0) {
        lastOpened = World.sign(payer.signing, payer.open());
        append(lastOpened, payer);
      } else if (number == 1) {
        append(World.sign(payer.signing, payer.transfer(payee, 0, 0)), payer);
      } else if (random.nextInt(3) == 0) {
        append(journal.get(random.nextInt(journal.size())).value().orElseThrow().toBytes(), payer);
      } else {
        append(World.sign(world.officer, world.freeze(payer, ++orders)), payer);
      }
    }

    OperatorTimetables timetables() {
      return OperatorTimetables.of(statements);
    }

    ReceiptSigner signer() {
      return ReceiptSigner.of(World.NETWORK, timetables(), secrets);
    }
  }

  /** Runs the journal's records, and returns what is said of each, signed. */
  private static Map<String, List<Bytes>> run(Life life, ReceiptSigner signer) {
    Books books = new Books();
    Map<String, List<Bytes>> said = new LinkedHashMap<>();
    for (Submission submission : life.journal) {
      said.put(submission.position().toString(), judge(life, books, submission, signer));
    }
    return said;
  }

  private static List<Bytes> judge(
      Life life, Books books, Submission submission, ReceiptSigner signer) {
    int receipts = books.receipts.size();
    int repeats = books.repeats.size();
    int rejections = books.rejections.size();
    int entries = books.entries.size();
    Reading.Read read = life.world.read(submission);
    books.command(Admitted.passed(read, version -> life.world.network));
    List<Receipt> all = new ArrayList<>();
    all.addAll(books.receipts.subList(receipts, books.receipts.size()));
    all.addAll(books.repeats.subList(repeats, books.repeats.size()));
    books
        .rejections
        .subList(rejections, books.rejections.size())
        .forEach(rejection -> rejection.receipt().ifPresent(all::add));
    List<Bytes> said = new ArrayList<>();
    all.forEach(receipt -> said.add(Bytes.of(signer.sign(receipt))));
    for (Entry entry : books.entries.subList(entries, books.entries.size())) {
      said.add(Bytes.of(signer.sign(entry)));
    }
    return said;
  }

  /** Lives through a life; what is said is signed by the file of its moment. */
  private static Map<String, List<Bytes>> live(Life life) {
    Books books = new Books();
    Map<String, List<Bytes>> said = new LinkedHashMap<>();
    for (int number = 0; number < COMMANDS; number++) {
      if (number > 0 && life.statements.size() < MAX_STATEMENTS && life.random.nextBoolean()) {
        life.changeKeys();
      }
      life.command(number);
      Submission submission = life.journal.get(number);
      said.put(submission.position().toString(), judge(life, books, submission, life.signer()));
    }
    return said;
  }

  @Test
  void replay_byALaterFile_saysTheSameBytes() {
    int signers = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Life life = new Life(seed);
      Map<String, List<Bytes>> first = live(life);
      assertEquals(first, run(life, life.signer()), "seed " + seed);
      life.changeKeys();
      life.changeKeys();
      assertEquals(first, run(life, life.signer()), "two statements later, seed " + seed);
      signers += life.secrets.size();
    }
    assertTrue(signers > 2 * SEEDS, "keys that never change show nothing: " + signers);
  }

  @Test
  void repeat_afterARotation_getsTheSameReceipt() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Life life = new Life(seed);
      life.command(0);
      Books books = new Books();
      List<Bytes> first = judge(life, books, life.journal.get(0), life.signer());
      life.secrets.add(SigningKey.random(life.world.random));
      life.statements.add(
          OperatorKeys.of(
              List.of(
                  new Effective(0, life.secrets.get(0).verifyingKey()),
                  new Effective(life.now() - 1, life.secrets.get(1).verifyingKey()))));
      life.append(life.lastOpened, life.payer);
      assertEquals(first, judge(life, books, life.journal.get(1), life.signer()));
      assertEquals(1, books.repeats.size());
      // The next command is signed with the new key; else the repeat's bytes would show nothing.
      life.append(World.sign(life.world.officer, life.world.freeze(life.payer, 1)), life.payer);
      judge(life, books, life.journal.get(2), life.signer());
      Receipt frozen = books.receipts.get(1);
      assertEquals(2, frozen.getPosition().getStatement());
      assertEquals(
          Bytes.of(SignedReceipts.sign(World.NETWORK, life.secrets.get(1), frozen)),
          Bytes.of(life.signer().sign(frozen)));
    }
  }

  @Test
  void replay_afterAKeyWasRevoked_saysTheSameUnderTheNextOne() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Life life = new Life(seed);
      Map<String, List<Bytes>> first = live(life);
      OperatorTimetables before = life.timetables();
      List<Effective> keys = new ArrayList<>(before.latest().all());
      keys.set(0, new Effective(0, keys.get(0).key(), true));
      life.secrets.add(SigningKey.random(life.world.random));
      keys.add(
          new Effective(
              keys.get(keys.size() - 1).fromMillis() + 1_000,
              life.secrets.get(keys.size()).verifyingKey()));
      life.statements.add(OperatorKeys.of(keys));
      // The stolen key's secret is gone: nothing may ask for it.
      ReceiptSigner signer =
          ReceiptSigner.of(
              World.NETWORK, life.timetables(), life.secrets.subList(1, life.secrets.size()));
      Books books = new Books();
      for (Submission submission : life.journal) {
        int receipts = books.receipts.size();
        List<Bytes> now = judge(life, books, submission, signer);
        List<Bytes> then = first.get(submission.position().toString());
        assertEquals(then.size(), now.size());
        for (int i = 0; i < now.size() && i < books.receipts.size() - receipts; i++) {
          Receipt receipt = books.receipts.get(receipts + i);
          int statement = receipt.getPosition().getStatement();
          long millis = receipt.getPosition().getTimestampMillis();
          boolean stolen = before.at(statement, millis).equals(keys.get(0).key());
          assertEquals(!stolen, then.get(i).equals(now.get(i)), "seed " + seed);
          SignedReceipts.Check check =
              SignedReceipts.verify(World.NETWORK, life.timetables(), now.get(i).toBytes());
          assertTrue(!(check instanceof SignedReceipts.Check.Worthless), check.toString());
          if (stolen) {
            assertInstanceOf(
                SignedReceipts.Check.Revoked.class,
                SignedReceipts.verify(World.NETWORK, life.timetables(), then.get(i).toBytes()));
          }
        }
      }
    }
  }
}
