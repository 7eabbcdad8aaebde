#!/usr/bin/env node
// The command line.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatAmount, parseAmount } from "./amount.mjs";
import { createKeys, home, loadKeys, printAddress } from "./keys.mjs";
import { Log } from "./log.mjs";
import { loadNetwork } from "./network.mjs";
import { Wallet } from "./wallet.mjs";

const USAGE = `A Quittance wallet in JavaScript.

  node quittance.mjs new NAME             makes a wallet: a key file in $QUITTANCE_HOME/wallets
  node quittance.mjs address NAME         prints what a payer needs
  node quittance.mjs open NAME            opens its account
  node quittance.mjs balance NAME         tells what it has and what has come in
  node quittance.mjs received NAME        lists who paid, how much and what for
  node quittance.mjs apply NAME           adds what has come in to what it has; pay does so by itself
  node quittance.mjs pay NAME TO AMOUNT   pays a hidden amount; TO is an address or a wallet here

  --memo TEXT      a note to the payee, which everybody can read
  --asset CODE     for new: which asset (default: the network's first)
  --network FILE   the network's file (default: network.json in $QUITTANCE_HOME)
`;

const options = {
  memo: { type: "string", default: "" },
  asset: { type: "string" },
  network: { type: "string", default: join(home, "network.json") },
  help: { type: "boolean", short: "h" },
};

/** A memo is a stranger's text: what could steer a terminal is not printed. */
const harmless = (text) => text.replace(/\p{C}/gu, "?");

function progress() {
  const start = performance.now();
  return (stage) => {
    const millis = String(Math.round(performance.now() - start));
    console.log(`  ${stage.padEnd(9)} ${millis.padStart(6)} ms`);
  };
}

const missingCredits = (number) =>
  `The network has counted ${number} ${number === 1n ? "credit" : "credits"} more, which cannot be spent `
  + "yet: receipts are missing.\nAsk again in a moment. If it stays so, take the operator's newest network "
  + "file, or ask him: ./quittance audit names receipts that are withheld.";

/** A wallet's address, for the network and asset that it belongs to. */
const addressOf = (keys) => printAddress(keys.network, keys.asset, keys);

const commands = {
  async address(wallet) {
    console.log(wallet.address);
  },
  async open(wallet) {
    await wallet.open(progress());
  },
  async balance(wallet) {
    const { status, amount, received, missing } = await wallet.account();
    const format = (units) => formatAmount(units, wallet.asset);
    console.log(`${status}\n  available  ${format(amount)}\n  received   ${format(received)}`);
    if (wallet.later) {
      console.log(wallet.later.message);
    }
    if (missing > 0n) {
      console.log(missingCredits(missing));
    }
  },
  async received(wallet) {
    for (const { from, amount, memo } of await wallet.received()) {
      console.log(`${formatAmount(amount, wallet.asset)} from ${from}  ${harmless(memo)}`);
    }
  },
  async apply(wallet) {
    const left = await wallet.apply(progress());
    console.log(`  available ${formatAmount(left, wallet.asset)}`);
  },
  async pay(wallet, { memo }, to, amount) {
    const address = to.includes(":") ? to : addressOf(loadKeys(to));
    const left = await wallet.pay(address, parseAmount(amount, wallet.asset), memo, progress());
    console.log(`  available ${formatAmount(left, wallet.asset)}`);
  },
};

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command, name, ...operands] = positionals;
  const complete = name && operands.length === (command === "pay" ? 2 : 0);
  if (values.help || !complete || (command !== "new" && !commands[command])) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const network = loadNetwork(values.network);
  if (command === "new") {
    const asset = network.asset(values.asset ?? network.assets[0].code).code;
    console.log(addressOf(createKeys(name, network, asset)));
    return;
  }
  const keys = loadKeys(name);
  if (!keys.network.id.equals(network.id)) {
    const shown = ({ id, name: called }) => `${called} (${id.toString("hex").slice(0, 8)})`;
    throw new Error(`Wallet ${name} belongs to network ${shown(keys.network)}, not `
      + `${shown(network)}: name that network's file with --network.`);
  }
  const log = new Log(network);
  try {
    await commands[command](new Wallet(network, log, keys), values, ...operands);
  } finally {
    await log.close();
  }
}

main().catch((error) => {
  console.error(`quittance.mjs: ${error.message}`);
  process.exitCode = 1;
});
