// Answers requests for proofs, verdicts, ciphertexts and notes with the npm package @solana/zk-sdk.
// One JSON object a line in, one a line out; bytes are hexadecimal digits, amounts decimal strings.
import { createInterface } from "node:readline";
import * as zk from "@solana/zk-sdk/node";

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (value) => Buffer.from(value.toBytes()).toString("hex");
const secretKey = (secret) => zk.ElGamalSecretKey.fromBytes(bytes(secret));
const keypair = (secret) => zk.ElGamalKeypair.fromSecretKey(secretKey(secret));
const pubkey = (key) => zk.ElGamalPubkey.fromBytes(bytes(key));
const opening = () => new zk.PedersenOpening();
const commit = (amount, opened) => zk.PedersenCommitment.from(BigInt(amount), opened);

const proofClass = (type) =>
  type.startsWith("BatchedRange") ? zk[`${type}Data`] : zk[`${type}ProofData`];
const groupedClass = (handles) => zk[`GroupedElGamalCiphertext${handles}Handles`];
const group = (keys, amount, opened) =>
  groupedClass(keys.length).encryptWith(...keys.map(pubkey), BigInt(amount), opened);

function grouped(type, { pubkeys, amount }) {
  const opened = opening();
  const ciphertext = group(pubkeys, amount, opened);
  return new (proofClass(type))(...pubkeys.map(pubkey), ciphertext, BigInt(amount), opened);
}

function batchedGrouped(type, { pubkeys, lo, hi }) {
  const [openedLo, openedHi] = [opening(), opening()];
  return new (proofClass(type))(
    ...pubkeys.map(pubkey), group(pubkeys, lo, openedLo), group(pubkeys, hi, openedHi),
    BigInt(lo), BigInt(hi), openedLo, openedHi);
}

function range(type, amounts, bitLengths, commitments, openings) {
  // The constructor takes the objects in the arrays for its own: they cannot be used afterwards.
  return new (proofClass(type))(
    commitments, BigUint64Array.from(amounts, BigInt), Uint8Array.from(bitLengths), openings);
}

function freshRange(type, { amounts, bitLengths }) {
  const openings = amounts.map(opening);
  const commitments = amounts.map((amount, i) => commit(amount, openings[i]));
  return range(type, amounts, bitLengths, commitments, openings);
}

const provers = {
  PubkeyValidity: ({ secret }) => new zk.PubkeyValidityProofData(keypair(secret)),
  ZeroCiphertext: ({ secret, ciphertext }) => {
    const keys = keypair(secret);
    const zero = ciphertext
      ? zk.ElGamalCiphertext.fromBytes(bytes(ciphertext))
      : keys.pubkey().encryptU64(0n);
    return new zk.ZeroCiphertextProofData(keys, zero);
  },
  CiphertextCommitmentEquality: ({ secret, amount }) => {
    const [keys, opened] = [keypair(secret), opening()];
    return new zk.CiphertextCommitmentEqualityProofData(
      keys, keys.pubkey().encryptU64(BigInt(amount)), commit(amount, opened), opened,
      BigInt(amount));
  },
  CiphertextCiphertextEquality: ({ secret, pubkeys, amount }) => {
    const [keys, second, opened] = [keypair(secret), pubkey(pubkeys[1]), opening()];
    return new zk.CiphertextCiphertextEqualityProofData(
      keys, second, keys.pubkey().encryptU64(BigInt(amount)),
      second.encryptWith(BigInt(amount), opened), opened, BigInt(amount));
  },
  // The package refuses to prove the cap where the delta is not the claimed one, true or not.
  PercentageWithCap: ({ amount, delta, max }) => {
    const [fee, change, claim] = [opening(), opening(), opening()];
    return new zk.PercentageWithCapProofData(
      commit(amount, fee), fee, BigInt(amount), commit(delta, change), change, BigInt(delta),
      commit(delta, claim), claim, BigInt(max));
  },
  GroupedCiphertext2HandlesValidity: (it) => grouped("GroupedCiphertext2HandlesValidity", it),
  GroupedCiphertext3HandlesValidity: (it) => grouped("GroupedCiphertext3HandlesValidity", it),
  BatchedGroupedCiphertext2HandlesValidity: (it) =>
    batchedGrouped("BatchedGroupedCiphertext2HandlesValidity", it),
  BatchedGroupedCiphertext3HandlesValidity: (it) =>
    batchedGrouped("BatchedGroupedCiphertext3HandlesValidity", it),
  BatchedRangeProofU64: (it) => freshRange("BatchedRangeProofU64", it),
  BatchedRangeProofU128: (it) => freshRange("BatchedRangeProofU128", it),
  BatchedRangeProofU256: (it) => freshRange("BatchedRangeProofU256", it),
};

