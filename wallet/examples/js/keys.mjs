// One wallet's keys, which all follow from an Ed25519 seed, and the address: its public ones.
// Key files are those of ./quittance wallet: either program can use the other's wallets.
import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ed25519, ristretto255 } from "@noble/curves/ed25519.js";
import * as zk from "@solana/zk-sdk/node";
import { fromHex } from "./wire.mjs";

const FORMAT = "quittance-keys/v1";
const DERIVATION = "solana-conf-bal/v1";
const Scalar = ristretto255.Point.Fn;

export const home = process.env.QUITTANCE_HOME || join(homedir(), ".quittance");
const keyFile = (name) => join(home, "wallets", `${basename(name)}.json`);

/** All keys of a wallet, derived as Solana's wallets do (solana-zk-sdk 7.0). */
export function deriveKeys(seed) {
  const secret = ed25519.sign(Buffer.from(DERIVATION), seed);
  const expand = (info, length) =>
    Buffer.from(hkdfSync("sha512", secret, DERIVATION, info, length));
  const wide = expand("elgamal", 64).reverse().toString("hex");
  const elGamalScalar = Scalar.create(BigInt(`0x${wide}`));
  const elGamal = zk.ElGamalKeypair.fromSecretKey(
    zk.ElGamalSecretKey.fromBytes(Scalar.toBytes(elGamalScalar)));
  return {
    seed, elGamal, elGamalScalar,
    owner: Buffer.from(ed25519.getPublicKey(seed)),
    elGamalKey: Buffer.from(elGamal.pubkey().toBytes()),
    note: zk.AeKey.fromBytes(expand("ae", 16)),
  };
}

/** Makes a wallet's key file, readable by its owner only; never overwrites one. */
export function createKeys(label, network, asset) {
  const owner = randomBytes(32).toString("hex");
  const content = { format: FORMAT, kind: "wallet", label, network, asset, secrets: { owner } };
  const text = JSON.stringify(content, null, 2) + "\n";
  mkdirSync(dirname(keyFile(label)), { recursive: true, mode: 0o700 });
  writeFileSync(keyFile(label), text, { flag: "wx", mode: 0o600 });
  return loadKeys(label);
}

export function loadKeys(name) {
  if (!existsSync(keyFile(name))) {
    throw new Error(`There is no wallet ${name}.`);
  }
  const { format, kind, asset, secrets } = JSON.parse(readFileSync(keyFile(name), "utf8"));
  if (format !== FORMAT || kind !== "wallet" || secrets.elGamal) {
    throw new Error(`${keyFile(name)} holds no wallet whose keys follow from one seed.`);
  }
  return { asset, ...deriveKeys(fromHex(secrets.owner)) };
}

const checksum = (prefix, keys) => createHash("sha256")
  .update("quittance/payment-address/v1").update(prefix).update(keys).digest().subarray(0, 5);

/** quittance:NETWORK:ASSET: and base64url of owner's key (32) || ElGamal key (32) || check (5). */
export function printAddress(network, asset, { owner, elGamalKey }) {
  const prefix = `quittance:${network}:${asset}:`;
  const keys = Buffer.concat([owner, elGamalKey]);
  return prefix + Buffer.concat([keys, checksum(prefix, keys)]).toString("base64url");
}

/** The two keys in an address; throws unless it is an address for that network and asset. */
export function parseAddress(text, network, asset) {
  const bytes = Buffer.from(text.split(":").at(-1), "base64url");
  const keys = { owner: bytes.subarray(0, 32), elGamalKey: bytes.subarray(32, 64) };
  // Printed again, it must be the same: that covers checksum, network, asset and spelling.
  if (text !== printAddress(network, asset, keys)) {
    throw new Error(`No address for ${asset} on network ${network}, or a character is wrong.`);
  }
  return keys;
}
