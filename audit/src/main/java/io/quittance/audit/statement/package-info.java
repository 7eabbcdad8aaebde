/** The auditor's statement: what was paid, decrypted from what the ledger moved. */
package io.quittance.audit.statement;
