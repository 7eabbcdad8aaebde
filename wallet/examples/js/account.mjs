// An account, out of what its network publishes under its id: a balance, and final events.
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";
import { readNote } from "./keys.mjs";
import { simpleName } from "./wire.mjs";

const PAYEE = 1;
const NEW = {
  status: "UNOPENED", sequence: 0n, creditsReceived: 0n, available: Buffer.alloc(64),
  unapplied: Buffer.alloc(64), decryptableAvailable: Buffer.alloc(36),
};

/** What the account of these keys holds, by its last balance: none before its first credit. */
export function readAccount(keys, balance = NEW) {
  const { status, sequence, creditsReceived, decryptableAvailable } = balance;
  const available = Ciphertext.parse(balance.available);
  const unapplied = Ciphertext.parse(balance.unapplied);
  const amount = noted(keys, decryptableAvailable, available) ?? decrypt(keys, available);
  const incoming = decrypt(keys, unapplied);
  return {
    status, sequence, creditsReceived, amount, incoming,
    // What it holds once all that came in is applied: in clear, and as the ledger has it.
    total: amount + incoming,
    whole: available.add(unapplied).withoutIdentity(keys.elGamalKey),
  };
}

/** The amount that the owner once noted down beside a balance, if it is true. */
function noted(keys, note, available) {
  try {
    const amount = readNote(keys, note);
    return available.holds(amount, keys.elGamalScalar) ? amount : undefined;
  } catch {
    return undefined; // No command has left a note yet.
  }
}

/** Amounts below 2^32 units can be decrypted without a note, by search. */
const decrypt = ({ elGamal }, ciphertext) =>
  elGamal.secret().decrypt(zk.ElGamalCiphertext.fromBytes(ciphertext.toBytes()));

/** What happened in a final event, and the name of it: Avro's union, unwrapped. */
export function happened({ event }) {
  const [[name, body]] = Object.entries(event);
  return { name: simpleName(name), ...body };
}

/**
 * Throws unless a payment's payer proved that he knew what it holds. The log is the operator's word:
 * who decrypted whatever stands there as a payment, a copy of a balance say, would read it to him.
 */
export function verifyProved(settled, elGamalKey) {
  const { payerElGamalKey, payeeElGamalKey, lo, hi, validity } = happened(settled);
  try {
    if (!payeeElGamalKey.equals(elGamalKey) || validity.length !== 224) {
      throw new Error("It is for another key, or has no proof.");
    }
    zk.BatchedGroupedCiphertext3HandlesValidityProofData.fromBytes(Buffer.concat([
      payerElGamalKey, payeeElGamalKey, validity.subarray(0, 32), lo, hi, validity.subarray(32),
    ])).verify();
  } catch (cause) {
    const id = settled.eventId.toString("hex");
    throw new Error(`No payer proved payment ${id}: do not rely on this network.`, { cause });
  }
}

/** What came in, read as its payee: who paid, how much, and what for. */
export function readCredits({ elGamal, elGamalKey }, events) {
  // After an operator's restore an event may stand twice.
  const unique = new Map(events.map((settled) => [settled.eventId.toString("hex"), settled]));
  const half = (bytes) =>
    zk.GroupedElGamalCiphertext3Handles.fromBytes(bytes).decrypt(elGamal.secret(), PAYEE);
  return [...unique.values()].flatMap((settled) => {
    const { name, amount, reference, lo, hi, memo } = happened(settled);
    switch (name) {
      case "Issued":
        return [{ from: "the issuer", amount, memo: reference.toString() }];
      case "Transferred":
        verifyProved(settled, elGamalKey);
        return [{
          from: settled.account.toString("hex"), amount: half(lo) + (half(hi) << 16n),
          memo: memo.toString(),
        }];
      default:
        return [];
    }
  });
}
