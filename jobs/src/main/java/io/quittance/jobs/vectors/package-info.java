/** Judges files of proof vectors made elsewhere, one verdict a case, for reviewers. */
package io.quittance.jobs.vectors;
