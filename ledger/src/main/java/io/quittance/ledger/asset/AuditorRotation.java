package io.quittance.ledger.asset;

import io.quittance.schemas.AssetId;
import io.quittance.schemas.AuditorRotationSigning;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A statement of an asset's compliance officer that its auditor has another key from a time of the
 * log on. The asset stays the same: its id covers the officer's key, and the officer answers for
 * the auditor's.
 *
 * <p>The signature covers, big-endian:
 *
 * <pre>
 * asset id (32) ‖ u32 epoch ‖ auditor's ElGamal key (32) ‖ u64 from ‖ u64 grace
 * </pre>
 *
 * @param epoch number of the epoch that begins, 1 for the first rotation
 * @param key the auditor's new key
 * @param fromMillis log-append time at which the epoch begins, milliseconds since
 *     1970-01-01T00:00:00Z
 * @param graceMillis for how long from then on the former key may still be used, milliseconds
 * @param signature the officer's
 */
public record AuditorRotation(
    int epoch,
    ElGamalPublicKey key,
    long fromMillis,
    long graceMillis,
    Ed25519Signature signature) {
  private static final int PAYLOAD_BYTES =
      AssetId.BYTES + Integer.BYTES + ElGamalPublicKey.BYTES + 2 * Long.BYTES;

  /** Checks the numbers. */
  public AuditorRotation {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(signature, "signature");
    if (epoch < 1) {
      throw new IllegalArgumentException("an epoch that begins is numbered from 1, not " + epoch);
    }
    if (fromMillis <= 0 || graceMillis < 0 || fromMillis > Long.MAX_VALUE - graceMillis) {
      throw new IllegalArgumentException(
          "an epoch must begin after 1970 and its grace must not be negative");
    }
  }

  /** Returns the rotation, signed by an asset's officer for a network. */
  public static AuditorRotation sign(
      NetworkId network,
      AssetId asset,
      int epoch,
      ElGamalPublicKey key,
      long fromMillis,
      long graceMillis,
      SigningKey officer) {
    byte[] payload = payload(asset, epoch, key, fromMillis, graceMillis);
    return new AuditorRotation(
        epoch,
        key,
        fromMillis,
        graceMillis,
        officer.sign(AuditorRotationSigning.message(network, payload)));
  }

  /**
   * Checks the signature.
   *
   * @throws IllegalArgumentException if the officer did not sign this for this asset and network
   */
  public void requireSigned(NetworkId network, AssetId asset, VerifyingKey officer) {
    byte[] payload = payload(asset, epoch, key, fromMillis, graceMillis);
    try {
      officer.verify(AuditorRotationSigning.message(network, payload), signature);
    } catch (InvalidSignatureException e) {
      throw new IllegalArgumentException(
          "the auditor's key of epoch "
              + epoch
              + " is not signed by the asset's compliance officer for this network",
          e);
    }
  }

  private static byte[] payload(
      AssetId asset, int epoch, ElGamalPublicKey key, long fromMillis, long graceMillis) {
    return ByteBuffer.allocate(PAYLOAD_BYTES)
        .put(asset.toBytes())
        .putInt(epoch)
        .put(key.toBytes())
        .putLong(fromMillis)
        .putLong(graceMillis)
        .array();
  }
}
