/**
 * Judges files of proof vectors and other known answers made elsewhere, one verdict a case, for
 * reviewers.
 */
package io.quittance.audit.vectors;
