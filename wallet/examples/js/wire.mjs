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

const commandMessage = (network, type, payload) =>
  Buffer.concat([Buffer.from("quittance/command/v1"), counted(network), counted(type), payload]);

export const receiptMessage = (network, payload) =>
  Buffer.concat([Buffer.from("quittance/receipt/v1"), counted(network), payload]);

/** What the proof that opens an account is about, so that it serves no other account. */
export const openingMessage = (network, account) =>
  Buffer.concat([Buffer.from("quittance/open-account/v1"), counted(network), account]);

/** The record value of a command: the payload is signed as the bytes it is. */
export function seal(network, { seed, owner }, type, command) {
  const payload = encode(type, command);
  const signature = Buffer.from(ed25519.sign(commandMessage(network, type, payload), seed));
  return encode("SignedCommand", { signer: owner, signature, payload });
}

/**
 * The receipt in a record value. It counts only if it is signed by the operator: by the last of his
 * keys, each {fromMillis, key, revoked}, that was in force when the command was appended to the log,
 * or by the next one if that was stolen. The time is what the receipt says: see isAbout.
 */
export function openReceipt(network, operatorKeys, value) {
  const { receipt, revoked } = verifyReceipt(network, operatorKeys, unverified(value));
  if (revoked) {
    throw new Error("The receipt is signed with a key that the operator has revoked.");
  }
  return receipt;
}

/** What a record value of the receipts topic says, whoever says it; verifyReceipt takes it. */
export function unverified(value) {
  const signed = decode("SignedReceipt", value);
  return { ...signed, receipt: decode("Receipt", signed.payload) };
}

/** The receipt, and whether it is signed by the right key, which has been revoked since. */
export function verifyReceipt(network, operatorKeys, { operator, signature, payload, receipt }) {
  const planned = plannedAt(operatorKeys, receipt.position.timestampMillis);
  const revoked = planned >= 0
    && operatorKeys[planned].revoked === true && operator.equals(operatorKeys[planned].key);
  const inForce = keyAt(operatorKeys, receipt.position.timestampMillis);
  if (!revoked && (!inForce || !operator.equals(inForce))) {
    throw new Error("The receipt is signed by somebody else than the operator.");
  }
  // "zip215: false" is RFC 8032's own, stricter rule.
  if (!ed25519.verify(signature, receiptMessage(network, payload), operator, { zip215: false })) {
    throw new Error("The receipt's signature is wrong.");
  }
  return { receipt, revoked };
}

/**
 * Whether the key that signs for a time had been retired when a record was written, by the brokers'
 * clock: then somebody who got it since may have written it, and dated it back.
 */
export function isRetired(operatorKeys, millis, writtenMillis) {
  return writtenMillis > millis
    && !keyAt(operatorKeys, writtenMillis).equals(keyAt(operatorKeys, millis));
}

const plannedAt = (operatorKeys, millis) =>
  operatorKeys.findLastIndex(({ fromMillis }) => fromMillis <= millis);

/** The key that signs for a time: that of the time, or the next one that is not revoked. */
function keyAt(operatorKeys, millis) {
  const planned = plannedAt(operatorKeys, millis);
  return planned < 0 ? undefined : operatorKeys.slice(planned).find((key) => !key.revoked)?.key;
}
