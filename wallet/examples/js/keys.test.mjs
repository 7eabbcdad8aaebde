// Key files: the rules of ./quittance wallet.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";

process.env.QUITTANCE_HOME = mkdtempSync(join(tmpdir(), "quittance-js-"));
const { createKeys, deriveKeys, keyFile, loadKeys } = await import("./keys.mjs");

const hex = (bytes) => Buffer.from(bytes).toString("hex");

const LOCAL = { id: Buffer.alloc(32, 1), name: "local" };

test("a name is taken as it is, or not at all", () => {
  for (const name of ["alice", "A.b-c_9", "a".repeat(64)]) {
    assert.equal(keyFile(name), join(process.env.QUITTANCE_HOME, "wallets", `${name}.json`));
  }
  for (const name of ["", "../../evil", "a/b", "a b", "a:b", ".hidden", "-x", "ä", "a\u001bb",
    "a".repeat(65), "a\n"]) {
    assert.throws(() => keyFile(name), /is not a wallet name/, name);
    assert.throws(() => createKeys(name, LOCAL, "EUR"), /is not a wallet name/, name);
    assert.throws(() => loadKeys(name), /is not a wallet name/, name);
  }
});

test("a key file is its owner's only, whole, and never overwritten", () => {
  const keys = createKeys("bob", LOCAL, "EUR");
  assert.equal(statSync(keyFile("bob")).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(dirname(keyFile("bob"))), ["bob.json"]);
  assert.throws(() => createKeys("bob", LOCAL, "EUR"), /exists already/);
  assert.equal(hex(loadKeys("bob").elGamalKey), hex(keys.elGamalKey));
  assert.deepEqual(readdirSync(dirname(keyFile("bob"))), ["bob.json"]);
  for (const mode of [0o640, 0o604, 0o620, 0o601]) {
    chmodSync(keyFile("bob"), mode);
    assert.throws(() => loadKeys("bob"), /is open to other users/, mode.toString(8));
  }
  chmodSync(keyFile("bob"), 0o600);
  assert.equal(loadKeys("bob").asset, "EUR");
});

test("one seed gives other keys in each network and asset, the same ones as in Java", () => {
  const seed = Buffer.from("112233445566778899aabbccddeeff00".repeat(2), "hex");
  const keys = deriveKeys(seed, LOCAL.id, "EUR");
  assert.equal(hex(keys.elGamal.secret().toBytes()),
    "b175cbf66b712cbbe671c3a71f21f57e27ee22bc320f17f1f0c24d2a2ed54601");
  const others = [[LOCAL.id, "USD"], [Buffer.alloc(32, 2), "EUR"], [Buffer.alloc(32, 2), "UR"]]
    .map(([network, asset]) => hex(deriveKeys(seed, network, asset).elGamalKey));
  assert.equal(new Set([...others, hex(keys.elGamalKey)]).size, 4);
});

test("a wallet of the older kind is left to the wallet in Java", () => {
  createKeys("old", LOCAL, "EUR");
  const { derivation, ...older } = JSON.parse(readFileSync(keyFile("old"), "utf8"));
  assert.equal(derivation, "quittance/wallet-keys/v2");
  writeFileSync(keyFile("old"), JSON.stringify(older));
  assert.throws(() => loadKeys("old"), /use .\/quittance wallet/);
});
