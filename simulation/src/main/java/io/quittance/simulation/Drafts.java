package io.quittance.simulation;

import io.quittance.ledger.account.OpeningProof;
import io.quittance.schemas.Fixed1000;
import io.quittance.schemas.Fixed192;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed320;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed544;
import io.quittance.schemas.Fixed936;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.command.ApplyCredits;
import io.quittance.schemas.command.CloseAccount;
import io.quittance.schemas.command.Freeze;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.Redeem;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.command.Unfreeze;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.simulation.PlainCommand.Kind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes commands as a wallet does, from figures that it is told. */
final class Drafts {
  private static final int NOTE_BYTES = 36;
  private static final int TEXT_BYTES = 12;

  /** Behind key and commitment of an opening's proof. */
  private static final int OPENING_HANDLE_OFFSET = 64;

  private final Proving proving;
  private final RandomGenerator random;

  Drafts(Proving proving, RandomGenerator random) {
    this.proving = proving;
    this.random = random;
  }

  Draft open(Party owner, long number) {
    return draft(
        Kind.OPEN,
        owner,
        number,
        0,
        PlainMoney.NOTHING,
        PlainMoney.NOTHING,
        new OpenAccount(
            owner.asset().id().fixed(),
            owner.id().fixed(),
            number,
            new Fixed192(proving.ownKey(owner))));
  }

  /**
   * Opens an account that holds another's ElGamal key, with the proof that its owner made.
   *
   * @param relabelled whether the proof is made to look as if it were about the new account
   */
  Draft copiedOpening(Party thief, Party victim, boolean relabelled) {
    Draft draft = open(thief.withKeysOf(victim), 0);
    byte[] proof = proving.ownKey(victim);
    if (relabelled) {
      byte[] handle =
          OpeningProof.handle(Authorities.NETWORK, draft.account.id()).compress().toBytes();
      System.arraycopy(handle, 0, proof, OPENING_HANDLE_OFFSET, handle.length);
    }
    ((OpenAccount) draft.record).setKeyProof(new Fixed192(proof));
    return draft.flawed(RejectionCode.BAD_PROOF, false, true);
  }

  Draft issue(Party owner, long number, long amount) {
    return draft(
        Kind.ISSUE,
        owner,
        number,
        0,
        PlainMoney.of(-amount, 0),
        PlainMoney.NOTHING,
        new Issue(
            owner.asset().id().fixed(),
            owner.id().fixed(),
            key(owner.signing()),
            elGamal(owner),
            number,
            amount,
            text(TEXT_BYTES)));
  }

  Draft freeze(Party owner, long number) {
    return draft(
        Kind.FREEZE,
        owner,
        number,
        0,
        PlainMoney.NOTHING,
        PlainMoney.NOTHING,
        new Freeze(
            owner.asset().id().fixed(),
            owner.id().fixed(),
            key(owner.signing()),
            elGamal(owner),
            number,
            ByteBuffer.wrap(new byte[] {'o', 'n'})));
  }

  Draft unfreeze(Party owner, long number) {
    return draft(
        Kind.UNFREEZE,
        owner,
        number,
        0,
        PlainMoney.NOTHING,
        PlainMoney.NOTHING,
        new Unfreeze(
            owner.asset().id().fixed(),
            owner.id().fixed(),
            key(owner.signing()),
            elGamal(owner),
            number,
            ByteBuffer.wrap(new byte[] {'o', 'f', 'f'})));
  }

  Draft apply(Party owner, long number, long credits, PlainMoney after) {
    byte[] note = note();
    return new Draft(
        Kind.APPLY,
        owner,
        number,
        credits,
        PlainMoney.NOTHING,
        Optional.empty(),
        after,
        note,
        new ApplyCredits(
            owner.asset().id().fixed(),
            owner.id().fixed(),
            elGamal(owner),
            number,
            credits,
            new Fixed36(note)));
  }

  Draft transfer(long number, long credits, Party payee, Proving.Payment payment) {
    byte[] note = note();
    Party owner = payment.payer();
    Proving.Debit proofs = proving.payment(payment);
    return new Draft(
            Kind.TRANSFER,
            owner,
            number,
            credits,
            payment.money(),
            Optional.of(payee),
            payment.kept(),
            note,
            new Transfer(
                owner.asset().id().fixed(),
                owner.id().fixed(),
                number,
                credits,
                payee.id().fixed(),
                key(payee.signing()),
                new Fixed320(proofs.equality()),
                new Fixed544(proofs.validity()),
                new Fixed1000(proofs.range()),
                new Fixed36(note),
                text(TEXT_BYTES)))
        .encryptedFor(payment.auditorEpoch());
  }

  Draft redeem(Party owner, long number, long credits, long amount, PlainMoney kept) {
    byte[] note = note();
    Proving.Debit proofs = proving.redemption(owner, kept);
    return new Draft(
        Kind.REDEEM,
        owner,
        number,
        credits,
        new PlainMoney(BigInteger.valueOf(amount), BigInteger.ZERO),
        Optional.empty(),
        kept,
        note,
        new Redeem(
            owner.asset().id().fixed(),
            owner.id().fixed(),
            number,
            credits,
            amount,
            new Fixed320(proofs.equality()),
            new Fixed936(proofs.range()),
            new Fixed36(note),
            text(TEXT_BYTES)));
  }

  Draft close(Party owner, long number, long credits, PlainMoney balance) {
    return draft(
        Kind.CLOSE,
        owner,
        number,
        credits,
        PlainMoney.NOTHING,
        balance,
        new CloseAccount(
            owner.asset().id().fixed(),
            owner.id().fixed(),
            number,
            credits,
            new Fixed192(proving.zero(owner, balance))));
  }

  private static Draft draft(
      Kind kind,
      Party owner,
      long number,
      long credits,
      PlainMoney debit,
      PlainMoney proven,
      org.apache.avro.specific.SpecificRecordBase record) {
    return new Draft(
        kind,
        owner,
        number,
        credits,
        debit,
        Optional.empty(),
        proven,
        new byte[NOTE_BYTES],
        record);
  }

  private byte[] note() {
    byte[] note = new byte[NOTE_BYTES];
    random.nextBytes(note);
    return note;
  }

  ByteBuffer text(int bytes) {
    byte[] text = new byte[bytes];
    random.nextBytes(text);
    return ByteBuffer.wrap(text);
  }

  static Fixed32 key(SigningKey key) {
    return new Fixed32(key.verifyingKey().toBytes());
  }

  private static Fixed32 elGamal(Party owner) {
    return new Fixed32(owner.keys().publicKey().toBytes());
  }
}
