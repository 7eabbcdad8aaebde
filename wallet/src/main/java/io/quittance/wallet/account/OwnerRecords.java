package io.quittance.wallet.account;

import io.quittance.ledger.account.OpeningProof;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed1000;
import io.quittance.schemas.Fixed192;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed320;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed544;
import io.quittance.schemas.Fixed936;
import io.quittance.schemas.command.ApplyCredits;
import io.quittance.schemas.command.CloseAccount;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.Redeem;
import io.quittance.schemas.command.Transfer;
import io.quittance.verifier.sigma.ZeroCiphertext;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** The command records of one account's owner, field by field as the topic's contract has them. */
final class OwnerRecords {
  private final WalletKeys keys;
  private final AssetId asset;
  private final AccountId account;
  private final SecureRandom random;
  private final BalanceNotes notes;

  OwnerRecords(WalletKeys keys, AssetId asset, AccountId account, SecureRandom random) {
    this.keys = keys;
    this.asset = asset;
    this.account = account;
    this.random = random;
    this.notes = new BalanceNotes(keys, account);
  }

  OpenAccount open(long sequence) {
    return OpenAccount.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(account.fixed())
        .setSequence(sequence)
        .setKeyProof(
            new Fixed192(
                ZeroCiphertext.prove(
                        keys.elGamal(),
                        OpeningProof.ciphertext(keys.network().id(), account, keys.elGamal()),
                        random)
                    .toBytes()))
        .build();
  }

  Transfer transfer(
      AccountView after, long sequence, PaymentAddress payee, DebitProofs proofs, ByteBuffer memo) {
    return Transfer.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(account.fixed())
        .setSequence(sequence)
        .setCreditsApplied(after.creditsApplied())
        .setPayee(payee.accountId(asset).fixed())
        .setPayeeOwner(new Fixed32(payee.owner().toBytes()))
        .setEquality(new Fixed320(proofs.equality()))
        .setValidity(new Fixed544(proofs.validity()))
        .setRange(new Fixed1000(proofs.range()))
        .setDecryptableAvailable(note(after, sequence))
        .setMemo(memo)
        .build();
  }

  ApplyCredits applyCredits(AccountView after, long sequence) {
    return ApplyCredits.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(account.fixed())
        .setElGamalKey(new Fixed32(keys.elGamal().publicKey().toBytes()))
        .setSequence(sequence)
        .setCreditsApplied(after.creditsApplied())
        .setDecryptableAvailable(note(after, sequence))
        .build();
  }

  Redeem redeem(
      AccountView after,
      long sequence,
      long amount,
      DebitProofs proofs,
      ByteBuffer payoutReference) {
    return Redeem.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(account.fixed())
        .setSequence(sequence)
        .setCreditsApplied(after.creditsApplied())
        .setAmount(amount)
        .setEquality(new Fixed320(proofs.equality()))
        .setRange(new Fixed936(proofs.range()))
        .setDecryptableAvailable(note(after, sequence))
        .setPayoutReference(payoutReference)
        .build();
  }

  CloseAccount close(AccountView after, long sequence) {
    return CloseAccount.newBuilder()
        .setAsset(asset.fixed())
        .setAccount(account.fixed())
        .setSequence(sequence)
        .setCreditsApplied(after.creditsApplied())
        .setZeroProof(
            new Fixed192(
                ZeroCiphertext.prove(
                        keys.elGamal(), after.available().amount().ciphertext(), random)
                    .toBytes()))
        .build();
  }

  /** The note of the balance that a command with this sequence number leaves. */
  private Fixed36 note(AccountView after, long sequence) {
    return new Fixed36(
        notes.write(
            sequence + 1,
            after.creditsApplied(),
            after.available().amount().toBytes(),
            after.amount()));
  }
}
