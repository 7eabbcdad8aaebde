package io.quittance.ledger.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.JournalStatements.Fork;
import io.quittance.ledger.statement.JournalStatements.Place;
import io.quittance.ledger.statement.JournalStatements.Standing;
import io.quittance.ledger.submission.Stamp;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.signature.SigningKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which statement holds where in a journal, and how late it is there. */
class JournalStatementsTest {
  private static final SigningKey AUTHORITY = key(1);
  private static final SigningKey STRANGER = key(2);
  private static final StatementChain ONE = StatementChain.found(founding("test"), AUTHORITY);
  private static final Statement SECOND = ONE.latest().next();
  private static final StatementChain TWO = ONE.with(SECOND, AUTHORITY);
  private static final StatementChain THREE = TWO.with(SECOND.next(), AUTHORITY);
  private static final Statement FORK = SECOND.withAuthority(STRANGER.verifyingKey());

  private final JournalStatements journal = new JournalStatements(THREE);
  private long offset;

  private static SigningKey key(int number) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) number);
    return SigningKey.of(seed);
  }

  private static Statement founding(String name) {
    Asset asset =
        new Asset("EUR", 2, key(3).verifyingKey(), key(4).verifyingKey(), Optional.empty());
    return Statement.founding(
        name, AUTHORITY.verifyingKey(), 2, OperatorKeys.of(key(5).verifyingKey()), List.of(asset));
  }

  private static byte[] value(StatementChain chain) {
    return chain.values().get(chain.latest().version() - 1);
  }

  private Standing read(int partition, long millis, byte[] value) {
    return journal.read(partition, offset++, millis, value);
  }

  /** By what a record that is no statement is judged. */
  private Stamp stamp(int partition, long millis) {
    return assertInstanceOf(Standing.Stamped.class, read(partition, millis, new byte[] {1}))
        .stamp();
  }

  private Standing.Ignored ignored(byte[] value) {
    return assertInstanceOf(Standing.Ignored.class, read(0, 1, value));
  }

  @Test
  void statements_holdFromTheirPlaceOn_eachPartitionForItself() {
    assertInstanceOf(Standing.Unfounded.class, read(0, 1, new byte[] {1}));
    assertInstanceOf(Standing.Unfounded.class, read(0, 1, null));
    assertEquals(new Standing.Taken(1), read(0, 2, value(ONE)));
    assertEquals(new Stamp(1, 3), stamp(0, 3));
    assertEquals(new Standing.Taken(2), read(0, 4, value(TWO)));
    assertEquals(new Stamp(2, 5), stamp(0, 5));
    assertInstanceOf(Standing.Unfounded.class, read(1, 6, new byte[] {1}));
    assertEquals(new Standing.Taken(1), read(1, 6, value(ONE)));
    assertEquals(new Stamp(1, 7), stamp(1, 7));
    assertEquals(new Standing.Known(), read(0, 8, value(ONE)));
    assertEquals(new Standing.Known(), read(0, 8, value(TWO)));
    assertEquals(new Stamp(2, 9), stamp(0, 9));
  }

  @Test
  void statement_outOfOrder_isIgnoredAndTakenInItsTurn() {
    assertFork(null, value(TWO));
    assertInstanceOf(Standing.Unfounded.class, read(0, 1, new byte[] {1}));
    read(0, 1, value(ONE));
    assertTrue(ignored(value(THREE)).explanation().contains("3 does not follow statement 1"));
    assertEquals(1, stamp(0, 1).statement());
    assertEquals(new Standing.Taken(2), read(0, 1, value(TWO)));
    assertEquals(new Standing.Taken(3), read(0, 1, value(THREE)));
  }

  @Test
  void statement_planted_isIgnored_andAForkIsTold() {
    read(0, 1, value(ONE));
    assertFork(null, StatementChain.sign(SECOND.withAuthority(key(9).verifyingKey()), STRANGER));
    assertFork(null, StatementChain.sign(founding("other"), AUTHORITY));
    assertFork(null, Arrays.copyOf(value(TWO), value(TWO).length - 1));
    assertFork(new Fork(2, AUTHORITY.verifyingKey(), false), StatementChain.sign(FORK, AUTHORITY));
    assertEquals(1, stamp(0, 1).statement());
  }

  private void assertFork(Fork fork, byte[] value) {
    assertEquals(Optional.ofNullable(fork), ignored(value).fork());
  }

  /** Somebody who goes by the topic's number of partitions, not by the network's, is told so. */
  @Test
  void record_inAPartitionThatTheNetworkDoesNotHave_isInTheWrongOne() {
    for (int partition = 0; partition < 4; partition++) {
      Standing.Unfounded unfounded =
          assertInstanceOf(Standing.Unfounded.class, read(partition, 1, new byte[] {1}));
      assertEquals(
          partition < 2 ? RejectionCode.UNKNOWN_ASSET : RejectionCode.WRONG_PARTITION,
          unfounded.reason().code());
    }
  }

  /** One key may be the authority's of many networks, whose statements anybody can copy here. */
  @Test
  void statementOfAnotherNetworkWithTheSameAuthority_isNoFork() {
    StatementChain other = StatementChain.found(founding("other"), AUTHORITY);
    byte[] second = StatementChain.sign(other.latest().next(), AUTHORITY);
    read(0, 1, value(ONE));
    read(0, 1, value(TWO));
    assertFork(null, second);
    assertFork(null, value(other));
  }

  /** Statement 2 replaces the authority; whoever keeps its key can sign another 2 for ever. */
  @Test
  void fork_byAFormerAuthority_isToldFromOneByWhoIsInOffice() {
    SigningKey next = key(7);
    StatementChain two = ONE.with(SECOND.withAuthority(next.verifyingKey()), AUTHORITY);
    StatementChain three = two.with(two.latest().next(), next);
    byte[] byFormer = StatementChain.sign(FORK, AUTHORITY);
    byte[] byPresent =
        StatementChain.sign(two.latest().next().withAuthority(key(8).verifyingKey()), next);
    Fork inOffice = new Fork(2, AUTHORITY.verifyingKey(), false);
    Fork former = new Fork(2, AUTHORITY.verifyingKey(), true);
    Fork ofThree = new Fork(3, next.verifyingKey(), false);
    JournalStatements replaced = new JournalStatements(three);
    assertEquals(Optional.of(inOffice), fork(replaced, byFormer), "before any statement");
    replaced.read(0, offset++, 1, value(ONE));
    assertEquals(Optional.of(inOffice), fork(replaced, byFormer), "in office");
    assertEquals(Optional.of(ofThree), fork(replaced, byPresent), "before it is in office");
    replaced.read(0, offset++, 1, value(two));
    assertEquals(Optional.of(former), fork(replaced, byFormer), "replaced");
    replaced.read(0, offset++, 1, value(three));
    assertEquals(Optional.of(former), fork(replaced, byFormer), "long since replaced");
    assertEquals(Optional.of(ofThree), fork(replaced, byPresent), "still in office");
    assertEquals(3, replaced.places().get(0).statement());
    // Elsewhere, where the replacement does not stand yet, the first authority is in office.
    replaced.read(1, offset++, 1, value(ONE));
    assertEquals(
        Optional.of(inOffice),
        assertInstanceOf(Standing.Ignored.class, replaced.read(1, offset++, 1, byFormer)).fork());
  }

  private Optional<Fork> fork(JournalStatements statements, byte[] value) {
    return assertInstanceOf(Standing.Ignored.class, statements.read(0, offset++, 1, value)).fork();
  }

  @Test
  void statement_thatTheFileDoesNotHave_isAheadInItsTurnAndIgnoredBefore() {
    JournalStatements older = new JournalStatements(TWO);
    older.read(0, 0, 1, value(ONE));
    assertInstanceOf(Standing.Ignored.class, older.read(0, 1, 1, value(THREE)));
    older.read(0, 2, 1, value(TWO));
    assertEquals(new Standing.Ahead(3), older.read(0, 3, 1, value(THREE)));
  }

  @Test
  void statement_ofUnknownRules_isNotTaken() {
    Statement rules =
        new Statement(
            2,
            SECOND.previous(),
            SECOND.name(),
            SECOND.authority(),
            SECOND.partitions(),
            Statement.RULE_SET + 1,
            SECOND.operator(),
            SECOND.assets());
    StatementChain chain = ONE.with(rules, AUTHORITY);
    JournalStatements unknowing = new JournalStatements(chain);
    unknowing.read(0, 0, 1, value(ONE));
    assertEquals(
        new Standing.UnknownRules(2, Statement.RULE_SET + 1),
        unknowing.read(0, 1, 1, value(chain)));
    assertEquals(1, unknowing.places().get(0).statement());
  }

  @Test
  void time_neverGoesBack_andStatementsMoveItToo() {
    read(0, 50, value(ONE));
    assertEquals(50, stamp(0, 40).partitionMillis());
    assertEquals(60, stamp(0, 60).partitionMillis());
    read(0, 70, StatementChain.sign(FORK, STRANGER));
    assertEquals(70, stamp(0, 65).partitionMillis());
  }

  @Test
  void places_restored_goOnFromTheHighestOffset() {
    read(0, 5, value(ONE));
    Place early = journal.places().get(0);
    read(0, 9, value(TWO));
    Place late = journal.places().get(0);
    for (List<Place> order : List.of(List.of(early, late), List.of(late, early))) {
      JournalStatements restored = new JournalStatements(TWO);
      order.forEach(place -> restored.restore(0, place));
      assertEquals(Map.of(0, late), restored.places());
      assertEquals(new Standing.Stamped(new Stamp(2, 9)), restored.read(0, 3, 1, new byte[] {1}));
    }
  }

  @Test
  void places_ofAnotherOrALaterFile_areRefused() {
    read(0, 5, value(ONE));
    new JournalStatements(ONE).restore(0, journal.places().get(0));
    read(0, 9, value(TWO));
    Place late = journal.places().get(0);
    assertThrows(IllegalArgumentException.class, () -> new JournalStatements(ONE).restore(0, late));
    StatementChain forked = ONE.with(FORK, AUTHORITY);
    assertThrows(
        IllegalArgumentException.class, () -> new JournalStatements(forked).restore(0, late));
  }
}
