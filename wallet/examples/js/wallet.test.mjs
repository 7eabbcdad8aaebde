// What can be tested without a network; the test that pays is NpmWalletTest.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after } from "node:test";
import { ed25519, ristretto255 } from "@noble/curves/ed25519.js";
import * as zk from "@solana/zk-sdk/node";
import { creditIn, readAccount, readCredit, tellCredits } from "./account.mjs";
import { formatAmount, parseAmount } from "./amount.mjs";
import { Ciphertext } from "./ciphertext.mjs";
import { deriveKeys, parseAddress, printAddress, readNote, writeNote } from "./keys.mjs";
import { openAccount } from "./commands.mjs";
import { BEGINNING, committed, Log } from "./log.mjs";
import { auditorKeyAt, requireOwn } from "./network.mjs";
import { assetId, openStatements, rotationMessage } from "./statements.mjs";
import { isAbout, refusal, verifyFinal, Wallet } from "./wallet.mjs";
import {
  accountId, decode, encode, isRetired, openReceipt, receiptMessage, sha256,
} from "./wire.mjs";

const seed = (byte) => Buffer.alloc(32, byte);
const keyOf = (secret) => Buffer.from(ed25519.getPublicKey(secret));

/** An amount as an issue encrypts it for that key, added up in another way: 2^16 + 1 times (H, P). */
function issued(amount, elGamalKey) {
  const zero = Ciphertext.parse(Buffer.alloc(64)).withoutIdentity(elGamalKey);
  const clear = new Ciphertext(ristretto255.Point.BASE.multiply(amount), ristretto255.Point.ZERO);
  return Array.from({ length: 16 }).reduce((sum) => sum.add(sum), zero).add(zero).add(clear);
}

// The ids of two networks, whatever they are called.
const [HERE, ELSEWHERE] = [seed(1), seed(2)];
const EUR = seed(20);
const ALICE = deriveKeys(seed(4), HERE, "EUR");
const BOB = deriveKeys(seed(5), HERE, "EUR");
const idOf = (keys) => accountId(EUR, keys);

/** The place of an origin's command, which its entry and its final event name. */
const placeOf = (number) => ({ partition: 1, offset: number, timestampMillis: 1_000n, statement: 1 });

const credit = (origin, number, name, body, keys = ALICE) => ({
  origin, payee: idOf(keys), number, previous: number - 1n, asset: EUR,
  commandId: seed(Number(number) + origin[0]), position: placeOf(number),
  fact: { [`io.quittance.schemas.journal.${name}`]: body },
});

/** What the receipt of an issue holds. */
const issue = (number, amount, keys = ALICE) => credit(EUR, number, "Minted", {
  owner: keys.owner, elGamalKey: keys.elGamalKey, amount, reference: Buffer.from(`issue ${number}`),
}, keys);

/** What the receipt of a payment holds. */
const paid = (number, lo, hi) => credit(seed(9), number, "Paid", payment(ALICE, lo, hi));

/** The final event that says the same as an entry. */
const final = ({ origin, payee, number, previous, asset, commandId, position, fact }) => {
  const [[name, body]] = Object.entries(fact);
  const isPayment = name.endsWith("Paid");
  return {
    eventId: commandId, asset, account: isPayment ? origin : payee, number, position,
    event: { [`io.quittance.schemas.settlement.${isPayment ? "Transferred" : "Issued"}`]: {
      ...body, ...(isPayment && { payee }), previousNumber: previous,
    } },
  };
};

/** Its payee's receipt, as it stands in the topic. */
const receiptOf = (number, entry, { secret = seed(1), network = HERE, changes = {} } = {}) =>
  signed(secret, network, {
    commandId: entry.commandId, account: entry.payee, status: "CREDITED", code: null, number,
    position: placeOf(number), entry: encode("Entry", entry), ...changes,
  });

/** What a payer writes down, proved, to pay hi * 2^16 + lo. */
function payment(keys, lo, hi) {
  const reader = zk.ElGamalPubkey.fromBytes(keys.elGamalKey);
  const openings = [new zk.PedersenOpening(), new zk.PedersenOpening()];
  const encrypt = zk.GroupedElGamalCiphertext3Handles.encryptWith;
  const parts = [lo, hi].map((amount, i) => encrypt(reader, reader, reader, amount, openings[i]));
  const proof = Buffer.from(new zk.BatchedGroupedCiphertext3HandlesValidityProofData(
    reader, reader, reader, ...parts, lo, hi, ...openings).toBytes());
  const [loBytes, hiBytes] = parts.map((one) => Buffer.from(one.toBytes()));
  return {
    payeeOwner: keys.owner, payerElGamalKey: keys.elGamalKey, payeeElGamalKey: keys.elGamalKey,
    lo: loBytes, hi: hiBytes, memo: Buffer.from("rent"), auditorEpoch: 0,
    validity: Buffer.concat([proof.subarray(64, 96), proof.subarray(352)]),
  };
}

const ACCEPTED = {
  commandId: seed(7), account: seed(8), status: "ACCEPTED", code: null, number: 3n,
  position: { partition: 1, offset: 9n, timestampMillis: 1_000n, statement: 1 }, entry: null,
};

function signed(secret, network, receipt = ACCEPTED) {
  const payload = encode("Receipt", receipt);
  const signature = Buffer.from(ed25519.sign(receiptMessage(network, payload), secret));
  return encode("SignedReceipt", { operator: keyOf(secret), signature, payload });
}

