#!/usr/bin/env node
// The command line: node quittance.mjs pay NAME TO AMOUNT
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatAmount, parseAmount } from "./amount.mjs";
import { printAddress } from "./address.mjs";
import { createKeys, home, loadKeys } from "./keys.mjs";
import { Connection, loadNetwork } from "./network.mjs";
import { Wallet } from "./wallet.mjs";

const USAGE = `A Quittance wallet in JavaScript.

  node quittance.mjs new NAME                  makes a wallet: a key file in $QUITTANCE_HOME/wallets
  node quittance.mjs address NAME              prints what a payer needs
  node quittance.mjs open NAME                 opens its account
  node quittance.mjs balance NAME              decrypts what it has and what has come in
  node quittance.mjs apply NAME                makes what has come in spendable
  node quittance.mjs pay NAME TO AMOUNT        pays a hidden amount; TO is an address or a wallet here

  --memo TEXT      a note to the payee, which everybody can read
  --asset CODE     for new: which asset (default: the network's first)
  --network FILE   the network's file (default: network.json in $QUITTANCE_HOME)
`;

const options = {
  memo: { type: "string", default: "" },
  asset: { type: "string" },
  network: { type: "string" },
  help: { type: "boolean", short: "h" },
};

/** An address as it is, or that of a wallet on this machine. */
const addressOf = (text, network, asset) =>
  text.includes(":") ? text : printAddress(network, asset, loadKeys(text));

/** A memo is a stranger's text: what could steer a terminal is not printed. */
const harmless = (text) => text.replace(/\p{C}/gu, "?");

function progress() {
  const start = performance.now();
  return (stage) => {
    const millis = String(Math.round(performance.now() - start)).padStart(6);
    console.log(`  ${stage.padEnd(9)} ${millis} ms`);
  };
}

const actions = {
  async address(wallet) {
    console.log(wallet.address);
  },
  async open(wallet) {
    await wallet.open(progress());
  },
  async balance(wallet) {
    const { status, amount, incoming } = await wallet.account();
    const format = (units) => formatAmount(units, wallet.asset);
    console.log(`${status}\n  available  ${format(amount)}`);
    incoming.forEach((credit) => console.log(
      `  incoming   ${format(credit.amount)} from ${credit.from}  ${harmless(credit.memo)}`));
  },
  async apply(wallet) {
    const { account } = await wallet.apply(progress());
    console.log(`  available ${formatAmount(account.amount, wallet.asset)}`);
  },
  async pay(wallet, [to, amount], { memo }) {
    const { network } = wallet.connection;
    const units = parseAmount(amount, wallet.asset);
    const address = addressOf(to, network.name, wallet.asset.code);
    const { account } = await wallet.pay(address, units, memo, progress());
    console.log(`  available ${formatAmount(account.amount, wallet.asset)}`);
  },
};

const OPERANDS = { new: 1, address: 1, open: 1, balance: 1, apply: 1, pay: 3 };

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [action, name, ...rest] = positionals;
  if (values.help || !action) {
    console.log(USAGE);
    return;
  }
  if (OPERANDS[action] !== positionals.length - 1) {
    throw new Error(`"${positionals.join(" ")}" is no command: see node quittance.mjs --help.`);
  }
  const file = values.network ?? join(home(), "network.json");
  if (!existsSync(file)) {
    throw new Error(`There is no network file ${file}: start one with ./quittance up.`);
  }
  const network = loadNetwork(file);
  if (action === "new") {
    const asset = values.asset ?? network.assets[0].code;
    const keys = createKeys(name, network.name, asset);
    console.log(`${keys.file}\n${printAddress(network.name, asset, keys)}`);
    return;
  }
  const keys = loadKeys(name);
  const connection = new Connection(network);
  try {
    await actions[action](new Wallet(connection, keys, keys.asset), rest, values);
  } finally {
    await connection.close();
  }
}

main().catch((error) => {
  console.error(`quittance.mjs: ${error.message}`);
  process.exitCode = 1;
});
