package io.quittance.ledger.settlement;

/**
 * The credit that another one follows, and is not counted before.
 *
 * @param origin where both come from
 * @param number its number among those of that origin
 */
public record Predecessor(Origin origin, long number) {}
