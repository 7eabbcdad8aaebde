package io.quittance.trials.bench;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.receipt.CreditReceipts;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.network.watch.TopicWatch;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.stack.local.LocalStack;
import io.quittance.verifier.InvalidProofException;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.CommandTopicRecord;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One coin handed on through many accounts: whoever is told that he has it proves, signs and pays
 * it to the next one at once. A hop is all of that, from one payee's receipt to the next one's.
 */
public final class ChainBenchmark {
  private static final long COIN = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long MAX_MICROS = 600_000_000L;
  private static final int DIGITS = 3;
  private static final int NANOS_PER_MICRO = 1_000;

  private final SettlementOptions settlement;
  private final int hops;
  private final int uncounted;
  private final SecureRandom random = new SecureRandom();
  private final Map<AccountId, LinkedBlockingQueue<Credit>> credits = new ConcurrentHashMap<>();
  private CountDownLatch opened;
  private NetworkFile network;
  private KafkaProducer<byte[], byte[]> producer;

  /**
   * What was measured, in microseconds.
   *
   * @param hop from one payee's receipt to the next one's
   * @param proving the part of it in which the payer's wallet decrypts, proves and signs
   */
  public record Result(Histogram hop, Histogram proving) {}

  /**
   * Prepares a run.
   *
   * @param hops how many are measured, 1 at least
   * @param uncounted how many go before, while Java compiles
   */
  public ChainBenchmark(SettlementOptions settlement, int hops, int uncounted) {
    if (hops < 1 || uncounted < 0) {
      throw new IllegalArgumentException("a chain has at least one hop");
    }
    this.settlement = settlement;
    this.hops = hops;
    this.uncounted = uncounted;
  }

  /**
   * Hands the coin on.
   *
   * @param step told after each hop
   * @throws TimeoutException if a hop does not come to its end within minutes
   */
  public Result run(Runnable step) throws Exception {
    Path directory = Files.createTempDirectory("quittance-chain");
    try (LocalStack stack =
        LocalStack.in(QuittanceHome.of(directory)).settlement(settlement).anyPorts().start()) {
      stack.awaitRunning(PATIENCE);
      network = stack.network();
      ByteArraySerializer bytes = new ByteArraySerializer();
      Map<String, Object> settings =
          Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
      try (KafkaProducer<byte[], byte[]> sender = new KafkaProducer<>(settings, bytes, bytes);
          TopicWatch receipts =
              TopicWatch.start(stack.bootstrapServers(), Topics.RECEIPTS, this::receipt)) {
        producer = sender;
        return handOn(open(stack), receipts, step);
      }
    } finally {
      FileUtils.deleteDirectoryQuietly(directory.toFile());
    }
  }

  /** Opens all accounts and issues the coin to the first. */
  private List<WalletAccount> open(LocalStack stack) throws Exception {
    Asset asset = network.assets().get(0);
    int accounts = hops + uncounted + 1;
    opened = new CountDownLatch(accounts);
    List<WalletAccount> people = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      WalletKeys keys = WalletKeys.generate("link " + i, network.identity(), asset.code(), random);
      WalletAccount person = WalletAccount.unopened(keys, asset, random);
      credits.put(person.id(), new LinkedBlockingQueue<>());
      people.add(person);
      send(person, person.open());
    }
    if (!opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException(opened.getCount() + " accounts were not opened");
    }
    AuthorityKeys issuer = AuthorityKeys.load(stack.home().issuerFile(), KeyKind.ISSUER);
    PreparedCommand issue =
        Issuer.of(network.identity(), asset, issuer.signingKey())
            .issue(people.get(0).address(), COIN, "", 1);
    producer.send(CommandTopicRecord.of(issue, network.commandPartitions()));
    return people;
  }

  private Result handOn(List<WalletAccount> people, TopicWatch receipts, Runnable step)
      throws Exception {
    Histogram hop = new Histogram(MAX_MICROS, DIGITS);
    Histogram proving = new Histogram(MAX_MICROS, DIGITS);
    Credit coin = awaitCredit(people.get(0), receipts);
    for (int i = 0; i < hops + uncounted; i++) {
      WalletAccount payer = people.get(i);
      WalletAccount payee = people.get(i + 1);
      long told = System.nanoTime();
      payer.observe(coin);
      PreparedCommand payment = payer.transfer(payee.address(), COIN, "");
      long proved = System.nanoTime();
      send(payer, payment);
      coin = awaitCredit(payee, receipts);
      if (i >= uncounted) {
        proving.recordValue((proved - told) / NANOS_PER_MICRO);
        hop.recordValue((System.nanoTime() - told) / NANOS_PER_MICRO);
      }
      step.run();
    }
    return new Result(hop, proving);
  }

  private void send(WalletAccount owner, PreparedCommand command) {
    owner.accepted(command);
    producer.send(CommandTopicRecord.of(command, network.commandPartitions()));
  }

  private Credit awaitCredit(WalletAccount payee, TopicWatch receipts) throws Exception {
    Credit credit = credits.get(payee.id()).poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    receipts.requireAlive();
    if (credit == null) {
      throw new TimeoutException("the coin did not reach " + payee.keys().label());
    }
    return credit;
  }

  private void receipt(ConsumerRecord<byte[], byte[]> record) {
    try {
      SignedReceipts.Check check =
          SignedReceipts.verify(network.id(), network.timetables(), record.value());
      if (!(check instanceof SignedReceipts.Check.Genuine genuine)) {
        throw new IllegalStateException("a receipt is not the operator's: " + check);
      }
      Receipt receipt = genuine.receipt();
      if (receipt.getStatus() == ReceiptStatus.CREDITED) {
        credits
            .get(AccountId.of(receipt.getAccount()))
            .add(Credit.of(CreditReceipts.entry(receipt)));
      } else if (receipt.getStatus() == ReceiptStatus.ACCEPTED) {
        opened.countDown();
      } else {
        throw new IllegalStateException("a good command was rejected: " + receipt);
      }
    } catch (MalformedRecordException | InvalidProofException e) {
      throw new IllegalStateException("a receipt cannot be read: " + e.getMessage(), e);
    }
  }
}
