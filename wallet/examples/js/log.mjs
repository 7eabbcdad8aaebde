// Kafka as a wallet uses it: records under one key, read from their partition and written to it.
import { Consumer, FetchIsolationLevels, Producer, murmur2 } from "@platformatic/kafka";
import { requireOwn } from "./network.mjs";

const FETCH_BYTES = 1 << 20;
const IS_CONTROL = 1 << 5;
const ABORT = 0;
const BROKERS_TIME = 1 << 3;
const EMPTY = Buffer.alloc(0);

/** Only final events are written in transactions; of all else the newest counts, at once. */
const isCommitted = (topic) => topic === "quittance.settlements";
const isolationOf = (topic) => (isCommitted(topic)
  ? FetchIsolationLevels.READ_COMMITTED : FetchIsolationLevels.READ_UNCOMMITTED);

/** The times that Kafka knows by name. */
export const BEGINNING = -2n;
export const END = -1n;

/** The partition in which an account's records must stand: Kafka's murmur2 of the 32 bytes. */
const partitionOf = (key, partitions) => (murmur2(key) & 0x7fffffff) % partitions;

export class Log {
  constructor(network) {
    this.network = network;
    const bootstrapBrokers = network.bootstrapServers.split(",");
    const settings = { clientId: "quittance-js", bootstrapBrokers, retries: 2 };
    // The client wants the name of a group, though none is joined: partitions are read directly.
    this.consumer = new Consumer({ ...settings, groupId: "none" });
    this.producer = new Producer(settings);
  }

  /** A topic as it is now; throws unless it is the network's own. */
  async #own(topic) {
    const metadata = await this.consumer.metadata({ topics: [topic], forceUpdate: true });
    const found = metadata.topics.get(topic);
    requireOwn(this.network, metadata.id, topic, found);
    return found;
  }

  /**
   * Where the records under a key begin, or will go on. Their partition follows from the number in
   * the network's file; how many the topic has at present does not count.
   */
  async place(topic, key, timestamp) {
    const { id, partitions } = await this.#own(topic);
    const partition = partitionOf(key, this.network.commandPartitions);
    const offsets = await this.consumer.listOffsets(
      { topics: [topic], partitions: { [topic]: [partition] }, timestamp,
        isolationLevel: isolationOf(topic) });
    const node = partitions[partition].leader;
    return { topic, topicId: id, key, partition, node, offset: offsets.get(topic)[partition] };
  }

  /**
   * The records from a place on, each a value and the time of it; undefined where the log has no
   * more yet.
   */
  async *follow({ topic, topicId, key, partition, node, offset }) {
    for (;;) {
      const from = {
        partition, fetchOffset: offset, partitionMaxBytes: FETCH_BYTES,
        currentLeaderEpoch: -1, lastFetchedEpoch: -1,
      };
      const { responses } = await this.consumer.fetch({
        node, isolationLevel: isolationOf(topic), maxWaitTime: 100, minBytes: 1, maxBytes: FETCH_BYTES,
        topics: [{ topicId, partitions: [from] }],
      });
      const fetched = responses[0]?.partitions[0] ?? {};
      for (const { offset: at, key: under, value, timestamp } of committed(fetched)) {
        if (at >= offset && under?.equals(key)) {
          yield { value: value ?? EMPTY, timestamp };
        }
      }
      const last = fetched.records?.at(-1);
      offset = last ? last.firstOffset + BigInt(last.lastOffsetDelta) + 1n : offset;
      const end = isCommitted(topic) ? fetched.lastStableOffset : fetched.highWatermark;
      if (offset >= (end ?? 0n)) {
        yield undefined;
      }
    }
  }

  /**
   * What is made of all records under a key, up to the log's present end: a list, of which each
   * record gives some. The records themselves are not kept, for they may be more than memory holds.
   */
  async readAll(topic, key, read) {
    const found = [];
    for await (const record of this.follow(await this.place(topic, key, BEGINNING))) {
      if (!record) {
        return found;
      }
      found.push(...read(record));
    }
  }

  /** Appends a record; returns its partition and offset. */
  async append(topic, key, value) {
    await this.#own(topic);
    const partition = partitionOf(key, this.network.commandPartitions);
    const message = { topic, key, value, partition };
    const { offsets } = await this.producer.send({ acks: -1, messages: [message] });
    return offsets[0];
  }

  async close() {
    await Promise.all([this.consumer.close(), this.producer.close()]);
  }
}

/**
 * The records that count of fetched batches. A broker that is asked for committed records sends its
 * own markers and what was aborted along, with a list of where each aborted transaction begins, and
 * this client hands all of it on.
 */
export function committed({ records: batches, abortedTransactions }) {
  const begins = (abortedTransactions ?? [])
    .toSorted((a, b) => Number(a.firstOffset - b.firstOffset));
  const aborting = new Set();
  return (batches ?? []).flatMap((batch) => {
    const { firstOffset, producerId, attributes, records } = batch;
    while (begins[0]?.firstOffset <= firstOffset) {
      aborting.add(begins.shift().producerId);
    }
    if (attributes & IS_CONTROL && records[0]?.key.readInt16BE(2) === ABORT) {
      aborting.delete(producerId);
    }
    return attributes & IS_CONTROL || aborting.has(producerId) ? [] : records.map(
      ({ key, value, offsetDelta, timestampDelta }) => ({
        key, value, offset: firstOffset + BigInt(offsetDelta), timestamp: timeOf(batch, timestampDelta),
      }));
  });
}

/**
 * The time of a record: where the broker sets it, it is the batch's. What its producer wrote stands
 * there still, and is anybody's word.
 */
const timeOf = ({ attributes, firstTimestamp, maxTimestamp }, delta) =>
  (attributes & BROKERS_TIME ? maxTimestamp : firstTimestamp + delta);
