// An account, out of what its network publishes under its id: a balance, and final events.
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";
import { readNote } from "./keys.mjs";
import { simpleName } from "./wire.mjs";

const PAYEE = 1;
const NOTHING = Buffer.alloc(64);
const NEW = {
  status: "UNOPENED", sequence: 0n, creditsApplied: 0n, available: NOTHING,
  decryptableAvailable: Buffer.alloc(36),
};

/**
 * What the account of these keys holds: by its last balance, of which there is none before its first
 * credit, and by all that came in, which is counted here.
 */
export function readAccount(keys, network, id, balance = NEW, events = []) {
  const { status, sequence, creditsApplied } = balance;
  const available = Ciphertext.parse(balance.available);
  const amount = noted(keys, network, id, balance);
  const credits = countCredits(keys, events);
  if (BigInt(credits.length) < creditsApplied) {
    throw new Error("The log lacks credits that the balance contains: do not rely on this network.");
  }
  const unapplied = credits.slice(Number(creditsApplied));
  const incoming = unapplied.reduce((sum, credit) => sum + credit.amount, 0n);
  return {
    status, sequence, creditsReceived: BigInt(credits.length), amount, incoming,
    // What it holds once all that came in is applied: in clear, and as the ledger has it.
    total: amount + incoming,
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

/**
 * What came in, read as its payee, in the order in which the ledger counts it: who paid, how much,
 * and what for. A credit may name the one before it from the same payer, and then waits for that;
 * one that was counted before, because an operator's restore repeated it, is passed over.
 */
export function countCredits(keys, events) {
  const highest = new Map();
  const parked = new Map();
  const counted = [];
  for (const settled of events) {
    let next = crediting(settled);
    while (next) {
      const { number, event } = next;
      const [origin, last] = [next.origin, highest.get(next.origin) ?? 0n];
      const previous = event.previousNumber;
      if (number > last && previous > last) {
        parked.set(`${origin} ${previous}`, parked.get(`${origin} ${previous}`) ?? next);
        break;
      }
      if (number <= last) {
        break;
      }
      highest.set(origin, number);
      counted.push(read(keys, next));
      next = parked.get(`${origin} ${number}`);
      parked.delete(`${origin} ${number}`);
    }
  }
  return counted;
}

/** An event that brings money, and whose numbers it is counted by; nothing for others. */
function crediting(settled) {
  const event = happened(settled);
  const payer = settled.account.toString("hex");
  switch (event.name) {
    case "Issued":
      return { settled, event, origin: "the issuer", number: settled.number };
    case "Transferred":
      return { settled, event, origin: payer, number: settled.number };
    default:
      return undefined;
  }
}

function read({ elGamal, elGamalKey }, { settled, event, origin }) {
  if (event.name === "Issued") {
    const { amount, reference } = event;
    if (!event.elGamalKey.equals(elGamalKey)) {
      throw new Error("An issue is for another key: do not rely on this network.");
    }
    return {
      from: origin, amount, memo: reference.toString(),
      ciphertext: Ciphertext.issued(amount, elGamalKey),
    };
  }
  verifyProved(settled, elGamalKey);
  const { lo, hi, memo } = event;
  const half = (bytes) =>
    zk.GroupedElGamalCiphertext3Handles.fromBytes(bytes).decrypt(elGamal.secret(), PAYEE);
  return {
    from: origin, amount: half(lo) + (half(hi) << 16n), memo: memo.toString(),
    ciphertext: Ciphertext.received(lo, hi),
  };
}
