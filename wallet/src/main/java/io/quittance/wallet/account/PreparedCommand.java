package io.quittance.wallet.account;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.verifier.batch.DecodingAdvice;
import java.util.Objects;
import java.util.Optional;

/**
 * A command that is signed, proved and ready to be sent: the record's key and value, and what is
 * needed to recognise the answers. Sending the same one twice is safe.
 */
public final class PreparedCommand {
  private final String type;
  private final AccountId account;
  private final AccountId settledUnder;
  private final long number;
  private final CommandId id;
  private final byte[] value;
  private final Optional<AccountView> after;
  private final DecodingAdvice advice;
  private final long madeNanos = System.nanoTime();

  PreparedCommand(
      String type,
      AccountId account,
      AccountId settledUnder,
      long number,
      byte[] value,
      Optional<AccountView> after,
      DecodingAdvice advice) {
    this.type = Objects.requireNonNull(type, "type");
    this.account = Objects.requireNonNull(account, "account");
    this.settledUnder = Objects.requireNonNull(settledUnder, "settledUnder");
    this.number = number;
    this.value = value.clone();
    this.id = CommandId.ofRecordValue(value);
    this.after = Objects.requireNonNull(after, "after");
    this.advice = Objects.requireNonNull(advice, "advice");
  }

  /** Name of the command's record type, such as {@code Transfer}. */
  public String type() {
    return type;
  }

  /** The account whose command this is; receipts are keyed by it. */
  public AccountId account() {
    return account;
  }

  /** The account the settled event is keyed by: the payee of a transfer, else the own account. */
  public AccountId settledUnder() {
    return settledUnder;
  }

  /** The command's sequence, issue or order number. */
  public long number() {
    return number;
  }

  /** What receipts and settled events call this command. */
  public CommandId id() {
    return id;
  }

  /** The record's key: the 32 bytes of the account id. */
  public byte[] key() {
    return account.toBytes();
  }

  /** The record's value: a signed command in Avro single-object encoding. */
  public byte[] value() {
    return value.clone();
  }

  /**
   * What stands beside the record in the header {@link
   * io.quittance.schemas.CommandHeaders#DECODING_ADVICE}, so that its proofs are verified faster;
   * nothing for a command that has few or none.
   */
  public Optional<byte[]> decodingAdvice() {
    byte[] bytes = advice.toBytes();
    return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
  }

  /**
   * How long ago this was made, milliseconds: before that nobody can have sent it, for nobody had
   * its signature.
   */
  public long ageMillis() {
    return (System.nanoTime() - madeNanos) / 1_000_000;
  }

  /**
   * The owner's view of his account once this command is accepted; nothing for others' commands.
   */
  Optional<AccountView> after() {
    return after;
  }

  @Override
  public String toString() {
    return "PreparedCommand[" + type + " " + number + " of " + account + "]";
  }
}
