package io.quittance.network.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One of the operator's keys as a network file spells it.
 *
 * @param from the first log-append time it signs for, in whole milliseconds; {@link #BEGINNING} for
 *     the first key
 * @param key Ed25519 public key, 64 hexadecimal digits
 * @param revoked whether no signature of it counts any more, because others may have its secret
 */
public record OperatorKeyEntry(Instant from, String key, boolean revoked) {
  /** Since when the first key signs. */
  public static final Instant BEGINNING = Instant.EPOCH;

  private static final int KEY_BYTES = 32;

  public OperatorKeyEntry {
    Objects.requireNonNull(key, "key");
    from = from.truncatedTo(ChronoUnit.MILLIS);
  }

  /** A key that only the operator has. */
  public OperatorKeyEntry(Instant from, String key) {
    this(from, key, false);
  }

  /** The same key, from now on without weight. */
  public OperatorKeyEntry asRevoked() {
    return new OperatorKeyEntry(from, key, true);
  }

  static OperatorKeyEntry of(OperatorKeys.Effective effective) {
    return new OperatorKeyEntry(
        Instant.ofEpochMilli(effective.fromMillis()),
        effective.key().toString(),
        effective.revoked());
  }

  static OperatorKeyEntry parse(JsonDocument document) throws QuittanceException {
    return new OperatorKeyEntry(
        document.has("from") ? document.instant("from") : BEGINNING,
        key(document, "key"),
        document.has("revoked") && document.flag("revoked"));
  }

  static String key(JsonDocument document, String field) throws QuittanceException {
    return HexFormat.of().formatHex(document.bytes(field, KEY_BYTES));
  }

  void write(ObjectNode object) {
    if (!from.equals(BEGINNING)) {
      object.put("from", from.toString());
    }
    object.put("key", key);
    if (revoked) {
      object.put("revoked", true);
    }
  }

  OperatorKeys.Effective effective() throws InvalidSignatureException {
    return new OperatorKeys.Effective(
        from.toEpochMilli(), VerifyingKey.parse(HexFormat.of().parseHex(key)), revoked);
  }
}
