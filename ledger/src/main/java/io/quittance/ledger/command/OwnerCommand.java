package io.quittance.ledger.command;

/** A command of the account's owner, numbered by the account's sequence. */
public sealed interface OwnerCommand extends Command permits OpenAccount, ApplyingCommand {
  /** Returns the account's sequence number of this command. */
  long sequence();

  @Override
  default long number() {
    return sequence();
  }

  @Override
  default SignerRole role() {
    return SignerRole.OWNER;
  }
}
