package io.quittance.stack.local;

import io.quittance.ledger.account.OpeningProof;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.schemas.Limits;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.wallet.account.CommandSealer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Records that must not be accepted, and why. */
final class BadInput {
  record Case(ProducerRecord<byte[], byte[]> record, RejectionCode code) {}

  private BadInput() {}

  /** One case of every kind, by name. */
  static Map<String, Case> cases(Town town) throws Exception {
    WalletAccount account = town.person("mallory");
    PreparedCommand open = account.open();
    byte[] key = open.key();
    byte[] good = open.value();
    int home = town.record(open).partition();
    int elsewhere = (home + 1) % town.partitions();
    Map<String, Case> cases = new LinkedHashMap<>();
    put(cases, "garbage", home, key, new byte[] {1, 2, 3}, RejectionCode.MALFORMED);
    put(cases, "empty", home, key, new byte[0], RejectionCode.MALFORMED);
    put(cases, "null value", home, key, null, RejectionCode.MALFORMED);
    put(cases, "null key and value", home, null, null, RejectionCode.MALFORMED);
    put(
        cases,
        "truncated",
        home,
        key,
        Arrays.copyOf(good, good.length - 1),
        RejectionCode.MALFORMED);
    put(
        cases,
        "one byte too many",
        home,
        key,
        Arrays.copyOf(good, good.length + 1),
        RejectionCode.MALFORMED);
    put(
        cases,
        "garbage at the size limit",
        home,
        key,
        new byte[Limits.MAX_RECORD_BYTES],
        RejectionCode.MALFORMED);
    put(
        cases,
        "one past the size limit",
        home,
        key,
        Arrays.copyOf(good, Limits.MAX_RECORD_BYTES + 1),
        RejectionCode.TOO_LARGE);
    put(cases, "half a megabyte", home, key, new byte[1 << 19], RejectionCode.TOO_LARGE);
    byte[] unknown = good.clone();
    unknown[SingleObject.HEADER_BYTES - 1] ^= 1;
    put(cases, "unknown fingerprint", home, key, unknown, RejectionCode.MALFORMED);
    put(cases, "null key", home, null, good, RejectionCode.WRONG_PARTITION);
    put(cases, "short key", home, new byte[] {1}, good, RejectionCode.WRONG_PARTITION);
    put(cases, "wrong partition", elsewhere, key, good, RejectionCode.WRONG_PARTITION);
    put(cases, "unknown asset", unknownAsset(town));
    put(cases, "other network", otherNetwork(town));
    put(cases, "forged proof", forgedProof(town));
    put(cases, "before opening", unopened(town));
    return cases;
  }

  /** What is wrong with the rejection of one case, if anything. */
  static List<String> check(
      String name, Case bad, RecordMetadata place, List<Rejection> rejections) {
    List<Rejection> found =
        rejections.stream()
            .filter(r -> r.getTopic().equals(place.topic()))
            .filter(r -> r.getPosition().getPartition() == place.partition())
            .filter(r -> r.getPosition().getOffset() == place.offset())
            .toList();
    if (found.size() != 1) {
      return List.of(name + ": rejected " + found.size() + " times");
    }
    Rejection rejection = found.get(0);
    List<String> failures = new ArrayList<>();
    if (!rejection.getCode().equals(bad.code().name())) {
      failures.add(
          name + ": rejected as " + rejection.getCode() + ", " + rejection.getExplanation());
    }
    if (rejection.getExplanation().isBlank()) {
      failures.add(name + ": no explanation");
    }
    if (rejection.getRetryable() != bad.code().retryable()) {
      failures.add(name + ": wrong about retrying");
    }
    byte[] value = bad.record().value();
    if (rejection.getValueBytes() != (value == null ? -1 : value.length)) {
      failures.add(name + ": tells a size of " + rejection.getValueBytes());
    }
    return failures;
  }

  private static Case unknownAsset(Town town) throws Exception {
    Asset known = town.asset();
    Asset unknown =
        new Asset(
            known.code(),
            known.decimals() + 1,
            known.issuer(),
            known.complianceOfficer(),
            known.auditors());
    WalletKeys keys = town.person("mallory").keys();
    PreparedCommand open = WalletAccount.unopened(keys, unknown, new SecureRandom()).open();
    return new Case(town.record(open), RejectionCode.UNKNOWN_ASSET);
  }

  private static Case otherNetwork(Town town) throws Exception {
    WalletKeys keys =
        WalletKeys.generate(
            "mallory",
            // Another network may be called the same.
            new NetworkIdentity(NetworkId.of(new byte[NetworkId.BYTES]), town.identity().name()),
            town.asset().code(),
            new SecureRandom());
    PreparedCommand open = WalletAccount.unopened(keys, town.asset(), new SecureRandom()).open();
    return new Case(town.record(open), RejectionCode.BAD_SIGNATURE);
  }

  private static Case forgedProof(Town town) throws Exception {
    WalletAccount account = town.person("mallory");
    PreparedCommand open = account.open();
    SignedCommand signed = SingleObject.decode(SignedCommand.class, open.value());
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().get(payload);
    OpenAccount command = SingleObject.decode(OpenAccount.class, payload);
    // The lowest bit of the proof's last scalar: the encoding stays good, the proof does not.
    command.getKeyProof().bytes()[OpeningProof.BYTES - 32] ^= 1;
    byte[] value =
        CommandSealer.seal(town.identity().id(), account.keys().owner(), Long.MAX_VALUE, command);
    return new Case(
        new ProducerRecord<>(
            Topics.JOURNAL.name(), town.record(open).partition(), open.key(), value),
        RejectionCode.BAD_PROOF);
  }

  private static Case unopened(Town town) throws Exception {
    WalletAccount account = town.person("mallory");
    account.accepted(account.open());
    return new Case(town.record(account.applyCredits(0)), RejectionCode.NOT_OPEN);
  }

  private static void put(Map<String, Case> cases, String name, Case bad) {
    cases.put(name, bad);
  }

  private static void put(
      Map<String, Case> cases,
      String name,
      int partition,
      byte[] key,
      byte[] value,
      RejectionCode code) {
    cases.put(
        name, new Case(new ProducerRecord<>(Topics.JOURNAL.name(), partition, key, value), code));
  }
}
