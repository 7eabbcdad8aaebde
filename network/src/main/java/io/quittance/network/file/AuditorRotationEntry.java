package io.quittance.network.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One change of an auditor's key as a network file spells it.
 *
 * @param epoch number of the epoch that begins
 * @param from the log-append time at which it begins, in whole milliseconds
 * @param grace for how long the former key may still be used, such as {@code PT24H}
 * @param key ElGamal public key, 64 hexadecimal digits
 * @param signature the compliance officer's, 128 hexadecimal digits
 */
public record AuditorRotationEntry(
    int epoch, Instant from, Duration grace, String key, String signature) {
  public AuditorRotationEntry {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(grace, "grace");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(signature, "signature");
  }

  /** The entry of a rotation. */
  public static AuditorRotationEntry of(AuditorRotation rotation) {
    return new AuditorRotationEntry(
        rotation.epoch(),
        Instant.ofEpochMilli(rotation.fromMillis()),
        Duration.ofMillis(rotation.graceMillis()),
        HexFormat.of().formatHex(rotation.key().toBytes()),
        HexFormat.of().formatHex(rotation.signature().toBytes()));
  }

  static AuditorRotationEntry parse(JsonDocument document) throws QuittanceException {
    return new AuditorRotationEntry(
        document.integer("epoch", 1, Integer.MAX_VALUE),
        document.instant("from"),
        grace(document),
        HexFormat.of().formatHex(document.bytes("key", ElGamalPublicKey.BYTES)),
        HexFormat.of().formatHex(document.bytes("signature", Ed25519Signature.BYTES)));
  }

  private static Duration grace(JsonDocument document) throws QuittanceException {
    try {
      return Duration.parse(document.text("grace"));
    } catch (DateTimeParseException e) {
      throw document.wrong("grace", "must be a length of time such as PT24H");
    }
  }

  void write(ObjectNode object) {
    object
        .put("epoch", epoch)
        .put("from", from.toString())
        .put("grace", grace.toString())
        .put("key", key)
        .put("signature", signature);
  }

  AuditorRotation rotation() throws InvalidProofException {
    return new AuditorRotation(
        epoch,
        ElGamalPublicKey.parse(HexFormat.of().parseHex(key)),
        from.toEpochMilli(),
        grace.toMillis(),
        Ed25519Signature.of(HexFormat.of().parseHex(signature)));
  }
}
