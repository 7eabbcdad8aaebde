// Quittance's own wire: what a record's bytes are, what ids are hashes of, and what is signed.
// Everything else a wallet sends are proofs in Solana's formats.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import { murmur2 } from "@platformatic/kafka";
import avro from "avsc";

const schemas = new URL("../../../schemas/src/main/avro/", import.meta.url);
const older = new URL("../../../schemas/src/main/resources/io/quittance/schemas/", import.meta.url);
const shared = ["fixed.avsc", "log-position.avsc", "account-status.avsc"];
const folders = ["command/", "receipt/", "settlement/"];

/** Avro's long as a BigInt: amounts may exceed what a JavaScript number holds exactly. */
const long = avro.types.LongType.__with({
  fromBuffer: (buffer) => buffer.readBigInt64LE(),
  toBuffer: (value) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value) => typeof value === "bigint" && BigInt.asIntN(64, value) === value,
  compare: (a, b) => (a === b ? 0 : a < b ? -1 : 1),
});

const EMPTY = 0xc15d213aa4d7a795n;
const FINGERPRINTS = Array.from({ length: 256 }, (_, byte) => {
  let fingerprint = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) {
    fingerprint = (fingerprint >> 1n) ^ (fingerprint & 1n ? EMPTY : 0n);
  }
  return fingerprint;
});

/** CRC-64-AVRO of a schema's canonical form, as Avro's specification has it, 8 bytes. */
function fingerprint(type) {
  const canonical = Buffer.from(JSON.stringify(type.schema()));
  const value = canonical.reduce(
    (sum, byte) => (sum >> 8n) ^ FINGERPRINTS[Number((sum ^ BigInt(byte)) & 0xffn)], EMPTY);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

/** Every record that stands on a topic: by simple name, and by the header of its encoding. */
const byName = new Map();
const byHeader = new Map();

function define(text, registry) {
  for (const schema of [JSON.parse(text)].flat()) {
    const type = avro.Type.forSchema(schema, { registry });
    if (schema.type === "record") {
      const header = Buffer.concat([Buffer.from([0xc3, 0x01]), fingerprint(type)]);
      const known = { name: schema.name, type, header };
      byHeader.set(header.toString("hex"), known);
      byName.set(schema.name, known);
    }
  }
}

const filesIn = (folder) => existsSync(folder)
  ? readdirSync(folder).filter((file) => file.endsWith(".avsc"))
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
  : [];

// Records may have been written before a field was added to their schema: those schemas are kept,
// each with all it needs in its own file. The newest schemas come last, for they are written with.
filesIn(older).forEach((text) => define(text, { long }));
{
  const registry = { long };
  shared.forEach((file) => define(readFileSync(new URL(file, schemas), "utf8"), registry));
  folders.flatMap((folder) => filesIn(new URL(folder, schemas)))
    .forEach((text) => define(text, registry));
}

/** A record in Avro's single-object encoding: C3 01, the schema's fingerprint, the body. */
export function encode(name, record) {
  const { type, header } = byName.get(name);
  return Buffer.concat([header, type.toBuffer(record)]);
}

/** The record of any known type that these bytes are, and the type's name. */
export function decode(bytes) {
  const buffer = Buffer.from(bytes ?? []);
  const known = byHeader.get(buffer.subarray(0, 10).toString("hex"));
  if (!known) {
    throw new Error("These bytes are no record of Quittance, or one of a newer version.");
  }
  return { name: known.name, record: known.type.fromBuffer(buffer.subarray(10)) };
}

/** The record of that type that these bytes are. */
export function decodeAs(name, bytes) {
  const decoded = decode(bytes);
  if (decoded.name !== name) {
    throw new Error(`These bytes are a ${decoded.name}, not a ${name}.`);
  }
  return decoded.record;
}

const sha256 = (domain, ...parts) =>
  Buffer.from(
    parts.reduce((hash, part) => hash.update(part), createHash("sha256").update(domain)).digest());
const counted = (text) => {
  const utf8 = Buffer.from(text, "utf8");
  return Buffer.concat([Buffer.from([utf8.length]), utf8]);
};
export const fromHex = (hex) => Buffer.from(hex, "hex");

/** An asset, as a network file describes it, is named by a hash of its definition. */
export function assetId({ code, decimals, issuerKey, complianceOfficerKey, auditorKey }) {
  return sha256(
    "quittance/asset/v1", counted(code), Buffer.from([decimals]), fromHex(issuerKey),
    fromHex(complianceOfficerKey), auditorKey ? fromHex(auditorKey) : Buffer.alloc(32));
}

/** An account is named by a hash of its asset and its owner's keys, so nobody can claim another's. */
export const accountId = (asset, ownerKey, elGamalKey) =>
  sha256("quittance/account/v1", asset, ownerKey, elGamalKey);

/** Receipts and settled events name a command by a hash of the record value that was sent. */
export const commandId = (value) => sha256("quittance/command-id/v1", value);

/** The partition in which an account's records must stand: Kafka's murmur2 of the 32 bytes. */
export const partitionOf = (account, partitions) =>
  (murmur2(Buffer.from(account)) & 0x7fffffff) % partitions;

/** What the signer of a command signs: the payload's exact bytes, for one network and type. */
export const commandMessage = (network, type, payload) =>
  Buffer.concat([Buffer.from("quittance/command/v1"), counted(network), counted(type), payload]);

/** What the operator signs under a receipt. */
export const receiptMessage = (network, payload) =>
  Buffer.concat([Buffer.from("quittance/receipt/v1"), counted(network), payload]);

/** What an asset's compliance officer signs to replace its auditor's key. */
export function rotationMessage(network, asset, { epoch, key }, fromMillis, graceMillis) {
  const numbers = Buffer.alloc(20);
  numbers.writeInt32BE(epoch, 0);
  numbers.writeBigInt64BE(BigInt(fromMillis), 4);
  numbers.writeBigInt64BE(BigInt(graceMillis), 12);
  return Buffer.concat([
    Buffer.from("quittance/auditor-rotation/v1"), counted(network), asset, numbers.subarray(0, 4),
    fromHex(key), numbers.subarray(4),
  ]);
}

/** The record value of a command for the commands topic: signed, in its envelope. */
export function seal(network, seed, type, command) {
  const payload = encode(type, command);
  return encode("SignedCommand", {
    signer: Buffer.from(ed25519.getPublicKey(seed)),
    signature: Buffer.from(ed25519.sign(commandMessage(network, type, payload), seed)),
    payload,
  });
}

/**
 * The receipt in a record value of the receipts topic; throws unless the operator signed it.
 *
 * @param operatorKeys the operator's keys, each {fromMillis, key}, in the order of their times: the
 *     one that counts is the last one in force when the command was appended to the log
 */
export function openReceipt(network, operatorKeys, value) {
  const { operator, signature, payload } = decodeAs("SignedReceipt", value);
  const receipt = decodeAs("Receipt", payload);
  const { timestampMillis } = receipt.position;
  const inForce = operatorKeys.filter(({ fromMillis }) => fromMillis <= timestampMillis).at(-1);
  if (!inForce || !operator.equals(inForce.key)) {
    throw new Error("The receipt is signed by somebody else than the operator.");
  }
  // "zip215: false" is RFC 8032's own, stricter rule.
  if (!ed25519.verify(signature, receiptMessage(network, payload), operator, { zip215: false })) {
    throw new Error("The receipt's signature is wrong.");
  }
  return receipt;
}
