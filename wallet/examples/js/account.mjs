// An account as its network publishes it: the latest balance, and the settled events under its key.
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";
import { decodeAs } from "./wire.mjs";

const SETTLED = "io.quittance.schemas.settlement.";
const PAYEE = 1;
const NEW = { status: "UNOPENED", sequence: 0n, creditsApplied: 0n };

/** The one thing that happened in a settled event, and its name: Avro's union, unwrapped. */
export function happened(settled) {
  const [[name, event]] = Object.entries(settled.event);
  return { name: name.replace(SETTLED, ""), event };
}

/**
 * The credits in settled events, in the order that the ledger counts them in: each once, though its
 * event may stand twice after an operator's restore, and behind the one before it of the same
 * origin, though that may stand after it where a lost event was written again.
 */
export function creditsIn(events) {
  const highest = new Map();
  const parked = new Map();
  const credits = [];
  for (const settled of events) {
    const { name, event } = happened(settled);
    if (name !== "Issued" && name !== "Transferred") {
      continue;
    }
    const origin = name === "Issued" ? "issuer" : settled.account.toString("hex");
    const before = highest.get(origin) ?? 0n;
    const previous = event.previousNumber ?? 0n;
    if (settled.number > before && previous > before) {
      parked.set(`${origin} ${previous}`, settled);
      continue;
    }
    let next = settled.number > before ? settled : undefined;
    while (next) {
      credits.push(next);
      highest.set(origin, next.number);
      const place = `${origin} ${next.number}`;
      next = parked.get(place);
      parked.delete(place);
    }
  }
  return credits;
}

/** A credit as its payee reads it. */
function open(settled, keys) {
  const { name, event } = happened(settled);
  if (name === "Issued") {
    return {
      from: "the issuer", amount: event.amount, memo: event.reference.toString(),
      ciphertext: Ciphertext.ofIssue(event.amount, keys.elGamalKey),
    };
  }
  const part = (bytes) => zk.GroupedElGamalCiphertext3Handles.fromBytes(bytes)
    .decrypt(keys.elGamal.secret(), PAYEE);
  return {
    from: settled.account.toString("hex"),
    amount: part(event.lo) + (part(event.hi) << 16n),
    memo: event.memo.toString(),
    ciphertext: Ciphertext.ofParts(event.lo, event.hi, PAYEE),
  };
}

/** What the balance holds: what the owner's note says, if it is true; else found by search. */
function decryptBalance({ available, decryptableAvailable }, keys) {
  const ciphertext = Ciphertext.parse(available);
  try {
    const noted = keys.note.decrypt(zk.AeCiphertext.fromBytes(decryptableAvailable));
    if (ciphertext.holds(noted, keys.elGamalScalar)) {
      return noted;
    }
  } catch {
    // No note yet: the account has just been opened.
  }
  return keys.elGamal.secret().decrypt(zk.ElGamalCiphertext.fromBytes(available));
}

/**
 * The account of these keys.
 *
 * @param balanceRecord the last record value of the balances topic under the account's key, if any
 * @param eventRecords the record values of the settlements topic under it, from the first on,
 *     read after the balance
 */
export function readAccount(keys, asset, balanceRecord, eventRecords) {
  const balance = balanceRecord ? decodeAs("Balance", balanceRecord) : NEW;
  const events = eventRecords.map((record) => decodeAs("Settled", record));
  const credits = creditsIn(events);
  const incoming = credits
    .slice(Number(balance.creditsApplied)).map((credit) => open(credit, keys));
  const amount = balanceRecord ? decryptBalance(balance, keys) : 0n;
  const available = balanceRecord ? Ciphertext.parse(balance.available) : Ciphertext.NOTHING;
  return {
    asset,
    id: keys.accountIn(asset),
    status: balance.status,
    sequence: balance.sequence,
    amount,
    incoming,
    creditsReceived: BigInt(credits.length),
    // What the account holds once all its credits are applied: in clear, and as the ledger has it.
    total: incoming.reduce((sum, credit) => sum + credit.amount, amount),
    whole: incoming
      .reduce((sum, credit) => sum.add(credit.ciphertext), available)
      .withoutIdentity(keys.elGamalKey),
  };
}
