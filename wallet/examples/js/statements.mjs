// What a network says of itself: its statements, each signed by the authority of the one before.
import { ed25519 } from "@noble/curves/ed25519.js";
import { decode, fromHex, sha256 } from "./wire.mjs";

const NOTHING = Buffer.alloc(32);

/** The newest rules that this wallet knows. By newer ones its commands may mean something else. */
const RULE_SET = 2;

/** The first rules by which an asset can be closed for issues and new accounts. */
const CLOSES_ASSETS = 2;

/** What a network may be called: it stands in addresses and on terminals. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const MOST = {
  bytes: 512 * 1024, partitions: 100_000, operatorKeys: 1_000, assets: 1_000,
  rotations: 1_000, decimals: 18,
};
const LAST_MILLIS = (1n << 63n) - 1n;

/** An asset is named by a hash of its definition. */
export const assetId = (definition) => sha256("quittance/asset/v1", definition);

/** The parts of an asset's definition. */
export function parseDefinition(definition) {
  const length = definition[0];
  const keys = definition.subarray(length + 2);
  return {
    // Each byte as it is: "ascii" would drop its highest bit, and take what no code is for one.
    code: definition.subarray(1, length + 1).toString("latin1"),
    decimals: definition[length + 1],
    issuerKey: keys.subarray(0, 32),
    complianceOfficerKey: keys.subarray(32, 64),
    auditorKey: keys.subarray(64, 96),
  };
}

/**
 * The statements that a network's file holds, opened: each one is signed by the authority of the one
 * before, names its hash, and takes nothing back. The first one founds the network; its hash is the
 * network's id.
 *
 * @return the id, the last statement, and the operator's keys by each statement
 */
export function openStatements(values) {
  let id;
  let previous = NOTHING;
  const all = [];
  for (const [index, value] of values.entries()) {
    const wrong = (why) =>
      new Error(`The network file's statement ${index + 1} is not its authority's word: ${why}.`);
    const { statement, payload, signature } = opened(fromHex(value), wrong);
    const latest = all.at(-1);
    const authority = latest?.authority ?? statement.authority;
    const message = Buffer.concat([Buffer.from("quittance/statement/v1"), payload]);
    if (statement.version !== index + 1 || !statement.previous.equals(previous)) {
      throw wrong("it does not follow the one before");
    }
    // "zip215: false" is RFC 8032's own, stricter rule.
    if (!ed25519.verify(signature, message, authority, { zip215: false })) {
      throw wrong("somebody else signed it");
    }
    previous = sha256("quittance/statement-hash/v1", payload);
    id ??= previous;
    const why = impossible(statement, id) ?? (latest && broken(latest, statement));
    if (why) {
      throw wrong(why);
    }
    all.push(statement);
  }
  const latest = all.at(-1);
  if (!latest) {
    throw new Error("The network file holds no statement.");
  }
  if (latest.ruleSet > RULE_SET) {
    throw new Error(`The network is settled by rule set ${latest.ruleSet}, which this wallet does not `
      + "know: use a newer wallet.");
  }
  return { id, latest, timetables: all.map(({ operatorKeys }) => operatorKeys) };
}

function opened(bytes, wrong) {
  if (bytes.length > MOST.bytes) {
    throw wrong(`it has more than ${MOST.bytes} bytes`);
  }
  try {
    const { signature, payload } = decode("SignedStatement", bytes);
    return { statement: decode("Statement", payload), payload, signature };
  } catch (error) {
    throw wrong(error.message.replace(/\.$/, ""));
  }
}

/** What makes a statement no network's, if anything: what Java's Statement and its parts refuse. */
function impossible({ name, partitions, ruleSet, authority, operatorKeys, assets }, id) {
  const codes = assets.map(({ definition }) => parseDefinition(definition).code);
  return firstWrong([
    [NAME.test(name), "a network's name has 1 to 64 letters, digits, '.', '_' or '-', and begins "
      + "with a letter or a digit"],
    [partitions >= 1 && partitions <= MOST.partitions, `a journal has no ${partitions} partitions`],
    [ruleSet >= 1, `there is no rule set ${ruleSet}`],
    [isSigningKey(authority), "its authority's key cannot be used"],
    [assets.length <= MOST.assets, `it has more than ${MOST.assets} assets`],
    [new Set(codes).size === codes.length, "an asset stands twice"],
    [ruleSet >= CLOSES_ASSETS || assets.every(({ closed }) => !closed),
      "an asset is closed, and rule set 1 knows no closed assets"],
  ]) ?? impossibleKeys(operatorKeys)
    ?? assets.map((terms) => impossibleAsset(terms, id)).find((why) => why);
}

const firstWrong = (rules) => rules.find(([right]) => !right)?.[1];

