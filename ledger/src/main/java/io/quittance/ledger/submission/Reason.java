package io.quittance.ledger.submission;

import io.quittance.schemas.RejectionCode;

/**
 * Why something was refused.
 *
 * @param code from the closed list
 * @param explanation what exactly was wrong, one sentence
 */
public record Reason(RejectionCode code, String explanation) {}
