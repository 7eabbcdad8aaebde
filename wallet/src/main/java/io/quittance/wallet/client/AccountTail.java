package io.quittance.wallet.client;

import io.quittance.wallet.account.AccountLog;
import io.quittance.wallet.account.ReadMarks;

/**
 * The end of what is published under an account.
 *
 * @param log what was read
 * @param marks behind the last records that the account has, for the next time
 * @param continued whether the log goes on from the marks that were given; else it is all there is
 */
public record AccountTail(AccountLog log, ReadMarks marks, boolean continued) {}
