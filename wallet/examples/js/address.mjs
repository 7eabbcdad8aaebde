// Payment addresses: what a payee gives to payers, quittance:NETWORK:ASSET:KEYS, where KEYS is
// base64url of owner's key (32) || ElGamal key (32) || checksum (5).
import { createHash } from "node:crypto";

const checksum = (prefix, keys) =>
  createHash("sha256")
    .update("quittance/payment-address/v1").update(prefix).update(keys).digest().subarray(0, 5);

export function printAddress(network, asset, { owner, elGamalKey }) {
  const prefix = `quittance:${network}:${asset}:`;
  const keys = Buffer.concat([owner, elGamalKey]);
  return prefix + Buffer.concat([keys, checksum(prefix, keys)]).toString("base64url");
}

/** The two keys in an address; throws unless it is an address for that network and asset. */
export function parseAddress(text, network, asset) {
  const prefix = `quittance:${network}:${asset}:`;
  if (!text.startsWith(prefix)) {
    throw new Error(`The address is not one for ${asset} on network ${network}.`);
  }
  const encoded = text.slice(prefix.length);
  const bytes = Buffer.from(encoded, "base64url");
  const keys = bytes.subarray(0, 64);
  // Node skips characters that are not in the alphabet: only the one spelling is taken.
  const exact = bytes.length === 69 && bytes.toString("base64url") === encoded;
  if (!exact || !bytes.subarray(64).equals(checksum(prefix, keys))) {
    throw new Error("The address has a wrong character, or is cut off.");
  }
  return { owner: keys.subarray(0, 32), elGamalKey: keys.subarray(32) };
}
