// What a person does with a wallet.
import { readAccount } from "./account.mjs";
import { parseAddress, printAddress } from "./address.mjs";
import { applyCredits, openAccount, transfer } from "./commands.mjs";
import { accountId } from "./wire.mjs";

const POLLS = 100;
const POLL_MILLIS = 100;

/** One wallet on one network. */
export class Wallet {
  constructor(connection, keys, assetCode) {
    this.connection = connection;
    this.keys = keys;
    this.asset = connection.asset(assetCode);
  }

  get address() {
    return printAddress(this.connection.network.name, this.asset.code, this.keys);
  }

  /** The account as the network publishes it. The balance is read first: it counts no credit more. */
  async account() {
    const id = this.keys.accountIn(this.asset.id);
    const balance = (await this.connection.readAll("quittance.balances", id)).at(-1);
    const events = await this.connection.readAll("quittance.settlements", id);
    return readAccount(this.keys, this.asset.id, balance, events);
  }

  async open(progress) {
    return this.#deliver(await this.account(), openAccount, progress);
  }

  async apply(progress) {
    return this.#deliver(await this.#opened(), applyCredits, progress);
  }

  async pay(address, amount, memo, progress) {
    const payee = parseAddress(address, this.connection.network.name, this.asset.code);
    const id = accountId(this.asset.id, payee.owner, payee.elGamalKey);
    const prove = (account, keys) =>
      transfer(account, keys, { ...payee, id }, amount, memo, this.asset.auditor);
    return this.#deliver(await this.#opened(), prove, progress);
  }

  async #opened() {
    const account = await this.account();
    if (account.status !== "OPEN") {
      throw new Error(`The account is not open but ${account.status}.`);
    }
    return account;
  }

  /** Delivers a command, and returns the account once its published balance contains it. */
  async #deliver(account, prove, progress) {
    const done = await this.connection.deliver(this.keys, prove(account, this.keys), progress);
    for (let poll = 0; poll < POLLS; poll++) {
      const after = await this.account();
      if (after.sequence > account.sequence) {
        return { ...done, account: after };
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
    }
    throw new Error("The command is final, but the balance has not been published yet.");
  }
}
