// An owner's commands, proved with @solana/zk-sdk. What a final event must hold stands beside them.
import { createHash } from "node:crypto";
import { ristretto255_hasher } from "@noble/curves/ed25519.js";
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";
import { writeNote } from "./keys.mjs";
import { openingMessage } from "./wire.mjs";

const MOST = (1n << 48n) - 1n;
const NO_AUDITOR = Buffer.alloc(32);

const sha512 = (message) => createHash("sha512").update(message).digest();
const bytes = (value) => Buffer.from(value.toBytes());

/**
 * Opens the account: proves that its owner knows the ElGamal key's secret, for this account only. It
 * is the proof that a ciphertext is zero whose handle nobody chose: a hash of network and account.
 */
export function openAccount(keys, network, id) {
  const handle = ristretto255_hasher.deriveToCurve(sha512(openingMessage(network, id)));
  const zero = new Ciphertext(handle.multiply(keys.elGamalScalar), handle).toBytes();
  const keyProof = bytes(
    new zk.ZeroCiphertextProofData(keys.elGamal, zk.ElGamalCiphertext.fromBytes(zero)));
  return { type: "OpenAccount", fields: { keyProof } };
}

/** The note of the balance that the account's next command leaves. */
const note = (keys, network, id, { sequence, creditsReceived }, available, amount) => {
  const after = { sequence: sequence + 1n, creditsApplied: creditsReceived, available };
  return writeNote(keys, network, id, after, amount);
};

/** Makes all that came in spendable. */
export function applyCredits(account, keys, network, id) {
  const { creditsReceived, total, whole } = account;
  const decryptableAvailable = note(keys, network, id, account, whole.toBytes(), total);
  return {
    type: "ApplyCredits",
    fields: { elGamalKey: keys.elGamalKey, creditsApplied: creditsReceived, decryptableAvailable },
  };
}

/**
 * Pays a hidden amount, counting on all that came in. Three proofs share their commitments: the new
 * balance's ciphertext and a commitment hold the same amount; the amount paid is encrypted alike
 * for payer, payee and auditor, as lo + 2^16 hi; and nothing of it is negative.
 */
export function transfer(account, keys, network, id, payee, amount, memo, auditorKey) {
  const { creditsReceived, total, whole } = account;
  if (amount < 1n || amount > MOST) {
    throw new Error("An amount must be more than zero and below 2^48 units.");
  }
  if (amount > total) {
    throw new Error("The account has less than that.");
  }
  const [kept, lo, hi] = [total - amount, amount & 0xffffn, amount >> 16n];
  const openings = Array.from({ length: 4 }, () => new zk.PedersenOpening());
  const [openKept, openLo, openHi] = openings;

  const readers = [keys.elGamalKey, payee.elGamalKey, auditorKey ?? NO_AUDITOR]
    .map((key) => zk.ElGamalPubkey.fromBytes(key));
  const encrypt = zk.GroupedElGamalCiphertext3Handles.encryptWith;
  const forLo = encrypt(...readers, lo, openLo);
  const forHi = encrypt(...readers, hi, openHi);
  const parts = { lo: bytes(forLo), hi: bytes(forHi) };
  const available = whole.subtract(Ciphertext.paid(parts.lo, parts.hi)).toBytes();

  const equality = new zk.CiphertextCommitmentEqualityProofData(
    keys.elGamal, zk.ElGamalCiphertext.fromBytes(available),
    zk.PedersenCommitment.from(kept, openKept), openKept, kept);
  const validity = new zk.BatchedGroupedCiphertext3HandlesValidityProofData(
    ...readers, forLo, forHi, lo, hi, openLo, openHi);
  const values = [kept, lo, hi, 0n];
  const commitments = openings.map((opening, i) => zk.PedersenCommitment.from(values[i], opening));
  const range = new zk.BatchedRangeProofU128Data(
    commitments, BigUint64Array.from(values), Uint8Array.of(64, 16, 32, 16), openings);

  return {
    type: "Transfer",
    fields: {
      creditsApplied: creditsReceived, payee: payee.id, payeeOwner: payee.owner,
      equality: bytes(equality), validity: bytes(validity), range: bytes(range),
      decryptableAvailable: note(keys, network, id, account, available, kept),
      memo: Buffer.from(memo),
    },
    final: { available, ...parts },
  };
}
