// The network as a wallet sees it: one Kafka cluster, read and written without consumer groups.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import { Consumer, FetchIsolationLevels, Producer } from "@platformatic/kafka";
import { happened } from "./account.mjs";
import { home } from "./keys.mjs";
import {
  assetId, commandId, decodeAs, fromHex, openReceipt, partitionOf, rotationMessage, seal,
} from "./wire.mjs";

const TIMEOUT_MILLIS = 60_000;
const FETCH_BYTES = 1 << 20;
const IS_CONTROL = 1 << 5;
const ABORT = 0;
const BEGINNING = "1970-01-01T00:00:00Z";

/** The client wants a name, though no group is ever joined: partitions are read directly. */
const NO_GROUP = "none";

/** Reads what an operator publishes about his network; written by ./quittance up. */
export function loadNetwork(file = join(home(), "network.json")) {
  const network = JSON.parse(readFileSync(file, "utf8"));
  if (network.format !== "quittance-network/v1") {
    throw new Error(`${file} is no network file.`);
  }
  return network;
}

/** The keys that sign receipts, each with the log-append time from which on it does. */
const operatorKeys = ({ operatorKey, operatorKeys: keys = [{ key: operatorKey }] }) =>
  keys.map(({ from = BEGINNING, key }) => ({ fromMillis: BigInt(Date.parse(from)), key: fromHex(key) }));

const DURATION = /^PT?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/;

