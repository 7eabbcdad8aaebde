/**
 * Sums of encrypted amounts per asset, payee and window of time, made without decrypting anything.
 *
 * <p>A transfer's amount is encrypted for its asset's auditor too. Such ciphertexts can be added,
 * so this job needs no key, and who holds the key and reads nothing but its output learns totals.
 */
package io.quittance.jobs.windows;
