// One wallet's keys, which all follow from an Ed25519 seed, and the address: its public ones.
// Key files are those of ./quittance wallet: either program can use the other's wallets.
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import {
  existsSync, linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { gcmsiv } from "@noble/ciphers/aes.js";
import { ed25519, ristretto255 } from "@noble/curves/ed25519.js";
import * as zk from "@solana/zk-sdk/node";
import { Ciphertext } from "./ciphertext.mjs";
import { counted, fromHex } from "./wire.mjs";

const FORMAT = "quittance-keys/v1";
const DERIVATION = "quittance/wallet-keys/v2";
const SALT = "solana-conf-bal/v1";
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const OTHERS = 0o077;
const Scalar = ristretto255.Point.Fn;

export const home = process.env.QUITTANCE_HOME || join(homedir(), ".quittance");

/** The key file of a wallet; the name cannot leave the directory. */
export function keyFile(name) {
  if (!NAME.test(name)) {
    throw new Error(`"${name.replace(/\p{C}/gu, "?")}" is not a wallet name. Use letters, digits, `
      + "dots, dashes and underscores, at most 64, starting with a letter or digit.");
  }
  return join(home, "wallets", `${name}.json`);
}

/**
 * All keys of a wallet, others for each network, by its id, and asset. They follow from a signature that is
 * never given away: who has it can read the account.
 */
export function deriveKeys(seed, network, asset) {
  const place = Buffer.concat([Buffer.from(DERIVATION), network, counted(asset)]);
  const secret = ed25519.sign(place, seed);
  const expand = (info, length) =>
    Buffer.from(hkdfSync("sha512", secret, SALT, info, length));
  const wide = expand("elgamal", 64).reverse().toString("hex");
  const elGamalScalar = Scalar.create(BigInt(`0x${wide}`));
  const elGamal = zk.ElGamalKeypair.fromSecretKey(
    zk.ElGamalSecretKey.fromBytes(Scalar.toBytes(elGamalScalar)));
  return {
    seed, elGamal, elGamalScalar,
    owner: Buffer.from(ed25519.getPublicKey(seed)),
    elGamalKey: Buffer.from(elGamal.pubkey().toBytes()),
    noteKey: expand("ae", 16),
  };
}

const hmac = (key, ...parts) =>
  createHmac("sha256", key).update(Buffer.concat(parts)).digest();

/**
 * The owner's note of a balance, from which he reads it again. Its nonce is a code that he alone can
 * make, of the very balance that it is of: so he can tell it from any other that is shown to him.
 */
export function writeNote(keys, network, id, balance, amount) {
  const nonce = noteNonce(keys, network, id, balance);
  const text = Buffer.alloc(8);
  text.writeBigUInt64LE(amount);
  return Buffer.concat([nonce, gcmsiv(keys.noteKey, nonce).encrypt(text)]);
}

function noteNonce({ noteKey }, network, id, { sequence, creditsApplied, available }) {
  const numbers = Buffer.alloc(16);
  numbers.writeBigUInt64BE(sequence, 0);
  numbers.writeBigUInt64BE(creditsApplied, 8);
  const bindingKey = hmac(noteKey, Buffer.from("quittance/balance-note/v2"));
  return hmac(bindingKey, network, id, numbers, available).subarray(0, 12);
}

/** The amount in the note of a balance; undefined unless this owner noted this very balance. */
export function readNote(keys, network, id, balance, note) {
  const nonce = noteNonce(keys, network, id, balance);
  if (!timingSafeEqual(nonce, note.subarray(0, 12))) {
    return undefined;
  }
  try {
    const amount = Buffer.from(gcmsiv(keys.noteKey, nonce).decrypt(note.subarray(12)))
      .readBigUInt64LE();
    return Ciphertext.parse(balance.available).holds(amount, keys.elGamalScalar)
      ? amount : undefined;
  } catch {
    return undefined; // Somebody else's note, or nothing that a wallet writes.
  }
}

/** Makes a wallet's key file, readable by its owner only; never overwrites one. */
export function createKeys(label, network, asset) {
  const owner = randomBytes(32).toString("hex");
  const content = {
    format: FORMAT, kind: "wallet", label, network: network.name,
    networkId: network.id.toString("hex"), asset, derivation: DERIVATION, secrets: { owner },
  };
  const file = keyFile(label);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Complete and on the disk before it has its name: a crash leaves no half of a key file.
  const fresh = `${file}.${randomBytes(4).toString("hex")}.new`;
  writeFileSync(fresh, JSON.stringify(content, null, 2) + "\n",
    { flag: "wx", mode: 0o600, flush: true });
  try {
    linkSync(fresh, file);
  } catch (cause) {
    throw cause.code === "EEXIST"
      ? new Error(`${file} exists already. Key files are never overwritten: choose another name.`)
      : cause;
  } finally {
    unlinkSync(fresh);
  }
  return loadKeys(label);
}

export function loadKeys(name) {
  if (!existsSync(keyFile(name))) {
    throw new Error(`There is no wallet ${name}.`);
  }
  // What others could read or write has stopped being a secret, or may be somebody else's wallet.
  if (process.platform !== "win32" && statSync(keyFile(name)).mode & OTHERS) {
    throw new Error(`Key file ${keyFile(name)} is open to other users. Close it with: `
      + `chmod 600 '${keyFile(name)}'. If others may have read it, move the money to a new wallet.`);
  }
  const { format, kind, network: called, networkId, asset, derivation, secrets } =
    JSON.parse(readFileSync(keyFile(name), "utf8"));
  if (format !== FORMAT || kind !== "wallet" || derivation !== DERIVATION || !networkId) {
    throw new Error(`${keyFile(name)} holds no wallet whose keys follow from a seed in the way of `
      + `${DERIVATION}: use ./quittance wallet.`);
  }
  const network = { id: fromHex(networkId), name: called };
  return { network, asset, ...deriveKeys(fromHex(secrets.owner), network.id, asset) };
}

const checksum = (prefix, keys) => createHash("sha256")
  .update("quittance/payment-address/v2").update(prefix).update(keys).digest().subarray(0, 5);

/**
 * quittance:NETWORK:ASSET: and base64url of network id (32) || owner's key (32) || ElGamal key (32)
 * || check (5). NETWORK is the name, for people.
 */
export function printAddress({ id, name }, asset, { owner, elGamalKey }) {
  const prefix = `quittance:${name}:${asset}:`;
  const keys = Buffer.concat([id, owner, elGamalKey]);
  return prefix + Buffer.concat([keys, checksum(prefix, keys)]).toString("base64url");
}

/** The two keys in an address; throws unless it is an address for that network and asset. */
export function parseAddress(text, network, asset) {
  const bytes = Buffer.from(text.split(":").at(-1), "base64url");
  const keys = { owner: bytes.subarray(32, 64), elGamalKey: bytes.subarray(64, 96) };
  // Printed again, it must be the same: that covers checksum, network, asset and spelling.
  if (text !== printAddress(network, asset, keys)) {
    throw new Error(`No address for ${asset} on network ${network.name}, or a character is wrong.`);
  }
  return keys;
}
