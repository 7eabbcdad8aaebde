package io.quittance.ledger.command;

/** An order of the asset's compliance officer. */
public sealed interface OfficerCommand extends Command permits Freeze, Unfreeze {
  /** Returns the owner's Ed25519 key, 32 bytes. */
  Bytes owner();

  /** Returns the order's number, rising strictly per account. */
  long orderNumber();

  /** Returns the reason code, UTF-8. */
  Bytes reason();

  @Override
  default long number() {
    return orderNumber();
  }

  @Override
  default SignerRole role() {
    return SignerRole.COMPLIANCE_OFFICER;
  }
}
