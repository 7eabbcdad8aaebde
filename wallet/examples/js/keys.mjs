// The secrets of one wallet: an Ed25519 seed, and the two keys that follow from it. Key files are
// those of ./quittance wallet, which can use the wallets made here, and the other way round.
import { hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { ed25519, ristretto255 } from "@noble/curves/ed25519.js";
import * as zk from "@solana/zk-sdk/node";
import { accountId, fromHex } from "./wire.mjs";

export const home = () => process.env.QUITTANCE_HOME || join(homedir(), ".quittance");

const DERIVATION = "solana-conf-bal/v1";
const ORDER = ristretto255.Point.Fn.ORDER;

export const littleEndian = (bytes) =>
  BigInt("0x" + Buffer.from(bytes).reverse().toString("hex"));
const scalarBytes = (scalar) =>
  Buffer.from(scalar.toString(16).padStart(64, "0"), "hex").reverse();

/** All keys of a wallet, from its seed, as Solana's wallets derive them (solana-zk-sdk 7.0). */
export function deriveKeys(seed) {
  const secret = ed25519.sign(Buffer.from(DERIVATION), seed);
  const expand = (info, length) =>
    Buffer.from(hkdfSync("sha512", secret, DERIVATION, info, length));
  const elGamalScalar = littleEndian(expand("elgamal", 64)) % ORDER;
  const elGamal = zk.ElGamalKeypair.fromSecretKey(
    zk.ElGamalSecretKey.fromBytes(scalarBytes(elGamalScalar)));
  return {
    seed,
    owner: Buffer.from(ed25519.getPublicKey(seed)),
    elGamal,
    elGamalKey: Buffer.from(elGamal.pubkey().toBytes()),
    elGamalScalar,
    note: zk.AeKey.fromBytes(expand("ae", 16)),
    accountIn: function (asset) {
      return accountId(asset, this.owner, this.elGamalKey);
    },
  };
}

function keyFile(name) {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
    throw new Error(`"${name}" is not a wallet name.`);
  }
  return join(home(), "wallets", `${name}.json`);
}

/** Makes a wallet's key file, readable by its owner only; never overwrites one. */
export function createKeys(name, network, asset) {
  const seed = randomBytes(32);
  const file = keyFile(name);
  const content = {
    format: "quittance-keys/v1", kind: "wallet", label: name, network, asset,
    secrets: { owner: seed.toString("hex") },
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(content, null, 2) + "\n", { flag: "wx", mode: 0o600 });
  return { file, ...deriveKeys(seed) };
}

/** Reads a wallet's key file. */
export function loadKeys(name) {
  const file = keyFile(name);
  let content;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const missing = error.code === "ENOENT";
    throw new Error(missing ? `There is no wallet ${name}.` : `${file} is no key file.`);
  }
  const { format, kind, asset, secrets = {} } = content;
  if (format !== "quittance-keys/v1" || kind !== "wallet" || secrets.elGamal) {
    throw new Error(`${file} holds no wallet whose keys follow from one seed.`);
  }
  return { file, asset, ...deriveKeys(fromHex(secrets.owner)) };
}
