/**
 * The drill for the day that all state of the job is lost: an old savepoint is restored, the logs
 * are replayed, and what is published must say the same as before.
 */
package io.quittance.trials.drill;
