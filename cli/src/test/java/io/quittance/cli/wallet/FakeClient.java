package io.quittance.cli.wallet;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMark;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.client.SentCommand;
import io.quittance.wallet.client.SettledTail;
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

  /** How many events were read each time, first to last. */
  final List<Integer> reads = new ArrayList<>();

  /** Whether receipts are to be kept back. */
  boolean silent;

  /** Whether the next receipt only points to an earlier one, which was never seen. */
  boolean decidedBefore;

  FakeClient(TestNetwork network) {
    this.network = network;
  }

  @Override
  public SentCommand send(PreparedCommand command) {
    outcomes.add(network.submit(command));
    Receipt receipt = network.receipt();
    if (decidedBefore) {
      decidedBefore = false;
      receipt =
          Receipt.newBuilder(receipt)
              .setStatus(ReceiptStatus.ALREADY_DECIDED)
              .setCode(RejectionCode.ALREADY_DECIDED.name())
              .build();
    }
    Receipt answer = receipt;
    return new SentCommand() {
      @Override
      public Answer<Receipt> awaitReceipt(Duration timeout) throws QuittanceException {
        if (silent) {
          throw QuittanceException.failure("No receipt came.", "Look at the history.");
        }
        return new Answer<>(answer, 7);
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
  public SettledTail settledUnder(AccountId account, Optional<ReadMark> mark) {
    List<Settled> all = network.settledUnder(account);
    boolean continued =
        mark.isPresent()
            && mark.get().lastOffset() < all.size()
            && mark.get().isLast(SingleObject.encode(all.get((int) mark.get().lastOffset())));
    int from = continued ? (int) mark.get().nextOffset() : 0;
    Optional<ReadMark> end =
        all.isEmpty()
            ? Optional.empty()
            : Optional.of(
                ReadMark.behind(0, all.size() - 1, SingleObject.encode(all.get(all.size() - 1))));
    reads.add(all.size() - from);
    return new SettledTail(all.subList(from, all.size()), end, continued);
  }

  @Override
  public List<Settled> history(AccountId account) {
    return network.history(account);
  }

  @Override
  public void close() {}
}
