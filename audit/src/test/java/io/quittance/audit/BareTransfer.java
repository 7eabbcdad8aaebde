package io.quittance.audit;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed1000;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed320;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed544;
import io.quittance.schemas.command.Transfer;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.CommandSealer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.WalletAccount;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * A payment whose payer has chosen the randomness 0 for both halves, which no wallet of ours does:
 * the proofs hold, all handles are the identity, and the amount stands open to everybody.
 *
 * @param value the record's value
 * @param payer the payer's mirror after it
 */
record BareTransfer(byte[] value, WalletAccount payer) {
  private static final int LO_BITS = 16;

  static BareTransfer of(
      WalletAccount payer, PaymentAddress payee, long amount, SecureRandom random) {
    ElGamalKeypair keys = payer.keys().elGamal();
    AccountView view = payer.view();
    AssetId asset = payer.asset().id();
    long lo = amount & ((1L << LO_BITS) - 1);
    long hi = amount >>> LO_BITS;
    long kept = view.amount() - amount;
    PedersenOpening none = PedersenOpening.ZERO;
    PedersenOpening opening = PedersenOpening.random(random);
    ElGamalCiphertext available =
        view.available()
            .amount()
            .ciphertext()
            .subtract(
                ElGamalCiphertext.combine(
                    keys.publicKey().encrypt(lo, none), keys.publicKey().encrypt(hi, none)));
    Transfer transfer =
        Transfer.newBuilder()
            .setAsset(asset.fixed())
            .setAccount(payer.id().fixed())
            .setSequence(view.sequence())
            .setCreditsApplied(view.creditsApplied())
            .setPayee(payee.accountId(asset).fixed())
            .setPayeeOwner(new Fixed32(payee.owner().toBytes()))
            .setEquality(
                new Fixed320(
                    CiphertextCommitmentEquality.prove(keys, available, opening, kept, random)
                        .toBytes()))
            .setValidity(
                new Fixed544(
                    BatchedGroupedCiphertext3HandlesValidity.prove(
                            keys.publicKey(),
                            payee.elGamalKey(),
                            payer.asset().auditors().first(),
                            lo,
                            hi,
                            none,
                            none,
                            random)
                        .toBytes()))
            .setRange(
                new Fixed1000(
                    BatchedRangeProof.prove(
                            BatchedRangeProof.Size.U128,
                            new long[] {kept, lo, hi, 0},
                            new int[] {64, 16, 32, 16},
                            new PedersenOpening[] {
                              opening, none, none, PedersenOpening.random(random)
                            },
                            random)
                        .toBytes()))
            .setDecryptableAvailable(new Fixed36(new byte[BalanceNote.BYTES]))
            .setMemo(ByteBuffer.allocate(0))
            .build();
    AccountView after =
        new AccountView(
            view.status(),
            view.sequence() + 1,
            view.creditsApplied(),
            new Available(SealedAmount.of(available), view.available().zerosAdded()),
            kept);
    return new BareTransfer(
        CommandSealer.seal(payee.network().id(), payer.keys().owner(), Long.MAX_VALUE, transfer),
        WalletAccount.at(after, payer.keys(), payer.asset(), random));
  }
}
