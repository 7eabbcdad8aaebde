package io.quittance.ledger.command;

/** In whose right a command is given; each role numbers its commands on its own. */
public enum SignerRole {
  /** The account's owner. */
  OWNER,
  /** The asset's issuer. */
  ISSUER,
  /** The asset's compliance officer. */
  COMPLIANCE_OFFICER
}
