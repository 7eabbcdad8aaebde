package io.quittance.ledger.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignedMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which entries are the operator's. */
class EntryCheckTest {
  private static final World WORLD = new World(13);
  private static final Owner PAYER = WORLD.owner();
  private static final Owner PAYEE = WORLD.owner();
  private static final Entry ENTRY = entry();
  private static final SigningKey FORMER = SigningKey.random(WORLD.random);
  private static final SigningKey STOLEN = SigningKey.random(WORLD.random);
  private static final SigningKey FOREIGN = SigningKey.random(WORLD.random);
  private static final OperatorKeys KEYS =
      OperatorKeys.of(
          List.of(
              new Effective(0, FORMER.verifyingKey()),
              new Effective(10, STOLEN.verifyingKey(), true),
              new Effective(20, WORLD.operator.verifyingKey())));

  private static Entry entry() {
    Books books = new Books();
    books.command(WORLD.admitted(PAYER.signing, PAYER.open()));
    books.command(WORLD.admitted(PAYER.signing, PAYER.transfer(PAYEE, 0, 0)));
    return books.entries.get(0);
  }

  private static Reading.ReadEntry signed(NetworkId network, SigningKey key) {
    return WORLD.append(SignedEntry.sign(network, key, ENTRY).toBytes(), PAYEE.account);
  }

  private static Reading.ReadEntry signed(SigningKey key) {
    return signed(World.NETWORK, key);
  }

  /** What each entry is refused for, in both ways that signatures are verified. */
  private static List<Optional<RejectionCode>> judge(List<Reading.ReadEntry> entries) {
    ProofVerifier batch = ProofVerifier.of(new BatchVerifier(WORLD.random));
    ProofVerifier alone =
        new ProofVerifier() {
          @Override
          public io.quittance.verifier.batch.BatchResult verify(
              List<io.quittance.verifier.batch.AdvisedProofs> items) {
            throw new AssertionError("an entry has no proofs");
          }

          @Override
          public List<Finding> judge(List<SignedMessage> signatures) {
            return Collections.nCopies(signatures.size(), Finding.OPEN);
          }
        };
    List<Optional<RejectionCode>> codes = codes(batch, entries);
    assertEquals(codes, codes(alone, entries));
    return codes;
  }

  private static List<Optional<RejectionCode>> codes(
      ProofVerifier verifier, List<Reading.ReadEntry> entries) {
    List<Optional<Rejection>> rejections =
        new EntryCheck(World.NETWORK, KEYS, verifier).judge(entries);
    rejections.forEach(
        rejection -> rejection.ifPresent(told -> assertTrue(told.receipt().isEmpty())));
    return rejections.stream()
        .map(rejection -> rejection.map(told -> told.reason().code()))
        .toList();
  }

  private static void assertForged(Reading.ReadEntry entry) {
    assertEquals(List.of(Optional.of(RejectionCode.BAD_SIGNATURE)), judge(List.of(entry)));
  }

  @Test
  void judge_entryByAnyKeyOfTheOperators_isHis() {
    assertEquals(
        List.of(Optional.empty(), Optional.empty()),
        judge(List.of(signed(WORLD.operator), signed(FORMER))));
  }

  @Test
  void judge_entryByAnotherKey_isForged() {
    assertForged(signed(FOREIGN));
    assertForged(signed(PAYER.signing));
  }

  /** It stands in the journal, was answered, and its money may be spent: no flag undoes that. */
  @Test
  void judge_entryByAKeyThatWasRevokedLater_staysAFact() {
    assertEquals(List.of(Optional.empty()), judge(List.of(signed(STOLEN))));
  }

  @Test
  void judge_entryOfAnotherNetwork_isForged() {
    assertForged(signed(World.network(2).id(), WORLD.operator));
  }

  @Test
  void judge_entryThatNamesTheOperatorButIsSignedByAnother_isForged() {
    SignedEntry right = signed(WORLD.operator).signed();
    SignedEntry foreign = signed(FOREIGN).signed();
    SignedEntry forged = new SignedEntry(ENTRY, right.operator(), foreign.signature());
    assertForged(WORLD.append(forged.toBytes(), PAYEE.account));
  }

  @Test
  void judge_entryWithAnyByteChanged_isForged() {
    Reading.ReadEntry right = signed(WORLD.operator);
    byte[] signature = right.signed().signature().toBytes();
    signature[3] ^= 1;
    SignedEntry otherSignature =
        new SignedEntry(ENTRY, right.signed().operator(), Ed25519Signature.of(signature));
    assertForged(WORLD.append(otherSignature.toBytes(), PAYEE.account));
    var record = io.quittance.schemas.journal.Entry.newBuilder(ENTRY.record()).build();
    record.setNumber(record.getNumber() + 1);
    SignedEntry otherEntry =
        new SignedEntry(Entry.of(record), right.signed().operator(), right.signed().signature());
    assertForged(WORLD.append(otherEntry.toBytes(), PAYEE.account));
  }

  @Test
  void judge_forgedEntriesAmongManyGoodOnes_areFoundAndHarmNobody() {
    List<Reading.ReadEntry> entries = new ArrayList<>();
    List<Optional<RejectionCode>> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean forged = i % 7 == 3;
      entries.add(forged ? signed(World.network(2).id(), WORLD.operator) : signed(WORLD.operator));
      expected.add(forged ? Optional.of(RejectionCode.BAD_SIGNATURE) : Optional.empty());
    }
    entries.add(signed(FOREIGN));
    expected.add(Optional.of(RejectionCode.BAD_SIGNATURE));
    assertEquals(expected, judge(entries));
    assertEquals(List.of(), judge(List.of()));
  }
}