test("a receipt counts only if it is signed by the key in force, byte for byte", () => {
  const [former, later] = [keyOf(seed(1)), keyOf(seed(2))];
  const keys = [{ fromMillis: 0n, key: former }, { fromMillis: 2_000n, key: later }];
  const genuine = signed(seed(1), HERE);
  const receipt = openReceipt(HERE, [keys], genuine);
  assert.deepEqual(receipt, decode("Receipt", encode("Receipt", ACCEPTED)));
  assert.throws(() => openReceipt(ELSEWHERE, [keys], genuine), /signature is wrong/);
  assert.throws(() => openReceipt(HERE, [keys], signed(seed(2), HERE)), /somebody else/);
  assert.throws(() => openReceipt(HERE, [keys.slice(1)], genuine), /somebody else/);
  const stolen = [{ ...keys[0], revoked: true }, keys[1]];
  assert.throws(() => openReceipt(HERE, [stolen], genuine), /revoked/);
  assert.deepEqual(openReceipt(HERE, [stolen], signed(seed(2), HERE)), receipt);
  for (let byte = 0; byte < genuine.length; byte++) {
    const forged = Buffer.from(genuine);
    forged[byte] ^= 1;
    assert.throws(() => openReceipt(HERE, [keys], forged), Error, `byte ${byte}`);
  }
});

test("which key must stand under a receipt says the statement that it names", () => {
  const [first, second, third] = [1, 2, 3].map((one) => keyOf(seed(one)));
  const key = (fromMillis, one, revoked = false) => ({ fromMillis, key: one, revoked });
  // Planned for 1000, put off to 2000, a third one planned for 3000, the second one revoked.
  const all = [
    [key(0n, first)], [key(0n, first), key(1_000n, second)], [key(0n, first), key(2_000n, second)],
    [key(0n, first), key(2_000n, second), key(3_000n, third)],
    [key(0n, first), key(2_000n, second, true), key(3_000n, third)],
  ];
  const read = (file, statement, timestampMillis, signer) => openReceipt(HERE, all.slice(0, file),
    signed(seed(signer), HERE, {
      ...ACCEPTED, position: { ...ACCEPTED.position, statement, timestampMillis },
    }));
  for (const [file, statement, millis, signer] of [
    [2, 2, 1_500n, 2], [3, 2, 1_500n, 2], [4, 2, 1_500n, 2], [3, 3, 1_500n, 1], [4, 3, 1_500n, 1],
    [5, 2, 1_500n, 3], [5, 3, 1_500n, 1], [2, 1, 999n, 1], [3, 1, 1_999n, 1], [4, 2, 2_999n, 2],
    // A statement that the file does not have, but the key that is in force by its last one.
    [1, 2, 1_500n, 1], [4, 5, 1_999n, 1], [4, 5, 2_000n, 2], [4, 9, 3_000n, 3], [5, 6, 2_000n, 3],
  ]) {
    assert.ok(read(file, statement, millis, signer), `${[file, statement, millis, signer]}`);
  }
  for (const [file, statement, millis, signer, why] of [
    [3, 2, 1_500n, 1, /somebody else/], [3, 3, 1_500n, 2, /somebody else/],
    [2, 0, 1_500n, 1, /somebody else/], [2, -1, 1_500n, 1, /somebody else/],
    [5, 2, 1_500n, 2, /revoked/],
    // Who has got a retired key names an old statement, by which it signs for ever.
    [2, 1, 1_000n, 1, /had retired/], [3, 1, 2_000n, 1, /had retired/],
    [4, 2, 3_000n, 2, /had retired/], [2, 1, 1n << 60n, 1, /had retired/],
    [5, 6, 2_000n, 2, /revoked/],
    // Of these it cannot be told yet whose they are.
    [1, 2, 1_500n, 2, /older than statement 2/], [4, 5, 1_500n, 9, /older than statement 5/],
    // Nor does it help who has got a retired key to name a statement that is not there yet.
    [4, 5, 2_000n, 1, /older than statement 5/], [4, 5, 3_000n, 2, /older than statement 5/],
    [5, 6, 1_999n, 2, /older than statement 6/], [2, 3, 1n << 60n, 1, /older than statement 3/],
  ]) {
    assert.throws(() => read(file, statement, millis, signer), why,
      `${[file, statement, millis, signer]}`);
  }
  for (const signer of [1, 9]) {
    const position = { ...ACCEPTED.position, statement: 5 };
    const elsewhere = signed(seed(signer), ELSEWHERE, { ...ACCEPTED, position });
    assert.throws(() => openReceipt(HERE, all.slice(0, 4), elsewhere), /signature is wrong/);
  }
  assert.ok(!isRetired(all.slice(0, 3), { statement: 2, timestampMillis: 1_500n }, 1_500n));
  assert.ok(isRetired(all.slice(0, 3), { statement: 1, timestampMillis: 2_000n }, 0n));
});

test("a credit told by a later statement than the file's waits only if its key is unknown", async () => {
  const entry = issue(1n, 10n);
  const changes = { position: { ...placeOf(1n), statement: 2 } };
  const wallet = (timetables, secret) => {
    const value = receiptOf(1n, entry, { secret, changes });
    const { log } = logOf([value], { key: idOf(ALICE), timestamp: 1_000n });
    const none = logOf([], { key: idOf(ALICE) }).log;
    const reads = { readAll: (topic, ...rest) =>
      (topic === "quittance.receipts" ? log : none).readAll(topic, ...rest) };
    return new Wallet({ id: HERE, timetables, asset: () => ({ id: EUR }) }, reads, ALICE);
  };
  const [keys] = LOCAL.timetables;
  const older = wallet([keys], seed(2));
  assert.equal((await older.account()).received, 0n);
  assert.match(older.later.message, /older than statement 2/);
  const rotated = [...keys, { fromMillis: 500n, key: keyOf(seed(2)), revoked: false }];
  // The second statement says something else, or that key: either way the receipt counts.
  for (const [timetables, secret] of [[[keys], seed(1)], [[keys, keys], seed(1)],
    [[keys, rotated], seed(2)]]) {
    const present = wallet(timetables, secret);
    assert.equal((await present.account()).received, 10n);
    assert.equal(present.later, undefined);
  }
});

