package io.quittance.jobs.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.ledger.settlement.Conservation;
import io.quittance.ledger.settlement.Supply;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.client.KafkaSettings;
import io.quittance.wallet.network.NetworkFile;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Checks an operator's books against the logs without trusting the operator.
 *
 * <p>It needs no secret. What the job has not finished yet is not held against it: receipts and
 * events of the last moments may still be on their way.
 */
public final class Audit {
  private final NetworkFile network;
  private final List<String> differences = new ArrayList<>();

  private Audit(NetworkFile network) {
    this.network = network;
  }

  /**
   * What the audit found.
   *
   * @param commands commands judged again
   * @param accepted how many of them the ledger accepts
   * @param repeated how many repeat the last accepted one
   * @param rejected how many it rejects
   * @param waiting how many wait for a credit
   * @param published settled events in the topic
   * @param pending accepted commands whose event is not published yet
   * @param receipts receipts checked
   * @param accounts accounts whose balance was checked
   * @param differences what does not agree, one sentence each; the first one first
   */
  public record Report(
      long commands,
      long accepted,
      long repeated,
      long rejected,
      long waiting,
      long published,
      long pending,
      long receipts,
      long accounts,
      List<String> differences) {
    /** Whether the books agree with the logs. */
    public boolean agrees() {
      return differences.isEmpty();
    }
  }

  /** Audits the network; everything is read up to its present end. */
  public static Report of(NetworkFile network) throws WalletException {
    return of(network, KafkaSettings.NONE);
  }

  /** As {@link #of(NetworkFile)}, with Kafka's own settings, TLS and SASL among them. */
  public static Report of(NetworkFile network, KafkaSettings kafka) throws WalletException {
    return of(network, Published.read(network.bootstrapServers(), kafka));
  }

  /** Audits what was read of a network. */
  static Report of(NetworkFile network, Published published) throws WalletException {
    return new Audit(network).report(published);
  }

  private Report report(Published published) throws WalletException {
    differences.addAll(published.damage());
    Replay replay = new Replay(network.network(), new BatchVerifier(new SecureRandom()));
    Map<AssetId, Supply> supplies = credits(published, replay);
    for (ConsumerRecord<byte[], byte[]> command : published.commands()) {
      Position position = new Position(command.partition(), command.offset(), command.timestamp());
      replay.command(position, command.key(), command.value());
    }
    Replay.Verdicts verdicts = replay.finish();
    Set<CommandId> events = events(published, verdicts);
    receipts(published, verdicts);
    balances(published, replay);
    conservation(replay, supplies, verdicts.events().size() - events.size());
    return new Report(
        verdicts.commands(),
        verdicts.accepted(),
        verdicts.repeated(),
        verdicts.rejections(),
        verdicts.waiting(),
        published.settled().size(),
        verdicts.events().size() - events.size(),
        published.receipts().size(),
        published.balances().size(),
        List.copyOf(differences));
  }

  /** Counts the published credits, an event that stands twice once, and adds up the supply. */
  private Map<AssetId, Supply> credits(Published published, Replay replay) {
    Map<AssetId, Supply> supplies = new HashMap<>();
    Set<CommandId> seen = new HashSet<>();
    for (Published.Event event : published.settled()) {
      try {
        replay.settled(event.record());
        if (seen.add(CommandId.of(event.record().getEventId()))) {
          supplies.compute(
              AssetId.of(event.record().getAsset()),
              (asset, supply) -> (supply == null ? Supply.NONE : supply).after(event.record()));
        }
      } catch (IllegalArgumentException damaged) {
        differences.add(event.place() + " cannot be counted: " + damaged.getMessage());
      }
    }
    return supplies;
  }

  /** Compares the published events with those the ledger makes; returns the ids of the good. */
  private Set<CommandId> events(Published published, Replay.Verdicts verdicts) {
    Set<CommandId> good = new HashSet<>();
    for (Published.Event event : published.settled()) {
      CommandId id = CommandId.of(event.record().getEventId());
      byte[] due = verdicts.events().get(id);
      if (due == null) {
        differences.add(event.place() + " settles " + id + ", which the ledger does not accept");
      } else if (!Arrays.equals(due, event.bytes())) {
        differences.add(
            event.place() + " says of " + id + " what its command and the ledger do not say");
      } else if (!good.add(id)) {
        differences.add(event.place() + " settles " + id + " a second time");
      }
    }
    return good;
  }

  private void receipts(Published published, Replay.Verdicts verdicts) throws WalletException {
    for (byte[] value : published.receipts()) {
      SignedReceipts.Check check = SignedReceipts.verify(network.name(), network.operator(), value);
      if (check instanceof SignedReceipts.Check.Worthless worthless) {
        differences.add("a receipt is worthless: " + worthless.explanation());
      } else if (check instanceof SignedReceipts.Check.Genuine genuine) {
        receipt(genuine.receipt(), verdicts);
      }
    }
  }

  private void receipt(Receipt receipt, Replay.Verdicts verdicts) {
    Position position = Position.of(receipt.getPosition());
    Optional<Receipt> due = verdicts.receipt(position);
    if (due.isEmpty()
        || !Arrays.equals(SingleObject.encode(due.get()), SingleObject.encode(receipt))) {
      differences.add(
          "the receipt for the command at "
              + position
              + " says "
              + said(receipt)
              + ", the ledger "
              + due.map(Audit::said).orElse("nothing"));
    }
  }

  private static String said(Receipt receipt) {
    return receipt.getStatus() == ReceiptStatus.ACCEPTED ? "ACCEPTED" : receipt.getCode();
  }

  /** Compares the published balances that are up to date with those of the ledger. */
  private void balances(Published published, Replay replay) {
    Map<AccountId, Balance> due = new HashMap<>();
    for (Account account : replay.accounts()) {
      due.put(account.id(), AccountRecords.toBalance(account));
    }
    published
        .balances()
        .forEach(
            (id, balance) -> {
              Balance expected = due.get(id);
              if (expected == null) {
                differences.add("account " + id + " has a balance, but no command or credit");
              } else if (isCurrent(balance, expected) && !balance.equals(expected)) {
                differences.add("account " + id + " has another balance than the ledger's");
              }
            });
  }

  /** Balances are published at checkpoints and may be older than the log. */
  private static boolean isCurrent(Balance balance, Balance expected) {
    return balance.getSequence() == expected.getSequence()
        && balance.getCreditsReceived() == expected.getCreditsReceived()
        && balance.getIssueNumber() == expected.getIssueNumber()
        && balance.getOrderNumber() == expected.getOrderNumber();
  }

  /** Checks the supply, once every accepted command is final: before, money is on its way. */
  private void conservation(Replay replay, Map<AssetId, Supply> supplies, long pending)
      throws WalletException {
    if (pending > 0) {
      return;
    }
    List<Balance> balances =
        replay.accounts().stream()
            .filter(account -> account.asset().isPresent())
            .map(AccountRecords::toBalance)
            .toList();
    for (String code : network.codes()) {
      Asset asset = network.asset(code);
      if (Conservation.check(asset.id(), balances, supplies.getOrDefault(asset.id(), Supply.NONE))
          instanceof Conservation.Finding.Broken broken) {
        differences.add(code + ": " + broken.explanation());
      }
    }
  }
}
