package io.quittance.ledger.settlement;

import io.quittance.schemas.AssetId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.math.BigInteger;
import java.util.Collection;

/**
 * The audit that no money was made or lost, without decrypting anything.
 *
 * <p>A transfer takes a commitment from the payer and gives the same to the payee. So once every
 * settled credit has been counted,
 *
 * <pre>
 * Σ commitments(available + unapplied) = (issued − redeemed)·G + (65537·issues + zeros added)·H
 * </pre>
 *
 * <p>holds exactly: 1 + 2^16 is the public randomness of one issue's lo and hi parts, and zeros are
 * what the identity rule added (see {@link io.quittance.ledger.account.Available}).
 */
public final class Conservation {
  private static final long ISSUE_RANDOMNESS = 1 + (1 << 16);

  private Conservation() {}

  /** What the audit found. */
  public sealed interface Finding {
    /** The books agree. */
    record Holds() implements Finding {}

    /**
     * They do not.
     *
     * @param explanation what is wrong, one sentence
     */
    record Broken(String explanation) implements Finding {}
  }

  /**
   * Compares the balances of an asset with its supply.
   *
   * @param balances the latest balance of every account; those of other assets are passed over
   * @param supply of the asset, up to the same point of the log
   */
  public static Finding check(AssetId asset, Collection<Balance> balances, Supply supply) {
    Sum sum = new Sum();
    for (Balance balance : balances) {
      if (AssetId.of(balance.getAsset()).equals(asset)) {
        sum.add(balance);
      }
    }
    return sum.compare(supply);
  }

  /** What all accounts of one asset hold, added up one by one; not safe for several threads. */
  public static final class Sum {
    private RistrettoPoint held = RistrettoPoint.IDENTITY;
    private long zerosAdded;
    private String damage;

    /** Adds the balance of an account. */
    public void add(Balance balance) {
      try {
        held =
            held.add(commitment(balance.getAvailable().bytes()))
                .add(commitment(balance.getUnapplied().bytes()));
      } catch (InvalidProofException damaged) {
        damage = "A balance is damaged: " + damaged.getMessage() + ".";
      }
      zerosAdded = Math.addExact(zerosAdded, balance.getZerosAdded());
    }

    /** Adds a credit that the supply counts, or that has left its payer, and no account has yet. */
    public void addOnItsWay(ElGamalCiphertext amount) {
      held = held.add(amount.commitment());
    }

    /** Compares what was added with the supply. */
    public Finding compare(Supply supply) {
      if (supply.circulating().signum() < 0) {
        return new Finding.Broken("More was redeemed than issued.");
      }
      if (damage != null) {
        return new Finding.Broken(damage);
      }
      BigInteger randomness =
          BigInteger.valueOf(ISSUE_RANDOMNESS)
              .multiply(BigInteger.valueOf(supply.issues()))
              .add(BigInteger.valueOf(zerosAdded));
      RistrettoPoint due =
          Pedersen.multiplyG(scalar(supply.circulating()))
              .add(Pedersen.multiplyH(scalar(randomness)));
      return held.equals(due)
          ? new Finding.Holds()
          : new Finding.Broken("The balances do not add up to what was issued and not redeemed.");
    }
  }

  private static RistrettoPoint commitment(byte[] ciphertext) throws InvalidProofException {
    return CompressedRistretto.of(ciphertext, 0).decode();
  }

  private static Scalar scalar(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    byte[] littleEndian = new byte[2 * Scalar.BYTES];
    for (int i = 0; i < bigEndian.length; i++) {
      littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return Scalar.fromWideBytes(littleEndian);
  }
}
