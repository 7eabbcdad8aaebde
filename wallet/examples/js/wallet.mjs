// What a person does with a wallet: open, see what came in, apply, pay.
import { creditIn, happened, readAccount, readCredit, tellCredits } from "./account.mjs";
import { applyCredits, openAccount, transfer } from "./commands.mjs";
import { parseAddress, printAddress } from "./keys.mjs";
import { END } from "./log.mjs";
import {
  accountId, commandId, decode, LaterStatement, openReceipt, seal, unverified,
} from "./wire.mjs";

const TIMEOUT_MILLIS = 60_000;

/** How long a command may be accepted after it was signed, if nobody says otherwise: a day. */
const VALIDITY_MILLIS = 24n * 60n * 60n * 1000n;

/** How far this machine's clock and the brokers' may differ. */
const CLOCK_DIFFERENCE_MILLIS = 300_000n;

export class Wallet {
  /**
   * @param validityMillis how long each command may be accepted after it was signed: longer for one
   *     that will wait, or where a broker's clock was ahead
   */
  constructor(network, log, keys, { validityMillis = VALIDITY_MILLIS } = {}) {
    if (typeof validityMillis !== "bigint" || validityMillis <= 0n) {
      throw new Error("How long commands are valid is a number of milliseconds above 0, a BigInt.");
    }
    this.validityMillis = validityMillis;
    this.network = network;
    this.log = log;
    this.keys = keys;
    this.asset = network.asset(keys.asset);
    this.id = accountId(this.asset.id, keys);
  }

  get address() {
    return printAddress(this.network, this.asset.code, this.keys);
  }

  /** The account, out of what was last published. */
  async account() {
    // The balance first: the receipts read after it then tell of every credit that came since.
    const balance = await this.#balance();
    return readAccount(this.keys, this.network.id, this.id, balance, await this.#credits());
  }

  /** What came in, as far back as receipts are kept. */
  async received() {
    const told = await this.#credits();
    return [...told.values()].map((entry) => readCredit(this.keys, this.id, entry));
  }

  async #credits() {
    const read = (record) => creditIn(this.network, this.id, record);
    const receipts = await this.log.readAll("quittance.receipts", this.id, read);
    this.later = receipts.findLast(({ later }) => later)?.later;
    return tellCredits(receipts.filter(({ later }) => !later), await this.#events());
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

  /**
   * Opens the account; what it holds need not be known for that. An account that was paid before its
   * asset was closed can be opened, so that no money is lost.
   */
  async open(progress) {
    const { sequence, creditsApplied } =
      (await this.#balance()) ?? { sequence: 0n, creditsApplied: 0n };
    if (this.asset.closed && !(await this.#mayHaveBeenPaid(creditsApplied))) {
      throw new Error(`Asset ${this.asset.code} is closed: it takes no new accounts.`);
    }
    await this.#deliver({ sequence }, openAccount(this.keys, this.network.id, this.id), progress);
  }

  /** Whether credits wait; where the books do not say so, the ledger is to decide. */
  async #mayHaveBeenPaid(creditsApplied) {
    try {
      return (await this.account()).creditsReceived !== creditsApplied;
    } catch {
      return true;
    }
  }

  /** Makes what came in spendable, and returns what there is. */
  async apply(progress) {
    const account = await this.#opened();
    await this.#deliver(account, applyCredits(account, this.keys, this.network.id, this.id), progress);
    return account.total;
  }

  /** Pays, and returns what is left. */
  async pay(address, amount, memo, progress) {
    const payee = parseAddress(address, this.network, this.asset.code);
    payee.id = accountId(this.asset.id, payee);
    const account = await this.#opened();
    const command = transfer(
      account, this.keys, this.network.id, this.id, payee, amount, memo, this.asset.auditor);
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
    const { id: network, timetables } = this.network;
    const notBefore = BigInt(Date.now()) - CLOCK_DIFFERENCE_MILLIS;
    const command = { asset: this.asset.id, account: this.id, sequence, ...fields };
    const notAfter = BigInt(Date.now()) + this.validityMillis;
    const value = seal(network, this.keys, notAfter, type, command);
    const id = commandId(value);
    const receipts = await this.log.place("quittance.receipts", this.id, END);
    const events = await this.log.place("quittance.settlements", fields.payee ?? this.id, END);
    const sent = await this.log.append("quittance.journal", this.id, value);

    let later; // Of a receipt whose writer cannot be told without the new network file.
    const receipt = await this.#await(receipts, "receipt", (record) => {
      const read = genuine(network, timetables, record);
      if (read instanceof LaterStatement) {
        later = isAbout(unverified(record).receipt, id, sent, notBefore) ? read : later;
        return undefined;
      }
      return read && isAbout(read, id, sent, notBefore) && read;
    }, () => later);
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

  async #await(place, what, search, later = () => undefined) {
    const deadline = Date.now() + TIMEOUT_MILLIS;
    for await (const record of this.log.follow(place)) {
      const found = record && search(record.value);
      if (found) {
        return found;
      }
      if (Date.now() > deadline) {
        throw new Error(`${later() ? `${later().message} ` : ""}No ${what} came within ${TIMEOUT_MILLIS / 1000} seconds. The command may `
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
      + "carried out. It stays valid until its number is used, or until it ends, a day after it was "
      + "signed if the wallet set no other end, and whoever saw it can send it again: send the same "
      + "once more, and if that is told STALE_SEQUENCE, look at what came out first.";
  }
  if (code === "EXPIRED") {
    return "The command had ended before it was appended to the log, and nothing of it was done. Look "
      + "at this machine's clock, and at what came out. Then build it anew, and those behind it.";
  }
  if (code === "ASSET_CLOSED") {
    return "The asset is closed: it takes no new accounts, but an account that has been paid can be "
      + "opened.";
  }
  return `The command was rejected: ${code}.`;
}

/**
 * A receipt of the operator's; nothing if it is a forgery, which anybody may put into the topic, and
 * the error if that cannot be told yet.
 */
function genuine(network, timetables, record) {
  try {
    return openReceipt(network, timetables, record);
  } catch (error) {
    return error instanceof LaterStatement ? error : undefined;
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
