package io.quittance.analytics.function;

import io.quittance.network.amount.AmountFormat;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code format_amount(units, decimals)}: an amount in its asset's smallest unit as wallets and
 * statements write it, such as {@code 12.50} for 1250 cents.
 */
public final class FormatAmount extends ScalarFunction {
  private static final long serialVersionUID = 1L;

  /** Evaluates the function; Flink finds it by its name. */
  public String eval(Long units, Integer decimals) {
    return units == null || decimals == null ? null : AmountFormat.of("", decimals).format(units);
  }
}
