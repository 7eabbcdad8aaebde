package io.quittance.ledger.statement;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.journal.AuditorTerm;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An asset as one statement has it.
 *
 * @param asset its definition, whose hash is the asset's id, and how its auditor's key has changed
 * @param closed whether issues and openings of accounts are over, for good; what was credited stays
 *     money
 */
public record AssetTerms(Asset asset, boolean closed) {
  /** Checks that there is an asset. */
  public AssetTerms {
    Objects.requireNonNull(asset, "asset");
  }

  /** Returns the terms of an asset that is open for issues and new accounts. */
  public static AssetTerms open(Asset asset) {
    return new AssetTerms(asset, false);
  }

  /** Returns the terms of an asset that is closed for issues and new accounts, for good. */
  public static AssetTerms closed(Asset asset) {
    return new AssetTerms(asset, true);
  }

  /** Returns what a following statement makes wrong of this asset, if anything. */
  Optional<String> broken(AssetTerms next) {
    String code = asset.code();
    if (!next.asset.id().equals(asset.id())) {
      return Optional.of("asset " + code + " is missing or stands elsewhere");
    }
    List<AuditorRotation> known = asset.auditors().rotations();
    List<AuditorRotation> all = next.asset.auditors().rotations();
    if (all.size() < known.size() || !all.subList(0, known.size()).equals(known)) {
      return Optional.of("former keys of the auditor of " + code + " are missing or changed");
    }
    return closed && !next.closed
        ? Optional.of("asset " + code + " was closed and is open again")
        : Optional.empty();
  }

  io.quittance.schemas.journal.AssetTerms toRecord() {
    List<AuditorTerm> terms = new ArrayList<>();
    for (AuditorRotation rotation : asset.auditors().rotations()) {
      terms.add(
          new AuditorTerm(
              new Fixed32(rotation.key().toBytes()),
              rotation.fromMillis(),
              rotation.graceMillis(),
              new Fixed64(rotation.signature().toBytes())));
    }
    return new io.quittance.schemas.journal.AssetTerms(
        ByteBuffer.wrap(asset.definition()), terms, closed);
  }

  static AssetTerms of(io.quittance.schemas.journal.AssetTerms record) {
    byte[] definition = new byte[record.getDefinition().remaining()];
    record.getDefinition().duplicate().get(definition);
    List<AuditorRotation> rotations = new ArrayList<>();
    try {
      for (AuditorTerm term : record.getRotations()) {
        rotations.add(
            new AuditorRotation(
                rotations.size() + 1,
                ElGamalPublicKey.parse(term.getKey().bytes()),
                term.getFromMillis(),
                term.getGraceMillis(),
                Ed25519Signature.of(term.getSignature().bytes())));
      }
    } catch (InvalidProofException badKey) {
      throw new IllegalArgumentException(
          "an auditor's key cannot be used: " + badKey.getMessage(), badKey);
    }
    return new AssetTerms(Asset.parse(definition).withRotations(rotations), record.getClosed());
  }
}
