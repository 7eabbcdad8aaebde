// Arithmetic on encrypted amounts: twisted ElGamal ciphertexts, commitment (32) || handle (32).
// Ledger and wallets must come to the same bytes; the proofs are about exactly those.
import { ristretto255 } from "@noble/curves/ed25519.js";
import { fromHex } from "./wire.mjs";

const { Point } = ristretto255;
const G = Point.BASE;

/** The second generator of Pedersen commitments, which randomness is multiplied by. */
const H = Point.fromBytes(
  fromHex("8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134"));

const half = (bytes, index) => Point.fromBytes(bytes.subarray(32 * index, 32 * (index + 1)));
const times = (point, factor) => (factor === 0n ? Point.ZERO : point.multiply(factor));

/** An encrypted amount. */
export class Ciphertext {
  static NOTHING = new Ciphertext(Point.ZERO, Point.ZERO);

  constructor(commitment, handle) {
    this.commitment = commitment;
    this.handle = handle;
  }

  /** Reads the 64 bytes of a balance. */
  static parse(bytes) {
    return new Ciphertext(half(bytes, 0), half(bytes, 1));
  }

  /** lo + 2^16 hi of a transfer, for its payer (0), payee (1) or auditor (2): 128 bytes each. */
  static ofParts(lo, hi, reader) {
    const part = (bytes) => new Ciphertext(half(bytes, 0), half(bytes, 1 + reader));
    return part(lo).add(part(hi).multiply(1n << 16n));
  }

  /** What an issue credits: the public amount, both parts encrypted with randomness 1. */
  static ofIssue(amount, elGamalKey) {
    const randomness = 1n + (1n << 16n);
    return new Ciphertext(
      times(G, amount).add(H.multiply(randomness)),
      Point.fromBytes(elGamalKey).multiply(randomness));
  }

  add(other) {
    return new Ciphertext(this.commitment.add(other.commitment), this.handle.add(other.handle));
  }

  subtract(other) {
    return new Ciphertext(
      this.commitment.subtract(other.commitment), this.handle.subtract(other.handle));
  }

  multiply(factor) {
    return new Ciphertext(this.commitment.multiply(factor), this.handle.multiply(factor));
  }

  /**
   * The identity rule: proofs refuse a balance with the identity in one half, so opening an account
   * and applying credits add the fixed encryption of zero (H, P) where one would result.
   */
  withoutIdentity(elGamalKey) {
    return this.commitment.is0() || this.handle.is0()
      ? this.add(new Ciphertext(H, Point.fromBytes(elGamalKey)))
      : this;
  }

  /** Whether this encrypts the amount for the holder of that secret scalar. */
  holds(amount, elGamalScalar) {
    return this.commitment.subtract(this.handle.multiply(elGamalScalar)).equals(times(G, amount));
  }

  toBytes() {
    return Buffer.concat([this.commitment.toBytes(), this.handle.toBytes()]);
  }
}
