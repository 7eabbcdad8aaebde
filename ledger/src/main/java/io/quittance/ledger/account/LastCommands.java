package io.quittance.ledger.account;

import io.quittance.ledger.command.SignerRole;
import java.util.Optional;

/**
 * The last accepted command of each role.
 *
 * @param owner the owner's
 * @param issuer the issuer's
 * @param officer the compliance officer's
 */
public record LastCommands(
    Optional<LastAccepted> owner, Optional<LastAccepted> issuer, Optional<LastAccepted> officer) {
  /** Nothing accepted yet. */
  public static final LastCommands NONE =
      new LastCommands(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the last accepted command of a role. */
  public Optional<LastAccepted> of(SignerRole role) {
    return switch (role) {
      case OWNER -> owner;
      case ISSUER -> issuer;
      case COMPLIANCE_OFFICER -> officer;
    };
  }

  /** Returns these with the command of one role replaced. */
  public LastCommands with(SignerRole role, LastAccepted last) {
    Optional<LastAccepted> newest = Optional.of(last);
    return switch (role) {
      case OWNER -> new LastCommands(newest, issuer, officer);
      case ISSUER -> new LastCommands(owner, newest, officer);
      case COMPLIANCE_OFFICER -> new LastCommands(owner, issuer, newest);
    };
  }
}
