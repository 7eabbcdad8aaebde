package io.quittance.ledger.settlement;

import static io.quittance.schemas.RejectionCode.DUPLICATE_ORDER;
import static io.quittance.schemas.RejectionCode.NOT_OPEN;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.command.Freeze;
import io.quittance.ledger.command.OfficerCommand;
import io.quittance.ledger.submission.Refusal;
import io.quittance.schemas.AccountStatus;

/**
 * The rules for the compliance officer's orders. An order to freeze a frozen account, or to
 * unfreeze one that is not, is accepted: it says with which number and reason the account is what
 * it is.
 */
final class OfficerRules {
  private OfficerRules() {}

  static Account after(Account account, OfficerCommand order) throws Refusal {
    if (order.orderNumber() <= account.numbers().lastOrder()) {
      throw new Refusal(
          DUPLICATE_ORDER,
          "The order number must be above "
              + account.numbers().lastOrder()
              + ", not "
              + order.orderNumber()
              + ".");
    }
    if (!account.isOpen()) {
      throw new Refusal(NOT_OPEN, "The account is not open.");
    }
    return account
        .withStatus(order instanceof Freeze ? AccountStatus.FROZEN : AccountStatus.OPEN)
        .withNumbers(account.numbers().afterOrder(order.orderNumber()));
  }
}
