// An account, out of what its network publishes under its id: a balance, and receipts of credits.
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";
import { readNote } from "./keys.mjs";
import {
  accountId, decode, encode, isRetired, LaterStatement, simpleName, unverified, verifyReceipt,
} from "./wire.mjs";

const PAYEE = 1;

/** What an issue holds at most, in the smallest unit. */
const MOST = (1n << 48n) - 1n;

/** The auditor's key (32), and the payer's proof (192). */
const PROOF_BYTES = 224;

const NOTHING = Buffer.alloc(64);
const NEW = {
  status: "UNOPENED", sequence: 0n, creditsReceived: 0n, creditsApplied: 0n, available: NOTHING,
  decryptableAvailable: Buffer.alloc(36),
};

/**
 * What the account of these keys holds: by its last balance, of which there is none before its first
 * credit, and by the credits that came since, as tellCredits has them. What the balance contains
 * need not be told any more, and is not decrypted. A command counts on the first so many: of what
 * came since, only what stands before the first that is missing can be spent.
 */
export function readAccount(keys, network, id, balance = NEW, told = new Map()) {
  const { status, sequence, creditsApplied } = balance;
  const available = Ciphertext.parse(balance.available);
  const amount = noted(keys, network, id, balance);
  const unapplied = [];
  for (let number = creditsApplied + 1n; told.has(number); number++) {
    unapplied.push(readCredit(keys, id, told.get(number)));
  }
  const creditsReceived = creditsApplied + BigInt(unapplied.length);
  const counted = [creditsReceived, balance.creditsReceived, ...told.keys()];
  const received = unapplied.reduce((sum, credit) => sum + credit.amount, 0n);
  return {
    status, sequence, creditsReceived, amount, received,
    // How many the network has counted that cannot be spent yet, for want of a receipt.
    missing: counted.reduce((most, number) => (number > most ? number : most)) - creditsReceived,
    // What it holds once all that came in is applied: in clear, and as the ledger has it.
    total: amount + received,
    whole: unapplied.reduce((sum, credit) => sum.add(credit.ciphertext), available)
      .withoutIdentity(keys.elGamalKey),
  };
}

/**
 * The amount that the owner noted down beside this very balance. Any other balance is refused, and
 * never decrypted: who did, and then paid or failed to, would tell its publisher what is in it.
 */
function noted(keys, network, id, { sequence, creditsApplied, available, decryptableAvailable }) {
  const untouched = Ciphertext.parse(NOTHING).withoutIdentity(keys.elGamalKey).toBytes();
  if (creditsApplied === 0n && (available.equals(NOTHING) || available.equals(untouched))) {
    return 0n; // No command has left a note yet.
  }
  const amount = readNote(keys, network, id, { sequence, creditsApplied, available }, decryptableAvailable);
  if (amount === undefined) {
    throw new Error("The balance that the network publishes is not one that this wallet noted, and "
      + "nothing of it was decrypted. If another wallet has used the account, send a command with "
      + "./quittance wallet apply, which reads the account's history.");
  }
  return amount;
}

/** What happened in a final event, and the name of it: Avro's union, unwrapped. */
export const happened = ({ event }) => unwrapped(event);

function unwrapped(union) {
  const [[name, body]] = Object.entries(union);
  return { name: simpleName(name), ...body };
}

/**
 * The credits that the operator's receipts tell an account of: entries, by how many credits it had
 * received with each. What is told first counts, and again is the same.
 *
 * A receipt under a key that has been revoked, or had been retired when it was written, may be
 * anybody's: it counts only where no other one tells of its number or its command, and a final event
 * says the same to the byte.
 *
 * @param receipts what creditIn made of the account's records
 */
