// The owner's commands, proved with @solana/zk-sdk. Each function returns the command record, and
// the balance that the account has once the command is accepted.
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";

const LO_BITS = 16n;
const MOST = (1n << 48n) - 1n;
const MAX_MEMO_BYTES = 128;

const bytes = (proof) => Buffer.from(proof.toBytes());
const note = (keys, amount) => bytes(keys.note.encrypt(amount));
const common = ({ asset, id, sequence }) => ({ asset, account: id, sequence });

/** Opens the account: proves that its owner knows the ElGamal key's secret. */
export function openAccount(account, keys) {
  return {
    type: "OpenAccount",
    command: { ...common(account), keyProof: bytes(new zk.PubkeyValidityProofData(keys.elGamal)) },
  };
}

/** Makes all credits received spendable. */
export function applyCredits(account, keys) {
  return {
    type: "ApplyCredits",
    command: {
      ...common(account), elGamalKey: keys.elGamalKey, creditsApplied: account.creditsReceived,
      decryptableAvailable: note(keys, account.total),
    },
  };
}

/**
 * Pays a hidden amount, counting on all credits received. Three proofs share their commitments:
 * the new balance's ciphertext and a commitment hold the same amount; the paid amount is encrypted
 * alike for payer, payee and auditor; and neither of them is negative.
 */
export function transfer(account, keys, payee, amount, memo, auditorKey) {
  const memoBytes = Buffer.from(memo, "utf8");
  if (amount < 1n || amount > MOST) {
    throw new Error("An amount must be more than zero and below 2^48 units.");
  }
  if (amount > account.total) {
    throw new Error("The account has less than that.");
  }
  if (memoBytes.length > MAX_MEMO_BYTES) {
    throw new Error(`A memo has at most ${MAX_MEMO_BYTES} bytes.`);
  }
  const kept = account.total - amount;
  const lo = amount & ((1n << LO_BITS) - 1n);
  const hi = amount >> LO_BITS;
  const [openLo, openHi, openKept, openPadding] = Array.from(
    { length: 4 }, () => new zk.PedersenOpening());

  // An asset without auditor has the identity in the auditor's place: 32 zero bytes.
  const readers = [keys.elGamalKey, payee.elGamalKey, auditorKey ?? Buffer.alloc(32)]
    .map((key) => zk.ElGamalPubkey.fromBytes(key));
  const encrypt = (part, opening) =>
    zk.GroupedElGamalCiphertext3Handles.encryptWith(...readers, part, opening);
  const [forLo, forHi] = [encrypt(lo, openLo), encrypt(hi, openHi)];
  const [loBytes, hiBytes] = [bytes(forLo), bytes(forHi)];
  const available = account.whole.subtract(Ciphertext.ofParts(loBytes, hiBytes, 0)).toBytes();

  const equality = new zk.CiphertextCommitmentEqualityProofData(
    keys.elGamal, zk.ElGamalCiphertext.fromBytes(available),
    zk.PedersenCommitment.from(kept, openKept), openKept, kept);
  const validity = new zk.BatchedGroupedCiphertext3HandlesValidityProofData(
    ...readers, forLo, forHi, lo, hi, openLo, openHi);
  const amounts = [kept, lo, hi, 0n];
  const openings = [openKept, openLo, openHi, openPadding];
  const range = new zk.BatchedRangeProofU128Data(
    amounts.map((value, i) => zk.PedersenCommitment.from(value, openings[i])),
    BigUint64Array.from(amounts), Uint8Array.from([64, 16, 32, 16]), openings);

  return {
    type: "Transfer",
    available,
    parts: { lo: loBytes, hi: hiBytes },
    command: {
      ...common(account), creditsApplied: account.creditsReceived,
      payee: payee.id, payeeOwner: payee.owner,
      equality: bytes(equality), validity: bytes(validity), range: bytes(range),
      decryptableAvailable: note(keys, kept), memo: memoBytes,
    },
  };
}
