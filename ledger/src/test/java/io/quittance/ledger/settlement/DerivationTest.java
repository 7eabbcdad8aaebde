package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.settlement.Derivation.OtherRecordException;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** Events of every kind, derived again from the journal. */
class DerivationTest {
  /** All but the balance that no proof is about, and the state's own header. */
  private static final int MOST_BYTES = 30;

  private final World world = new World(77);
  private final Books books = new Books();
  private final Owner owner = world.owner();
  private final Owner payee = world.owner();
  private final JournalReader reader = new JournalReader(World.PARTITIONS);
  private final List<Submission> journal = new ArrayList<>();

  private void accept(SigningKey key, SpecificRecordBase command) {
    Admitted admitted = world.admitted(key, command);
    journal.add(admitted.submission());
    books.command(admitted);
    assertEquals(journal.size(), books.events.size(), books.rejections.toString());
  }

  private void issue(long number, long amount) {
    accept(world.issuer, world.issue(owner, number, amount));
    owner.received(books.lastCredit(owner.account), amount);
  }

  private void settleEverything() {
    accept(owner.signing, owner.open());
    issue(1, 100_000);
    issue(4, 1);
    accept(owner.signing, owner.transfer(payee, 70_000, 1));
    accept(owner.signing, owner.transfer(payee, 5, 1));
    accept(owner.signing, owner.applyCredits(2));
    accept(owner.signing, owner.redeem(29_996, 2));
    accept(world.officer, world.freeze(owner, 1));
    accept(world.officer, world.unfreeze(owner, 2));
    accept(owner.signing, owner.close(2));
    accept(owner.signing, owner.open());
  }

  private Settled again(Derivation derivation, Submission record) throws OtherRecordException {
    return derivation.again(
        reader,
        record.position(),
        record.key().map(Bytes::toBytes).orElse(null),
        record.value().map(Bytes::toBytes).orElse(null));
  }

  @Test
  void events_ofEveryCommand_areDerivedAgainByteForByte() throws Exception {
    settleEverything();
    Set<String> kinds = new TreeSet<>();
    for (int i = 0; i < journal.size(); i++) {
      Settled event = books.events.get(i);
      kinds.add(event.getEvent().getClass().getSimpleName());
      Derivation kept = Derivation.parse(Derivation.of(event).toBytes());
      assertArrayEquals(
          SingleObject.encode(event), SingleObject.encode(again(kept, journal.get(i))));
      int balance = kept.available().map(Bytes::length).orElse(0);
      int length = kept.toBytes().length - SingleObject.HEADER_BYTES - balance;
      assertTrue(length <= MOST_BYTES, length + " bytes");
    }
    assertEquals(
        Set.of(
            "Opened",
            "Issued",
            "Transferred",
            "CreditsApplied",
            "Redeemed",
            "Frozen",
            "Unfrozen",
            "Closed"),
        kinds);
  }

  @Test
  void records_thatAreNotTheCommand_areRefused() throws Exception {
    settleEverything();
    for (int i = 0; i < journal.size(); i++) {
      Derivation derivation = Derivation.of(books.events.get(i));
      Submission there = journal.get(i);
      Submission other = journal.get((i + 1) % journal.size());
      Position place = there.position();
      byte[] key = there.key().orElseThrow().toBytes();
      Position later = new Position(place.partition(), place.offset(), place.timestampMillis() + 1);
      Optional<Bytes> entry = world.append(books.entries.get(0)).submission().value();
      Map<String, Submission> wrong = new TreeMap<>();
      wrong.put("another place", other);
      wrong.put("another time", at(later, key, there.value()));
      wrong.put("another command there", at(place, key, other.value()));
      wrong.put("an entry there", at(place, key, entry));
      wrong.put("no value", at(place, key, Optional.empty()));
      wrong.put("no key", at(place, null, there.value()));
      wrong.put("another key", at(place, payee.account.toBytes(), there.value()));
      wrong.forEach(
          (what, record) ->
              assertThrows(
                  OtherRecordException.class, () -> again(derivation, record), () -> what));
    }
  }

  /** Whatever has the same first bytes of its id must still be of the same kind. */
  @Test
  void derivations_thatDoNotFitTheirCommand_areRefused() {
    settleEverything();
    for (int i = 0; i < journal.size(); i++) {
      Derivation right = Derivation.of(books.events.get(i));
      Submission record = journal.get(i);
      Optional<Bytes> available =
          right.available().isPresent() ? Optional.empty() : Optional.of(Bytes.zero(64));
      assertThrows(
          OtherRecordException.class,
          () -> again(changed(right, right.command() + 1, right.available()), record));
      assertThrows(
          OtherRecordException.class,
          () -> again(changed(right, right.command(), available), record));
    }
  }

  @Test
  void bytes_thatAreNoDerivation_areMalformed() {
    settleEverything();
    byte[] event = SingleObject.encode(books.events.get(0));
    assertThrows(MalformedRecordException.class, () -> Derivation.parse(event));
    assertThrows(MalformedRecordException.class, () -> Derivation.parse(new byte[0]));
  }

  private static Derivation changed(Derivation right, int command, Optional<Bytes> available) {
    return new Derivation(
        right.position(),
        right.statement(),
        command,
        right.previous(),
        right.auditorEpoch(),
        available);
  }

  private static Submission at(Position place, byte[] key, Optional<Bytes> value) {
    return Submission.of(place, key, value.map(Bytes::toBytes).orElse(null));
  }
}
