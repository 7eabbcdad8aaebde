package io.quittance.ledger.settlement;

/** Whether something was begun for an account that is not finished. */
public enum Progress {
  /** Nothing was, or {@link Settlement#goOn} is due already. */
  DONE,
  /** There is more to do: {@link Settlement#goOn} must be called, sooner or later. */
  UNFINISHED
}
