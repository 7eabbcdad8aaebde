// What an operator publishes about his network, in the file that ./quittance up writes.
import { readFileSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import { counted, fromHex, sha256 } from "./wire.mjs";

const BEGINNING = "1970-01-01T00:00:00Z";
const DURATION = /^PT?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/;

export function loadNetwork(file) {
  const {
    name, bootstrapServers, commandPartitions, assets, operatorKey, operatorKeys, topics,
  } = JSON.parse(readFileSync(file, "utf8"));
  return {
    name, bootstrapServers, commandPartitions, assets, topics,
    // Each signs receipts from a time of the log on.
    operatorKeys: (operatorKeys ?? [{ key: operatorKey }]).map(
      ({ from = BEGINNING, key, revoked = false }) =>
        ({ fromMillis: BigInt(Date.parse(from)), key: fromHex(key), revoked })),
    asset(code) {
      const asset = assets.find((one) => one.code === code);
      if (!asset) {
        throw new Error(`Network ${name} has no asset ${code}.`);
      }
      return { ...asset, id: assetId(asset), auditor: auditorKeyAt(name, asset, Date.now()) };
    },
  };
}

/** Kafka's way to write a topic's id, of which clients in JavaScript have the digits. */
const topicId = (digits) => Buffer.from(digits.replaceAll("-", ""), "hex").toString("base64url");

/**
 * Throws unless a topic is the network's own, by what its cluster says of it: a topic that was
 * created anew has other records, and in one with more partitions keys seem to stand elsewhere.
 */
export function requireOwn({ name, commandPartitions, topics = {} }, cluster, topic, found) {
  const { clusterId = cluster, ids = {}, grown = {} } = topics;
  if (!found) {
    throw new Error(`The broker has no topic ${topic}.`);
  }
  if (clusterId !== cluster) {
    throw new Error(`The Kafka cluster is not the one that holds network ${name}.`);
  }
  if (ids[topic] && ids[topic] !== topicId(found.id)) {
    throw new Error(`Topic ${topic} was deleted and created again: it holds another network.`);
  }
  const partitions = grown[topic] ?? commandPartitions;
  if (found.partitionsCount !== partitions) {
    throw new Error(`Topic ${topic} has ${found.partitionsCount} partitions, and the network's `
      + `file says ${partitions}: ask the operator.`);
  }
}

/** An asset is named by a hash of its definition. */
export const assetId = ({ code, decimals, issuerKey, complianceOfficerKey, auditorKey }) =>
  sha256("quittance/asset/v1", counted(code), [decimals], fromHex(issuerKey),
    fromHex(complianceOfficerKey), auditorKey ? fromHex(auditorKey) : Buffer.alloc(32));

function durationMillis(text) {
  const [hours, minutes, seconds] = DURATION.exec(text).slice(1).map((part) => Number(part ?? 0));
  return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
}

/** What an asset's compliance officer signs to replace its auditor's key. */
export function rotationMessage(network, asset, { epoch, key }, fromMillis, graceMillis) {
  const number = Buffer.alloc(4);
  number.writeInt32BE(epoch);
  const times = Buffer.alloc(16);
  times.writeBigInt64BE(BigInt(fromMillis), 0);
  times.writeBigInt64BE(BigInt(graceMillis), 8);
  return Buffer.concat([
    Buffer.from("quittance/auditor-rotation/v1"), counted(network), asset,
    number, fromHex(key), times,
  ]);
}

/**
 * The auditor's key to encrypt for; undefined for an asset without auditor. A change counts from
 * the middle of its grace on, in which either key is good, so that a wrong clock does no harm, and
 * only if the asset's compliance officer signed it.
 */
export function auditorKeyAt(network, asset, nowMillis) {
  let key = asset.auditorKey && fromHex(asset.auditorKey);
  const officer = fromHex(asset.complianceOfficerKey);
  for (const rotation of asset.auditorRotations ?? []) {
    const [from, grace] = [Date.parse(rotation.from), durationMillis(rotation.grace)];
    const message = rotationMessage(network, assetId(asset), rotation, from, grace);
    if (!ed25519.verify(fromHex(rotation.signature), message, officer)) {
      throw new Error(`The network file's auditor of epoch ${rotation.epoch} is nobody's word.`);
    }
    if (from + grace / 2 <= nowMillis) {
      key = fromHex(rotation.key);
    }
  }
  return key;
}
