// What can be tested without a network; the test that pays is NpmWalletTest in the module jobs.
import assert from "node:assert/strict";
import test from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { creditsIn } from "./account.mjs";
import { parseAddress, printAddress } from "./address.mjs";
import { formatAmount, parseAmount } from "./amount.mjs";
import { Ciphertext } from "./ciphertext.mjs";
import { deriveKeys } from "./keys.mjs";
import { auditorKeyAt, committedRecords, verifyFinal } from "./network.mjs";
import {
  assetId, decodeAs, encode, openReceipt, receiptMessage, rotationMessage,
} from "./wire.mjs";

const seed = (byte) => Buffer.alloc(32, byte);
const keyOf = (secret) => Buffer.from(ed25519.getPublicKey(secret));
const ACCEPTED = {
  commandId: seed(7), account: seed(8), status: "ACCEPTED", code: null, number: 3n,
  position: { partition: 1, offset: 9n, timestampMillis: 1_000n },
};

function signed(secret, network) {
  const payload = encode("Receipt", ACCEPTED);
  const signature = Buffer.from(ed25519.sign(receiptMessage(network, payload), secret));
  return encode("SignedReceipt", { operator: keyOf(secret), signature, payload });
}

test("a receipt counts only if it is signed by the key in force, byte for byte", () => {
  const keys = [{ fromMillis: 0n, key: keyOf(seed(1)) }, { fromMillis: 2_000n, key: keyOf(seed(2)) }];
  const genuine = signed(seed(1), "local");
  assert.deepEqual(openReceipt("local", keys, genuine), decodeAs("Receipt", encode("Receipt", ACCEPTED)));
  assert.throws(() => openReceipt("other", keys, genuine), /signature is wrong/);
  assert.throws(() => openReceipt("local", keys, signed(seed(2), "local")), /somebody else/);
  assert.throws(() => openReceipt("local", keys.slice(1), genuine), /somebody else/);
  for (let byte = 0; byte < genuine.length; byte++) {
    const forged = Buffer.from(genuine);
    forged[byte] ^= 1;
    assert.throws(() => openReceipt("local", keys, forged), Error, `byte ${byte}`);
  }
});

test("a final event must be about what was accepted, and hold what was sent", () => {
  const event = { available: seed(1), lo: seed(2), hi: seed(3) };
  const settled = { ...ACCEPTED, event: { "io.quittance.schemas.settlement.Transferred": event } };
  const expected = { available: seed(1), parts: { lo: seed(2), hi: seed(3) } };
  verifyFinal(settled, ACCEPTED, expected);
  const wrong = [
    [{ ...settled, number: 4n }, expected],
    [{ ...settled, account: seed(9) }, expected],
    [{ ...settled, position: { ...ACCEPTED.position, offset: 10n } }, expected],
    [settled, { ...expected, available: seed(5) }],
    [settled, { ...expected, parts: { lo: seed(5), hi: seed(3) } }],
    [settled, { ...expected, parts: { lo: seed(2), hi: seed(5) } }],
  ];
  for (const [said, meant] of wrong) {
    assert.throws(() => verifyFinal(said, ACCEPTED, meant), /not what was accepted/);
  }
});

