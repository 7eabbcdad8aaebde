// What a person does with a wallet: open, see what came in, apply, pay.
import { creditIn, happened, readAccount, readCredit, tellCredits } from "./account.mjs";
import { applyCredits, openAccount, transfer } from "./commands.mjs";
import { parseAddress, printAddress } from "./keys.mjs";
import { END } from "./log.mjs";
import { accountId, commandId, decode, openReceipt, seal } from "./wire.mjs";

const TIMEOUT_MILLIS = 60_000;

/** How far this machine's clock and the brokers' may differ. */
const CLOCK_DIFFERENCE_MILLIS = 300_000n;

export class Wallet {
  constructor(network, log, keys) {
    this.network = network;
    this.log = log;
    this.keys = keys;
    this.asset = network.asset(keys.asset);
    this.id = accountId(this.asset.id, keys);
  }

  get address() {
    return printAddress(this.network.name, this.asset.code, this.keys);
  }

  /** The account, out of what was last published. */
  async account() {
    // The balance first: the receipts read after it then tell of every credit that came since.
    const balance = await this.#balance();
    return readAccount(this.keys, this.network.name, this.id, balance, await this.#credits());
  }

  /** What came in, as far back as receipts are kept. */
  async received() {
    const told = await this.#credits();
    return [...told.values()].map((entry) => readCredit(this.keys, this.id, entry));
  }

  async #credits() {
    const read = (record) => creditIn(this.network, this.id, record);
    const receipts = await this.log.readAll("quittance.receipts", this.id, read);
    return tellCredits(receipts, await this.#events());
  }

  async #balance() {
    const read = ({ value }) => [value];
    const last = (await this.log.readAll("quittance.balances", this.id, read)).at(-1);
    return last?.length ? decode("Balance", last) : undefined;
  }

  async #events() {
    const read = ({ value }) => [decode("Settled", value)];
    return this.log.readAll("quittance.settlements", this.id, read);
  }

  /** Opens the account; what it holds need not be known for that. */
  async open(progress) {
    const { sequence } = (await this.#balance()) ?? { sequence: 0n };
    await this.#deliver({ sequence }, openAccount(this.keys, this.network.name, this.id), progress);
  }

  /** Makes what came in spendable, and returns what there is. */
  async apply(progress) {
    const account = await this.#opened();
    await this.#deliver(account, applyCredits(account, this.keys, this.network.name, this.id), progress);
    return account.total;
  }

  /** Pays, and returns what is left. */
  async pay(address, amount, memo, progress) {
    const payee = parseAddress(address, this.network.name, this.asset.code);
    payee.id = accountId(this.asset.id, payee);
    const account = await this.#opened();
    const command = transfer(
      account, this.keys, this.network.name, this.id, payee, amount, memo, this.asset.auditor);
    await this.#deliver(account, command, progress);
    return account.total - amount;
  }

  async #opened() {
    const account = await this.account();
    if (account.status !== "OPEN") {
      throw new Error(`The account is not open but ${account.status}.`);
    }
    return account;
  }

  /** Signs a command, sends it, and waits until it is accepted and then final. */
  async #deliver({ sequence }, { type, fields, final }, progress) {
    const { name, operatorKeys } = this.network;
    const notBefore = BigInt(Date.now()) - CLOCK_DIFFERENCE_MILLIS;
    const command = { asset: this.asset.id, account: this.id, sequence, ...fields };
    const value = seal(name, this.keys, type, command);
    const id = commandId(value);
    const receipts = await this.log.place("quittance.receipts", this.id, END);
    const events = await this.log.place("quittance.settlements", fields.payee ?? this.id, END);
    const sent = await this.log.append("quittance.journal", this.id, value);

    const receipt = await this.#await(receipts, "receipt", (record) => {
      const read = genuine(name, operatorKeys, record);
      return read && isAbout(read, id, sent, notBefore) && read;
    });
    if (receipt.status !== "ACCEPTED") {
      throw new Error(refusal(receipt));
    }
    progress("accepted");
    const settled = await this.#await(events, "final event", (record) => {
      const read = decode("Settled", record);
      return read.eventId.equals(id) && read;
    });
    verifyFinal(settled, receipt, final);
    progress("final");
  }

  async #await(place, what, search) {
    const deadline = Date.now() + TIMEOUT_MILLIS;
    for await (const record of this.log.follow(place)) {
      const found = record && search(record.value);
      if (found) {
        return found;
      }
      if (Date.now() > deadline) {
        throw new Error(`No ${what} came within ${TIMEOUT_MILLIS / 1000} seconds. The command may `
          + "still be settled: look at the balance before sending another.");
      }
    }
  }
}

/** What a receipt says that accepts nothing. */
export function refusal({ status, code }) {
  if (status === "ALREADY_DECIDED") {
    return "The number of this command was decided before. It may be this very command that was "
      + "accepted then: look at what came out before sending another.";
  }
  if (code === "FUTURE_CREDITS") {
    return "The command counts on more credits than the account has been given so far, and was not "
      + "carried out. It stays valid until its number is used, and whoever saw it can send it again: "
      + "send the same once more, and if that is told STALE_SEQUENCE, look at what came out first.";
  }
  return `The command was rejected: ${code}.`;
}

/** A receipt of the operator's; nothing if it is a forgery, which anybody may put into the topic. */
function genuine(network, operatorKeys, record) {
  try {
    return openReceipt(network, operatorKeys, record);
  } catch {
    return undefined;
  }
}

/**
 * Whether a receipt tells of this very submission: a rejection at another place is another's. Nor is
 * one that is dated back to before the command was made: who got a key that the operator has retired
 * could sign that. One that says that its payee has the money is no verdict.
 */
export function isAbout({ commandId, status, position }, id, sent, notBefore) {
  const there = position.partition === sent.partition && position.offset === sent.offset;
  return commandId.equals(id) && status !== "CREDITED" && (there || status === "ACCEPTED")
    && position.timestampMillis >= notBefore;
}

/** Throws unless the final event is what was accepted, and to the byte what its sender expects. */
export function verifyFinal(settled, receipt, expected = {}) {
  const event = happened(settled);
  const accepted = settled.account.equals(receipt.account)
    && settled.number === receipt.number
    && settled.position.partition === receipt.position.partition
    && settled.position.offset === receipt.position.offset;
  const alike = Object.entries(expected).every(([field, value]) => event[field].equals(value));
  if (!accepted || !alike) {
    throw new Error("The final event is not what was accepted: ask the operator, and an auditor.");
  }
}
