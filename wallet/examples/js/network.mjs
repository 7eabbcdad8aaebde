// What an operator publishes about his network, in the file that ./quittance up writes.
import { readFileSync } from "node:fs";
import { assetId, isOfficers, openStatements, parseDefinition } from "./statements.mjs";

const NOTHING = Buffer.alloc(32);

export function loadNetwork(file) {
  const read = JSON.parse(readFileSync(file, "utf8"));
  const { format, bootstrapServers, statements, topics } = read;
  if (format !== "quittance-network/v2") {
    throw new Error(`${file} is no network file of this version.`);
  }
  const { id, latest, timetables } = openStatements(statements);
  requireSame(file, read, { id: id.toString("hex"), name: latest.name, version: latest.version });
  const assets = latest.assets.map(({ definition, rotations, closed }) =>
    ({ ...parseDefinition(definition), id: assetId(definition), rotations, closed }));
  return {
    id, name: latest.name, bootstrapServers, commandPartitions: latest.partitions, assets, topics,
    // By each statement the operator's keys, which sign receipts from times of the log on.
    timetables,
    asset(code) {
      const asset = assets.find((one) => one.code === code);
      if (!asset) {
        throw new Error(`Network ${latest.name} has no asset ${code}.`);
      }
      return { ...asset, auditor: auditorKeyAt(id, asset, Date.now()) };
    },
  };
}

/** Throws unless the file's own fields, which people read, are what its statements say. */
function requireSame(file, read, said) {
  for (const [field, value] of Object.entries(said)) {
    if (read[field] !== value) {
      throw new Error(`The ${field} in ${file} is not that of the statements in it: get the operator's `
        + "file.");
    }
  }
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

/**
 * The auditor's key to encrypt for; undefined for an asset without auditor. A change counts from
 * the middle of its grace on, in which either key is good, so that a wrong clock does no harm, and
 * only if the asset's compliance officer signed it.
 */
export function auditorKeyAt(network, { id, auditorKey, complianceOfficerKey, rotations }, nowMillis) {
  let key = auditorKey.equals(NOTHING) ? undefined : auditorKey;
  for (const [index, rotation] of rotations.entries()) {
    if (!isOfficers(network, { id, complianceOfficerKey }, index + 1, rotation)) {
      throw new Error(`The network file's auditor of epoch ${index + 1} is nobody's word.`);
    }
    if (rotation.fromMillis + rotation.graceMillis / 2n <= BigInt(nowMillis)) {
      key = rotation.key;
    }
  }
  return key;
}
