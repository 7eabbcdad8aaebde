package io.quittance.ledger.statement;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorEpochs;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.StatementSigning;
import io.quittance.schemas.journal.OperatorKey;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * The whole definition of a network.
 *
 * @param version 1 for the first statement
 * @param previous hash of the statement before, 32 bytes, all zero in version 1
 * @param name what people call the network, as {@link NetworkIdentity} has it
 * @param authority who signs the next version, and version 1 itself
 * @param partitions of the journal, fixed for the life of the network
 * @param ruleSet by which rules records are read and judged, from 1
 * @param operator the keys that sign receipts and entries
 * @param assets what is settled, at most 1,000; ids and codes are unique; rule set 1 knows no
 *     closed ones, so that nobody closes an asset who finds out later that it has no effect
 */
public record Statement(
    int version,
    Bytes previous,
    String name,
    VerifyingKey authority,
    int partitions,
    int ruleSet,
    OperatorKeys operator,
    List<AssetTerms> assets) {
  /** Most assets. */
  public static final int MAX_ASSETS = 1000;

  /** Most partitions. */
  public static final int MAX_PARTITIONS = 100_000;

  /** The newest rules that are built in, by which new networks begin; the older ones are, too. */
  public static final int RULE_SET = 2;

  /** The first rules by which an asset can be closed. */
  public static final int CLOSES_ASSETS = 2;

  /** The previous statement of the first one. */
  public static final Bytes NOTHING = Bytes.zero(NetworkId.BYTES);

  /** Checks that it could be some network's. */
  public Statement {
    Objects.requireNonNull(authority, "authority");
    Objects.requireNonNull(operator, "operator");
    assets = List.copyOf(assets);
    NetworkIdentity.requireName(name);
    require(version >= 1, "versions begin with 1, not " + version);
    require(
        previous.length() == NetworkId.BYTES && (version == 1) == previous.equals(NOTHING),
        "version 1 and no other names no statement before");
    require(
        partitions >= 1 && partitions <= MAX_PARTITIONS,
        "a journal has 1 to " + MAX_PARTITIONS + " partitions, not " + partitions);
    require(ruleSet >= 1, "rule sets begin with 1, not " + ruleSet);
    require(
        assets.size() <= MAX_ASSETS,
        "a network has at most " + MAX_ASSETS + " assets, not " + assets.size());
    Set<String> codes = new HashSet<>();
    for (AssetTerms terms : assets) {
      require(codes.add(terms.asset().code()), "asset " + terms.asset().code() + " stands twice");
      require(
          !terms.closed() || ruleSet >= CLOSES_ASSETS,
          "asset " + terms.asset().code() + " is closed, and rule set 1 knows no closed assets");
    }
  }

  private static void require(boolean right, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /**
   * Returns the first statement of a network.
   *
   * @param assets what it settles, all of them open
   */
  public static Statement founding(
      String name,
      VerifyingKey authority,
      int partitions,
      OperatorKeys operator,
      List<Asset> assets) {
    return new Statement(
        1,
        NOTHING,
        name,
        authority,
        partitions,
        RULE_SET,
        operator,
        assets.stream().map(AssetTerms::open).toList());
  }

  /** Returns the statement that follows this one and says the same, for something to be changed. */
  public Statement next() {
    return new Statement(
        version + 1, hash(), name, authority, partitions, ruleSet, operator, assets);
  }

  /** Returns the statement with another authority: who signs the version after it. */
  public Statement withAuthority(VerifyingKey other) {
    return new Statement(version, previous, name, other, partitions, ruleSet, operator, assets);
  }

  /** Returns the statement with other keys of the operator. */
  public Statement withOperator(OperatorKeys keys) {
    return new Statement(version, previous, name, authority, partitions, ruleSet, keys, assets);
  }

  /** Returns the statement with other rules. */
  public Statement withRuleSet(int rules) {
    return new Statement(version, previous, name, authority, partitions, rules, operator, assets);
  }

  /** Returns the statement with the terms of an asset, in the place of those of its code if any. */
  public Statement withAsset(AssetTerms terms) {
    List<AssetTerms> all = new ArrayList<>(assets);
    all.replaceAll(one -> one.asset().code().equals(terms.asset().code()) ? terms : one);
    if (!all.contains(terms)) {
      all.add(terms);
    }
    return new Statement(version, previous, name, authority, partitions, ruleSet, operator, all);
  }

  /**
   * What bytes claim to be, which stands in front of all that is dear to read.
   *
   * @param version which version
   * @param previous hash of the statement before, 32 bytes
   */
  record Claim(int version, Bytes previous) {}

  /**
   * Returns what these bytes claim to be.
   *
   * @param payload in single-object encoding
   * @throws IllegalArgumentException if they do not even begin like a statement
   */
  static Claim claimed(byte[] payload) {
    require(
        SingleObject.claims(io.quittance.schemas.journal.Statement.class, payload),
        "the signed payload is no statement");
    int header = SingleObject.HEADER_BYTES;
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(payload, header, payload.length - header, null);
      int version = decoder.readInt();
      require(version >= 1, "versions begin with 1, not " + version);
      byte[] previous = new byte[NetworkId.BYTES];
      decoder.readFixed(previous);
      return new Claim(version, Bytes.of(previous));
    } catch (IOException cutOff) {
      throw new IllegalArgumentException("the statement is cut off at its beginning", cutOff);
    }
  }

  /**
   * Reads a statement.
   *
   * @param payload in single-object encoding
   * @throws IllegalArgumentException if the bytes are no statement that could be some network's
   */
  public static Statement parse(byte[] payload) {
    try {
      io.quittance.schemas.journal.Statement record =
          SingleObject.decode(io.quittance.schemas.journal.Statement.class, payload);
      requireFew(record);
      List<OperatorKeys.Effective> keys = new ArrayList<>();
      for (OperatorKey key : record.getOperatorKeys()) {
        keys.add(
            new OperatorKeys.Effective(
                key.getFromMillis(), VerifyingKey.parse(key.getKey().bytes()), key.getRevoked()));
      }
      return new Statement(
          record.getVersion(),
          Bytes.of(record.getPrevious().bytes()),
          record.getName(),
          VerifyingKey.parse(record.getAuthority().bytes()),
          record.getPartitions(),
          record.getRuleSet(),
          OperatorKeys.of(keys),
          record.getAssets().stream().map(AssetTerms::of).toList());
    } catch (MalformedRecordException | InvalidSignatureException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  /** Refuses what is too much before the first point of a key is decoded. */
  private static void requireFew(io.quittance.schemas.journal.Statement record) {
    int keys = record.getOperatorKeys().size();
    require(
        keys <= OperatorKeys.MAX_KEYS,
        "an operator has 1 to " + OperatorKeys.MAX_KEYS + " keys, not " + keys);
    int assets = record.getAssets().size();
    require(assets <= MAX_ASSETS, "a network has at most " + MAX_ASSETS + " assets, not " + assets);
    for (io.quittance.schemas.journal.AssetTerms terms : record.getAssets()) {
      int rotations = terms.getRotations().size();
      require(
          rotations <= AuditorEpochs.MAX_ROTATIONS,
          "an auditor's key can be changed "
              + AuditorEpochs.MAX_ROTATIONS
              + " times, not "
              + rotations);
    }
  }

  /** Returns the statement in single-object encoding: what is signed and hashed. */
  public byte[] payload() {
    return SingleObject.encode(
        new io.quittance.schemas.journal.Statement(
            version,
            new Fixed32(previous.toBytes()),
            name,
            new Fixed32(authority.toBytes()),
            partitions,
            ruleSet,
            operator.all().stream().map(Statement::toRecord).toList(),
            assets.stream().map(AssetTerms::toRecord).toList()));
  }

  private static OperatorKey toRecord(OperatorKeys.Effective key) {
    return new OperatorKey(key.fromMillis(), new Fixed32(key.key().toBytes()), key.revoked());
  }

  /** Returns the hash by which the next statement names this one, 32 bytes. */
  public Bytes hash() {
    return Bytes.of(StatementSigning.hash(payload()));
  }

  /** Returns whether this build has the rules that the statement asks for. */
  public boolean isOfKnownRules() {
    return ruleSet <= RULE_SET;
  }

  /** Returns what is settled. */
  public Assets settled() {
    return Assets.of(
        assets.stream().map(AssetTerms::asset).toList(),
        assets.stream()
            .filter(AssetTerms::closed)
            .map(terms -> terms.asset().id())
            .collect(Collectors.toSet()));
  }

  /** Returns why another statement cannot follow this one, if it cannot. */
  public Optional<String> broken(Statement next) {
    if (next.version != version + 1) {
      return Optional.of("version " + next.version + " does not follow version " + version);
    }
    if (!next.previous.equals(hash())) {
      return Optional.of("version " + next.version + " follows another version " + version);
    }
    if (!next.name.equals(name) || next.partitions != partitions) {
      return Optional.of("name and number of partitions stay as they are");
    }
    if (next.ruleSet < ruleSet) {
      return Optional.of("rule set " + next.ruleSet + " is older than rule set " + ruleSet);
    }
    if (!keeps(operator.all(), next.operator.all())) {
      return Optional.of("keys of the operator are missing or changed");
    }
    if (next.assets.size() < assets.size()) {
      return Optional.of("assets are missing");
    }
    for (int i = 0; i < assets.size(); i++) {
      Optional<String> broken = assets.get(i).broken(next.assets.get(i));
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  /** Keys stay, in their order; one may be revoked, and the last one may sign from later on. */
  private static boolean keeps(
      List<OperatorKeys.Effective> before, List<OperatorKeys.Effective> after) {
    if (after.size() < before.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      OperatorKeys.Effective was = before.get(i);
      OperatorKeys.Effective now = after.get(i);
      boolean last = i > 0 && i == before.size() - 1;
      boolean sameTime =
          now.fromMillis() == was.fromMillis() || last && now.fromMillis() > was.fromMillis();
      if (!now.key().equals(was.key()) || !sameTime || was.revoked() && !now.revoked()) {
        return false;
      }
    }
    return true;
  }
}