// Openings cannot leave the package, so what is made of them in two steps waits here in between.
let debit;

const operations = {
  // The types of proofs that the package has, of which all must be known here.
  types: () => ({
    types: Object.keys(zk)
      .filter((name) => name.endsWith("Data"))
      .map((name) => name.replace(/(Proof)?Data$/, "")),
  }),

  prove: (it) => ({ data: hex(provers[it.type](it)) }),

  verify: ({ type, data }) => {
    proofClass(type).fromBytes(bytes(data)).verify();
    return {};
  },

  pubkey: ({ secret }) => ({ pubkey: hex(keypair(secret).pubkey()) }),

  keypair: () => {
    const keys = new zk.ElGamalKeypair();
    return { secret: hex(keys.secret()), pubkey: hex(keys.pubkey()) };
  },

  encrypt: ({ pubkeys, amount }) => ({
    ciphertext: hex(
      pubkeys.length === 1
        ? pubkey(pubkeys[0]).encryptU64(BigInt(amount))
        : groupedClass(pubkeys.length).encrypt(...pubkeys.map(pubkey), BigInt(amount))),
  }),

  decrypt: ({ secret, ciphertext }) => ({
    amount: String(
      secretKey(secret).decrypt(zk.ElGamalCiphertext.fromBytes(bytes(ciphertext)))),
  }),

  decryptGrouped: ({ secret, ciphertext, handles, index }) => ({
    amount: String(
      groupedClass(handles).fromBytes(bytes(ciphertext)).decrypt(secretKey(secret), index)),
  }),

  encryptNote: ({ key, amount }) => ({
    note: hex(zk.AeKey.fromBytes(bytes(key)).encrypt(BigInt(amount))),
  }),

  decryptNote: ({ key, note }) => ({
    amount: String(
      zk.AeKey.fromBytes(bytes(key)).decrypt(zk.AeCiphertext.fromBytes(bytes(note)))),
  }),

  // A transfer, first half: the amount for payer, payee and auditor.
  beginTransfer: ({ pubkeys, lo, hi }) => {
    debit = { pubkeys, lo, hi, openings: [opening(), opening()] };
    debit.grouped = [lo, hi].map((part, i) => group(pubkeys, part, debit.openings[i]));
    return { lo: hex(debit.grouped[0]), hi: hex(debit.grouped[1]) };
  },

  // A transfer, second half: the proofs, given the ciphertext of what the payer keeps.
  finishTransfer: ({ secret, remaining, kept }) => {
    const { pubkeys, lo, hi, openings, grouped: ciphertexts } = debit;
    const [balance, padding] = [opening(), opening()];
    const equality = new zk.CiphertextCommitmentEqualityProofData(
      keypair(secret), zk.ElGamalCiphertext.fromBytes(bytes(remaining)), commit(kept, balance),
      balance, BigInt(kept));
    const validity = new zk.BatchedGroupedCiphertext3HandlesValidityProofData(
      ...pubkeys.map(pubkey), ...ciphertexts, BigInt(lo), BigInt(hi), ...openings);
    const commitments = [
      commit(kept, balance), commit(lo, openings[0]), commit(hi, openings[1]), commit(0, padding)];
    const inRange = range(
      "BatchedRangeProofU128", [kept, lo, hi, 0], [64, 16, 32, 16], commitments,
      [balance, ...openings, padding]);
    return { equality: hex(equality), validity: hex(validity), range: hex(inRange) };
  },

  // A redemption: the amount is public, so one step suffices.
  redeem: ({ secret, remaining, kept }) => {
    const balance = opening();
    const equality = new zk.CiphertextCommitmentEqualityProofData(
      keypair(secret), zk.ElGamalCiphertext.fromBytes(bytes(remaining)), commit(kept, balance),
      balance, BigInt(kept));
    const inRange = range(
      "BatchedRangeProofU64", [kept], [64], [commit(kept, balance)], [balance]);
    return { equality: hex(equality), range: hex(inRange) };
  },
};

function answer(line) {
  try {
    const request = JSON.parse(line);
    return operations[request.operation](request);
  } catch (error) {
    // A refusal is an error of the package; anything else is a fault of this file or a crash of it.
    const fault = error instanceof TypeError || error instanceof WebAssembly.RuntimeError;
    return { [fault ? "fault" : "refused"]: String(error?.message ?? error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(line)));
}
