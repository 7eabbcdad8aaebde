package io.quittance.simulation;

import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ciphertexts that plain figures must have, computed from the figures alone and never by adding
 * up other ciphertexts, as the ledger does.
 */
final class Sealing {
  /** The identity in both halves. */
  private static final byte[] NOTHING = new byte[64];

  private static final int CACHED = 4096;
  private static final int SHORT_BITS = 100;

  /** Wallets, oracle and operators mostly speak of the same few balances. */
  private final Map<Sealed, byte[]> cache =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sealed, byte[]> eldest) {
          return size() > CACHED;
        }
      };

  private record Sealed(Party owner, PlainMoney money) {}

  /** Returns (amount·G + blinding·H, blinding·P) for the owner's key P, 64 bytes. */
  byte[] sealed(Party owner, PlainMoney money) {
    if (money.equals(PlainMoney.NOTHING)) {
      return NOTHING;
    }
    return cache.computeIfAbsent(
        new Sealed(owner, money),
        any ->
            ByteBuffer.allocate(64)
                .put(commitment(money).compress().toBytes())
                .put(handle(owner.keys().publicKey(), money.blinding()).compress().toBytes())
                .array());
  }

  static RistrettoPoint commitment(PlainMoney money) {
    return Pedersen.multiplyG(scalar(money.amount())).add(times(Pedersen.H, money.blinding()));
  }

  static RistrettoPoint handle(ElGamalPublicKey key, BigInteger blinding) {
    return times(key.point(), blinding);
  }

  /** Multiplies; short factors, which the simulation prefers, take a fraction of the time. */
  private static RistrettoPoint times(RistrettoPoint point, BigInteger factor) {
    if (factor.bitLength() > SHORT_BITS) {
      return point.multiply(scalar(factor));
    }
    BigInteger positive = factor.abs();
    RistrettoPoint product = RistrettoPoint.IDENTITY;
    for (int bit = positive.bitLength() - 1; bit >= 0; bit--) {
      product = product.doubled();
      product = positive.testBit(bit) ? product.add(point) : product;
    }
    return factor.signum() < 0 ? product.negate() : product;
  }

  static Scalar scalar(BigInteger value) {
    byte[] bigEndian = value.mod(PlainMoney.ORDER).toByteArray();
    byte[] littleEndian = new byte[2 * Scalar.BYTES];
    for (int i = 0; i < bigEndian.length; i++) {
      littleEndian[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return Scalar.fromWideBytes(littleEndian);
  }
}
