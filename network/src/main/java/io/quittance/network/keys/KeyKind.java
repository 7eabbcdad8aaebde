package io.quittance.network.keys;

import java.util.Locale;
import java.util.Optional;

/** Whose secrets a key file holds. */
public enum KeyKind {
  /** An account's owner. */
  WALLET,
  /** Who may issue an asset. */
  ISSUER,
  /** Who may freeze accounts of an asset. */
  COMPLIANCE_OFFICER,
  /** Who may read every amount paid in an asset. */
  AUDITOR,
  /** Who runs the settlement job and signs its receipts. */
  OPERATOR,
  /** Who says what the network is: signs its statements. */
  AUTHORITY;

  /** The kind's name as key files spell it, such as {@code compliance-officer}. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that spelling, or nothing. */
  public static Optional<KeyKind> parse(String spelling) {
    for (KeyKind kind : values()) {
      if (kind.spelling().equals(spelling)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
