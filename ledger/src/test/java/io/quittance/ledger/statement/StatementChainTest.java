package io.quittance.ledger.statement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.ledger.statement.StatementChain.Reading;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.Limits;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.StatementSigning;
import io.quittance.schemas.journal.AuditorTerm;
import io.quittance.schemas.journal.OperatorKey;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StatementChainTest {
  private static final int SIGNATURE_OFFSET = SingleObject.HEADER_BYTES;
  private static final SigningKey AUTHORITY = key(1);
  private static final SigningKey NEXT_AUTHORITY = key(2);
  private static final SigningKey STRANGER = key(3);
  private static final Effective OPERATOR = new Effective(0, key(4).verifyingKey());
  private static final SigningKey OFFICER = key(6);
  private static final Asset EUR = asset("EUR", Optional.of(auditor(1)));
  private static final Asset YEN = asset("YEN", Optional.empty());
  private static final Statement FIRST =
      Statement.founding(
              "test", AUTHORITY.verifyingKey(), 4, OperatorKeys.of(OPERATOR.key()), List.of(EUR))
          .withRuleSet(1);
  private static final StatementChain FOUNDED = StatementChain.found(FIRST, AUTHORITY);
  private static final NetworkId NETWORK = FOUNDED.identity().id();
  private static final AuditorRotation ROTATION = rotation(NETWORK, 1, auditor(2), 1_000);

  private static SigningKey key(int number) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) number);
    return SigningKey.of(seed);
  }

  private static ElGamalPublicKey auditor(int number) {
    try {
      return ElGamalSecretKey.parse(Scalar.of(number).toBytes()).publicKey();
    } catch (InvalidProofException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Asset asset(String code, Optional<ElGamalPublicKey> auditor) {
    return new Asset(code, 2, key(5).verifyingKey(), OFFICER.verifyingKey(), auditor);
  }

  private static AuditorRotation rotation(
      NetworkId network, int epoch, ElGamalPublicKey key, long fromMillis) {
    return AuditorRotation.sign(network, EUR.id(), epoch, key, fromMillis, 100, OFFICER);
  }

  private static AssetTerms rotated(AuditorRotation... rotations) {
    return AssetTerms.open(EUR.withRotations(List.of(rotations)));
  }

  /** A statement that is being changed. */
  private static final class Parts {
    private String name;
    private VerifyingKey authority;
    private int partitions;
    private int ruleSet;
    private final List<Effective> operatorKeys;
    private final List<AssetTerms> assets;

    Parts(Statement from) {
      name = from.name();
      authority = from.authority();
      partitions = from.partitions();
      ruleSet = from.ruleSet();
      operatorKeys = new ArrayList<>(from.operator().all());
      assets = new ArrayList<>(from.assets());
    }

    Statement statement(int version, Bytes previous) {
      return new Statement(
          version,
          previous,
          name,
          authority,
          partitions,
          ruleSet,
          OperatorKeys.of(operatorKeys),
          assets);
    }
  }

  private static Parts parts(Statement from, Consumer<Parts> change) {
    Parts parts = new Parts(from);
    change.accept(parts);
    return parts;
  }

  /** The statement that follows another, changed in something. */
  private static Statement after(Statement before, Consumer<Parts> change) {
    return parts(before, change).statement(before.version() + 1, before.hash());
  }

  private static Statement second(Consumer<Parts> change) {
    return after(FIRST, change);
  }

  private static Reading read(StatementChain chain, Statement statement, SigningKey by) {
    return chain.read(StatementChain.sign(statement, by));
  }

  private static String ignored(StatementChain chain, Statement statement, SigningKey by) {
    return assertInstanceOf(Reading.Ignored.class, read(chain, statement, by)).explanation();
  }

  private static StatementChain taken(StatementChain chain, Statement statement, SigningKey by) {
    return assertInstanceOf(Reading.Taken.class, read(chain, statement, by)).chain();
  }

  @Test
  void statement_readAndWritten_isTheSame() {
    Statement second =
        second(
            parts -> {
              parts.ruleSet = 2;
              parts.assets.set(0, new AssetTerms(rotated(ROTATION).asset(), true));
              parts.operatorKeys.add(new Effective(5, key(7).verifyingKey()));
              parts.operatorKeys.set(0, new Effective(0, OPERATOR.key(), true));
            });
    assertEquals(second, Statement.parse(second.payload()));
    assertEquals(second.hash(), Statement.parse(second.payload()).hash());
    assertNotEquals(FIRST.hash(), second.hash());
    assertEquals(second(parts -> {}), FIRST.next());
  }

  @Test
  void networks_ofOneNameAndOtherAuthorities_haveOtherIds() {
    Statement other =
        Statement.founding("test", STRANGER.verifyingKey(), 4, FIRST.operator(), List.of(EUR));
    StatementChain elsewhere = StatementChain.found(other, STRANGER);
    assertEquals(FOUNDED.identity().name(), elsewhere.identity().name());
    assertFalse(FOUNDED.identity().is(elsewhere.identity()));
    assertEquals(Bytes.of(NETWORK.toBytes()), FIRST.hash());
  }

  @Test
  void foundation_notSignedByItsAuthority_isNone() {
    byte[] forged = StatementChain.sign(FIRST, STRANGER);
    assertThrows(IllegalArgumentException.class, () -> StatementChain.found(forged));
    byte[] second = StatementChain.sign(second(parts -> {}), AUTHORITY);
    assertThrows(IllegalArgumentException.class, () -> StatementChain.found(second));
    assertThrows(IllegalArgumentException.class, () -> StatementChain.found(new byte[] {1}));
    assertThrows(IllegalArgumentException.class, () -> StatementChain.of(List.of()));
  }

  @Test
  void foundation_withARotation_isNone_becauseNobodyCanSignForAnIdToCome() {
    Statement first =
        new Statement(
            1,
            Statement.NOTHING,
            "test",
            AUTHORITY.verifyingKey(),
            4,
            1,
            FIRST.operator(),
            List.of(rotated(ROTATION)));
    byte[] value = StatementChain.sign(first, AUTHORITY);
    assertThrows(IllegalArgumentException.class, () -> StatementChain.found(value));
  }

  @Test
  void next_signedByTheAuthority_holdsFromThereOn() {
    Effective key = new Effective(9, key(7).verifyingKey());
    Statement second =
        second(
            parts -> {
              parts.operatorKeys.add(key);
              parts.authority = NEXT_AUTHORITY.verifyingKey();
              parts.assets.set(0, rotated(ROTATION));
              parts.assets.add(AssetTerms.open(YEN));
            });
    StatementChain chain = taken(FOUNDED, second, AUTHORITY);
    assertEquals(second, chain.latest());
    assertEquals(second.hash(), chain.latestHash());
    assertEquals(FOUNDED.identity(), chain.identity());
    assertEquals(2, chain.network().assets().all().size());
    assertEquals(FIRST, chain.version(1));
    assertEquals(FIRST, FOUNDED.latest(), "the chain before stays what it was");
    assertThrows(IllegalArgumentException.class, () -> chain.version(3));
    assertThrows(IllegalArgumentException.class, () -> chain.version(0));
    Statement third = second.next();
    assertTrue(ignored(chain, third, AUTHORITY).contains("not signed"), "the former authority");
    assertEquals(third, taken(chain, third, NEXT_AUTHORITY).latest());
    StatementChain again = StatementChain.of(chain.values());
    assertEquals(chain, again);
    assertEquals(chain.hashCode(), again.hashCode());
    assertNotEquals(FOUNDED, chain);
    assertArrayEquals(chain.values().get(1), again.values().get(1));
  }

  @Test
  void next_ofSomebodyElse_orOutOfOrder_isIgnored() {
    Statement second = second(parts -> {});
    assertTrue(
        ignored(FOUNDED, second, STRANGER).contains("not signed by the network's authority"));
    Statement third = second.next();
    assertTrue(ignored(FOUNDED, third, AUTHORITY).contains("does not follow version 1"));
    Statement elsewhere = new Parts(FIRST).statement(2, third.hash());
    assertTrue(ignored(FOUNDED, elsewhere, AUTHORITY).contains("follows another version 1"));
    byte[] damaged = StatementChain.sign(second, AUTHORITY);
    damaged[damaged.length - 1] ^= 1;
    assertInstanceOf(Reading.Ignored.class, FOUNDED.read(damaged));
    assertInstanceOf(Reading.Ignored.class, FOUNDED.read(new byte[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> StatementChain.of(List.of(StatementChain.sign(FIRST, AUTHORITY), damaged)));
    byte[] large = new byte[Limits.MAX_STATEMENT_BYTES + 1];
    assertTrue(
        assertInstanceOf(Reading.Ignored.class, FOUNDED.read(large))
            .explanation()
            .contains("at most " + Limits.MAX_STATEMENT_BYTES));
  }

  @Test
  void same_again_isKnown_andAnotherOfItsVersionIsAFork() {
    Statement second = second(parts -> {});
    StatementChain chain = taken(FOUNDED, second, AUTHORITY);
    assertInstanceOf(Reading.Known.class, read(chain, second, AUTHORITY));
    assertInstanceOf(Reading.Known.class, read(chain, FIRST, AUTHORITY));
    assertThrows(IllegalArgumentException.class, () -> chain.with(second, AUTHORITY));
    Statement fork = second(parts -> parts.ruleSet = 2);
    assertEquals(new Reading.Forked(2, AUTHORITY.verifyingKey()), read(chain, fork, AUTHORITY));
    assertTrue(
        ignored(chain, fork, STRANGER).contains("not signed"),
        "anybody can write down a fork that nobody signed");
    Statement elsewhere = new Parts(FIRST).statement(1, Statement.NOTHING);
    assertInstanceOf(Reading.Known.class, read(chain, elsewhere, AUTHORITY));
    Statement other = parts(FIRST, parts -> parts.name = "other").statement(1, Statement.NOTHING);
    assertTrue(ignored(chain, other, AUTHORITY).contains("founds another network"));
    assertThrows(IllegalArgumentException.class, () -> chain.with(fork, AUTHORITY));
  }

  @Test
  void copy_withAnotherSignature_isKnownOnlyIfTheAuthoritySigned() {
    StatementChain chain = taken(FOUNDED, second(parts -> {}), AUTHORITY);
    for (int version : new int[] {1, 2}) {
      byte[] value = chain.values().get(version - 1);
      assertEquals(new Reading.Known(version), chain.read(value));
      byte[] damaged = value.clone();
      damaged[SIGNATURE_OFFSET] ^= 1;
      assertInstanceOf(Reading.Ignored.class, chain.read(damaged));
      assertInstanceOf(Reading.Ignored.class, read(chain, chain.version(version), STRANGER));
    }
  }

  @Test
  void statement_thatTheAuthorityDidNotSign_isNotParsed() throws Exception {
    io.quittance.schemas.journal.Statement second =
        SingleObject.decode(
            io.quittance.schemas.journal.Statement.class, second(parts -> {}).payload());
    // No point of a curve: whoever parses it says so.
    second.getOperatorKeys().get(0).setKey(new Fixed32(filled(0xff)));
    byte[] payload = SingleObject.encode(second);
    assertTrue(ignored(FOUNDED, payload, STRANGER).contains("not signed"));
    String parsed = ignored(FOUNDED, payload, AUTHORITY);
    assertFalse(parsed.contains("not signed"), parsed);
    // The rest is not even looked at where the version shows that it cannot follow.
    byte[] hundredth = Arrays.copyOf(SingleObject.encode(version(second, 100)), 44);
    assertEquals("version 100 does not follow version 1", ignored(FOUNDED, hundredth, STRANGER));
    for (int length : new int[] {0, 9, SingleObject.HEADER_BYTES}) {
      byte[] cut = Arrays.copyOf(payload, length);
      assertFalse(ignored(FOUNDED, cut, AUTHORITY).contains("not signed"), "cut to " + length);
    }
    assertTrue(
        ignored(FOUNDED, SingleObject.encode(version(second, 0)), AUTHORITY)
            .contains("versions begin with 1"));
  }

  private static io.quittance.schemas.journal.Statement version(
      io.quittance.schemas.journal.Statement statement, int version) {
    return io.quittance.schemas.journal.Statement.newBuilder(statement).setVersion(version).build();
  }

  private static byte[] filled(int with) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  /** What comes of a payload in the envelope of a statement. */
  private static String ignored(StatementChain chain, byte[] payload, SigningKey by) {
    byte[] signature = by.sign(StatementSigning.message(payload)).toBytes();
    byte[] value =
        SingleObject.encode(new SignedStatement(new Fixed64(signature), ByteBuffer.wrap(payload)));
    return assertInstanceOf(Reading.Ignored.class, chain.read(value)).explanation();
  }

  @Test
  void statement_withTooMuchOfSomething_isRefusedBeforeAnyKeyIsDecoded() throws Exception {
    OperatorKey none = new OperatorKey(0L, new Fixed32(filled(0xff)), false);
    requireTooMuch("1 to 1000 keys", statement -> statement.setOperatorKeys(many(none, 1001)));
    var undefined =
        new io.quittance.schemas.journal.AssetTerms(ByteBuffer.wrap(new byte[0]), List.of(), false);
    requireTooMuch("at most 1000 assets", statement -> statement.setAssets(many(undefined, 1001)));
    AuditorTerm term =
        new AuditorTerm(new Fixed32(filled(0xff)), 1L, 0L, new Fixed64(new byte[64]));
    requireTooMuch(
        "can be changed 1000 times",
        statement -> statement.getAssets().get(0).setRotations(many(term, 1001)));
  }

  private static <T> List<T> many(T one, int times) {
    return new ArrayList<>(Collections.nCopies(times, one));
  }

  private static void requireTooMuch(
      String why, Consumer<io.quittance.schemas.journal.Statement> change) throws Exception {
    io.quittance.schemas.journal.Statement record =
        SingleObject.decode(io.quittance.schemas.journal.Statement.class, FIRST.payload());
    change.accept(record);
    byte[] payload = SingleObject.encode(record);
    String said =
        assertThrows(IllegalArgumentException.class, () -> Statement.parse(payload)).getMessage();
    assertTrue(said.contains(why), said);
  }

  @Test
  void asset_closedByTheSecondRules_isClosedForGood() {
    Statement second = second(parts -> parts.ruleSet = 2);
    StatementChain raised = taken(FOUNDED, second, AUTHORITY);
    assertTrue(raised.latest().isOfKnownRules());
    assertFalse(raised.network().assets().isClosed(EUR.id()), "rules alone close nothing");
    Statement third = second.next().withAsset(AssetTerms.closed(EUR));
    StatementChain closed = taken(raised, third, AUTHORITY);
    assertTrue(closed.network().assets().isClosed(EUR.id()));
    assertEquals(Optional.of(EUR), closed.network().assets().find(EUR.id()), "it stays settled");
    assertFalse(closed.network(2).assets().isClosed(EUR.id()), "old records are judged as before");
    assertFalse(closed.network(1).assets().isClosed(EUR.id()));
    Statement fourth = third.next();
    assertTrue(
        ignored(closed, fourth.withAsset(AssetTerms.open(EUR)), AUTHORITY)
            .contains("EUR was closed and is open again"));
    assertTrue(
        ignored(closed, after(third, parts -> parts.assets.remove(0)), AUTHORITY)
            .contains("assets are missing"));
    assertTrue(
        ignored(closed, fourth.withAsset(AssetTerms.open(EUR)).withRuleSet(1), AUTHORITY)
            .contains("is older than rule set 2"));
    assertEquals(fourth, taken(closed, fourth, AUTHORITY).latest());
  }

  @Test
  void asset_thatIsClosedAndUnknown_isANewOneThatNobodyCanHave() {
    Statement second =
        second(
            parts -> {
              parts.ruleSet = 2;
              parts.assets.add(AssetTerms.closed(YEN));
            });
    assertTrue(taken(FOUNDED, second, AUTHORITY).network().assets().isClosed(YEN.id()));
    // Closing one that stands there under another definition replaces it, which nobody may.
    AssetTerms other = AssetTerms.closed(asset("EUR", Optional.empty()));
    assertTrue(
        ignored(FOUNDED, second(parts -> parts.ruleSet = 2).withAsset(other), AUTHORITY)
            .contains("EUR is missing or stands elsewhere"));
  }

  @Test
  void asset_closedUnderTheFirstRules_isNoStatementAtAll() throws Exception {
    for (int ruleSet : new int[] {1, 2}) {
      Parts parts = parts(FIRST, change -> change.assets.set(0, new AssetTerms(EUR, true)));
      parts.ruleSet = ruleSet;
      if (ruleSet == 2) {
        assertTrue(parts.statement(2, FIRST.hash()).assets().get(0).closed());
        continue;
      }
      String why =
          assertThrows(IllegalArgumentException.class, () -> parts.statement(2, FIRST.hash()))
              .getMessage();
      assertTrue(why.contains("EUR is closed, and rule set 1 knows no closed assets"), why);
    }
    // Nor is one that the authority signed all the same, with other software.
    io.quittance.schemas.journal.Statement record =
        SingleObject.decode(
            io.quittance.schemas.journal.Statement.class, second(parts -> {}).payload());
    record.getAssets().get(0).setClosed(true);
    assertTrue(
        ignored(FOUNDED, SingleObject.encode(record), AUTHORITY).contains("knows no closed"));
    record.getAssets().get(0).setClosed(false);
    assertEquals(second(parts -> {}), Statement.parse(SingleObject.encode(record)));
  }

  @Test
  void whatNeverChanges_changed_isIgnored() {
    Effective later = new Effective(9, key(7).verifyingKey());
    requireIgnored("name and number", FIRST, parts -> parts.name = "other");
    requireIgnored("name and number", FIRST, parts -> parts.partitions = 5);
    requireIgnored(
        "keys of the operator",
        FIRST,
        parts -> parts.operatorKeys.set(0, new Effective(0, key(8).verifyingKey())));
    requireIgnored(
        "missing or stands elsewhere", FIRST, parts -> parts.assets.set(0, AssetTerms.open(YEN)));
    requireIgnored(
        "missing or stands elsewhere", FIRST, parts -> parts.assets.add(0, AssetTerms.open(YEN)));
    requireIgnored(
        "not signed by the asset's compliance officer",
        FIRST,
        parts ->
            parts.assets.set(
                0, rotated(rotation(NetworkId.of(new byte[32]), 1, auditor(2), 1_000))));
    Statement two =
        second(
            parts -> {
              parts.ruleSet = 2;
              parts.operatorKeys.add(later);
              parts.assets.set(0, new AssetTerms(rotated(ROTATION).asset(), true));
              parts.assets.add(AssetTerms.open(YEN));
            });
    requireIgnored(
        "is older than rule set 2",
        two,
        parts -> {
          parts.ruleSet = 1;
          parts.assets.set(0, rotated(ROTATION));
        });
    requireIgnored("keys of the operator", two, parts -> parts.operatorKeys.remove(1));
    requireIgnored("assets are missing", two, parts -> parts.assets.remove(1));
    requireIgnored(
        "former keys of the auditor", two, parts -> parts.assets.set(0, new AssetTerms(EUR, true)));
    AuditorRotation other = rotation(NETWORK, 1, auditor(3), 1_000);
    requireIgnored(
        "former keys of the auditor",
        two,
        parts -> parts.assets.set(0, new AssetTerms(rotated(other).asset(), true)));
    requireIgnored("is open again", two, parts -> parts.assets.set(0, rotated(ROTATION)));
  }

  private static void requireIgnored(String why, Statement before, Consumer<Parts> change) {
    StatementChain chain = before == FIRST ? FOUNDED : taken(FOUNDED, before, AUTHORITY);
    String said = ignored(chain, after(before, change), AUTHORITY);
    assertTrue(said.contains(why), said);
  }

  @Test
  void operatorKeys_mayBeAddedRevokedAndTheLastPutOff_andNothingElse() {
    VerifyingKey planned = key(7).verifyingKey();
    Statement two = second(parts -> parts.operatorKeys.add(new Effective(9, planned)));
    StatementChain chain = taken(FOUNDED, two, AUTHORITY);
    Statement revoked =
        after(two, parts -> parts.operatorKeys.set(0, new Effective(0, OPERATOR.key(), true)));
    StatementChain without = taken(chain, revoked, AUTHORITY);
    taken(
        chain,
        after(two, parts -> parts.operatorKeys.set(1, new Effective(10, planned))),
        AUTHORITY);
    requireIgnored(
        "keys of the operator", two, parts -> parts.operatorKeys.set(1, new Effective(8, planned)));
    assertTrue(
        ignored(without, after(revoked, parts -> parts.operatorKeys.set(0, OPERATOR)), AUTHORITY)
            .contains("keys of the operator"),
        "a revoked key counts again");
    Statement three =
        after(two, parts -> parts.operatorKeys.add(new Effective(20, key(8).verifyingKey())));
    assertTrue(
        ignored(
                taken(chain, three, AUTHORITY),
                after(three, parts -> parts.operatorKeys.set(1, new Effective(10, planned))),
                AUTHORITY)
            .contains("keys of the operator"),
        "a key that is not the last one is put off");
  }

  @Test
  void statement_thatCouldBeNoNetworks_isRefused() {
    requireRefused(parts -> parts.name = "");
    requireRefused(parts -> parts.name = "x".repeat(65));
    requireRefused(parts -> parts.partitions = 0);
    requireRefused(parts -> parts.partitions = Statement.MAX_PARTITIONS + 1);
    requireRefused(parts -> parts.ruleSet = 0);
    requireRefused(parts -> parts.operatorKeys.clear());
    requireRefused(parts -> parts.assets.add(AssetTerms.open(EUR)));
    requireRefused(
        parts -> {
          for (int i = 0; i < Statement.MAX_ASSETS; i++) {
            parts.assets.add(AssetTerms.open(asset("A" + i, Optional.empty())));
          }
        });
    assertThrows(
        IllegalArgumentException.class, () -> new Parts(FIRST).statement(0, Statement.NOTHING));
    assertThrows(IllegalArgumentException.class, () -> new Parts(FIRST).statement(1, FIRST.hash()));
    assertThrows(
        IllegalArgumentException.class, () -> new Parts(FIRST).statement(2, Statement.NOTHING));
  }

  private static void requireRefused(Consumer<Parts> change) {
    Parts parts = new Parts(FIRST);
    change.accept(parts);
    assertThrows(IllegalArgumentException.class, () -> parts.statement(1, Statement.NOTHING));
  }

  @Test
  void withAsset_ofAKnownCode_standsInItsPlaceAndElseBehind() {
    AssetTerms rotated = rotated(ROTATION);
    assertEquals(List.of(rotated), FIRST.next().withAsset(rotated).assets());
    assertEquals(
        List.of(AssetTerms.open(EUR), AssetTerms.open(YEN)),
        FIRST.next().withAsset(AssetTerms.open(YEN)).assets());
    assertEquals(
        List.of(AssetTerms.open(EUR)), FIRST.next().withAsset(AssetTerms.open(EUR)).assets());
  }
}
