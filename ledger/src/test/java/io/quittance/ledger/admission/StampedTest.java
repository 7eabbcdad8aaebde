package io.quittance.ledger.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** What is judged by the statement that holds where it stands, whatever the file says by now. */
class StampedTest {
  private final World world = new World(77);
  private final ProofVerifier verifier = ProofVerifier.of(new BatchVerifier(world.random));
  private final Owner owner = world.owner();

  private Submission stamped(Submission placed, int statement) {
    return Submission.of(
        placed.position(),
        placed.key().orElseThrow().toBytes(),
        placed.value().orElseThrow().toBytes(),
        new Stamp(statement, placed.position().timestampMillis()));
  }

  private Verdict admit(SigningKey key, SpecificRecordBase command, int statement) {
    Map<Integer, Network> networks =
        Map.of(
            1, new Network(World.network(1), World.PARTITIONS, Assets.of(List.of())),
            2, new Network(World.network(1), World.PARTITIONS, Assets.of(List.of(world.asset))));
    Reading.Read read = world.read(stamped(world.submit(key, command), statement));
    return new Admission(networks::get, verifier).admit(List.of(read)).verdicts().get(0);
  }

  @Test
  void command_forAnAssetOfALaterStatement_isRefusedBeforeItAndTakenBehindIt() {
    SpecificRecordBase open = owner.open();
    Verdict.Refused refused =
        assertInstanceOf(Verdict.Refused.class, admit(owner.signing, open, 1));
    assertEquals(RejectionCode.UNKNOWN_ASSET, refused.rejection().reason().code());
    assertInstanceOf(Admitted.class, admit(owner.signing, open, 2));
  }

  @Test
  void copies_onBothSidesOfAStatement_areJudgedAlikeInWhateverBatches() {
    Assets none = Assets.of(List.of());
    Assets settled = Assets.of(List.of(world.asset));
    requireJudgedApart(List.of(none, settled), owner.signing, owner.open(), "UNKNOWN_ASSET");
    ElGamalPublicKey next = ElGamalKeypair.random(world.random).publicKey();
    AuditorRotation rotation =
        AuditorRotation.sign(World.NETWORK, world.asset.id(), 1, next, 1, 0, world.officer);
    Assets rotated = Assets.of(List.of(world.asset.withRotations(List.of(rotation))));
    owner.auditor = Optional.of(next);
    SpecificRecordBase transfer = owner.transfer(world.owner(), 0, 0);
    requireJudgedApart(List.of(settled, rotated), owner.signing, transfer, "WRONG_AUDITOR");
  }

  /** Copies are refused before the second statement and admitted behind it, however judged. */
  private void requireJudgedApart(
      List<Assets> statements, SigningKey key, SpecificRecordBase command, String code) {
    Admission admission =
        new Admission(
            version -> new Network(World.network(1), World.PARTITIONS, statements.get(version - 1)),
            verifier);
    Submission placed = world.submit(key, command);
    List<Reading.Read> copies =
        IntStream.of(1, 1, 2, 2, 1, 2)
            .mapToObj(statement -> world.read(stamped(placed, statement)))
            .toList();
    List<String> alone =
        copies.stream().flatMap(copy -> codes(admission.admit(List.of(copy)))).toList();
    assertEquals(List.of(code, code, "", "", code, ""), alone);
    assertEquals(alone, codes(admission.admit(copies)).toList());
    List<Reading.Read> backwards = new ArrayList<>(copies);
    Collections.reverse(backwards);
    assertEquals(List.of("", code, "", "", code, code), codes(admission.admit(backwards)).toList());
  }

  private static Stream<String> codes(Admissions admissions) {
    return admissions.verdicts().stream()
        .map(
            verdict ->
                verdict instanceof Verdict.Refused refused
                    ? refused.rejection().reason().code().name()
                    : "");
  }

  @Test
  void entry_byAKeyOfALaterStatement_isForgedBeforeItAndGoodBehindIt() {
    Books books = new Books();
    books.command(world.admitted(owner.signing, owner.open()));
    books.command(world.admitted(owner.signing, owner.transfer(world.owner(), 0, 0)));
    byte[] value = SignedEntry.sign(World.NETWORK, world.operator, books.entries.get(0)).toBytes();
    OperatorKeys first = OperatorKeys.of(SigningKey.random(world.random).verifyingKey());
    Map<Integer, OperatorKeys> keys =
        Map.of(1, first, 2, OperatorKeys.of(world.operator.verifyingKey()));
    EntryCheck check = new EntryCheck(World.NETWORK, keys::get, verifier);
    assertEquals(
        Optional.of(RejectionCode.BAD_SIGNATURE),
        check.judge(List.of(entry(value, books, 1))).get(0).map(told -> told.reason().code()));
    assertEquals(Optional.empty(), check.judge(List.of(entry(value, books, 2))).get(0));
  }

  private Reading.ReadEntry entry(byte[] value, Books books, int statement) {
    Submission placed = world.submit(books.entries.get(0).payee(), value);
    return assertInstanceOf(
        Reading.ReadEntry.class,
        new JournalReader(World.PARTITIONS).read(stamped(placed, statement)));
  }
}
