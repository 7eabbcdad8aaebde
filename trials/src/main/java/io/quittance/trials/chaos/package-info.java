/**
 * Breaks a cluster while it settles real transfers, and checks what comes out: not that the job
 * runs again, but that every balance, receipt and settled event is as if nothing had happened.
 */
package io.quittance.trials.chaos;
