package io.quittance.schemas;

/**
 * Why a command was not accepted: the closed list. The name is what stands on the wire.
 *
 * <p>{@link #ALREADY_DECIDED} is the one that says nothing against the command: it is no verdict
 * but points to an earlier one. Its receipts have a status of their own, never REJECTED.
 *
 * <p><b>Retryable</b> means: the same bytes, sent again later or to the right place, may be
 * accepted. A rejection that is not retryable is final: those bytes are never accepted after it.
 */
public enum RejectionCode {
  MALFORMED(
      false,
      "The record is not a signed command with fields in their ranges.",
      "Build the command again with a current wallet."),
  TOO_LARGE(
      false,
      "The record or one of its fields is larger than its limit.",
      "Shorten the memo, reference or reason."),
  WRONG_PARTITION(
      true,
      "The record is not keyed by its account id, or stands in another partition than that key's.",
      "Key the record by the 32 bytes of the account id and use Kafka's murmur2 partitioner."),
  UNKNOWN_ASSET(
      true,
      "The asset is not one that this network settles.",
      "Check the network; send the command again once the operator has added the asset."),
  BAD_SIGNATURE(
      false,
      "The signature is wrong, or the signer is not the one who may sign this command.",
      "Sign with the key of the account's owner, the asset's issuer or its compliance officer, and"
          + " for this network."),
  WRONG_AUDITOR(
      true,
      "The amount is not encrypted for a key of the asset's auditor that the statement at the"
          + " command's place lists and that is valid at the greatest log-append time of its"
          + " partition so far.",
      "Get the network's present file, then build the transfer again; one for an epoch to come can be"
          + " sent again once it has begun."),
  BAD_PROOF(
      false,
      "A proof does not hold, or the proofs of the command do not belong together.",
      "Build the command again; if that fails too, the wallet is broken."),
  EXPIRED(
      false,
      "The command was to be accepted until a time that its partition of the journal had passed.",
      "Nothing of it was done. Look at this machine's clock: a command ends a day after it was"
          + " signed if nothing else was set. Then build it again, and those behind it."),
  NOT_OPEN(
      true,
      "The account has not been opened, or has been closed.",
      "Open the account, then send the command with the account's next sequence number."),
  ALREADY_OPEN(
      true,
      "The account is open already.",
      "Nothing to do. A command with a later sequence number can open the account once it has been"
          + " closed."),
  FROZEN(
      true,
      "The account is frozen: it receives and applies credits but cannot debit or close.",
      "Ask the asset's compliance officer; send the command again once the account is unfrozen."),
  ASSET_CLOSED(
      true,
      "The statement at the command's place has closed the asset for issues and new accounts.",
      "Issue another asset, or open an account of another one. An account that has been paid already"
          + " can be opened: send its opening again once the credit has been received."),
  STALE_SEQUENCE(
      false,
      "Another command with this sequence number is the last one that the account accepted.",
      "Read the account's sequence number and build the command again."),
  FUTURE_SEQUENCE(
      true,
      "The sequence number is higher than the account's next one.",
      "Send the missing commands first, then this one again."),
  STALE_CREDITS(
      false,
      "The command counts on fewer credits than the account has already applied.",
      "Read the account's balance and build the command again."),
  FUTURE_CREDITS(
      true,
      "The command counts on more credits than the account has received.",
      "Send the command again once the credits it counts on have been received."),
  BALANCE_MISMATCH(
      false,
      "The proof is about another balance than the one that would result.",
      "Read the account's balance and credits, and build the command again."),
  DUPLICATE_ISSUE(
      false,
      "Another issue with this number is the last one that was accepted for the account.",
      "Give the issue the next number, unless the other one was meant to be this one."),
  DUPLICATE_ORDER(
      false,
      "Another order with this number is the last one that was accepted for the account.",
      "Give the order the next number."),
  ENTRY_GAP(
      true,
      "The entry follows one that has not been counted.",
      "Nothing to do. The settlement job writes both again when it goes on from its last"
          + " checkpoint."),
  WRONG_STATEMENT(
      true,
      "The record claims to be a statement of the network, and does not follow the one that holds"
          + " in its partition, or is not signed by the network's authority.",
      "Nothing to do. Start the settlement job with the network's present file, which writes the"
          + " statements in their order."),
  ENTRY_FORK(
      false,
      "The entry passes over one of its payer's that has been counted: he has two histories.",
      "Stop the settlement job and compare its checkpoint with the journal: see the runbook"
          + " QuittanceEntriesRefused."),
  ALREADY_DECIDED(
      false,
      "The account has accepted a later command since. What became of this one was decided before:"
          + " an earlier receipt, or its final event, says that it was accepted; if there is none,"
          + " it was not.",
      "Look for the receipt or the final event of this very command before you build another one.");

  private final boolean retryable;
  private final String explanation;
  private final String advice;

  RejectionCode(boolean retryable, String explanation, String advice) {
    this.retryable = retryable;
    this.explanation = explanation;
    this.advice = advice;
  }

  /** Returns whether the same bytes, sent again later or to the right place, may be accepted. */
  public boolean retryable() {
    return retryable;
  }

  /** Returns what the code means, for a person. */
  public String explanation() {
    return explanation;
  }

  /** Returns what the sender should do. */
  public String advice() {
    return advice;
  }
}