export function tellCredits(receipts, events) {
  const settled = new Set(events.map(entryOf).filter(Boolean).map((bytes) => bytes.toString("hex")));
  const credits = new Map();
  const commands = new Set();
  for (const wanted of [false, true]) {
    for (const { number, entry, bytes, doubtful } of receipts) {
      const command = entry.commandId.toString("hex");
      const counts = !wanted
        || (!commands.has(command) && settled.has(bytes.toString("hex")));
      if (doubtful === wanted && counts && !credits.has(number)) {
        credits.set(number, entry);
        commands.add(command);
      }
    }
  }
  return new Map([...credits].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The credit of that account in a record of the receipts topic, in a list; none if it tells of none,
 * for anybody may have put it there. One of a statement that the network file does not have is told
 * as {later}: it counts once the new file is there. What it says is looked at first, and verified, which takes far
 * longer, only if it counts: anybody can have rejections written under an account.
 */
export function creditIn({ id: network, timetables }, id, { value, timestamp }) {
  try {
    const said = unverified(value);
    const { status, account, number, commandId, entry: bytes, position } = said.receipt;
    const entry = status === "CREDITED" && decode("Entry", bytes);
    const ours = entry && account.equals(id) && entry.payee.equals(id)
      && entry.commandId.equals(commandId);
    if (!ours) {
      return [];
    }
    const { revoked, retired } = verifyReceipt(network, timetables, said);
    const doubtful = revoked || retired || isRetired(timetables, position, timestamp);
    return [{ number, entry, bytes, doubtful }];
  } catch (error) {
    if (error instanceof LaterStatement) {
      return [{ later: error }];
    }
    return []; // Somebody's forgery, or a record of a newer version.
  }
}

/** The bytes of the entry that was made for a final event's payee; nothing if it credits nobody. */
function entryOf({ eventId, asset, account, number, position, event }) {
  const { name, payee, previousNumber, ...said } = unwrapped(event);
  if (name !== "Transferred" && name !== "Issued") {
    return undefined;
  }
  const paid = name === "Transferred";
  return encode("Entry", {
    origin: paid ? account : asset, payee: paid ? payee : account, number,
    previous: previousNumber, asset, commandId: eventId, position,
    fact: { [`io.quittance.schemas.journal.${paid ? "Paid" : "Minted"}`]: said },
  });
}

/**
 * A credit, read as its payee: who paid, how much, and what for. The receipt is the operator's word:
 * who decrypted whatever stands there as a payment, a copy of a balance say, would read it to him.
 * So a payment must be proved by its payer, and an issue, whose amount is public, be for our key.
 */
export function readCredit(keys, id, { payee, asset, origin, commandId, fact }) {
  const { name, ...body } = unwrapped(fact);
  const owner = name === "Paid" ? body.payeeOwner : body.owner;
  const elGamalKey = name === "Paid" ? body.payeeElGamalKey : body.elGamalKey;
  const ours = payee.equals(id) && accountId(asset, { owner, elGamalKey }).equals(id)
    && elGamalKey.equals(keys.elGamalKey);
  if (!ours) {
    throw new Error(`Credit ${commandId.toString("hex")} is for another account or key: do not `
      + "rely on this network.");
  }
  if (name === "Minted") {
    const { amount, reference } = body;
    if (amount < 1n || amount > MOST) {
      throw new Error(`Issue ${commandId.toString("hex")} is of an amount that no issue has: do not `
        + "rely on this network.");
    }
    return {
      from: "the issuer", amount, memo: reference.toString(),
      ciphertext: Ciphertext.issued(amount, elGamalKey),
    };
  }
  verifyProved(commandId, body);
  const { lo, hi, memo } = body;
  const half = (bytes) =>
    zk.GroupedElGamalCiphertext3Handles.fromBytes(bytes).decrypt(keys.elGamal.secret(), PAYEE);
  return {
    from: origin.toString("hex"), amount: half(lo) + (half(hi) << 16n), memo: memo.toString(),
    ciphertext: Ciphertext.received(lo, hi),
  };
}

/** Throws unless a payment's payer proved that he knew what it holds. */
function verifyProved(id, { payerElGamalKey, payeeElGamalKey, lo, hi, validity }) {
  try {
    if (validity.length !== PROOF_BYTES) {
      throw new Error("It has no proof.");
    }
    zk.BatchedGroupedCiphertext3HandlesValidityProofData.fromBytes(Buffer.concat([
      payerElGamalKey, payeeElGamalKey, validity.subarray(0, 32), lo, hi, validity.subarray(32),
    ])).verify();
  } catch (cause) {
    throw new Error(`No payer proved payment ${id.toString("hex")}: do not rely on this network.`,
      { cause });
  }
}
