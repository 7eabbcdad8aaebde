package io.quittance.ledger;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.OpeningProof;
import io.quittance.ledger.account.SealedAmount;
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
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.range.BatchedRangeProof;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.verifier.sigma.CiphertextCommitmentEquality;
import io.quittance.verifier.sigma.ZeroCiphertext;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small wallet for tests: an owner's keys and his mirror of his account. Each builder makes the
 * next command, trusting that it will be accepted, and moves the mirror on; a {@link #copy()} can
 * make the same move differently.
 */
public final class Owner {
  public final SigningKey signing;
  public final ElGamalKeypair keys;
  public final AssetId asset;
  public final AccountId account;
  final World world;
  private final SecureRandom random;
  private final List<ElGamalCiphertext> credits = new ArrayList<>();
  private final List<Long> creditAmounts = new ArrayList<>();

  public Available available = Available.NOTHING;
  public long amount;
  public long sequence;
  public int applied;

  /** For whom the owner's transfers are encrypted as well. */
  public Optional<ElGamalPublicKey> auditor;

  Owner(World world, SigningKey signing, ElGamalKeypair keys) {
    this.world = world;
    this.random = world.random;
    this.signing = signing;
    this.keys = keys;
    this.asset = world.asset.id();
    this.auditor = world.asset.auditors().first();
    this.account =
        AccountId.derive(asset, signing.verifyingKey().toBytes(), keys.publicKey().toBytes());
  }

  /** Returns an owner with the same keys, whose mirror moves on its own from here on. */
  public Owner copy() {
    Owner copy = new Owner(world, signing, keys);
    copy.credits.addAll(credits);
    copy.creditAmounts.addAll(creditAmounts);
    copy.available = available;
    copy.amount = amount;
    copy.sequence = sequence;
    copy.applied = applied;
    return copy;
  }

  /** Learns of the next credit in the log. */
  public void received(ElGamalCiphertext credit, long creditAmount) {
    credits.add(credit);
    creditAmounts.add(creditAmount);
  }

  public int received() {
    return credits.size();
  }

  public Fixed32 ownerKey() {
    return new Fixed32(signing.verifyingKey().toBytes());
  }

  public Fixed32 elGamalKey() {
    return new Fixed32(keys.publicKey().toBytes());
  }

  public OpenAccount open() {
    OpenAccount open =
        new OpenAccount(
            asset.fixed(),
            account.fixed(),
            sequence,
            new Fixed192(
                ZeroCiphertext.prove(
                        keys, OpeningProof.ciphertext(World.NETWORK, account, keys), random)
                    .toBytes()));
    available = available.withoutIdentity(keys.publicKey().compressed());
    sequence++;
    return open;
  }

  /** Applies credits in the mirror as the ledger does. */
  private void apply(int count) {
    ElGamalCiphertext sum = ElGamalCiphertext.IDENTITY;
    for (; applied < count; applied++) {
      sum = sum.add(credits.get(applied));
      amount += creditAmounts.get(applied);
    }
    available = available.plus(sum, keys.publicKey().compressed());
  }

  public ApplyCredits applyCredits(int count) {
    apply(count);
    return new ApplyCredits(
        asset.fixed(), account.fixed(), elGamalKey(), sequence++, (long) count, note());
  }

  public Transfer transfer(Owner payee, long paid, int count) {
    apply(count);
    PedersenOpening openingLo = PedersenOpening.random(random);
    PedersenOpening openingHi = PedersenOpening.random(random);
    PedersenOpening opening = PedersenOpening.random(random);
    long lo = paid & 0xffff;
    long hi = paid >>> 16;
    BatchedGroupedCiphertext3HandlesValidity validity =
        BatchedGroupedCiphertext3HandlesValidity.prove(
            keys.publicKey(),
            payee.keys.publicKey(),
            auditor,
            lo,
            hi,
            openingLo,
            openingHi,
            random);
    SealedAmount after = minus(validity);
    amount -= paid;
    CiphertextCommitmentEquality equality =
        CiphertextCommitmentEquality.prove(keys, after.ciphertext(), opening, amount, random);
    BatchedRangeProof range =
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U128,
            new long[] {amount, lo, hi, 0},
            new int[] {64, 16, 32, 16},
            new PedersenOpening[] {opening, openingLo, openingHi, PedersenOpening.random(random)},
            random);
    available = new Available(after, available.zerosAdded());
    return new Transfer(
        asset.fixed(),
        account.fixed(),
        sequence++,
        (long) count,
        payee.account.fixed(),
        payee.ownerKey(),
        new Fixed320(equality.toBytes()),
        new Fixed544(validity.toBytes()),
        new Fixed1000(range.toBytes()),
        note(),
        ByteBuffer.wrap(new byte[] {'m', 'e', 'm', 'o'}));
  }

  private SealedAmount minus(BatchedGroupedCiphertext3HandlesValidity validity) {
    try {
      return available.minus(validity.groupedLoBytes(), validity.groupedHiBytes());
    } catch (io.quittance.verifier.InvalidProofException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public Redeem redeem(long paid, int count) {
    apply(count);
    PedersenOpening opening = PedersenOpening.random(random);
    SealedAmount after = available.minus(paid);
    amount -= paid;
    CiphertextCommitmentEquality equality =
        CiphertextCommitmentEquality.prove(keys, after.ciphertext(), opening, amount, random);
    BatchedRangeProof range =
        BatchedRangeProof.prove(
            BatchedRangeProof.Size.U64,
            new long[] {amount},
            new int[] {64},
            new PedersenOpening[] {opening},
            random);
    available = new Available(after, available.zerosAdded());
    return new Redeem(
        asset.fixed(),
        account.fixed(),
        sequence++,
        (long) count,
        paid,
        new Fixed320(equality.toBytes()),
        new Fixed936(range.toBytes()),
        note(),
        ByteBuffer.wrap(new byte[] {'i', 'b', 'a', 'n'}));
  }

  public CloseAccount close(int count) {
    apply(count);
    ZeroCiphertext zero = ZeroCiphertext.prove(keys, available.amount().ciphertext(), random);
    return new CloseAccount(
        asset.fixed(), account.fixed(), sequence++, (long) count, new Fixed192(zero.toBytes()));
  }

  /** The ledger never reads a note; these bytes only have to come out as they went in. */
  private Fixed36 note() {
    byte[] note = new byte[36];
    ByteBuffer.wrap(note).putLong(sequence).putLong(amount);
    return new Fixed36(note);
  }
}
