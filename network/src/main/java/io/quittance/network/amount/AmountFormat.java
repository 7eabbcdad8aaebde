package io.quittance.network.amount;

import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import java.math.BigInteger;

/**
 * How an asset's amounts are written: decimal notation with a fixed number of decimals, such as
 * {@code 12.50} for 1250 cents. A dot separates the decimals in every locale, nothing separates
 * thousands, and no floating point is involved.
 */
public final class AmountFormat {
  /** Most decimals an asset may have: 10^18 still fits a signed long. */
  public static final int MAX_DECIMALS = 18;

  /** Longest text read as an amount, in characters. */
  public static final int MAX_CHARACTERS = 40;

  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final String code;
  private final int decimals;

  private AmountFormat(String code, int decimals) {
    this.code = code;
    this.decimals = decimals;
  }

  /**
   * The format of an asset.
   *
   * @param code the asset's code, such as EUR
   * @param decimals digits after the dot, 0 to 18
   */
  public static AmountFormat of(String code, int decimals) {
    if (decimals < 0 || decimals > MAX_DECIMALS) {
      throw new IllegalArgumentException(
          "Decimals must be 0 to " + MAX_DECIMALS + ", not " + decimals);
    }
    return new AmountFormat(code, decimals);
  }

  /** The format of an asset. */
  public static AmountFormat of(Asset asset) {
    return of(asset.code(), asset.decimals());
  }

  /**
   * Reads an amount to pay, issue or redeem: more than zero and at most 2^63 - 1 smallest units.
   *
   * @return the amount in the asset's smallest unit
   */
  public long parse(String text) throws QuittanceException {
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    String fraction = dot < 0 ? "" : text.substring(dot + 1);
    if (text.length() > MAX_CHARACTERS) {
      throw wrong("An amount has at most " + MAX_CHARACTERS + " characters");
    }
    if (text.startsWith("-")) {
      throw wrong("An amount cannot be negative: " + text);
    }
    if (!isDigits(whole) || (dot >= 0 && !isDigits(fraction))) {
      throw wrong("\"" + text + "\" is not an amount");
    }
    if (fraction.length() > decimals) {
      throw wrong(text + " has too many decimals: " + code + " has " + decimals);
    }
    String digits = whole + fraction + "0".repeat(decimals - fraction.length());
    BigInteger units = new BigInteger(digits);
    if (units.compareTo(LARGEST) > 0) {
      throw wrong(text + " is too large: at most " + format(Long.MAX_VALUE) + " is possible");
    }
    if (units.signum() == 0) {
      throw wrong("An amount must be more than zero");
    }
    return units.longValueExact();
  }

  /** The amount in decimal notation; the units are read as an unsigned 64-bit number. */
  public String format(long unsignedUnits) {
    return decimal(Long.toUnsignedString(unsignedUnits));
  }

  private String decimal(String digits) {
    if (decimals == 0) {
      return digits;
    }
    String padded = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
    int dot = padded.length() - decimals;
    return padded.substring(0, dot) + "." + padded.substring(dot);
  }

  /** The amount in decimal notation with the asset's code: {@code 12.50 EUR}. */
  public String formatWithCode(long unsignedUnits) {
    return format(unsignedUnits) + " " + code;
  }

  /**
   * A sum of amounts, which may be larger than any of them, as {@link #formatWithCode(long)}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public String formatWithCode(BigInteger units) {
    if (units.signum() < 0) {
      throw new IllegalArgumentException("a sum of amounts cannot be negative: " + units);
    }
    return decimal(units.toString()) + " " + code;
  }

  private QuittanceException wrong(String problem) {
    String example = decimals == 0 ? "12" : "12." + "5" + "0".repeat(decimals - 1);
    return QuittanceException.usage(
        problem + ".",
        "Write it in digits with a dot before the decimals, such as " + example + ".");
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
