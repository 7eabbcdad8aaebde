// The network's file: what it says of itself, and what its statements say.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { loadNetwork } from "./network.mjs";
import { openStatements } from "./statements.mjs";
import { encode, fromHex, sha256 } from "./wire.mjs";

const seed = (byte) => Buffer.alloc(32, byte);
const keyOf = (secret) => Buffer.from(ed25519.getPublicKey(secret));
const folder = mkdtempSync(join(tmpdir(), "quittance-js-"));
after(() => rmSync(folder, { recursive: true }));

const definition = (code) => Buffer.concat(
  [Buffer.from([code.length]), code, Buffer.from([2]), keyOf(seed(1)), keyOf(seed(2)), seed(3)]);

/** A network's first statement, signed by its authority, in hex; and its payload. */
function founded(changes = {}) {
  const payload = encode("Statement", {
    version: 1, previous: Buffer.alloc(32), name: "local", authority: keyOf(seed(6)), partitions: 4,
    ruleSet: 1, operatorKeys: [{ fromMillis: 0n, key: keyOf(seed(1)), revoked: false }],
    assets: [{ definition: definition(Buffer.from("EUR")), rotations: [], closed: false }], ...changes,
  });
  const message = Buffer.concat([Buffer.from("quittance/statement/v1"), payload]);
  const signature = Buffer.from(ed25519.sign(message, seed(6)));
  return { payload, value: encode("SignedStatement", { signature, payload }).toString("hex") };
}

test("a network's name has 1 to 64 letters, digits, dots, underscores and dashes", () => {
  const open = (name) => openStatements([founded({ name }).value]).latest.name;
  for (const name of ["a", "7", "A.b-c_9", "n".repeat(64)]) {
    assert.equal(open(name), name);
  }
  for (const name of ["", "n".repeat(65), ".a", "-a", "_a", "a b", "a:b", "a/b", "ä", "a\u0301",
    "a\n", "\u001b[2J", "a\u202eb", "\u0430"]) {
    assert.throws(() => open(name), /network's name has 1 to 64/, JSON.stringify(name));
  }
});

test("an asset's code is its bytes, none of which loses its highest bit", () => {
  const open = (code) => openStatements([founded({
    assets: [{ definition: definition(code), rotations: [], closed: false }],
  }).value]).latest.assets.length;
  assert.equal(open(Buffer.from("EUR")), 1);
  const letters = [..."EUR"].keys();
  for (const index of letters) {
    const code = Buffer.from("EUR");
    code[index] |= 0x80;
    assert.throws(() => open(code), /an asset has no code/, `letter ${index}`);
  }
});

test("what a network's file says of itself is what its statements say", () => {
  const { payload, value } = founded();
  const id = sha256("quittance/statement-hash/v1", payload).toString("hex");
  const written = {
    format: "quittance-network/v2", name: "local", id, version: 1,
    bootstrapServers: "localhost:9092", statements: [value],
  };
  const load = (changes) => {
    const file = join(folder, "network.json");
    writeFileSync(file, JSON.stringify({ ...written, ...changes }));
    return loadNetwork(file);
  };
  const network = load({});
  assert.deepEqual([network.id, network.name], [fromHex(id), "local"]);
  for (const [field, others] of [
    ["id", ["00".repeat(32), id.slice(2), id.toUpperCase(), undefined]],
    ["name", ["main", "Local", "", undefined]],
    ["version", [0, 2, "1", undefined]],
  ]) {
    for (const other of others) {
      assert.throws(() => load({ [field]: other }),
        new RegExp(`The ${field} in .* is not that of the statements`), `${field}: ${other}`);
    }
  }
  assert.throws(() => load({ format: "quittance-network/v1" }), /no network file of this version/);
});
