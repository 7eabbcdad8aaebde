package io.quittance.simulation;

import static io.quittance.schemas.RejectionCode.BAD_PROOF;
import static io.quittance.schemas.RejectionCode.BAD_SIGNATURE;
import static io.quittance.schemas.RejectionCode.MALFORMED;
import static io.quittance.schemas.RejectionCode.TOO_LARGE;
import static io.quittance.schemas.RejectionCode.UNKNOWN_ASSET;

import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificRecordBase;

/** Makes commands that must be refused, and says with which code. */
final class Spoiler {
  private static final List<String> TEXTS =
      List.of("memo", "reference", "payoutReference", "reason");
  private static final List<String> PROOFS =
      List.of("equality", "validity", "range", "keyProof", "zeroProof");
  private static final int SIGNATURE_OFFSET = 10 + 32;

  private final RandomGenerator random;

  /** The validity proof of some earlier transfer, true but about something else. */
  private Optional<GenericFixed> validity = Optional.empty();

  Spoiler(RandomGenerator random) {
    this.random = random;
  }

  /** Remembers what others have proved. */
  void overheard(Draft draft) {
    if (has(draft, "validity")) {
      validity = Optional.of((GenericFixed) draft.record.get("validity"));
    }
  }

  /** Spoils an honest draft in one of many ways. */
  PlainCommand spoil(Draft draft, Party stranger) {
    return switch (random.nextInt(12)) {
      case 0 -> garbage(draft);
      case 1 -> truncated(draft);
      case 2 -> draft.flawed(MALFORMED, true, false).with(null);
      case 3 -> draft.flawed(TOO_LARGE, true, false).with(new byte[Limits.MAX_RECORD_BYTES + 1]);
      case 4 -> longText(draft);
      case 5 -> badNumber(draft);
      case 6 -> unknownAsset(draft);
      case 7 -> forgedSignature(draft);
      case 8 -> strangersSignature(draft, stranger);
      case 9 -> otherNetwork(draft);
      case 10 -> tamperedProof(draft);
      default -> movedProof(draft);
    };
  }

  private PlainCommand garbage(Draft draft) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return draft.flawed(MALFORMED, true, false).with(bytes);
  }

  private PlainCommand truncated(Draft draft) {
    byte[] value = draft.value();
    return draft
        .flawed(MALFORMED, true, false)
        .with(Arrays.copyOf(value, random.nextInt(value.length)));
  }

  private PlainCommand longText(Draft draft) {
    for (String text : TEXTS) {
      if (has(draft, text)) {
        draft.record.put(
            draft.record.getSchema().getField(text).pos(),
            ByteBuffer.wrap(new byte[Limits.MAX_MEMO_BYTES + 1]));
        return draft.flawed(TOO_LARGE, true, true).finished();
      }
    }
    return garbage(draft);
  }

  private PlainCommand badNumber(Draft draft) {
    String field = has(draft, "amount") ? "amount" : "creditsApplied";
    if (!has(draft, field)) {
      return otherNetwork(draft);
    }
    draft.record.put(
        draft.record.getSchema().getField(field).pos(), field.equals("amount") ? 0L : -1L);
    return draft.flawed(MALFORMED, true, true).finished();
  }

  private static PlainCommand unknownAsset(Draft draft) {
    put(draft, "asset", Authorities.UNKNOWN.id().fixed());
    return draft.flawed(UNKNOWN_ASSET, false, true).finished();
  }

  private PlainCommand forgedSignature(Draft draft) {
    byte[] value = draft.value().clone();
    value[SIGNATURE_OFFSET + random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
    return draft.flawed(BAD_SIGNATURE, false, true).with(value);
  }

  private static PlainCommand strangersSignature(Draft draft, Party stranger) {
    draft.signer =
        stranger.equals(draft.account) ? Authorities.signingKey("operator") : stranger.signing();
    return draft.flawed(BAD_SIGNATURE, false, true).finished();
  }

  private static PlainCommand otherNetwork(Draft draft) {
    draft.network = Authorities.ANOTHER_OF_THAT_NAME;
    return draft.flawed(BAD_SIGNATURE, false, true).finished();
  }

  private PlainCommand tamperedProof(Draft draft) {
    List<String> proofs = PROOFS.stream().filter(name -> has(draft, name)).toList();
    if (proofs.isEmpty()) {
      return forgedSignature(draft);
    }
    String name = proofs.get(random.nextInt(proofs.size()));
    byte[] proof = ((GenericFixed) draft.record.get(name)).bytes();
    // The last scalar: whatever stands before it may be a key, which others look at first.
    proof[proof.length - 1 - random.nextInt(Fixed32.getClassSchema().getFixedSize())] ^= 1;
    return draft.flawed(BAD_PROOF, false, true).finished();
  }

  private PlainCommand movedProof(Draft draft) {
    if (!has(draft, "validity")
        || validity.isEmpty()
        || validity.get().equals(draft.record.get("validity"))) {
      return tamperedProof(draft);
    }
    byte[] mine = ((GenericFixed) draft.record.get("validity")).bytes();
    byte[] theirs = validity.get().bytes();
    // Keys as they must be; the amount and its proof are those of the other transfer.
    System.arraycopy(theirs, 96, mine, 96, mine.length - 96);
    return draft.flawed(BAD_PROOF, false, true).finished();
  }

  private static boolean has(Draft draft, String field) {
    return draft.record.getSchema().getField(field) != null;
  }

  private static void put(Draft draft, String field, Object value) {
    SpecificRecordBase record = draft.record;
    record.put(record.getSchema().getField(field).pos(), value);
  }
}
