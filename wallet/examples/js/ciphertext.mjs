// Arithmetic on encrypted amounts: twisted ElGamal, commitment (32 bytes) || handle (32). A wallet
// and the ledger must come to the same bytes, for the proofs are about exactly those.
import { ristretto255 } from "@noble/curves/ed25519.js";
import { fromHex } from "./wire.mjs";

const { Point } = ristretto255;

/** The second generator of Pedersen commitments, which randomness is multiplied by. */
const H = Point.fromBytes(
  fromHex("8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134"));

const point = (bytes, index) => Point.fromBytes(bytes.subarray(32 * index, 32 * (index + 1)));

export class Ciphertext {
  constructor(commitment, handle) {
    this.commitment = commitment;
    this.handle = handle;
  }

  static parse(bytes) {
    return new Ciphertext(point(bytes, 0), point(bytes, 1));
  }

  /** lo + 2^16 hi for a transfer's payer: commitment || payer's handle || payee's || auditor's. */
  static paid(lo, hi) {
    return Ciphertext.#whole(lo, hi, 1);
  }

  /** The same for its payee. */
  static received(lo, hi) {
    return Ciphertext.#whole(lo, hi, 2);
  }

  static #whole(lo, hi, handle) {
    const part = (index) => point(lo, index).add(point(hi, index).multiply(1n << 16n));
    return new Ciphertext(part(0), part(handle));
  }

  /** An issue's public amount as the ledger encrypts it: both parts with randomness 1. */
  static issued(amount, elGamalKey) {
    const randomness = 1n + (1n << 16n);
    return new Ciphertext(
      Point.BASE.multiply(amount).add(H.multiply(randomness)),
      Point.fromBytes(elGamalKey).multiply(randomness));
  }

  add({ commitment, handle }) {
    return new Ciphertext(this.commitment.add(commitment), this.handle.add(handle));
  }

  subtract({ commitment, handle }) {
    return new Ciphertext(this.commitment.subtract(commitment), this.handle.subtract(handle));
  }

  /**
   * Proofs refuse a balance with the identity in one half: where applying credits or opening an
   * account would leave one, the ledger adds the fixed encryption of zero (H, P).
   */
  withoutIdentity(elGamalKey) {
    return this.commitment.is0() || this.handle.is0()
      ? this.add(new Ciphertext(H, Point.fromBytes(elGamalKey)))
      : this;
  }

  /** Whether this is an encryption of the amount to the holder of that secret. */
  holds(amount, elGamalScalar) {
    const clear = this.commitment.subtract(this.handle.multiply(elGamalScalar));
    return clear.equals(amount === 0n ? Point.ZERO : Point.BASE.multiply(amount));
  }

  toBytes() {
    return Buffer.concat([this.commitment.toBytes(), this.handle.toBytes()]);
  }
}
