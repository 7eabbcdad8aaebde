package io.quittance.cli.wallet;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.AccountLog;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMark;
import io.quittance.wallet.account.ReadMarks;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.client.AccountTail;
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

  /** Until when what was sent may be accepted, first to last. */
  final List<Long> ends = new ArrayList<>();

  /** How many events and credits were read each time, first to last. */
  final List<Integer> reads = new ArrayList<>();

  /** Whether receipts are to be kept back. */
  boolean silent;

  /** Whether the next receipt only points to an earlier one, which was never seen. */
  boolean decidedBefore;

  FakeClient(TestNetwork network) {
    this.network = network;
  }

  private static long end(PreparedCommand command) {
    try {
      return SingleObject.decode(SignedCommand.class, command.value()).getNotAfterMillis();
    } catch (MalformedRecordException impossible) {
      throw new AssertionError("a wallet makes records that can be read", impossible);
    }
  }

  @Override
  public SentCommand send(PreparedCommand command) {
    outcomes.add(network.submit(command));
    ends.add(end(command));
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
  public AccountTail published(AccountId account, ReadMarks marks) {
    AccountLog all = network.published(account);
    List<byte[]> events = all.events().stream().map(SingleObject::encode).toList();
    List<byte[]> credits =
        all.credits().stream().map(notice -> notice.entry().payload().toBytes()).toList();
    boolean continued = stands(marks.events(), events) && stands(marks.receipts(), credits);
    int eventsRead = continued ? read(marks.events()) : 0;
    int creditsRead = continued ? read(marks.receipts()) : 0;
    reads.add(events.size() - eventsRead + credits.size() - creditsRead);
    return new AccountTail(
        new AccountLog(
            all.events().subList(eventsRead, events.size()),
            all.credits().subList(creditsRead, credits.size())),
        new ReadMarks(end(events), end(credits), Optional.empty()),
        continued);
  }

  private static int read(Optional<ReadMark> mark) {
    return mark.map(known -> (int) known.nextOffset()).orElse(0);
  }

  private static boolean stands(Optional<ReadMark> mark, List<byte[]> log) {
    return mark.isEmpty()
        || mark.get().lastOffset() < log.size()
            && mark.get().isLast(log.get((int) mark.get().lastOffset()));
  }

  private static Optional<ReadMark> end(List<byte[]> log) {
    return log.isEmpty()
        ? Optional.empty()
        : Optional.of(ReadMark.behind(0, log.size() - 1, log.get(log.size() - 1)));
  }

  @Override
  public List<Settled> history(AccountId account) {
    return network.history(account);
  }

  @Override
  public void close() {}
}
