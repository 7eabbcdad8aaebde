package io.quittance.wallet.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.StatementSigning;
import io.quittance.schemas.journal.AssetTerms;
import io.quittance.schemas.journal.AuditorTerm;
import io.quittance.schemas.journal.OperatorKey;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Chains of statements with the verdict on each, which the wallet in JavaScript is held to as well:
 * neither takes what the other refuses. Run {@link #main} after the statements' schema has changed.
 */
class StatementVectorsTest {
  private static final Path FILE = Path.of("examples", "js", "statements.test.json");
  private static final SigningKey AUTHORITY = key(6);
  private static final SigningKey SUCCESSOR = key(7);
  private static final SigningKey STRANGER = key(8);
  private static final SigningKey OFFICER = key(2);
  private static final Asset EUR = asset("EUR", Optional.of(auditor(1)));
  private static final Asset NON = asset("NON", Optional.empty());
  private static final Fixed32 SMALL_ORDER =
      new Fixed32(
          HexFormat.of()
              .parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

  /** A statement as it stands in records, which may say what no statement can. */
  private interface Change extends Consumer<io.quittance.schemas.journal.Statement> {}

  private static final Change NOTHING = statement -> {};

  private final List<ObjectNode> vectors = new ArrayList<>();

  private static SigningKey key(int number) {
    return SigningKey.of(ByteBuffer.allocate(SigningKey.BYTES).putInt(number).array());
  }

  private static ElGamalKeypair auditor(int number) {
    byte[] secret = new byte[32];
    secret[0] = (byte) number;
    try {
      return ElGamalKeypair.of(ElGamalSecretKey.parse(secret));
    } catch (InvalidProofException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Asset asset(String code, Optional<ElGamalKeypair> auditor) {
    return new Asset(
        code,
        2,
        key(1).verifyingKey(),
        OFFICER.verifyingKey(),
        auditor.map(ElGamalKeypair::publicKey));
  }

  private static io.quittance.schemas.journal.Statement first(Change change) {
    io.quittance.schemas.journal.Statement first = record(founding().withRuleSet(1).payload());
    first.setOperatorKeys(new ArrayList<>(first.getOperatorKeys()));
    first.setAssets(new ArrayList<>(first.getAssets()));
    change.accept(first);
    return first;
  }

  private static Statement founding() {
    return Statement.founding(
        "local",
        AUTHORITY.verifyingKey(),
        4,
        OperatorKeys.of(
            List.of(
                new OperatorKeys.Effective(0, key(11).verifyingKey()),
                new OperatorKeys.Effective(1_000, key(12).verifyingKey()),
                new OperatorKeys.Effective(2_000, key(13).verifyingKey()))),
        List.of(EUR, NON));
  }

  private static io.quittance.schemas.journal.Statement record(byte[] payload) {
    try {
      return SingleObject.decode(io.quittance.schemas.journal.Statement.class, payload);
    } catch (MalformedRecordException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static io.quittance.schemas.journal.Statement next(
      io.quittance.schemas.journal.Statement before, Change change) {
    byte[] payload = SingleObject.encode(before);
    io.quittance.schemas.journal.Statement next = record(payload);
    next.setVersion(before.getVersion() + 1);
    next.setPrevious(new Fixed32(StatementSigning.hash(payload)));
    change.accept(next);
    return next;
  }

  private static byte[] sign(io.quittance.schemas.journal.Statement statement, SigningKey by) {
    byte[] payload = SingleObject.encode(statement);
    return SingleObject.encode(
        new SignedStatement(
            new Fixed64(by.sign(StatementSigning.message(payload)).toBytes()),
            ByteBuffer.wrap(payload)));
  }

  private void vector(String what, boolean accepted, byte[]... values) {
    ObjectNode vector = new ObjectMapper().createObjectNode();
    vector.put("what", what).put("accepted", accepted);
    var statements = vector.putArray("statements");
    for (byte[] value : values) {
      statements.add(HexFormat.of().formatHex(value));
    }
    vectors.add(vector);
  }

  /** A first statement that is changed, signed by its authority. */
  private void founded(String what, boolean accepted, Change change) {
    vector(what, accepted, sign(first(change), AUTHORITY));
  }

  /** A first statement as it must be, and a second one that changes something. */
  private void followed(String what, boolean accepted, Change change) {
    io.quittance.schemas.journal.Statement one = first(NOTHING);
    vector(what, accepted, sign(one, AUTHORITY), sign(next(one, change), AUTHORITY));
  }

  private static OperatorKey operator(long from, int number, boolean revoked) {
    return new OperatorKey(from, new Fixed32(key(number).verifyingKey().toBytes()), revoked);
  }

  private static Change operator(int index, OperatorKey key) {
    return statement -> statement.getOperatorKeys().set(index, key);
  }

  private static AuditorTerm term(int epoch, int number, long from, long grace, SigningKey by) {
    return term(EUR, epoch, number, from, grace, by);
  }

  private static AuditorTerm term(
      Asset asset, int epoch, int number, long from, long grace, SigningKey by) {
    NetworkId id = NetworkId.of(StatementSigning.hash(SingleObject.encode(first(NOTHING))));
    ElGamalKeypair key = auditor(number);
    AuditorRotation signed =
        AuditorRotation.sign(
            id, asset.id(), epoch, key.publicKey(), Math.max(1, from), Math.max(0, grace), by);
    return new AuditorTerm(
        new Fixed32(key.publicKey().compressed().toBytes()),
        from,
        grace,
        new Fixed64(signed.signature().toBytes()));
  }

  private static Change auditors(int asset, AuditorTerm... terms) {
    return statement -> statement.getAssets().get(asset).setRotations(List.of(terms));
  }

  private static AssetTerms terms(Asset asset) {
    return new AssetTerms(ByteBuffer.wrap(asset.definition()), List.of(), false);
  }

  private void ofOneStatement() {
    founded("a network", true, NOTHING);
    founded("a name of 64 bytes", true, s -> s.setName("n".repeat(64)));
    founded("a name of 65 bytes", false, s -> s.setName("n".repeat(65)));
    founded("no name", false, s -> s.setName(""));
    founded("version 2 at the beginning", false, s -> s.setVersion(2));
    founded("a beginning that follows something", false, s -> s.setPrevious(SMALL_ORDER));
    founded("most partitions", true, s -> s.setPartitions(Statement.MAX_PARTITIONS));
    founded("more than most partitions", false, s -> s.setPartitions(Statement.MAX_PARTITIONS + 1));
    founded("no partitions", false, s -> s.setPartitions(0));
    founded("rule set 0", false, s -> s.setRuleSet(0));
    founded("an authority of small order", false, s -> s.setAuthority(SMALL_ORDER));
    founded("no operator", false, s -> s.setOperatorKeys(List.of()));
    founded("a first key from 1 on", false, operator(0, operator(1, 11, false)));
    founded("keys of one time", false, operator(1, operator(2_000, 12, false)));
    founded("a key that stands twice", false, operator(1, operator(1_000, 11, false)));
    founded("a last key that is revoked", false, operator(2, operator(2_000, 13, true)));
    founded("a revoked key with one behind it", true, operator(1, operator(1_000, 12, true)));
    founded(
        "an operator's key of small order",
        false,
        operator(1, new OperatorKey(1_000L, SMALL_ORDER, false)));
    founded("an asset twice", false, s -> s.getAssets().add(terms(EUR)));
    founded(
        "two assets of one code",
        false,
        s -> s.getAssets().add(terms(asset("EUR", Optional.empty()))));
    founded("no assets", true, s -> s.setAssets(List.of()));
    for (String code : List.of("", "eur", "EURO5EURO5EUR")) {
      founded("the asset code \"" + code + "\"", false, s -> s.getAssets().add(coded(code, 2)));
    }
    founded("an asset of 18 decimals", true, s -> s.getAssets().add(coded("YEN", 18)));
    founded("an asset of 19 decimals", false, s -> s.getAssets().add(coded("YEN", 19)));
    founded(
        "a definition that is too short",
        false,
        s ->
            s.getAssets()
                .add(new AssetTerms(ByteBuffer.wrap(new byte[] {0, 2}), List.of(), false)));
    byte[] definition = NON.definition();
    System.arraycopy(SMALL_ORDER.bytes(), 0, definition, 5, 32);
    founded(
        "an issuer of small order",
        false,
        s -> s.getAssets().set(1, new AssetTerms(ByteBuffer.wrap(definition), List.of(), false)));
    vector("somebody else's signature", false, sign(first(NOTHING), STRANGER));
  }

  private static AssetTerms coded(String code, int decimals) {
    byte[] definition = NON.definition();
    byte[] name = code.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer other = ByteBuffer.allocate(definition.length - 3 + name.length);
    other.put((byte) name.length).put(name).put((byte) decimals);
    other.put(definition, 5, definition.length - 5);
    return new AssetTerms(other.flip(), List.of(), false);
  }

  private void ofTwoStatements() {
    followed("the same again", true, NOTHING);
    followed("another name", false, s -> s.setName("other"));
    followed("more partitions", false, s -> s.setPartitions(5));
    followed("a version left out", false, s -> s.setVersion(3));
    followed("another one before it", false, s -> s.setPrevious(SMALL_ORDER));
    followed("a new key", true, s -> s.getOperatorKeys().add(operator(3_000, 14, false)));
    followed("a key less", false, s -> s.getOperatorKeys().remove(2));
    followed("another key", false, operator(1, operator(1_000, 14, false)));
    followed("a key revoked", true, operator(1, operator(1_000, 12, true)));
    followed("the last key put off", true, operator(2, operator(2_001, 13, false)));
    followed("the last key sooner", false, operator(2, operator(1_999, 13, false)));
    followed("a former key put off", false, operator(1, operator(1_001, 12, false)));
    followed("keys in another order", false, s -> Collections.swap(s.getOperatorKeys(), 0, 1));
    followed("a new asset", true, s -> s.getAssets().add(coded("YEN", 0)));
    followed("an asset less", false, s -> s.getAssets().remove(1));
    followed("assets in another order", false, s -> Collections.swap(s.getAssets(), 0, 1));
    followed("an asset changed", false, s -> s.getAssets().set(1, coded("NON", 3)));
    followed("an auditor's key", true, auditors(0, term(1, 2, 10, 5, OFFICER)));
    followed("an auditor's key of nobody's", false, auditors(0, term(1, 2, 10, 5, STRANGER)));
    followed(
        "an auditor for an asset without", false, auditors(1, term(NON, 1, 2, 10, 5, OFFICER)));
    followed("an auditor's key again", false, auditors(0, term(1, 1, 10, 5, OFFICER)));
    followed("an auditor's key from 0 on", false, auditors(0, term(1, 2, 0, 5, OFFICER)));
    followed("a negative grace", false, auditors(0, term(1, 2, 10, -1, OFFICER)));
    AuditorTerm before = term(1, 2, 10, 5, OFFICER);
    followed("epochs", true, auditors(0, before, term(2, 3, 16, 0, OFFICER)));
    followed("an epoch in a grace", false, auditors(0, before, term(2, 3, 15, 0, OFFICER)));
    followed("an epoch left out", false, auditors(0, before, term(3, 3, 16, 0, OFFICER)));
  }

  private void ofThreeStatements() {
    io.quittance.schemas.journal.Statement one = first(NOTHING);
    byte[] founding = sign(one, AUTHORITY);
    var handedOver =
        next(one, s -> s.setAuthority(new Fixed32(SUCCESSOR.verifyingKey().toBytes())));
    byte[] second = sign(handedOver, AUTHORITY);
    var third = next(handedOver, NOTHING);
    vector("a new authority", true, founding, second, sign(third, SUCCESSOR));
    vector("a former authority", false, founding, second, sign(third, AUTHORITY));
    vector("an authority too early", false, founding, sign(handedOver, SUCCESSOR));
    vector("the first one twice", false, founding, founding);
    vector("no first one", false, second);
    var revoked = next(one, operator(1, operator(1_000, 12, true)));
    var unrevoked = next(revoked, operator(1, operator(1_000, 12, false)));
    vector(
        "a revoked key taken back",
        false,
        founding,
        sign(revoked, AUTHORITY),
        sign(unrevoked, AUTHORITY));
    var rotated = next(one, auditors(0, term(1, 2, 10, 5, OFFICER)));
    for (AuditorTerm[] changed :
        new AuditorTerm[][] {{}, {term(1, 3, 10, 5, OFFICER)}, {term(1, 2, 11, 5, OFFICER)}}) {
      vector(
          "an auditor's former key left out or changed",
          false,
          founding,
          sign(rotated, AUTHORITY),
          sign(next(rotated, auditors(0, changed)), AUTHORITY));
    }
    var closedTooEarly = next(one, closed(true));
    vector("an asset closed by rule set 1", false, founding, sign(closedTooEarly, AUTHORITY));
    ofClosedAssets(one);
    var later = first(s -> s.setRuleSet(2));
    var earlier = next(later, s -> s.setRuleSet(1));
    vector("an older rule set", false, sign(later, AUTHORITY), sign(earlier, AUTHORITY));
  }

  private static Change closed(boolean closed) {
    return statement -> statement.getAssets().get(0).setClosed(closed);
  }

  private void ofClosedAssets(io.quittance.schemas.journal.Statement one) {
    byte[] founding = sign(one, AUTHORITY);
    var raised = next(one, s -> s.setRuleSet(2));
    byte[] second = sign(raised, AUTHORITY);
    vector("rule set 2 behind rule set 1", true, founding, second);
    var closed = next(raised, closed(true));
    byte[] third = sign(closed, AUTHORITY);
    vector("an asset closed", true, founding, second, third);
    vector(
        "a closed asset as it was",
        true,
        founding,
        second,
        third,
        sign(next(closed, NOTHING), AUTHORITY));
    vector(
        "a closed asset opened",
        false,
        founding,
        second,
        third,
        sign(next(closed, closed(false)), AUTHORITY));
    vector(
        "a closed asset left out",
        false,
        founding,
        second,
        third,
        sign(next(closed, s -> s.getAssets().remove(0)), AUTHORITY));
    vector(
        "rule set 1 behind a closed asset",
        false,
        founding,
        second,
        third,
        sign(next(closed, s -> s.setRuleSet(1)), AUTHORITY));
    vector(
        "an asset closed as the rules change",
        true,
        founding,
        sign(
            next(
                one,
                s -> {
                  s.setRuleSet(2);
                  s.getAssets().get(0).setClosed(true);
                }),
            AUTHORITY));
    vector(
        "a network founded with a closed asset",
        true,
        sign(
            first(
                s -> {
                  s.setRuleSet(2);
                  s.getAssets().get(0).setClosed(true);
                }),
            AUTHORITY));
  }

  private String all() throws Exception {
    vectors.clear();
    ofOneStatement();
    ofTwoStatements();
    ofThreeStatements();
    StringBuilder text = new StringBuilder("[\n");
    for (ObjectNode vector : vectors) {
      text.append(vector).append(vector == vectors.get(vectors.size() - 1) ? "\n" : ",\n");
    }
    return text.append("]\n").toString();
  }

  /** Writes the vectors; run it in the module's directory. */
  public static void main(String[] arguments) throws Exception {
    Files.writeString(FILE, new StatementVectorsTest().all());
  }

  @Test
  void vectors_areTheOnesThatTheWalletInJavaScriptIsHeldTo() throws Exception {
    assertEquals(Files.readString(FILE), all(), "renew them: see this class");
  }

  @Test
  void chains_areTakenOrRefusedAsTheVectorsSay() throws Exception {
    all();
    List<String> wrong = new ArrayList<>();
    for (ObjectNode vector : vectors) {
      List<byte[]> values = new ArrayList<>();
      vector
          .get("statements")
          .forEach(value -> values.add(HexFormat.of().parseHex(value.textValue())));
      if (isTaken(values) != vector.get("accepted").booleanValue()) {
        wrong.add(vector.get("what").textValue());
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean isTaken(List<byte[]> values) {
    try {
      return StatementChain.of(values).latest().version() == values.size();
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