test("a new key of the auditor counts from the middle of its grace, if the officer signed it", () => {
  const hex = (bytes) => Buffer.from(bytes).toString("hex");
  const network = { name: "local" };
  const asset = {
    code: "EUR", decimals: 2, issuerKey: hex(keyOf(seed(1))),
    complianceOfficerKey: hex(keyOf(seed(2))), auditorKey: hex(seed(3)),
  };
  const rotation = { epoch: 1, from: "1970-01-01T00:01:40Z", grace: "PT1M30.5S", key: hex(seed(4)) };
  const message = rotationMessage("local", assetId(asset), rotation, 100_000, 90_500);
  const sign = (secret) => ({
    ...asset,
    auditorRotations: [{ ...rotation, signature: hex(ed25519.sign(message, secret)) }],
  });
  assert.deepEqual(auditorKeyAt(network, asset, 1e15), seed(3));
  assert.deepEqual(auditorKeyAt(network, sign(seed(2)), 145_249), seed(3));
  assert.deepEqual(auditorKeyAt(network, sign(seed(2)), 145_250), seed(4));
  assert.throws(() => auditorKeyAt(network, sign(seed(5)), 0), /nobody's word/);
  assert.throws(() => auditorKeyAt({ name: "other" }, sign(seed(2)), 0), /nobody's word/);
});

test("records of aborted transactions do not count, nor do Kafka's markers", () => {
  const batch = (firstOffset, producerId, key, attributes = 0) => ({
    firstOffset, producerId, attributes, records: [{ key, value: key, offsetDelta: 0 }],
  });
  const marker = (type) => Buffer.from([0, 0, 0, type]);
  const records = committedRecords([
    batch(0n, 1n, "kept"), batch(1n, 2n, "aborted"), batch(2n, 1n, "kept too"),
    batch(3n, 2n, marker(0), 1 << 5), batch(4n, 2n, "next transaction"),
    batch(5n, 1n, marker(1), 1 << 5), batch(6n, 2n, marker(1), 1 << 5),
  ], [{ producerId: 2n, firstOffset: 1n }]);
  assert.deepEqual(records.map(({ key }) => key), ["kept", "kept too", "next transaction"]);
  assert.deepEqual(records.map(({ offset }) => offset), [0n, 2n, 4n]);
});

test("credits count once, and behind the one before them of the same origin", () => {
  const credit = (payer, number, previousNumber) => ({
    account: seed(payer), number,
    event: { "io.quittance.schemas.settlement.Transferred": { previousNumber } },
  });
  const [a1, a2, a5] = [credit(1, 1n, 0n), credit(1, 2n, 1n), credit(1, 5n, 2n)];
  const b3 = credit(2, 3n, 0n);
  const other = { ...a1, event: { "io.quittance.schemas.settlement.Frozen": {} } };
  assert.deepEqual(creditsIn([a1, a2, other, b3, a2, a1, a5, a5]), [a1, a2, b3, a5]);
  assert.deepEqual(creditsIn([a5, b3, a2, a1, a2]), [b3, a1, a2, a5]);
  assert.deepEqual(creditsIn([a5, a2]), []);
});

test("an address survives printing, and any wrong character is seen", () => {
  const keys = deriveKeys(seed(4));
  const address = printAddress("local", "EURQ", keys);
  const { owner, elGamalKey } = parseAddress(address, "local", "EURQ");
  assert.deepEqual([owner, elGamalKey], [keys.owner, keys.elGamalKey]);
  const prefix = "quittance:local:EURQ:".length;
  for (let i = 0; i < address.length; i++) {
    const other = i < prefix ? "x" : address[i] === "A" ? "B" : "A";
    const wrong = address.slice(0, i) + other + address.slice(i + 1);
    assert.throws(() => parseAddress(wrong, "local", "EURQ"), Error, wrong);
  }
  assert.throws(() => parseAddress(address + "A", "local", "EURQ"), /wrong character/);
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
  const { elGamalKey, elGamalScalar } = deriveKeys(seed(4));
  const mended = Ciphertext.NOTHING.withoutIdentity(elGamalKey);
  assert.ok(mended.holds(0n, elGamalScalar));
  assert.ok(!mended.toBytes().equals(Ciphertext.NOTHING.toBytes()));
  assert.ok(mended.withoutIdentity(elGamalKey).toBytes().equals(mended.toBytes()));
  const issued = Ciphertext.ofIssue(70_000n, elGamalKey);
  assert.ok(issued.holds(70_000n, elGamalScalar) && !issued.holds(70_001n, elGamalScalar));
});