function durationMillis(text) {
  const [, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(text) ?? [NaN, NaN];
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}

/**
 * The auditor's key to encrypt for; undefined for an asset without auditor. A change counts from the
 * middle of its grace on, in which either key is good, so that a wrong clock does no harm, and only
 * if the asset's compliance officer signed it.
 */
export function auditorKeyAt(network, asset, nowMillis) {
  let key = asset.auditorKey && fromHex(asset.auditorKey);
  for (const rotation of asset.auditorRotations ?? []) {
    const [from, grace] = [Date.parse(rotation.from), durationMillis(rotation.grace)];
    const message = rotationMessage(network.name, assetId(asset), rotation, from, grace);
    if (!ed25519.verify(fromHex(rotation.signature), message, fromHex(asset.complianceOfficerKey))) {
      throw new Error(`The network file's auditor of epoch ${rotation.epoch} is nobody's word.`);
    }
    if (from + grace / 2 <= nowMillis) {
      key = fromHex(rotation.key);
    }
  }
  return key;
}

/**
 * The records of fetched batches that count: neither Kafka's own markers nor what a transaction
 * wrote that was aborted. A broker that is asked for committed records sends those along, with a
 * list of where each aborted transaction began.
 */
export function committedRecords(batches, abortedTransactions) {
  const begins = [...abortedTransactions].sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  const aborting = new Set();
  const records = [];
  for (const batch of batches) {
    while (begins.length > 0 && begins[0].firstOffset <= batch.firstOffset) {
      aborting.add(begins.shift().producerId);
    }
    if (batch.attributes & IS_CONTROL) {
      if (batch.records[0]?.key.readInt16BE(2) === ABORT) {
        aborting.delete(batch.producerId);
      }
    } else if (!aborting.has(batch.producerId)) {
      records.push(...batch.records.map(({ key, value, offsetDelta }) =>
        ({ key, value, offset: batch.firstOffset + BigInt(offsetDelta) })));
    }
  }
  return records;
}

/** A connection to a network's broker. */
export class Connection {
  constructor(network) {
    this.network = network;
    this.operatorKeys = operatorKeys(network);
    const settings = {
      clientId: "quittance-js", bootstrapBrokers: network.bootstrapServers.split(","), retries: 2,
    };
    this.consumer = new Consumer({ ...settings, groupId: NO_GROUP });
    this.producer = new Producer(settings);
  }

  asset(code) {
    const asset = this.network.assets.find((one) => one.code === code);
    if (!asset) {
      throw new Error(`Network ${this.network.name} has no asset ${code}.`);
    }
    return { ...asset, id: assetId(asset), auditor: auditorKeyAt(this.network, asset, Date.now()) };
  }

  /** Where a key's records stand, from the log's present end on or from its beginning. */
  async place(topic, key, fromEnd) {
    const metadata = await this.consumer.metadata({ topics: [topic] });
    const { id, partitions, partitionsCount } = metadata.topics.get(topic);
    const partition = partitionOf(key, partitionsCount);
    const at = async (timestamp) => (await this.consumer.listOffsets(
      { topics: [topic], partitions: { [topic]: [partition] }, timestamp,
        isolationLevel: FetchIsolationLevels.READ_UNCOMMITTED })).get(topic)[partition];
    const [first, end] = [await at(-2n), await at(-1n)];
    return {
      id, topic, key, partition, end, node: partitions[partition].leader,
      offset: fromEnd ? end : first,
    };
  }

  /** Fetches once; returns the key's records that are committed, and moves the place on. */
  async fetch(place) {
    const { responses } = await this.consumer.fetch({
      node: place.node, isolationLevel: FetchIsolationLevels.READ_COMMITTED,
      maxWaitTime: 100, minBytes: 1, maxBytes: FETCH_BYTES,
      topics: [{ topicId: place.id, partitions: [{
        partition: place.partition, fetchOffset: place.offset, partitionMaxBytes: FETCH_BYTES,
        currentLeaderEpoch: -1, lastFetchedEpoch: -1,
      }] }],
    });
    const fetched = responses[0]?.partitions[0];
    const batches = fetched?.records ?? [];
    const records = committedRecords(batches, fetched?.abortedTransactions ?? [])
      .filter(({ offset, key }) => offset >= place.offset && key?.equals(place.key));
    const last = batches.at(-1);
    if (last) {
      place.offset = last.firstOffset + BigInt(last.lastOffsetDelta) + 1n;
    }
    place.upToDate = place.offset >= (fetched?.lastStableOffset ?? 0n);
    return records;
  }

  /** All record values under a key, up to the log's present end. */
  async readAll(topic, key) {
    const place = await this.place(topic, key, false);
    const values = [];
    do {
      values.push(...(await this.fetch(place)).map(({ value }) => value));
    } while (!place.upToDate);
    return values;
  }

  /** Waits for what the search finds in a record's value. */
  async await(place, what, search) {
    const deadline = Date.now() + TIMEOUT_MILLIS;
    while (Date.now() < deadline) {
      for (const { value } of await this.fetch(place)) {
        const found = search(value);
        if (found) {
          return found;
        }
      }
    }
    throw new Error(`No ${what} came within ${TIMEOUT_MILLIS / 1000} seconds. The command may `
      + "still be settled: look at the balance before sending another.");
  }

  /** Puts a record where its account's records belong; returns its partition and offset. */
  async produce(account, value) {
    const partition = partitionOf(account, this.network.commandPartitions);
    const { offsets } = await this.producer.send({
      acks: -1,
      messages: [{ topic: "quittance.commands", key: account, value, partition }],
    });
    return { partition: offsets[0].partition, offset: offsets[0].offset };
  }

  /**
   * Signs a command, sends it, and waits until it is accepted and then final. A receipt that the
   * operator has not signed, or that is about another submission, does not end the wait.
   */
  async deliver(keys, { type, command, available, parts }, progress) {
    const value = seal(this.network.name, keys.seed, type, command);
    const id = commandId(value);
    const receipts = await this.place("quittance.receipts", command.account, true);
    const settlements = await this.place(
      "quittance.settlements", command.payee ?? command.account, true);
    const sent = await this.produce(command.account, value);
    const receipt = await this.await(receipts, "genuine receipt", (record) =>
      this.verdict(record, id, sent));
    if (receipt.status !== "ACCEPTED") {
      throw new Error(`The command was rejected: ${receipt.code}.`);
    }
    progress?.("accepted", receipt);
    const settled = await this.await(settlements, "settled event", (record) => {
      const event = decodeAs("Settled", record);
      return event.eventId.equals(id) && event;
    });
    verifyFinal(settled, receipt, { available, parts });
    progress?.("final", settled);
    return { id, value, receipt, settled };
  }

  /** The receipt in a record, if it is the operator's word about this very submission. */
  verdict(record, id, sent) {
    try {
      const receipt = openReceipt(this.network.name, this.operatorKeys, record);
      const { partition, offset } = receipt.position;
      const ours = partition === sent.partition && offset === sent.offset;
      return receipt.commandId.equals(id) && (ours || receipt.status === "ACCEPTED") && receipt;
    } catch {
      return undefined;
    }
  }

  async close() {
    await Promise.all([this.consumer.close(), this.producer.close()]);
  }
}

/** Throws unless the final event says what was accepted, and to the byte what the wallet expects. */
export function verifyFinal(settled, receipt, { available, parts }) {
  const { event } = happened(settled);
  const same = settled.account.equals(receipt.account)
    && settled.number === receipt.number
    && settled.position.partition === receipt.position.partition
    && settled.position.offset === receipt.position.offset;
  const balance = !available || event.available.equals(available);
  const amount = !parts || (event.lo.equals(parts.lo) && event.hi.equals(parts.hi));
  if (!same || !balance || !amount) {
    throw new Error("The final event is not what was accepted: ask the operator, and an auditor.");
  }
}
