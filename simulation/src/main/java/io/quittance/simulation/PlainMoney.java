package io.quittance.simulation;

import java.math.BigInteger;

/**
 * What a ciphertext holds, in plain figures: an amount and the blinding that hides it.
 *
 * @param amount in the asset's smallest unit
 * @param blinding factor of H in the commitment and of the owner's key in the handle, between minus
 *     and plus half the order of the group
 */
record PlainMoney(BigInteger amount, BigInteger blinding) {
  /** Order of the group: 2^252 + 27742317777372353535851937790883648493 (RFC 9496). */
  static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger HALF = ORDER.shiftRight(1);

  /** No amount, and nothing that hides it. */
  static final PlainMoney NOTHING = new PlainMoney(BigInteger.ZERO, BigInteger.ZERO);

  PlainMoney {
    if (blinding.abs().compareTo(HALF) > 0) {
      blinding = blinding.mod(ORDER);
      if (blinding.compareTo(HALF) > 0) {
        blinding = blinding.subtract(ORDER);
      }
    }
  }

  static PlainMoney of(long amount, long blinding) {
    return new PlainMoney(BigInteger.valueOf(amount), BigInteger.valueOf(blinding));
  }

  PlainMoney plus(PlainMoney other) {
    return new PlainMoney(amount.add(other.amount), blinding.add(other.blinding));
  }

  PlainMoney minus(PlainMoney other) {
    return new PlainMoney(amount.subtract(other.amount), blinding.subtract(other.blinding));
  }

  /** Without a blinding the handle is the identity, and no proof about it is possible. */
  boolean isBare() {
    return blinding.signum() == 0;
  }
}
