package io.quittance.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.network.document.JsonDocument;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One asset as a network file spells it: keys as 64 hexadecimal digits.
 *
 * @param code the asset's code, such as EUR
 * @param decimals digits after the dot in decimal notation
 * @param issuerKey Ed25519 public key of who may issue
 * @param complianceOfficerKey Ed25519 public key of who may freeze accounts
 * @param auditorKey the first ElGamal public key of who can read all amounts, if anybody can
 * @param auditorRotations how that key has changed since, or will
 */
public record AssetEntry(
    String code,
    int decimals,
    String issuerKey,
    String complianceOfficerKey,
    Optional<String> auditorKey,
    List<AuditorRotationEntry> auditorRotations) {
  private static final int KEY_BYTES = 32;

  public AssetEntry {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(issuerKey, "issuerKey");
    Objects.requireNonNull(complianceOfficerKey, "complianceOfficerKey");
    Objects.requireNonNull(auditorKey, "auditorKey");
    auditorRotations = List.copyOf(auditorRotations);
  }

  /** The entry of an asset whose auditor, if it has one, never changed his key. */
  public AssetEntry(
      String code,
      int decimals,
      String issuerKey,
      String complianceOfficerKey,
      Optional<String> auditorKey) {
    this(code, decimals, issuerKey, complianceOfficerKey, auditorKey, List.of());
  }

  /** The entry of an asset. */
  public static AssetEntry of(Asset asset) {
    return new AssetEntry(
        asset.code(),
        asset.decimals(),
        asset.issuer().toString(),
        asset.complianceOfficer().toString(),
        asset.auditors().first().map(key -> HexFormat.of().formatHex(key.toBytes())),
        asset.auditors().rotations().stream().map(AuditorRotationEntry::of).toList());
  }

  static AssetEntry parse(JsonDocument document) throws QuittanceException {
    List<AuditorRotationEntry> rotations = new ArrayList<>();
    if (document.has("auditorRotations")) {
      for (JsonDocument object : document.objects("auditorRotations")) {
        rotations.add(AuditorRotationEntry.parse(object));
      }
    }
    return new AssetEntry(
        document.text("code"),
        document.integer("decimals", 0, AmountFormat.MAX_DECIMALS),
        key(document, "issuerKey"),
        key(document, "complianceOfficerKey"),
        document.has("auditorKey") ? Optional.of(key(document, "auditorKey")) : Optional.empty(),
        rotations);
  }

  void write(ObjectNode object) {
    object
        .put("code", code)
        .put("decimals", decimals)
        .put("issuerKey", issuerKey)
        .put("complianceOfficerKey", complianceOfficerKey);
    auditorKey.ifPresent(key -> object.put("auditorKey", key));
    if (!auditorRotations.isEmpty()) {
      ArrayNode array = object.putArray("auditorRotations");
      auditorRotations.forEach(rotation -> rotation.write(array.addObject()));
    }
  }

  /** The same asset, whose auditor's key changes once more. */
  public AssetEntry withRotation(AuditorRotationEntry rotation) {
    List<AuditorRotationEntry> rotations = new ArrayList<>(auditorRotations);
    rotations.add(rotation);
    return new AssetEntry(code, decimals, issuerKey, complianceOfficerKey, auditorKey, rotations);
  }

  /** The asset, its keys decoded. */
  public Asset asset() throws QuittanceException {
    try {
      List<AuditorRotation> rotations = new ArrayList<>();
      for (AuditorRotationEntry entry : auditorRotations) {
        rotations.add(entry.rotation());
      }
      return new Asset(
              code,
              decimals,
              VerifyingKey.parse(HexFormat.of().parseHex(issuerKey)),
              VerifyingKey.parse(HexFormat.of().parseHex(complianceOfficerKey)),
              auditorKey.isPresent()
                  ? Optional.of(ElGamalPublicKey.parse(HexFormat.of().parseHex(auditorKey.get())))
                  : Optional.<ElGamalPublicKey>empty())
          .withRotations(rotations);
    } catch (InvalidSignatureException | InvalidProofException | IllegalArgumentException e) {
      throw QuittanceException.failure(
          "The network file's asset " + code + " cannot be used: " + e.getMessage() + ".",
          "Ask the network's operator for a good network file.",
          e);
    }
  }

  /** How amounts of this asset are written. */
  public AmountFormat amounts() {
    return AmountFormat.of(code, decimals);
  }

  private static String key(JsonDocument document, String field) throws QuittanceException {
    return HexFormat.of().formatHex(document.bytes(field, KEY_BYTES));
  }
}
