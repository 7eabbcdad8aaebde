// Quittance's own wire: Avro records behind ten bytes that name their schema, ids that are hashes,
// and signatures over exact bytes. All else that a wallet sends are proofs in Solana's formats.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import avro from "avsc";

/** Avro's long as a BigInt: amounts may exceed what a JavaScript number holds exactly. */
const long = avro.types.LongType.__with({
  fromBuffer: (buffer) => buffer.readBigInt64LE(),
  toBuffer: (value) => Buffer.from(BigInt64Array.of(value).buffer),
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value) => typeof value === "bigint",
  compare: (a, b) => (a === b ? 0 : a < b ? -1 : 1),
});

/** The schemas by those ten bytes, in hex, as ./quittance contract --schemas prints them. */
const schemas = JSON.parse(readFileSync(new URL("schemas.json", import.meta.url), "utf8"));
const byHeader = new Map(Object.entries(schemas).map(
  ([header, schema]) => [header, avro.Type.forSchema(schema, { registry: { long } })]));

/** A type's name without its namespace. */
export const simpleName = (fullName) => fullName.split(".").at(-1);

/** What to write a record with: of several schemas of one type, the last is today's. */
const byName = new Map([...byHeader].map(
  ([header, type]) => [simpleName(type.name), { header: fromHex(header), type }]));

/** Encodes a record (Avro's single-object encoding). */
export function encode(name, record) {
  const { header, type } = byName.get(name);
  return Buffer.concat([header, type.toBuffer(record)]);
}

/** Decodes a record of that type. */
export function decode(name, bytes) {
  const type = byHeader.get(bytes.subarray(0, 10).toString("hex"));
  if (!type || simpleName(type.name) !== name) {
    throw new Error(`These bytes are no ${name}, or one of a newer version.`);
  }
  return type.fromBuffer(bytes.subarray(10));
}

export function fromHex(hex) {
  return Buffer.from(hex, "hex");
}

/** Short text, its length in front. */
export const counted = (text) =>
  Buffer.concat([Buffer.of(Buffer.byteLength(text)), Buffer.from(text)]);

export const sha256 = (...parts) =>
  createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();

/** An account is named by a hash of its asset and its owner's keys: nobody can claim another's. */
export const accountId = (asset, { owner, elGamalKey }) =>
  sha256("quittance/account/v1", asset, owner, elGamalKey);

/** Receipts and final events name a command by a hash of the record value that was sent. */
export const commandId = (value) => sha256("quittance/command-id/v1", value);

// In all of these the network is its id: the hash of its first statement, 32 bytes.
const commandMessage = (network, type, notAfterMillis, payload) => {
  const end = Buffer.alloc(8);
  end.writeBigInt64BE(notAfterMillis);
  return Buffer.concat([Buffer.from("quittance/command/v2"), network, counted(type), end, payload]);
};

export const receiptMessage = (network, payload) =>
  Buffer.concat([Buffer.from("quittance/receipt/v2"), network, payload]);

/** What the proof that opens an account is about, so that it serves no other account. */
export const openingMessage = (network, account) =>
  Buffer.concat([Buffer.from("quittance/open-account/v2"), network, account]);

/**
 * The record value of a command: the payload is signed as the bytes it is, and until when it may be
 * accepted, in milliseconds of the log's time (a BigInt).
 */
export function seal(network, { seed, owner }, notAfterMillis, type, command) {
  const payload = encode(type, command);
  const message = commandMessage(network, type, notAfterMillis, payload);
  const signature = Buffer.from(ed25519.sign(message, seed));
  return encode("SignedCommand", { signer: owner, signature, notAfterMillis, payload });
}

/**
 * What a receipt is that names a statement which the network file does not have, under a key that the
 * file's last one has not in force: it may be the operator's.
 */
export class LaterStatement extends Error {
  constructor(statement) {
    super(`The network file is older than statement ${statement}, which a receipt names: `
      + "get the operator's present one.");
    this.statement = statement;
  }
}

/**
 * The receipt in a record value. It counts only if it is signed by the operator: by the key that was
 * in force when the command was appended to the log, by the statement that it was judged by, or by
 * the next one if that was stolen. Time and statement are what the receipt says: see isAbout.
 *
 * @param timetables the operator's keys, each {fromMillis, key, revoked}, by each statement
 */
export function openReceipt(network, timetables, value) {
  const { receipt, revoked, retired } = verifyReceipt(network, timetables, unverified(value));
  if (revoked) {
    throw new Error("The receipt is signed with a key that the operator has revoked.");
  }
  if (retired) {
    throw new Error("The receipt is signed with a key that the operator had retired by then.");
  }
  return receipt;
}

/** What a record value of the receipts topic says, whoever says it; verifyReceipt takes it. */
export function unverified(value) {
  const signed = decode("SignedReceipt", value);
  return { ...signed, receipt: decode("Receipt", signed.payload) };
}

/**
 * The receipt, and whether it is signed by the right key, which has been revoked since, or which by a
 * later statement was over by then. One of a statement behind the file's last counts as one of the
 * last, if the key is the one that signs by that: who has got that key could name the last as well.
 */
export function verifyReceipt(network, timetables, { operator, signature, payload, receipt }) {
  const { statement, timestampMillis } = receipt.position;
  const later = statement > timetables.length;
  const latest = timetables.at(-1);
  const planned = plannedAt(timetables, receipt.position);
  const revoked = planned >= 0
    && latest[planned].revoked === true && operator.equals(latest[planned].key);
  const inForce = planned < 0 ? undefined : firstKept(latest, planned);
  const due = revoked || (inForce && operator.equals(inForce));
  if (!due && !later) {
    throw new Error("The receipt is signed by somebody else than the operator.");
  }
  // "zip215: false" is RFC 8032's own, stricter rule.
  if (!ed25519.verify(signature, receiptMessage(network, payload), operator, { zip215: false })) {
    throw new Error("The receipt's signature is wrong.");
  }
  if (!due) {
    throw new LaterStatement(statement);
  }
  const retired = !revoked && isRetired(timetables, receipt.position, timestampMillis);
  return { receipt, revoked, retired };
}

/**
 * Whether the key that signs for a place in the journal was over at a time, by the last statement;
 * of that time and the place's own the later counts. Somebody who got it since may have signed then,
 * and named an older statement or an earlier time.
 */
export function isRetired(timetables, position, millis) {
  const latest = timetables.at(-1);
  const signs = (index) => latest.findIndex((key, i) => i >= index && !key.revoked);
  const time = position.timestampMillis > millis ? position.timestampMillis : millis;
  const present = plannedAt([latest], { statement: 1, timestampMillis: time });
  return signs(plannedAt(timetables, position)) < signs(present);
}

/**
 * The number of the key that was meant for a place, by the last statement if its own comes later; -1
 * if it names none.
 */
function plannedAt(timetables, { statement, timestampMillis }) {
  const known = timetables[Math.min(statement, timetables.length) - 1];
  // The first key's time has no beginning.
  return known
    ? Math.max(0, known.findLastIndex(({ fromMillis }) => fromMillis <= timestampMillis))
    : -1;
}

/** The first key from that number on which is not revoked: the one that signs. */
const firstKept = (keys, number) => keys.slice(number).find((key) => !key.revoked)?.key;
