package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.Proofs;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.forgery.Data.Field;
import io.quittance.verifier.forgery.Data.Kind;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Each public input and each message of the prover is changed in turn: every challenge that is
 * drawn after it must change, and none before it.
 */
class TranscriptCompletenessTest {
  static final List<String> TYPES = Vectors.TYPES;

  private final SeededRandom random = new SeededRandom(73);
  private final List<String> failures = new ArrayList<>();

  /** A proof with one thing changed. */
  private record Change(String what, Field field, byte[] data) {}

  @ParameterizedTest
  @FieldSource("TYPES")
  void field_changed_changesAllChallengesAfterItAndNoneBefore(String type)
      throws InvalidProofException {
    byte[] data = Proofs.prove(type, random).toBytes();
    List<Scalar> before = TranscriptGoldenTest.challenges(Vectors.parse(type, data));
    int changes = 0;
    for (Field field : TranscriptGoldenTest.layout(type).fields()) {
      List<Boolean> expected = follow(type, field.name());
      for (Change change : changes(field, data)) {
        changes++;
        List<Scalar> after = TranscriptGoldenTest.challenges(Vectors.parse(type, change.data));
        for (int i = 0; i < before.size(); i++) {
          boolean changed = !before.get(i).equals(after.get(i));
          if (changed != expected.get(i)) {
            failures.add(change.what + ": challenge " + i + (changed ? " changes" : " stays"));
          }
        }
      }
    }
    assertEquals(List.of(), failures, type + ", " + random);
    assertEquals(expectedChanges(type), changes, "changes to " + type);
  }

  /** For each challenge that is used: whether it is drawn after the field has been appended. */
  private static List<Boolean> follow(String type, String field) {
    List<Boolean> follow = new ArrayList<>();
    boolean appended = false;
    for (Script.Step step : Script.read(type).own()) {
      appended |= step.fields().contains(field);
      if (step.isChallenge() && !TranscriptGoldenTest.isUnused(type, step.label())) {
        follow.add(appended);
      }
    }
    return follow;
  }

  private List<Change> changes(Field field, byte[] data) {
    List<Change> changes = new ArrayList<>();
    if (field.name().equals("V")) {
      for (int slot = 0; slot < RangeModel.SLOTS && data[256 + slot] != 0; slot++) {
        changes.add(pointAt("V_" + (slot + 1), field, data, 32 * slot));
      }
    } else if (field.kind() == Kind.SLOTS) {
      // One bit more for the first commitment and one less for the second keeps their sum.
      byte[] moved = data.clone();
      moved[field.offset()]--;
      moved[field.offset() + 1]++;
      changes.add(new Change(field.name(), field, moved));
    } else if (field.kind() == Kind.SCALAR) {
      byte[] changed = data.clone();
      changed[field.offset()] ^= 1;
      changes.add(new Change(field.name(), field, changed));
    } else if (field.kind() == Kind.NUMBER) {
      for (int offset = 0; offset < field.bytes(); offset++) {
        byte[] changed = data.clone();
        changed[field.offset() + offset] ^= 1;
        changes.add(new Change(field.name() + " byte " + offset, field, changed));
      }
    } else {
      changes.add(pointAt(field.name(), field, data, field.offset()));
    }
    return changes;
  }

  private Change pointAt(String what, Field field, byte[] data, int offset) {
    byte[] changed = data.clone();
    byte[] other = Pedersen.multiplyG(Scalar.random(random)).compress().toBytes();
    System.arraycopy(other, 0, changed, offset, other.length);
    return new Change(what, field, changed);
  }

  /** All pieces of 32 bytes, but that bit lengths and numbers count as above. */
  private static int expectedChanges(String type) {
    return switch (type) {
      case "PubkeyValidity" -> 3;
      case "ZeroCiphertext" -> 6;
      case "PercentageWithCap" -> 3 + 8 + 8;
      case "CiphertextCommitmentEquality", "GroupedCiphertext2HandlesValidity" -> 10;
      case "BatchedGroupedCiphertext3HandlesValidity" -> 17;
      case "BatchedRangeProofU64" -> 2 + 1 + 7 + 12 + 2;
      case "BatchedRangeProofU128" -> 4 + 1 + 7 + 14 + 2;
      case "BatchedRangeProofU256" -> 8 + 1 + 7 + 16 + 2;
      default -> 13;
    };
  }
}
