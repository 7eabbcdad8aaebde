// An owner's commands, proved with @solana/zk-sdk. What a final event must hold stands beside them.
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";

const MOST = (1n << 48n) - 1n;
const NO_AUDITOR = Buffer.alloc(32);

const bytes = (value) => Buffer.from(value.toBytes());

/** Opens the account: proves that its owner knows the ElGamal key's secret. */
export function openAccount(keys) {
  const keyProof = bytes(new zk.PubkeyValidityProofData(keys.elGamal));
  return { type: "OpenAccount", fields: { keyProof } };
}

/** Makes all that came in spendable. */
export function applyCredits({ creditsReceived, total }, keys) {
  const decryptableAvailable = bytes(keys.note.encrypt(total));
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
export function transfer(account, keys, payee, amount, memo, auditorKey) {
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
      decryptableAvailable: bytes(keys.note.encrypt(kept)), memo: Buffer.from(memo),
    },
    final: { available, ...parts },
  };
}
