package io.quittance.ledger.command;

/** An owner's command that first makes credits part of the available balance. */
public sealed interface ApplyingCommand extends OwnerCommand
    permits ApplyCredits, Transfer, Redeem, CloseAccount {
  /** Returns how many credits, counted since the account began, the balance is to contain. */
  long creditsApplied();
}