test("a final event must be about what was accepted, and hold what was sent", () => {
  const event = { available: seed(1), lo: seed(2), hi: seed(3) };
  const settled = { ...ACCEPTED, event: { "io.quittance.schemas.settlement.Transferred": event } };
  const expected = event;
  verifyFinal(settled, ACCEPTED, expected);
  const wrong = [
    [{ ...settled, number: 4n }, expected],
    [{ ...settled, account: seed(9) }, expected],
    [{ ...settled, position: { ...ACCEPTED.position, offset: 10n } }, expected],
    [settled, { ...expected, available: seed(5) }],
    [settled, { ...expected, lo: seed(5) }],
    [settled, { ...expected, hi: seed(5) }],
  ];
  for (const [said, meant] of wrong) {
    assert.throws(() => verifyFinal(said, ACCEPTED, meant), /not what was accepted/);
  }
});

/** An asset's definition, its issuer's and officer's keys being those of seeds 1 and 2. */
const definition = (auditor = seed(3), code = "EUR") => Buffer.concat(
  [Buffer.from([code.length]), Buffer.from(code), Buffer.from([2]), keyOf(seed(1)), keyOf(seed(2)), auditor]);

test("an auditor's new key counts from the middle of its grace, if the officer signed it", () => {
  const asset = {
    id: assetId(definition()), complianceOfficerKey: keyOf(seed(2)), auditorKey: seed(3),
    rotations: [],
  };
  const rotation = { key: seed(4), fromMillis: 100_000n, graceMillis: 90_500n };
  const message = rotationMessage(HERE, asset.id, 1, rotation);
  const sign = (secret) => ({
    ...asset, rotations: [{ ...rotation, signature: ed25519.sign(message, secret) }],
  });
  assert.deepEqual(auditorKeyAt(HERE, asset, 1e15), seed(3));
  assert.deepEqual(auditorKeyAt(HERE, sign(seed(2)), 145_249), seed(3));
  assert.deepEqual(auditorKeyAt(HERE, sign(seed(2)), 145_250), seed(4));
  assert.throws(() => auditorKeyAt(HERE, sign(seed(5)), 0), /nobody's word/);
  assert.throws(() => auditorKeyAt(ELSEWHERE, sign(seed(2)), 0), /nobody's word/);
  // A key of small order "signs" whatever one likes; RFC 8032 as Java has it takes no such point.
  const small = Buffer.from(
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "hex");
  const anything = Buffer.concat([small, Buffer.alloc(32)]);
  const weak = { ...asset, complianceOfficerKey: small,
    rotations: [{ ...rotation, signature: anything }] };
  assert.throws(() => auditorKeyAt(HERE, weak, 0), /nobody's word/);
  assert.equal(auditorKeyAt(HERE, { ...asset, auditorKey: Buffer.alloc(32) }, 0), undefined);
});

test("a network is what its authority signed, one statement behind the other", () => {
  const statement = (version, previous, changes = {}) => encode("Statement", {
    version, previous, name: "local", authority: keyOf(seed(6)), partitions: 4, ruleSet: 1,
    operatorKeys: [{ fromMillis: 0n, key: keyOf(seed(1)), revoked: false }],
    assets: [{ definition: definition(), rotations: [], closed: false }], ...changes,
  });
  const hash = (payload) => sha256("quittance/statement-hash/v1", payload);
  const sign = (payload, secret = seed(6)) => encode("SignedStatement", {
    signature: Buffer.from(ed25519.sign(
      Buffer.concat([Buffer.from("quittance/statement/v1"), payload]), secret)), payload,
  }).toString("hex");
  const first = statement(1, Buffer.alloc(32));
  const second = statement(2, hash(first), { authority: keyOf(seed(7)) });
  const third = statement(3, hash(second));
  const opened = openStatements([sign(first), sign(second), sign(third, seed(7))]);
  assert.deepEqual([opened.id, opened.latest.version], [hash(first), 3]);
  // Another network of the same name has another id.
  const other = statement(1, Buffer.alloc(32), { authority: keyOf(seed(8)) });
  assert.ok(!openStatements([sign(other, seed(8))]).id.equals(opened.id));
  const wrong = [
    [sign(first, seed(7))], [sign(second)], [sign(first), sign(third)], [sign(first), sign(first)],
    [sign(first), sign(second, seed(7))], [sign(first), sign(second), sign(third)],
    [sign(first), sign(statement(2, seed(9)))],
  ];
  for (const [i, values] of wrong.entries()) {
    assert.throws(() => openStatements(values), /not its authority's word/, `chain ${i}`);
  }
  const keys = Array.from({ length: 1_001 }, (_, i) =>
    ({ fromMillis: BigInt(i), key: keyOf(sha256(`${i}`)), revoked: false }));
  const assets = keys.map((_, i) => ({ definition: definition(seed(3), `E${i}`), rotations: [],
    closed: false }));
  for (const [field, list] of [["operatorKeys", keys], ["assets", assets]]) {
    const of = (count) => sign(statement(1, Buffer.alloc(32), { [field]: list.slice(0, count) }));
    assert.equal(openStatements([of(1_000)]).latest[field].length, 1_000);
    assert.throws(() => openStatements([of(1_001)]), /1001 keys|more than 1000 assets/);
  }
  const foreign = statement(1, Buffer.alloc(32), { ruleSet: 3 });
  assert.throws(() => openStatements([sign(foreign)]), /rule set 3.*does not know/);
  const known = statement(1, Buffer.alloc(32), { ruleSet: 2 });
  assert.equal(openStatements([sign(known)]).latest.ruleSet, 2);
  assert.throws(() => openStatements([]), /no statement/);
});

test("chains of statements are taken or refused as in Java", () => {
  const vectors = JSON.parse(readFileSync(new URL("statements.test.json", import.meta.url), "utf8"));
  const taken = (statements) => {
    try {
      return openStatements(statements).latest.version === statements.length;
    } catch (error) {
      assert.match(error.message, /not its authority's word/);
      return false;
    }
  };
  const wrong = vectors.filter(({ accepted, statements }) => taken(statements) !== accepted);
  assert.deepEqual(wrong.map(({ what }) => what), []);
  assert.ok(vectors.length > 60);
});

test("a topic is read only if it is the network's own", () => {
  const topic = "quittance.balances";
  const network = { name: "local", commandPartitions: 4 };
  const found = { id: "00000000-0000-0000-0000-0000000000ff", partitionsCount: 4 };
  const id = Buffer.from("000000000000000000000000000000ff", "hex").toString("base64url");
  const named = (topics) => ({ ...network, topics });
  requireOwn(network, "cluster", topic, found);
  requireOwn(named({ clusterId: "cluster", ids: { [topic]: id } }), "cluster", topic, found);
  requireOwn(named({ grown: { [topic]: 8 } }), "cluster", topic, { ...found, partitionsCount: 8 });
  const wrong = [
    [network, undefined, /no topic/],
    [network, { ...found, partitionsCount: 5 }, /has 5 partitions/],
    [network, { ...found, partitionsCount: 3 }, /has 3 partitions/],
    [named({ grown: { [topic]: 8 } }), found, /has 4 partitions, and the network's file says 8/],
    [named({ clusterId: "other" }), found, /cluster is not the one/],
    [named({ ids: { [topic]: "AAAAAAAAAAAAAAAAAAAAAA" } }), found, /created again/],
  ];
  for (const [file, present, reason] of wrong) {
    assert.throws(() => requireOwn(file, "cluster", topic, present), reason);
  }
});

test("records of aborted transactions do not count, nor do Kafka's markers", () => {
  const batch = (firstOffset, producerId, key, attributes = 0) => ({
    firstOffset, producerId, attributes, firstTimestamp: 100n, maxTimestamp: 200n,
    records: [{ key, value: key, offsetDelta: 0, timestampDelta: 7n }],
  });
  const marker = (type) => Buffer.from([0, 0, 0, type]);
  const batches = [
    batch(0n, 1n, "kept"), batch(1n, 2n, "aborted"), batch(2n, 1n, "kept too", 1 << 3),
    batch(3n, 2n, marker(0), 1 << 5), batch(4n, 2n, "next transaction"),
    batch(5n, 1n, marker(1), 1 << 5), batch(6n, 2n, marker(1), 1 << 5),
  ];
  const abortedTransactions = [{ producerId: 2n, firstOffset: 1n }];
  const records = committed({ records: batches, abortedTransactions });
  assert.deepEqual(records.map(({ key }) => key), ["kept", "kept too", "next transaction"]);
  assert.deepEqual(records.map(({ offset }) => offset), [0n, 2n, 4n]);
  // Where the broker sets the time, what the producer wrote beside each record does not count.
  assert.deepEqual(records.map(({ timestamp }) => timestamp), [107n, 200n, 107n]);
});

/** A log of one record a fetch, in the place of a broker; it notes what it is asked for. */
function logOf(values, { key = seed(1), timestamp = 50n, ends = {} } = {}) {
  const asked = [];
  const offset = BigInt(values.length);
  const network = { id: HERE, name: "local", commandPartitions: 1, bootstrapServers: "localhost:1" };
  const log = new Log(network);
  const { consumer } = log; // It has connected to nothing.
  after(() => Promise.all([consumer.close(), log.producer.close()]));
  log.consumer = {
    async metadata({ topics: [topic] }) {
      const found = { id: "id", partitionsCount: 1, partitions: [{ leader: 0 }] };
      return { id: "cluster", topics: new Map([[topic, found]]) };
    },
    async listOffsets({ topics: [topic], isolationLevel }) {
      asked.push(isolationLevel);
      return new Map([[topic, [0n]]]);
    },
    async fetch({ isolationLevel, topics: [{ partitions: [{ fetchOffset }] }] }) {
      asked.push(isolationLevel);
      assert.ok(asked.length < 100, "it reads on behind the end");
      const value = values[Number(fetchOffset)];
      const records = value && [{
        firstOffset: fetchOffset, lastOffsetDelta: 0, attributes: 1 << 3, producerId: -1n,
        firstTimestamp: 0n, maxTimestamp: timestamp,
        records: [{ key, value, offsetDelta: 0, timestampDelta: 0n }],
      }];
      return { responses: [{ partitions: [
        { records, lastStableOffset: offset, highWatermark: offset, ...ends }] }] };
    },
  };
  return { log, asked };
}

test("only final events are read as committed, and nothing else waits for a transaction", async () => {
  const values = [Buffer.of(1), Buffer.of(2), Buffer.of(3)];
  const all = ({ value, timestamp }) => [[value[0], timestamp]];
  const expected = [[1, 50n], [2, 50n], [3, 50n]];
  for (const [topic, isolation, ends] of [
    ["quittance.settlements", 1, { highWatermark: 99n }],
    ["quittance.receipts", 0, { lastStableOffset: -1n }],
    ["quittance.balances", 0, { lastStableOffset: 1n }],
  ]) {
    const { log, asked } = logOf(values, { ends });
    assert.deepEqual(await log.readAll(topic, seed(1), all), expected, topic);
    assert.deepEqual([...new Set(asked)], [isolation], topic);
  }
});

test("a record is looked at before the next one is fetched, and is not kept", async () => {
  const { log, asked } = logOf([Buffer.of(1), Buffer.of(2), Buffer.of(3)]);
  const fetches = [];
  await log.readAll("quittance.receipts", seed(1), () => {
    fetches.push(asked.length);
    return [];
  });
  assert.deepEqual(fetches, [2, 3, 4]);
  const followed = log.follow(await log.place("quittance.receipts", seed(1), BEGINNING));
  assert.deepEqual((await followed.next()).value, { value: Buffer.of(1), timestamp: 50n });
});

test("a wallet tells its credits by the time at which the broker got their receipts", async () => {
  const keys = [{ fromMillis: 0n, key: keyOf(seed(1)) }, { fromMillis: 2_000n, key: keyOf(seed(2)) }];
  const values = [receiptOf(1n, issue(1n, 10n))];
  for (const [timestamp, count] of [[1_999n, 1], [2_000n, 0]]) {
    const { log } = logOf(values, { key: idOf(ALICE), timestamp });
    const none = logOf([], { key: idOf(ALICE) }).log;
    const reads = { readAll: (topic, ...rest) =>
      (topic === "quittance.receipts" ? log : none).readAll(topic, ...rest) };
    const network = { id: HERE, timetables: [keys], asset: () => ({ id: EUR }) };
    const wallet = new Wallet(network, reads, ALICE);
    assert.equal((await wallet.received()).length, count);
    assert.equal((await wallet.account()).received, 10n * BigInt(count));
  }
});

const LOCAL = { id: HERE, timetables: [[{ fromMillis: 0n, key: keyOf(seed(1)) }]] };
const tell = (receipts, events = [], network = LOCAL, timestamp = 1_000n) => tellCredits(
  receipts.flatMap((value) => creditIn(network, idOf(ALICE), { value, timestamp })), events);

test("credits are told by the operator's receipts, each once, at its number", () => {
  const entries = [issue(1n, 10n), paid(1n, 2n, 3n), issue(2n, 100n)];
  const [first, second, third] = entries.map((entry, i) => receiptOf(BigInt(i) + 1n, entry));
  const other = receiptOf(1n, issue(3n, 1_000n));
  const told = tell([third, first, second, first, other, third]);
  assert.deepEqual([...told.keys()], [1n, 2n, 3n]);
  const credits = [...told.values()].map((entry) => readCredit(ALICE, idOf(ALICE), entry));
  assert.deepEqual(credits.map(({ from, memo, amount }) => [from, memo, amount]), [
    ["the issuer", "issue 1", 10n],
    [seed(9).toString("hex"), "rent", 3n * 65536n + 2n],
    ["the issuer", "issue 2", 100n],
  ]);
  for (const { amount, ciphertext } of credits) {
    assert.ok(ciphertext.holds(amount, ALICE.elGamalScalar));
  }
  assert.ok(credits[0].ciphertext.toBytes().equals(issued(10n, ALICE.elGamalKey).toBytes()));
});

test("what is no genuine receipt of the account's credits is passed over", () => {
  const entry = issue(1n, 10n);
  const good = receiptOf(1n, entry);
  const bobs = issue(1n, 10n, BOB);
  const broken = Buffer.from(good);
  broken[broken.length - 1] ^= 1;
  const forgeries = [
    Buffer.alloc(0), Buffer.of(1, 2, 3), broken, signed(seed(1), HERE),
    receiptOf(1n, entry, { secret: seed(2) }), receiptOf(1n, entry, { network: ELSEWHERE }),
    receiptOf(1n, bobs), receiptOf(1n, bobs, { changes: { account: idOf(ALICE) } }),
    receiptOf(1n, entry, { changes: { account: idOf(BOB) } }),
    receiptOf(1n, entry, { changes: { commandId: seed(7) } }),
    receiptOf(1n, entry, { changes: { entry: Buffer.of(1) } }),
    receiptOf(1n, entry, { changes: { entry: null } }),
    receiptOf(1n, entry, { changes: { status: "ACCEPTED" } }),
  ];
  for (const [i, forgery] of forgeries.entries()) {
    assert.equal(tell([forgery]).size, 0, `forgery ${i}`);
  }
  assert.deepEqual(tell([...forgeries, good]), tell([good]));
  assert.equal(tell([good]).size, 1);
});

test("a receipt that tells of no credit of the account is not verified", () => {
  const entry = issue(1n, 10n);
  const bobs = issue(1n, 10n, BOB);
  const none = ["REJECTED", "ACCEPTED", "ALREADY_DECIDED"].map(
    (status) => receiptOf(1n, entry, { changes: { status, code: "ANY" } }));
  let asked; // How often somebody looked into the keys, which takes place to verify only.
  const timetables = new Proxy(LOCAL.timetables, { get(keys, field) {
    asked++;
    return keys[field];
  } });
  const read = (value) => {
    asked = 0;
    return creditIn({ id: HERE, timetables }, idOf(ALICE), { value, timestamp: 1_000n });
  };
  for (const value of [...none, receiptOf(1n, bobs), receiptOf(1n, entry, { changes: { entry: null } })]) {
    assert.deepEqual(read(value), []);
    assert.equal(asked, 0);
  }
  assert.equal(read(receiptOf(1n, entry)).length, 1);
  assert.ok(asked > 0);
});

test("a receipt under a revoked key counts only with the same final event", () => {
  const [stolen, fresh] = [seed(1), seed(2)];
  const network = { id: HERE, timetables: [[
    { fromMillis: 0n, key: keyOf(stolen), revoked: true },
    { fromMillis: 2_000n, key: keyOf(fresh) }]] };
  const [first, second] = [paid(1n, 2n, 3n), issue(1n, 100n)];
  const receipts = [receiptOf(1n, first), receiptOf(2n, second)];
  const events = [final(first), final(second)];
  const numbers = (log, finals) => [...tell(log, finals, network).keys()];
  assert.deepEqual(numbers(receipts, events), [1n, 2n]);
  assert.deepEqual(numbers(receipts, events.slice(1)), [2n]);
  assert.deepEqual(numbers(receipts, []), []);
  const differs = [
    { ...first, previous: 3n }, { ...first, number: 2n }, { ...first, position: placeOf(2n) },
    { ...first, fact: paid(1n, 2n, 4n).fact }];
  for (const other of differs) {
    assert.deepEqual(numbers([receiptOf(1n, other)], events), []);
  }
  // It takes no number of a genuine one, and repeats no command.
  const told = tell([receiptOf(1n, second), receiptOf(9n, first),
    receiptOf(1n, first, { secret: fresh })], events, network);
  assert.deepEqual([...told], [...tell([receiptOf(1n, first, { secret: fresh })], [], network)]);
});

test("nothing of a credit is decrypted that is not proved, or not for this account and key", () => {
  const read = (entry) => readCredit(ALICE, idOf(ALICE), entry);
  const [payment, mint] = [paid(1n, 2n, 3n), issue(1n, 5n)];
  const changed = (entry, changes) => {
    const [[name, body]] = Object.entries(entry.fact);
    return { ...entry, fact: { [name]: { ...body, ...changes } } };
  };
  const { hi } = Object.values(payment.fact)[0];
  // An operator who writes down another ciphertext as a payment, a balance say, learns nothing.
  for (const wrong of [{ lo: hi }, { validity: Buffer.alloc(0) }, { validity: Buffer.alloc(224) }]) {
    assert.throws(() => read(changed(payment, wrong)), /No payer proved payment 0a0a/);
  }
  const foreign = [
    issue(1n, 5n, BOB), { ...payment, payee: idOf(BOB) }, { ...payment, asset: seed(21) },
    changed(payment, { payeeElGamalKey: BOB.elGamalKey }), { ...mint, asset: seed(21) },
    changed(payment, { payeeOwner: BOB.owner }), changed(mint, { owner: BOB.owner }),
    changed(mint, { elGamalKey: BOB.elGamalKey }),
  ];
  for (const entry of foreign) {
    assert.throws(() => read(entry), /for another account or key/);
  }
  // Of an account of other keys, whose id is right.
  assert.throws(() => readCredit(ALICE, idOf(BOB), issue(1n, 5n, BOB)), /for another account or key/);
});

test("a receipt that was written when its key had been retired counts only with its final event", () => {
  const [retired, fresh] = [seed(1), seed(2)];
  const network = { id: HERE, timetables: [[
    { fromMillis: 0n, key: keyOf(retired) }, { fromMillis: 2_000n, key: keyOf(fresh) }]] };
  const entry = paid(1n, 2n, 3n);
  const receipt = receiptOf(1n, entry);
  const numbers = (written, events = [], value = receipt) =>
    [...tell([value], events, network, written).keys()];
  for (const inTime of [999n, 1_000n, 1_999n]) {
    assert.deepEqual(numbers(inTime), [1n], `written at ${inTime}`);
  }
  for (const late of [2_000n, 1n << 60n]) {
    assert.deepEqual(numbers(late), [], `written at ${late}`);
    assert.deepEqual(numbers(late, [final(entry)]), [1n], `written at ${late}`);
    assert.deepEqual(numbers(late, [final({ ...entry, previous: 3n })]), []);
  }
  // So it is with one that names a statement which is not there yet.
  const ahead = { ...entry, position: { ...placeOf(1n), statement: 7 } };
  const named = receiptOf(1n, ahead, { changes: { position: ahead.position } });
  assert.deepEqual(numbers(1_999n, [], named), [1n]);
  assert.deepEqual(numbers(2_000n, [], named), []);
  assert.deepEqual(numbers(2_000n, [final(ahead)], named), [1n]);
  // The present key signs for its own time, and a broker's clock may be behind another's.
  const later = { position: { ...placeOf(1n), timestampMillis: 2_000n } };
  for (const written of [1_999n, 2_000n, 1n << 60n]) {
    assert.deepEqual(
      numbers(written, [], receiptOf(1n, entry, { secret: fresh, changes: later })), [1n]);
  }
  const [keys] = network.timetables;
  const revoked = [{ ...keys[0], revoked: true }, keys[1]];
  const at = placeOf(1n);
  assert.ok(isRetired([keys], at, 2_000n) && !isRetired([revoked], at, 2_000n));
});

test("an issue is of an amount that an issue can have", () => {
  const read = (amount) => readCredit(ALICE, idOf(ALICE), issue(1n, amount)).amount;
  for (const amount of [1n, (1n << 48n) - 1n]) {
    assert.equal(read(amount), amount);
  }
  for (const amount of [0n, -1n, 1n << 48n, (1n << 63n) - 1n]) {
    assert.throws(() => read(amount), /an amount that no issue has/, String(amount));
  }
});

test("what is told of a command that is not accepted does not lead to paying twice", () => {
  assert.match(refusal({ status: "ALREADY_DECIDED" }), /look at what came out/);
  const future = refusal({ status: "REJECTED", code: "FUTURE_CREDITS" });
  assert.match(future,
    /valid until its number is used, or until it ends, a day after.* STALE_SEQUENCE, look at what came out/);
  const expired = refusal({ status: "REJECTED", code: "EXPIRED" });
  assert.match(expired, /had ended before.*nothing of it was done.*clock.*came out.*build it anew.*behind/);
  const closed = refusal({ status: "REJECTED", code: "ASSET_CLOSED" });
  assert.match(closed, /is closed.*no new accounts.*has been paid can be opened/);
  assert.match(refusal({ status: "REJECTED", code: "FROZEN" }), /rejected: FROZEN/);
});

test("a closed asset takes no new accounts, and the wallet says so before it signs", async () => {
  const opening = (closed) => {
    const network = { id: HERE, timetables: LOCAL.timetables, asset: () => ({ id: EUR, code: "EUR", closed }) };
    const log = {
      readAll: () => [], place: () => ({}),
      append() {
        throw new Error("sent");
      },
    };
    return new Wallet(network, log, ALICE).open(() => {});
  };
  await assert.rejects(opening(true), /^Error: Asset EUR is closed: it takes no new accounts/);
  await assert.rejects(opening(false), /^Error: sent$/);
});

test("a command ends a day after it was signed, or when the wallet is told", async () => {
  const day = 86_400_000n;
  const network = { id: HERE, timetables: LOCAL.timetables, asset: () => ({ id: EUR }) };
  const endOf = async (options) => {
    let sent;
    const log = {
      readAll: () => [], place: () => ({}),
      append(topic, key, value) {
        sent = decode("SignedCommand", value);
        throw new Error("sent");
      },
    };
    await assert.rejects(new Wallet(network, log, ALICE, options).open(() => {}), /^Error: sent$/);
    return sent.notAfterMillis;
  };
  for (const [options, validity] of [[undefined, day], [{}, day], [{ validityMillis: 1n }, 1n],
    [{ validityMillis: 400n * day }, 400n * day]]) {
    const before = BigInt(Date.now());
    const end = await endOf(options);
    assert.ok(before + validity <= end && end <= BigInt(Date.now()) + validity, `${validity}`);
  }
  for (const validityMillis of [0n, -1n, 1000, "1d"]) {
    assert.throws(() => new Wallet(network, {}, ALICE, { validityMillis }), /milliseconds above 0/);
  }
});

const credits = (...numbers) => new Map(numbers.map((number) => [number, issue(number, 70_000n)]));

test("a balance is what its owner noted beside it, and any other is not decrypted", () => {
  const keys = ALICE;
  const encrypt = (amount) => issued(amount, keys.elGamalKey).toBytes();
  const after = { sequence: 7n, creditsApplied: 2n, available: encrypt(1n << 40n) };
  const note = (amount) => writeNote(keys, HERE, idOf(keys), after, amount);
  const balance = { status: "OPEN", ...after, decryptableAvailable: note(1n << 40n) };
  const read = (changes, network = HERE, id = idOf(keys), told = credits(1n, 2n, 3n)) =>
    readAccount(keys, network, id, { ...balance, ...changes }, told);
  const { amount, received, total, whole, creditsReceived } = read({});
  assert.deepEqual([amount, received, total], [1n << 40n, 70_000n, (1n << 40n) + 70_000n]);
  assert.equal(creditsReceived, 3n);
  assert.ok(whole.holds(total, keys.elGamalScalar));

  const unbound = Buffer.from(zk.AeKey.fromBytes(keys.noteKey)
    .encrypt(1n << 40n).toBytes());
  const otherNonce = Buffer.concat([Buffer.alloc(12), note(1n << 40n).subarray(12)]);
  const lies = [
    { available: encrypt(5n) }, { decryptableAvailable: otherNonce }, { sequence: 8n }, { creditsApplied: 1n },
    { decryptableAvailable: Buffer.alloc(36) }, { decryptableAvailable: note(6n) },
    { decryptableAvailable: unbound },
    { available: encrypt(5n), decryptableAvailable: unbound },
  ];
  for (const lie of lies) {
    assert.throws(() => read(lie), /nothing of it was decrypted/, Object.keys(lie).join());
  }
  assert.throws(() => read({}, ELSEWHERE), /nothing of it was decrypted/);
  assert.throws(() => read({}, HERE, seed(9)), /nothing of it was decrypted/);
});

test("receipts of what a balance contains may be lost, and what else is missing is told", () => {
  const after = { sequence: 7n, creditsApplied: 2n, available: issued(5n, ALICE.elGamalKey).toBytes() };
  const balance = {
    status: "OPEN", ...after,
    decryptableAvailable: writeNote(ALICE, HERE, idOf(ALICE), after, 5n),
  };
  const read = (...numbers) =>
    readAccount(ALICE, HERE, idOf(ALICE), balance, credits(...numbers));
  for (const [numbers, count] of [[[], 2n], [[3n], 3n], [[2n, 3n, 4n], 4n], [[1n], 2n]]) {
    const { total, creditsReceived } = read(...numbers);
    assert.equal(creditsReceived, count);
    assert.equal(total, 5n + 70_000n * (count - 2n));
  }
  for (const [numbers, count, missing, received = 0n] of [
    [[4n], 2n, 2n], [[1n, 2n, 4n], 2n, 2n], [[3n, 5n], 3n, 2n], [[3n, 4n], 4n, 0n],
    [[], 2n, 0n, 2n], [[], 2n, 1n, 3n], [[3n], 3n, 4n, 7n], [[3n, 5n], 3n, 4n, 7n],
  ]) {
    const account = readAccount(
      ALICE, HERE, idOf(ALICE), { ...balance, creditsReceived: received }, credits(...numbers));
    assert.deepEqual([account.creditsReceived, account.missing], [count, missing], numbers.join());
    assert.equal(account.total, 5n + 70_000n * (count - 2n));
  }
  // Nothing behind a gap is looked at, nor what the balance contains.
  const behind = new Map([[4n, issue(1n, 5n, BOB)]]);
  assert.equal(readAccount(ALICE, HERE, idOf(ALICE), balance, behind).total, 5n);
  const foreign = new Map([[1n, issue(1n, 5n, BOB)]]);
  assert.equal(readAccount(ALICE, HERE, idOf(ALICE), balance, foreign).total, 5n);
});

test("an account that no command has left a note of holds nothing but what came in", () => {
  const came = credits(1n);
  const untouched = Ciphertext.parse(Buffer.alloc(64)).withoutIdentity(ALICE.elGamalKey).toBytes();
  const opened = {
    status: "OPEN", sequence: 1n, creditsApplied: 0n, available: untouched,
    decryptableAvailable: Buffer.alloc(36),
  };
  const read = (balance, told) => readAccount(ALICE, HERE, idOf(ALICE), balance, told);
  assert.deepEqual([read().status, read().total], ["UNOPENED", 0n]);
  assert.deepEqual([read(opened, came).amount, read(opened, came).total], [0n, 70_000n]);
  for (const lie of [{ creditsApplied: 1n }, { available: issued(5n, ALICE.elGamalKey).toBytes() }]) {
    assert.throws(() => read({ ...opened, ...lie }, came), /nothing of it was decrypted/);
  }
});

test("a rejection counts only where the command was put, an acceptance anywhere", () => {
  const sent = { partition: 1, offset: 9n };
  const elsewhere = { ...ACCEPTED, position: { ...ACCEPTED.position, offset: 8n } };
  const about = (receipt, id = seed(7), notBefore = 1_000n) => isAbout(receipt, id, sent, notBefore);
  assert.ok(about(ACCEPTED) && about(elsewhere));
  assert.ok(!about(ACCEPTED, seed(6)));
  assert.ok(!about({ ...elsewhere, status: "REJECTED" }));
  assert.ok(about({ ...ACCEPTED, status: "REJECTED" }));
  assert.ok(!about({ ...ACCEPTED, status: "CREDITED" }), "what a payee is told is no verdict");
  // Dated back to before it was made, by somebody who has a key of that time.
  assert.ok(!about(ACCEPTED, seed(7), 1_001n) && !about(elsewhere, seed(7), 1_001n));
});

test("an address survives printing, and any wrong character is seen", () => {
  const keys = deriveKeys(seed(4), HERE, "EUR");
  const network = { id: HERE, name: "local" };
  const address = printAddress(network, "EURQ", keys);
  const { owner, elGamalKey } = parseAddress(address, network, "EURQ");
  assert.deepEqual([owner, elGamalKey], [keys.owner, keys.elGamalKey]);
  const prefix = "quittance:local:EURQ:".length;
  for (let i = 0; i < address.length; i++) {
    const other = i < prefix ? "x" : address[i] === "A" ? "B" : "A";
    const wrong = address.slice(0, i) + other + address.slice(i + 1);
    assert.throws(() => parseAddress(wrong, network, "EURQ"), Error, wrong);
  }
  assert.throws(() => parseAddress(address + "A", network, "EURQ"), /character is wrong/);
  // Of a network that is called the same.
  assert.throws(() => parseAddress(address, { ...network, id: ELSEWHERE }, "EURQ"), /No address/);
});

test("amounts are exact up to 2^64, and have no more decimals than their asset", () => {
  const euro = { code: "EUR", decimals: 2 };
  for (const [text, units] of [["0.01", 1n], ["12.5", 1250n], ["7", 700n],
    ["184467440737095516.15", (1n << 64n) - 1n]]) {
    assert.equal(parseAmount(text, euro), units);
  }
  assert.equal(formatAmount(1250n, euro), "12.50 EUR");
  assert.equal(formatAmount(1n, euro), "0.01 EUR");
  assert.equal(formatAmount(5n, { code: "YEN", decimals: 0 }), "5 YEN");
  for (const text of ["", "1.234", "-1", "1e3", "1,5", " 1", ".5", "0x10"]) {
    assert.throws(() => parseAmount(text, euro), /is not an amount/, text);
  }
});

test("a balance of which one half is the identity gets the fixed encryption of zero", () => {
  const { elGamalKey, elGamalScalar } = deriveKeys(seed(4), HERE, "EUR");
  const nothing = Ciphertext.parse(Buffer.alloc(64));
  const mended = nothing.withoutIdentity(elGamalKey);
  assert.ok(mended.holds(0n, elGamalScalar));
  assert.ok(!mended.toBytes().equals(nothing.toBytes()));
  assert.ok(mended.withoutIdentity(elGamalKey).toBytes().equals(mended.toBytes()));
  const some = issued(70_000n, elGamalKey);
  assert.ok(some.holds(70_000n, elGamalScalar) && !some.holds(70_001n, elGamalScalar));
});

test("an account is opened with a proof that serves no other account", () => {
  const keys = deriveKeys(seed(4), HERE, "EUR");
  const proof = (network, id) => openAccount(keys, network, id).fields.keyProof;
  zk.ZeroCiphertextProofData.fromBytes(proof(HERE, seed(7))).verify();
  const handle = (...place) => proof(...place).subarray(64, 96).toString("hex");
  // As in Java, to the byte.
  assert.equal(handle(HERE, seed(7)),
    "90c1802b7105cac7a13ce8ab3c6c0921b082a12f06bcadaccd1cf99c4b153b65");
  assert.equal(new Set([
    handle(HERE, seed(7)), handle(HERE, seed(8)), handle(ELSEWHERE, seed(7))]).size, 3);
});

test("a note is bound to the balance that it is of, as in Java to the byte", () => {
  const noteKey = seed(3).subarray(0, 16);
  const after = { sequence: 7n, creditsApplied: 2n, available: Buffer.alloc(64, 9) };
  const note = writeNote({ noteKey }, HERE, seed(8), after, 1n << 40n);
  assert.equal(note.toString("hex"),
    "42840636614848025748eb3e194a68513757b9d434b3a0ac97f0e983b76a9db9ab90f241");
  assert.equal(zk.AeKey.fromBytes(noteKey).decrypt(zk.AeCiphertext.fromBytes(note)), 1n << 40n);
  const others = [{ sequence: 8n }, { creditsApplied: 3n }, { available: Buffer.alloc(64, 8) }]
    .map((other) => writeNote({ noteKey }, HERE, seed(8), { ...after, ...other }, 1n << 40n));
  for (const other of [...others, writeNote({ noteKey }, ELSEWHERE, seed(8), after, 1n << 40n)]) {
    assert.notDeepEqual(other.subarray(0, 12), note.subarray(0, 12));
  }
});
