package io.quittance.wallet.account;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;

/** What a wallet refuses before it spends time on a proof that the ledger would reject. */
final class DebitRules {
  private final NetworkIdentity network;
  private final String assetCode;
  private final AmountFormat amounts;

  DebitRules(NetworkIdentity network, Asset asset) {
    this.network = network;
    this.assetCode = asset.code();
    this.amounts = AmountFormat.of(asset.code(), asset.decimals());
  }

  void requireOpen(AccountView view) throws QuittanceException {
    switch (view.status()) {
      case OPEN -> {}
      case FROZEN ->
          throw QuittanceException.failure(
              "The account is frozen: it receives but cannot pay.",
              "Ask the compliance officer of " + assetCode + ".");
      case CLOSED, UNOPENED ->
          throw QuittanceException.failure(
              "The account is not open.", "Open it with ./quittance wallet open NAME.");
    }
  }

  void requireSameMoney(PaymentAddress payee) throws QuittanceException {
    if (!payee.network().is(network) || !payee.assetCode().equals(assetCode)) {
      throw QuittanceException.usage(
          String.format(
              "The address is for %s on network %s; this wallet holds %s on network %s.",
              payee.assetCode(), payee.network(), assetCode, network),
          "Pay from a wallet of the same network and asset.");
    }
  }

  void requireAmount(long amount, long most) throws QuittanceException {
    if (amount < 1 || amount > most) {
      throw QuittanceException.usage(
          "An amount must be more than zero and at most " + amounts.formatWithCode(most) + ".",
          "Split a larger amount into several.");
    }
  }

  void requireFunds(AccountView before, long amount) throws InsufficientFundsException {
    if (Long.compareUnsigned(amount, before.amount()) > 0) {
      throw new InsufficientFundsException(
          before.amount(),
          amount,
          amounts.formatWithCode(before.amount()),
          amounts.formatWithCode(amount));
    }
  }

  void requireEmpty(AccountView after) throws QuittanceException {
    if (after.amount() != 0) {
      throw QuittanceException.failure(
          "The account still holds " + amounts.formatWithCode(after.amount()) + ".",
          "Pay or redeem the money first.");
    }
  }
}
