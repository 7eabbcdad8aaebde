/** Records of the journal on their way in: reading them, and refusing them. */
package io.quittance.ledger.submission;
