package io.quittance.cli.wallet;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.network.WalletException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.client.SentCommand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A client of a network in this process, with scripted trouble. */
final class FakeClient implements QuittanceClient {
  private final TestNetwork network;

  /** Balances to be read instead of the present ones, first to last. */
  final Deque<Balance> staleBalances = new ArrayDeque<>();

  /** What was sent, first to last. */
  final List<String> outcomes = new ArrayList<>();

  /** Whether receipts are to be kept back. */
  boolean silent;

  FakeClient(TestNetwork network) {
    this.network = network;
  }

  @Override
  public SentCommand send(PreparedCommand command) {
    outcomes.add(network.submit(command));
    Receipt receipt = network.receipt();
    return new SentCommand() {
      @Override
      public Answer<Receipt> awaitReceipt(Duration timeout) throws WalletException {
        if (silent) {
          throw WalletException.failure("No receipt came.", "Look at the history.");
        }
        return new Answer<>(receipt, 7);
      }

      @Override
      public Answer<Settled> awaitFinal(Duration timeout) {
        network.deliverCredits();
        return new Answer<>(network.settlements.get(network.settlements.size() - 1), 321);
      }
    };
  }

  @Override
  public Optional<Balance> balance(AccountId account) {
    if (!staleBalances.isEmpty()) {
      return Optional.of(staleBalances.removeFirst());
    }
    return network.account(account).map(AccountRecords::toBalance);
  }

  @Override
  public List<Settled> settledUnder(AccountId account) {
    return network.settledUnder(account);
  }

  @Override
  public List<Settled> history(AccountId account) {
    return network.settlements.stream()
        .filter(
            event ->
                TestNetwork.key(event).equals(account)
                    || AccountId.of(event.getAccount()).equals(account))
        .toList();
  }

  @Override
  public void close() {}
}
