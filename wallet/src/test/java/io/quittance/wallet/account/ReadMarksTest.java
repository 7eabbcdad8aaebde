package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadMarksTest {
  private static final VerifyingKey FIRST = key();
  private static final VerifyingKey SECOND = key();
  private static final VerifyingKey THIRD = key();

  private static VerifyingKey key() {
    return SigningKey.random(new SecureRandom()).verifyingKey();
  }

  private static Effective from(long millis, VerifyingKey key) {
    return new Effective(millis, key);
  }

  @Test
  void digest_ofOtherKeysTimesOrRevocations_isAnother() {
    List<List<Effective>> all =
        List.of(
            List.of(from(0, FIRST), from(1000, SECOND)),
            List.of(new Effective(0, FIRST, true), from(1000, SECOND)),
            List.of(from(0, FIRST), from(1001, SECOND)),
            List.of(from(0, FIRST), from(1000, THIRD)),
            List.of(from(0, FIRST)),
            List.of(from(0, FIRST), from(1000, SECOND), from(2000, THIRD)));
    Set<Bytes> digests = new HashSet<>();
    for (List<Effective> keys : all) {
      digests.add(ReadMarks.digest(timetables(List.of(keys))));
      assertEquals(
          ReadMarks.digest(timetables(List.of(keys))),
          ReadMarks.digest(timetables(List.of(List.copyOf(keys)))));
    }
    assertEquals(all.size(), digests.size());
  }

  /** What a receipt of a later statement said was passed over: it must be read by its file. */
  @Test
  void digest_ofALaterStatement_isAnother() {
    List<Effective> keys = List.of(from(0, FIRST));
    assertNotEquals(
        ReadMarks.digest(timetables(List.of(keys))),
        ReadMarks.digest(timetables(List.of(keys, keys))));
  }

  private static OperatorTimetables timetables(List<List<Effective>> statements) {
    return OperatorTimetables.of(statements.stream().map(OperatorKeys::of).toList());
  }
}
