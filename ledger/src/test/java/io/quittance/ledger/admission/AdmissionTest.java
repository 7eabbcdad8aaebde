package io.quittance.ledger.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.OpeningProof;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed1000;
import io.quittance.schemas.Fixed192;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed320;
import io.quittance.schemas.Fixed544;
import io.quittance.schemas.Fixed936;
import io.quittance.schemas.Limits;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.CloseAccount;
import io.quittance.schemas.command.Freeze;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.Redeem;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.batch.DecodingAdvice;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.ZeroCiphertext;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignedMessage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final World WORLD = new World(21);
  private static final Owner PAYER = WORLD.owner();
  private static final Owner PAYEE = WORLD.owner();
  private static final OpenAccount OPEN = PAYER.open();

  /** Two transfers of the same amount from the same balance, made independently. */
  private static final Transfer OTHER = PAYER.copy().transfer(PAYEE, 0, 0);

  private static final Transfer TRANSFER = PAYER.copy().transfer(PAYEE, 0, 0);
  private static final Redeem REDEEM = PAYER.copy().redeem(1, 0);

  private static Verdict admit(SigningKey key, SpecificRecordBase command) {
    return WORLD.admit(WORLD.submit(key, command));
  }

  private static void assertAdmits(SigningKey key, SpecificRecordBase command) {
    assertInstanceOf(Admitted.class, admit(key, command));
  }

  private static void assertRefuses(RejectionCode code, Verdict verdict) {
    Verdict.Refused refused = assertInstanceOf(Verdict.Refused.class, verdict);
    assertEquals(code, refused.rejection().reason().code(), refused.toString());
    assertEquals(code.name(), refused.rejection().receipt().orElseThrow().getCode());
    assertTrue(refused.rejection().reason().explanation().endsWith("."), refused.toString());
  }

  private static <T extends SpecificRecordBase> T copy(Class<T> type, T record) {
    try {
      return SingleObject.decode(type, SingleObject.encode(record));
    } catch (MalformedRecordException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void flip(SpecificFixed fixed, int bit) {
    fixed.bytes()[bit / 8] ^= (byte) (1 << bit % 8);
  }

  @Test
  void admit_everyGoodCommand_isAdmitted() {
    assertAdmits(PAYER.signing, OPEN);
    assertAdmits(PAYER.signing, TRANSFER);
    assertAdmits(PAYER.signing, PAYER.copy().applyCredits(0));
    assertAdmits(PAYER.signing, PAYER.copy().close(0));
    assertAdmits(WORLD.issuer, WORLD.issue(PAYER, 1, 5));
    assertAdmits(WORLD.officer, WORLD.freeze(PAYER, 1));
    assertAdmits(WORLD.officer, WORLD.unfreeze(PAYER, 2));
  }

  @Test
  void admit_redemptionOfMoneyThatIsThere_isAdmittedAndOfOtherMoneyNot() {
    Owner rich = WORLD.owner();
    rich.open();
    rich.received(rich.keys.publicKey().encrypt(500, WORLD.random), 500);
    Redeem other = rich.copy().redeem(200, 1);
    Redeem redeem = rich.copy().redeem(200, 1);
    assertAdmits(rich.signing, other);
    assertAdmits(rich.signing, redeem);
    redeem.setRange(other.getRange());
    assertRefuses(RejectionCode.BAD_PROOF, admit(rich.signing, redeem));
    assertRefuses(RejectionCode.BAD_PROOF, admit(PAYER.signing, REDEEM));
  }

  /** Without the range proof a redemption could leave less than nothing, and so make money. */
  @Test
  void admit_redemptionWithAFlippedBitInEitherProof_isRefused() {
    Owner rich = WORLD.owner();
    rich.open();
    rich.received(rich.keys.publicKey().encrypt(500, WORLD.random), 500);
    Redeem redeem = rich.redeem(200, 1);
    Redeem equality = copy(Redeem.class, redeem);
    flip(equality.getEquality(), 8 * (Fixed320.getClassSchema().getFixedSize() - 32));
    Redeem range = copy(Redeem.class, redeem);
    flip(range.getRange(), 8 * (Fixed936.getClassSchema().getFixedSize() - 32));
    assertAdmits(rich.signing, redeem);
    assertRefuses(RejectionCode.BAD_PROOF, admit(rich.signing, equality));
    assertRefuses(RejectionCode.BAD_PROOF, admit(rich.signing, range));
  }

  @Test
  void admit_redemptionWhoseRangeProofBoundsTheBalanceOtherwise_isRefused() {
    Owner rich = WORLD.owner();
    rich.open();
    rich.received(rich.keys.publicKey().encrypt(500, WORLD.random), 500);
    Redeem redeem = rich.redeem(200, 1);
    PedersenOpening opening = PedersenOpening.random(WORLD.random);
    redeem.setEquality(
        new Fixed320(
            CiphertextCommitmentEquality.prove(
                    rich.keys, rich.available.amount().ciphertext(), opening, 300, WORLD.random)
                .toBytes()));
    int[][] bitLengths = {{64}, {32, 32}};
    for (int[] bits : bitLengths) {
      PedersenOpening[] openings = {opening, PedersenOpening.random(WORLD.random)};
      redeem.setRange(
          new Fixed936(
              BatchedRangeProof.prove(
                      BatchedRangeProof.Size.U64,
                      Arrays.copyOf(new long[] {300, 1}, bits.length),
                      bits,
                      Arrays.copyOf(openings, bits.length),
                      WORLD.random)
                  .toBytes()));
      if (bits.length == 1) {
        assertAdmits(rich.signing, redeem);
      } else {
        assertRefuses(RejectionCode.BAD_PROOF, admit(rich.signing, redeem));
      }
    }
  }

  @Test
  void admit_withAdvice_judgesAsWithout() throws Exception {
    assertEquals(DecodingAdvice.MAX_BYTES, Limits.MAX_DECODING_ADVICE_BYTES);
    Transfer forged = copy(Transfer.class, TRANSFER);
    forged.getRange().bytes()[forged.getRange().bytes().length - 32] ^= 1;
    List<Reading.Read> commands = new ArrayList<>();
    for (SpecificRecordBase command : List.of(OPEN, TRANSFER, forged)) {
      commands.add(WORLD.read(WORLD.submit(PAYER.signing, command)));
    }
    List<String> expected = List.of("admitted", "admitted", "BatchedRangeProofU128 does not hold.");
    assertEquals(expected, outcomes(WORLD.admission.admit(commands)));
    byte[] noise = new byte[DecodingAdvice.MAX_BYTES];
    WORLD.random.nextBytes(noise);
    DecodingAdvice right =
        DecodingAdvice.forProofs(
            TransferProofs.parse(
                    TRANSFER.getEquality().bytes(),
                    TRANSFER.getValidity().bytes(),
                    TRANSFER.getRange().bytes())
                .proofs());
    for (DecodingAdvice advice : List.of(right, DecodingAdvice.of(noise))) {
      List<AdvisedCommand> advised =
          commands.stream().map(read -> new AdvisedCommand(read, advice)).toList();
      assertEquals(expected, outcomes(WORLD.admission.admitAdvised(advised)));
    }
    List<AdvisedCommand> one = List.of(new AdvisedCommand(commands.get(1), right));
    assertEquals(0, WORLD.admission.admitAdvised(one).squareRoots());
  }

  private static List<String> outcomes(Admissions admissions) {
    List<String> outcomes = new ArrayList<>();
    for (Verdict verdict : admissions.verdicts()) {
      outcomes.add(
          verdict instanceof Verdict.Refused refused
              ? refused.rejection().reason().explanation()
              : "admitted");
    }
    return outcomes;
  }

  @Test
  void admit_unknownAsset_isRefused() {
    OpenAccount open = copy(OpenAccount.class, OPEN);
    open.setAsset(new Fixed32(new byte[32]));
    assertRefuses(RejectionCode.UNKNOWN_ASSET, admit(PAYER.signing, open));
  }

  @Test
  void admit_signatureOfAnyOtherMessage_isRefused() {
    Submission good = WORLD.submit(PAYER.signing, OPEN);
    byte[] value = good.value().orElseThrow().toBytes();
    assertRefuses(
        RejectionCode.BAD_SIGNATURE,
        WORLD.admit(
            WORLD.submit(PAYER.account, World.sign(World.network(2).id(), PAYER.signing, OPEN))));
    // The envelope is header (10), signer (32), signature (64), end, payload.
    value[10 + 32 + 5] ^= 1;
    assertRefuses(RejectionCode.BAD_SIGNATURE, WORLD.admit(WORLD.submit(PAYER.account, value)));
  }

  @Test
  void admit_endPutOffByAnother_isRefused() throws Exception {
    byte[] value = World.sign(World.NETWORK, PAYER.signing, 1_000, OPEN);
    SignedCommand signed = SingleObject.decode(SignedCommand.class, value);
    signed.setNotAfterMillis(Long.MAX_VALUE);
    assertRefuses(
        RejectionCode.BAD_SIGNATURE,
        WORLD.admit(WORLD.submit(PAYER.account, SingleObject.encode(signed))));
  }

  @Test
  void admit_signatureOfAnotherCommandTypeWithTheSameFields_isRefused() throws Exception {
    Freeze freeze = WORLD.freeze(PAYER, 1);
    byte[] value = World.sign(WORLD.officer, freeze);
    SignedCommand signed = SingleObject.decode(SignedCommand.class, value);
    byte[] unfreezeValue = World.sign(WORLD.officer, WORLD.unfreeze(PAYER, 1));
    SignedCommand unfreeze = SingleObject.decode(SignedCommand.class, unfreezeValue);
    unfreeze.setSignature(signed.getSignature());
    assertRefuses(
        RejectionCode.BAD_SIGNATURE,
        WORLD.admit(WORLD.submit(PAYER.account, SingleObject.encode(unfreeze))));
  }

  @Test
  void admit_signerWhoMayNot_isRefused() {
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(PAYEE.signing, OPEN));
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(PAYEE.signing, TRANSFER));
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(PAYER.signing, WORLD.issue(PAYER, 1, 5)));
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(WORLD.officer, WORLD.issue(PAYER, 1, 5)));
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(WORLD.issuer, WORLD.freeze(PAYER, 1)));
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(PAYER.signing, WORLD.unfreeze(PAYER, 1)));
  }

  @Test
  void admit_accountNotDerivedFromTheKeys_isRefused() {
    Issue issue = WORLD.issue(PAYER, 1, 5);
    issue.setOwner(PAYEE.ownerKey());
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(WORLD.issuer, issue));
    Freeze freeze = WORLD.freeze(PAYER, 1);
    freeze.setElGamalKey(PAYEE.elGamalKey());
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(WORLD.officer, freeze));
    OpenAccount open = copy(OpenAccount.class, OPEN);
    open.setKeyProof(PAYEE.copy().open().getKeyProof());
    assertRefuses(RejectionCode.BAD_SIGNATURE, admit(PAYER.signing, open));
  }

  /**
   * Mallory opens an account of his own that has the payer's ElGamal key, whose secret he lacks.
   */
  @Test
  void admit_keyAndProofCopiedUnderAnotherOwner_isRefused() {
    SigningKey mallory = PAYEE.signing;
    byte[] key = PAYER.keys.publicKey().toBytes();
    AccountId account = AccountId.derive(WORLD.asset.id(), mallory.verifyingKey().toBytes(), key);
    OpenAccount open = copy(OpenAccount.class, OPEN);
    open.setAccount(account.fixed());
    assertRefuses(RejectionCode.BAD_PROOF, admit(mallory, open));
    // The right handle, with what the payer proved elsewhere: about a payment to him, say.
    byte[] proof = open.getKeyProof().bytes().clone();
    byte[] handle = OpeningProof.handle(World.NETWORK, account).compress().toBytes();
    System.arraycopy(handle, 0, proof, 64, 32);
    open.setKeyProof(new Fixed192(proof));
    assertRefuses(RejectionCode.BAD_PROOF, admit(mallory, open));
    open.setKeyProof(
        new Fixed192(
            ZeroCiphertext.prove(
                    PAYER.keys,
                    PAYER.keys.publicKey().encrypt(0, PedersenOpening.random(RANDOM)),
                    RANDOM)
                .toBytes()));
    assertRefuses(RejectionCode.BAD_PROOF, admit(mallory, open));
    // Whoever knows the secret may open it.
    open.setKeyProof(
        new Fixed192(
            ZeroCiphertext.prove(
                    PAYER.keys, OpeningProof.ciphertext(World.NETWORK, account, PAYER.keys), RANDOM)
                .toBytes()));
    assertAdmits(mallory, open);
  }

  @Test
  void admit_openingProofOfAnotherNetworkOrAsset_isRefused() {
    OpenAccount open = copy(OpenAccount.class, OPEN);
    open.setKeyProof(
        new Fixed192(
            ZeroCiphertext.prove(
                    PAYER.keys,
                    OpeningProof.ciphertext(World.network(2).id(), PAYER.account, PAYER.keys),
                    RANDOM)
                .toBytes()));
    assertRefuses(RejectionCode.BAD_PROOF, admit(PAYER.signing, open));
    AccountId elsewhere =
        AccountId.derive(
            AssetId.of(new byte[32]),
            PAYER.signing.verifyingKey().toBytes(),
            PAYER.keys.publicKey().toBytes());
    open.setKeyProof(
        new Fixed192(
            ZeroCiphertext.prove(
                    PAYER.keys,
                    OpeningProof.ciphertext(World.NETWORK, elsewhere, PAYER.keys),
                    RANDOM)
                .toBytes()));
    assertRefuses(RejectionCode.BAD_PROOF, admit(PAYER.signing, open));
  }

  @Test
  void admit_signerThatIsNoKey_isRefused() throws Exception {
    SignedCommand signed =
        SingleObject.decode(SignedCommand.class, World.sign(WORLD.officer, WORLD.freeze(PAYER, 1)));
    signed.setSigner(new Fixed32(new byte[32]));
    assertRefuses(
        RejectionCode.BAD_SIGNATURE,
        WORLD.admit(WORLD.submit(PAYER.account, SingleObject.encode(signed))));
  }

  /** A batch that leaves signatures open, or finds something out, and refuses no proof. */
  private static Admission admissionThatFinds(Finding finding, List<Integer> asked) {
    ProofVerifier verifier =
        new ProofVerifier() {
          @Override
          public BatchResult verify(List<AdvisedProofs> items) {
            asked.add(items.size());
            return new BatchResult(
                Collections.nCopies(
                    items.size(), io.quittance.verifier.batch.Verdict.rejected("it does not hold")),
                0,
                0,
                0,
                0);
          }

          @Override
          public List<Finding> judge(List<SignedMessage> signatures) {
            asked.add(signatures.size());
            return Collections.nCopies(signatures.size(), finding);
          }
        };
    return new Admission(
        new Network(World.network(1), World.PARTITIONS, Assets.of(List.of(WORLD.asset))), verifier);
  }

  /** What a batch leaves open is verified alone, and what it says is not verified again. */
  @Test
  void admit_signaturesLookedAtTogether_areVerifiedAloneOnlyWhereLeftOpen() {
    Reading.Read good = WORLD.read(WORLD.submit(WORLD.officer, WORLD.freeze(PAYER, 1)));
    Reading.Read bad = WORLD.read(WORLD.submit(PAYEE.signing, WORLD.freeze(PAYER, 1)));
    Reading.Read forged = WORLD.read(badSignature(WORLD.freeze(PAYER, 2)));
    Set<String> reasons = new HashSet<>();
    for (Finding finding : Finding.values()) {
      List<Integer> asked = new ArrayList<>();
      List<Verdict> verdicts =
          admissionThatFinds(finding, asked).admit(List.of(bad, forged, good)).verdicts();
      assertRefuses(RejectionCode.BAD_SIGNATURE, verdicts.get(0));
      if (finding == Finding.GOOD) {
        assertInstanceOf(Admitted.class, verdicts.get(1));
      } else {
        assertRefuses(RejectionCode.BAD_SIGNATURE, verdicts.get(1));
        reasons.add(((Verdict.Refused) verdicts.get(1)).rejection().reason().explanation());
      }
      if (finding == Finding.BAD) {
        assertRefuses(RejectionCode.BAD_SIGNATURE, verdicts.get(2));
      } else {
        assertInstanceOf(Admitted.class, verdicts.get(2));
      }
      // A signer who may not sign is refused before anybody looks at signatures.
      assertEquals(List.of(2, 0), asked);
    }
    // The words are published, and must not tell how it was found out.
    assertEquals(Set.of("Ed25519 signature does not verify."), reasons);
  }

  /** Each record is answered at its own place, but looked at only once. */
  @Test
  void admit_recordsWithEqualBytes_areJudgedOnce() {
    Submission good = WORLD.submit(WORLD.officer, WORLD.freeze(PAYER, 1));
    Submission forged = badSignature(WORLD.freeze(PAYER, 2));
    Submission proved = WORLD.submit(PAYER.signing, OPEN);
    List<Reading.Read> reads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (Submission submission : List.of(good, forged, proved)) {
        reads.add(WORLD.read(submission));
      }
    }
    List<Integer> asked = new ArrayList<>();
    List<Verdict> verdicts = admissionThatFinds(Finding.OPEN, asked).admit(reads).verdicts();
    assertEquals(List.of(3, 1), asked, "signatures and items with proofs");
    for (int i = 0; i < verdicts.size(); i++) {
      switch (i % 3) {
        case 0 -> assertInstanceOf(Admitted.class, verdicts.get(i));
        case 1 -> assertRefuses(RejectionCode.BAD_SIGNATURE, verdicts.get(i));
        default -> assertRefuses(RejectionCode.BAD_PROOF, verdicts.get(i));
      }
      assertSame(reads.get(i).submission(), submission(verdicts.get(i)));
    }
  }

  private static Submission submission(Verdict verdict) {
    return verdict instanceof Admitted admitted
        ? admitted.submission()
        : ((Verdict.Refused) verdict).rejection().submission();
  }

  private static Submission badSignature(SpecificRecordBase command) {
    try {
      SignedCommand signed =
          SingleObject.decode(SignedCommand.class, World.sign(WORLD.officer, command));
      signed.getSignature().bytes()[40] ^= 1;
      return WORLD.submit(PAYER.account, SingleObject.encode(signed));
    } catch (MalformedRecordException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void admit_transferForAnotherAuditor_isRefused() {
    Asset unaudited =
        new Asset(
            "PRV", 2, WORLD.asset.issuer(), WORLD.asset.complianceOfficer(), Optional.empty());
    Assets both = Assets.of(List.of(WORLD.asset, unaudited));
    Admission admission =
        new Admission(
            new Network(World.network(1), World.PARTITIONS, both), new BatchVerifier(WORLD.random));
    Transfer transfer = copy(Transfer.class, TRANSFER);
    transfer.setAsset(unaudited.id().fixed());
    transfer.setAccount(
        AccountId.derive(
                unaudited.id(),
                PAYER.signing.verifyingKey().toBytes(),
                PAYER.keys.publicKey().toBytes())
            .fixed());
    Reading.Read wrong = WORLD.read(WORLD.submit(PAYER.signing, transfer));
    Reading.Read right = WORLD.read(WORLD.submit(PAYER.signing, TRANSFER));
    List<Verdict> verdicts = admission.admit(List.of(wrong, right)).verdicts();
    assertRefuses(RejectionCode.WRONG_AUDITOR, verdicts.get(0));
    assertInstanceOf(Admitted.class, verdicts.get(1));
  }

  @Test
  void admit_transferForTheAuditorsKeyOfItsTime_isAdmitted() {
    ElGamalPublicKey second = ElGamalKeypair.random(WORLD.random).publicKey();
    AuditorRotation rotation =
        AuditorRotation.sign(World.NETWORK, WORLD.asset.id(), 1, second, 1000, 100, WORLD.officer);
    Assets rotated = Assets.of(List.of(WORLD.asset.withRotations(List.of(rotation))));
    Admission admission =
        new Admission(
            new Network(World.network(1), World.PARTITIONS, rotated),
            new BatchVerifier(WORLD.random));
    Owner payer = PAYER.copy();
    payer.auditor = Optional.of(second);
    Transfer forSecond = payer.transfer(PAYEE, 0, 0);
    assertEquals("000-", epochsAt(admission, TRANSFER, 999, 1000, 1099, 1100));
    assertEquals("-11", epochsAt(admission, forSecond, 999, 1000, Long.MAX_VALUE));
    payer.auditor = Optional.of(ElGamalKeypair.random(WORLD.random).publicKey());
    assertEquals("!!", epochsAt(admission, payer.transfer(PAYEE, 0, 0), 0, 5000));
    payer.auditor = Optional.empty();
    assertEquals("!!", epochsAt(admission, payer.transfer(PAYEE, 0, 0), 0, 5000));
  }

  /** Returns the epoch that the transfer is of at each time, a minus if its key is not valid. */
  private static String epochsAt(Admission admission, Transfer transfer, long... times) {
    StringBuilder outcome = new StringBuilder();
    for (long time : times) {
      Submission submission = WORLD.submit(PAYER.signing, transfer);
      Position position = submission.position();
      Submission then =
          Submission.of(
              new Position(position.partition(), position.offset(), time),
              PAYER.account.toBytes(),
              World.sign(PAYER.signing, transfer));
      Verdict verdict = admission.admit(List.of(WORLD.read(then))).verdicts().get(0);
      if (verdict instanceof Admitted admitted) {
        OptionalInt epoch = admitted.auditorEpoch();
        outcome.append(epoch.isPresent() ? "" + epoch.getAsInt() : "-");
      } else {
        assertRefuses(RejectionCode.WRONG_AUDITOR, verdict);
        outcome.append('!');
      }
    }
    return outcome.toString();
  }

  @Test
  void admit_proofsOfTwoTransfers_isRefusedWhicheverIsExchanged() {
    Transfer equality = copy(Transfer.class, TRANSFER);
    equality.setEquality(OTHER.getEquality());
    Transfer validity = copy(Transfer.class, TRANSFER);
    validity.setValidity(OTHER.getValidity());
    Transfer range = copy(Transfer.class, TRANSFER);
    range.setRange(OTHER.getRange());
    assertAdmits(PAYER.signing, OTHER);
    assertAdmits(PAYER.signing, TRANSFER);
    for (Transfer mixed : List.of(equality, validity, range)) {
      assertRefuses(RejectionCode.BAD_PROOF, admit(PAYER.signing, mixed));
    }
  }

  @Test
  void admit_payeeIdNotOfThePayeesKeys_isRefused() {
    Transfer otherOwner = copy(Transfer.class, TRANSFER);
    otherOwner.setPayeeOwner(PAYER.ownerKey());
    assertRefuses(RejectionCode.BAD_PROOF, admit(PAYER.signing, otherOwner));
    Transfer otherPayee = copy(Transfer.class, TRANSFER);
    otherPayee.setPayee(PAYER.account.fixed());
    assertRefuses(RejectionCode.BAD_PROOF, admit(PAYER.signing, otherPayee));
  }

  @Test
  void admit_flippedBitInAnyProof_isRefused() {
    CloseAccount close = PAYER.copy().close(0);
    assertAdmits(PAYER.signing, close);
    List<SpecificRecordBase> broken = new ArrayList<>();
    for (int bit : new int[] {0, 100, 255}) {
      Transfer equality = copy(Transfer.class, TRANSFER);
      flip(equality.getEquality(), 8 * (Fixed320.getClassSchema().getFixedSize() - 32) + bit);
      Transfer validity = copy(Transfer.class, TRANSFER);
      flip(validity.getValidity(), 8 * (Fixed544.getClassSchema().getFixedSize() - 32) + bit);
      Transfer range = copy(Transfer.class, TRANSFER);
      flip(range.getRange(), 8 * (Fixed1000.getClassSchema().getFixedSize() - 32) + bit);
      OpenAccount open = copy(OpenAccount.class, OPEN);
      flip(open.getKeyProof(), 8 * (Fixed192.getClassSchema().getFixedSize() - 32) + bit);
      CloseAccount zero = copy(CloseAccount.class, close);
      flip(zero.getZeroProof(), 8 * (96 + 64) + bit);
      broken.addAll(List.of(equality, validity, range, open, zero));
    }
    for (SpecificRecordBase command : broken) {
      assertRefuses(RejectionCode.BAD_PROOF, admit(PAYER.signing, command));
    }
  }

  @Test
  void admit_batchWithBadNeighbours_judgesEachOnItsOwn() {
    Transfer forged = copy(Transfer.class, TRANSFER);
    flip(forged.getRange(), 8 * 990);
    List<Reading.Read> reads = new ArrayList<>();
    boolean[] good = {true, false, true, true, false, true, false, true};
    for (int i = 0; i < good.length; i++) {
      SpecificRecordBase command = good[i] ? (i % 2 == 0 ? TRANSFER : OPEN) : forged;
      reads.add(WORLD.read(WORLD.submit(i == 6 ? PAYEE.signing : PAYER.signing, command)));
    }
    Admissions admissions = WORLD.admission.admit(reads);
    boolean[] admitted = new boolean[good.length];
    for (int i = 0; i < good.length; i++) {
      admitted[i] = admissions.verdicts().get(i) instanceof Admitted;
    }
    assertTrue(Arrays.equals(good, admitted), Arrays.toString(admitted));
    assertRefuses(RejectionCode.BAD_PROOF, admissions.verdicts().get(1));
    assertRefuses(RejectionCode.BAD_SIGNATURE, admissions.verdicts().get(6));
    // The seventh never reached the batch: its signature was wrong. Of the others, each of one
    // transfer, its forgery and one opening stands there several times.
    assertEquals(2 * 3 + 1, admissions.proofs());
    assertTrue(admissions.bisections() > 0);
  }

  @Test
  void admit_randomBytesInSignedProofs_areRefusedAndNeverThrow() {
    long seed = 22;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Reading.Read> reads = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      Transfer broken = copy(Transfer.class, TRANSFER);
      SpecificFixed[] proofs = {broken.getEquality(), broken.getValidity(), broken.getRange()};
      byte[] proof = proofs[random.nextInt(proofs.length)].bytes();
      if (i % 2 == 0) {
        proof[random.nextInt(proof.length)] ^= (byte) (1 + random.nextInt(255));
      } else {
        Arrays.fill(proof, random.nextInt(proof.length), proof.length, (byte) random.nextInt());
      }
      reads.add(WORLD.read(WORLD.submit(PAYER.signing, broken)));
    }
    reads.add(WORLD.read(WORLD.submit(PAYER.signing, TRANSFER)));
    List<Verdict> verdicts = WORLD.admission.admit(reads).verdicts();
    for (int i = 0; i < 48; i++) {
      assertInstanceOf(Verdict.Refused.class, verdicts.get(i), "seed " + seed + ", case " + i);
    }
    assertInstanceOf(Admitted.class, verdicts.get(48));
  }

  /** So many that the verifier looks at a sample first, which is no bisection. */
  @Test
  void admit_goodBatchOf128_isNotBisected() {
    Reading.Read open = WORLD.read(WORLD.submit(PAYER.signing, OPEN));
    assertEquals(0, WORLD.admission.admit(Collections.nCopies(128, open)).bisections());
  }

  @Test
  void admit_nothing_isNothing() {
    Admissions admissions = WORLD.admission.admit(List.of());
    assertEquals(0, admissions.verdicts().size());
    assertEquals(0, admissions.bisections());
  }
}
