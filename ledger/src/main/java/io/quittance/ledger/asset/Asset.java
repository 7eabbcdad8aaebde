package io.quittance.ledger.asset;

import io.quittance.schemas.AssetId;
import io.quittance.schemas.Limits;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A currency or other good that is settled, and who answers for it.
 *
 * <p>Its definition, whose hash is its id:
 *
 * <table>
 * <caption>Definition bytes</caption>
 * <tr><th>bytes</th><th>what</th></tr>
 * <tr><td>1</td><td>length of the code</td></tr>
 * <tr><td>1 to 12</td><td>code: upper-case letters and digits, ASCII</td></tr>
 * <tr><td>1</td><td>decimals, 0 to 18</td></tr>
 * <tr><td>32</td><td>issuer's Ed25519 key</td></tr>
 * <tr><td>32</td><td>compliance officer's Ed25519 key</td></tr>
 * <tr><td>32</td><td>auditor's first ElGamal key, zero bytes where there is none</td></tr>
 * </table>
 *
 * @param code what people call it, "EUR" for example
 * @param decimals how many decimals its smallest unit has
 * @param issuer who may issue it
 * @param complianceOfficer who may freeze and unfreeze its accounts
 * @param auditors for whom every amount is encrypted as well, if anybody; the first key is the one
 *     in the definition
 */
public record Asset(
    String code,
    int decimals,
    VerifyingKey issuer,
    VerifyingKey complianceOfficer,
    AuditorEpochs auditors) {

  private static final String CODE = "[A-Z0-9]{1," + Limits.MAX_ASSET_CODE_BYTES + "}";
  private static final int KEYS_BYTES = 2 * VerifyingKey.BYTES + CompressedRistretto.BYTES;

  /** Checks the code and the decimals. */
  public Asset {
    if (!code.matches(CODE)) {
      throw new IllegalArgumentException(
          "asset code must be 1 to 12 upper-case letters and digits, not \"" + code + "\"");
    }
    if (decimals < 0 || decimals > Limits.MAX_ASSET_DECIMALS) {
      throw new IllegalArgumentException(
          "asset must have 0 to " + Limits.MAX_ASSET_DECIMALS + " decimals, not " + decimals);
    }
  }

  /** Makes an asset whose auditor, if it has one, never changed his key. */
  public Asset(
      String code,
      int decimals,
      VerifyingKey issuer,
      VerifyingKey complianceOfficer,
      Optional<ElGamalPublicKey> auditor) {
    this(code, decimals, issuer, complianceOfficer, AuditorEpochs.of(auditor));
  }

  /** Returns the asset with other epochs of its auditor; its definition stays the same. */
  public Asset withRotations(List<AuditorRotation> rotations) {
    return new Asset(
        code, decimals, issuer, complianceOfficer, AuditorEpochs.of(auditors.first(), rotations));
  }

  /**
   * Returns the asset with this definition.
   *
   * @throws IllegalArgumentException if the bytes are no definition
   */
  public static Asset parse(byte[] definition) {
    int codeBytes = definition.length == 0 ? 0 : definition[0] & 0xff;
    if (definition.length != 1 + codeBytes + 1 + KEYS_BYTES) {
      throw new IllegalArgumentException(
          "asset definition has a wrong length of " + definition.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(definition, 1, definition.length - 1);
    String code = new String(take(in, codeBytes), StandardCharsets.US_ASCII);
    int decimals = in.get();
    try {
      VerifyingKey issuer = VerifyingKey.parse(take(in, VerifyingKey.BYTES));
      VerifyingKey officer = VerifyingKey.parse(take(in, VerifyingKey.BYTES));
      byte[] auditor = take(in, CompressedRistretto.BYTES);
      return new Asset(
          code,
          decimals,
          issuer,
          officer,
          CompressedRistretto.of(auditor).isIdentity()
              ? Optional.empty()
              : Optional.of(ElGamalPublicKey.parse(auditor)));
    } catch (InvalidSignatureException | InvalidProofException badKey) {
      throw new IllegalArgumentException(
          "asset definition holds a bad key: " + badKey.getMessage(), badKey);
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Returns the definition bytes. */
  public byte[] definition() {
    byte[] name = code.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(1 + name.length + 1 + KEYS_BYTES)
        .put((byte) name.length)
        .put(name)
        .put((byte) decimals)
        .put(issuer.toBytes())
        .put(complianceOfficer.toBytes())
        .put(auditorKey().toBytes())
        .array();
  }

  /** Returns the hash of the definition. */
  public AssetId id() {
    return AssetId.derive(definition());
  }

  private CompressedRistretto auditorKey() {
    return auditors.first().map(ElGamalPublicKey::compressed).orElse(CompressedRistretto.IDENTITY);
  }
}
