package io.quittance.fuzz;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.AssetTerms;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.statement.StatementChain.Reading;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.StatementSigning;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.ElGamalKeypair;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What claims to be a statement of the network: anybody may write it into the journal. */
final class StatementTargets {
  private static final int MAX_BYTES = 8192;
  private static final SigningKey AUTHORITY = SigningKey.random(new SeededRandom(21));
  private static final StatementChain ONE = StatementChain.found(founding(), AUTHORITY);

  /** The statements that are known. */
  private static final StatementChain TWO =
      ONE.with(
          ONE.latest().next().withAsset(AssetTerms.open(asset("YEN", Optional.empty()))),
          AUTHORITY);

  private static final byte[] THIRD = StatementChain.sign(TWO.latest().next(), AUTHORITY);
  private static final byte[] FORK = StatementChain.sign(ONE.latest().next(), AUTHORITY);

  private StatementTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "statement",
            Effort.CALCULATE,
            MAX_BYTES,
            () -> Stream.concat(TWO.values().stream(), Stream.of(THIRD, FORK)).toList(),
            StatementTargets::statement),
        new FuzzTarget(
            "statement-payload",
            Effort.CALCULATE,
            MAX_BYTES,
            () -> List.of(TWO.version(1).payload(), TWO.version(2).payload(), payload(THIRD)),
            StatementTargets::signed));
  }

  private static Statement founding() {
    SeededRandom random = new SeededRandom(22);
    return Statement.founding(
        "fuzzed",
        AUTHORITY.verifyingKey(),
        4,
        OperatorKeys.of(SigningKey.random(random).verifyingKey()),
        List.of(asset("EUR", Optional.of(ElGamalKeypair.random(random)))));
  }

  private static Asset asset(String code, Optional<ElGamalKeypair> auditor) {
    SeededRandom random = new SeededRandom(23);
    return new Asset(
        code,
        2,
        SigningKey.random(random).verifyingKey(),
        SigningKey.random(random).verifyingKey(),
        auditor.map(ElGamalKeypair::publicKey));
  }

  private static byte[] payload(byte[] value) throws Exception {
    ByteBuffer payload = SingleObject.decode(SignedStatement.class, value).getPayload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  /** Nobody can make a statement but the authority: what is more than ignored are the seeds. */
  private static void statement(byte[] value) {
    Reading reading = TWO.read(value);
    if (reading instanceof Reading.Known known) {
      Expect.that(
          Arrays.equals(TWO.values().get(known.version() - 1), value), "it is not the known one");
    } else if (reading instanceof Reading.Taken) {
      Expect.that(Arrays.equals(THIRD, value), "a statement that nobody signed is taken");
    } else if (reading instanceof Reading.Forked) {
      Expect.that(Arrays.equals(FORK, value), "a fork that nobody signed is told");
    } else if (reading instanceof Reading.Ignored ignored) {
      Expect.that(!ignored.explanation().isBlank(), "it is ignored without a reason");
    }
  }

  /** Signs any payload as the authority, so that it comes as far as what it says does. */
  private static void signed(byte[] payload) {
    byte[] signature = AUTHORITY.sign(StatementSigning.message(payload)).toBytes();
    Reading reading =
        TWO.read(
            SingleObject.encode(
                new SignedStatement(new Fixed64(signature), ByteBuffer.wrap(payload))));
    if (reading instanceof Reading.Taken taken) {
      Expect.that(
          Arrays.equals(taken.chain().latest().payload(), payload), "taken, but it says another");
    } else if (reading instanceof Reading.Ignored ignored) {
      Expect.that(!ignored.explanation().isBlank(), "it is ignored without a reason");
    }
    try {
      Statement parsed = Statement.parse(payload);
      Expect.that(Arrays.equals(parsed.payload(), payload), "parsed, but it says another");
    } catch (IllegalArgumentException refusal) {
      Expect.explained(refusal);
    }
  }
}