function impossibleKeys(keys) {
  const hex = keys.map(({ key }) => key.toString("hex"));
  return firstWrong([
    [keys.length >= 1 && keys.length <= MOST.operatorKeys, `an operator has no ${keys.length} keys`],
    [keys[0]?.fromMillis === 0n, "the operator's first key does not sign from the beginning"],
    [keys.every(({ fromMillis }, i) => i === 0 || fromMillis > keys[i - 1].fromMillis),
      "the times of the operator's keys do not rise"],
    [new Set(hex).size === hex.length, "a key of the operator stands twice"],
    [keys.at(-1)?.revoked === false, "the operator's last key is revoked"],
    [keys.every(({ key }) => isSigningKey(key)), "a key of the operator cannot be used"],
  ]);
}

/**
 * The signatures under the changes of auditors' keys are looked at here too: whoever holds one of
 * these statements to be the network's encrypts by them.
 */
function impossibleAsset({ definition, rotations }, id) {
  if (definition.length !== definition[0] + 2 + 96) {
    return "an asset's definition has a wrong length";
  }
  const { code, decimals, issuerKey, complianceOfficerKey, auditorKey } = parseDefinition(definition);
  const keys = [auditorKey, ...rotations.map(({ key }) => key)].map((key) => key.toString("hex"));
  return firstWrong([
    [/^[A-Z0-9]{1,12}$/.test(code), "an asset has no code"],
    [decimals <= MOST.decimals, `asset ${code} has too many decimals`],
    [isSigningKey(issuerKey) && isSigningKey(complianceOfficerKey),
      `a key of asset ${code} cannot be used`],
    [rotations.length === 0 || !auditorKey.equals(NOTHING), `asset ${code} has no auditor`],
    [rotations.length <= MOST.rotations, `the auditor's key of ${code} is changed too often`],
    [rotations.every((rotation, i) => beginsBehind(rotation, rotations[i - 1])),
      `the epochs of the auditor of ${code} do not follow each other`],
    [new Set(keys).size === keys.length, `a key of the auditor of ${code} stands twice`],
    [rotations.every((rotation, i) =>
      isOfficers(id, { id: assetId(definition), complianceOfficerKey }, i + 1, rotation)),
    `the officer of ${code} did not sign a change of its auditor's key`],
  ]);
}

const beginsBehind = ({ fromMillis, graceMillis }, before) =>
  fromMillis > (before ? before.fromMillis + before.graceMillis : 0n)
  && graceMillis >= 0n && fromMillis <= LAST_MILLIS - graceMillis;

/** What of a statement the next one takes back, if anything: what Java's Statement.broken refuses. */
function broken(before, after) {
  const definitions = after.assets.map(({ definition }) => definition);
  return firstWrong([
    [after.name === before.name && after.partitions === before.partitions,
      "name and number of partitions stay as they are"],
    [after.ruleSet >= before.ruleSet, `rule set ${after.ruleSet} is older than ${before.ruleSet}`],
    [keepsKeys(before.operatorKeys, after.operatorKeys), "keys of the operator are missing or changed"],
    [before.assets.every(({ definition }, i) => definitions[i]?.equals(definition)),
      "an asset is missing or stands elsewhere"],
    [before.assets.every(({ rotations }, i) => keepsRotations(rotations, after.assets[i]?.rotations ?? [])),
      "former keys of an auditor are missing or changed"],
    [before.assets.every(({ closed }, i) => !closed || after.assets[i]?.closed),
      "an asset was closed and is open again"],
  ]);
}

/** Keys stay, in their order; one may be revoked, and the last one may sign from later on. */
function keepsKeys(before, after) {
  return before.every((was, i) => {
    const now = after[i];
    const last = i > 0 && i === before.length - 1;
    return now?.key.equals(was.key)
      && (now.fromMillis === was.fromMillis || (last && now.fromMillis > was.fromMillis))
      && (now.revoked || !was.revoked);
  });
}

const keepsRotations = (before, after) => before.every((was, i) => {
  const now = after[i];
  return now?.key.equals(was.key) && now.fromMillis === was.fromMillis
    && now.graceMillis === was.graceMillis && now.signature.equals(was.signature);
});

/** Whether the bytes are a point that Java takes for an Ed25519 key: canonical, of no small order. */
function isSigningKey(bytes) {
  try {
    return !ed25519.Point.fromBytes(bytes, false).isSmallOrder();
  } catch {
    return false;
  }
}

/** What an asset's compliance officer signs to replace its auditor's key. */
export function rotationMessage(network, asset, epoch, { key, fromMillis, graceMillis }) {
  const number = Buffer.alloc(4);
  number.writeInt32BE(epoch);
  const times = Buffer.alloc(16);
  times.writeBigInt64BE(fromMillis, 0);
  times.writeBigInt64BE(graceMillis, 8);
  return Buffer.concat([
    Buffer.from("quittance/auditor-rotation/v2"), network, asset, number, key, times,
  ]);
}

/** Whether an asset's officer signed the change of its auditor's key that begins an epoch. */
export const isOfficers = (network, { id, complianceOfficerKey }, epoch, rotation) =>
  ed25519.verify(rotation.signature, rotationMessage(network, id, epoch, rotation),
    complianceOfficerKey, { zip215: false });
