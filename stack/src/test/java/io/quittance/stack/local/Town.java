package io.quittance.stack.local;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.CommandTopicRecord;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;

/** People with accounts on a local stack, and what its topics say of them. */
public final class Town {
  /** How long anything may take on a machine that has much else to do. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

  private final NetworkFile network;
  private final Asset asset;
  private final Issuer issuer;
  private final SecureRandom random = new SecureRandom();

  private Town(NetworkFile network, Asset asset, Issuer issuer) {
    this.network = network;
    this.asset = asset;
    this.issuer = issuer;
  }

  public static Town of(QuittanceHome home, NetworkFile network) throws QuittanceException {
    Asset asset = network.asset(LocalNetwork.ASSET);
    AuthorityKeys keys = AuthorityKeys.load(home.issuerFile(), KeyKind.ISSUER);
    return new Town(network, asset, Issuer.of(network.identity(), asset, keys.signingKey()));
  }

  /** A person whose account is not open yet. */
  public WalletAccount person(String label) {
    WalletKeys keys = WalletKeys.generate(label, network.identity(), LocalNetwork.ASSET, random);
    return WalletAccount.unopened(keys, asset, random);
  }

  public Issuer issuer() {
    return issuer;
  }

  Asset asset() {
    return asset;
  }

  NetworkIdentity identity() {
    return network.identity();
  }

  int partitions() {
    return network.commandPartitions();
  }

  public ProducerRecord<byte[], byte[]> record(PreparedCommand command) {
    return CommandTopicRecord.of(command, partitions());
  }

  public void send(PreparedCommand... commands) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (PreparedCommand command : commands) {
      records.add(record(command));
    }
    KafkaLog.send(network.bootstrapServers(), records);
  }

  public List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    return KafkaLog.send(network.bootstrapServers(), records);
  }

  /** Waits for the settled event of a command. */
  public Settled settled(PreparedCommand command) throws Exception {
    return await(
        command + " to be final",
        () ->
            settled().stream()
                .filter(event -> CommandId.of(event.getEventId()).equals(command.id()))
                .findFirst());
  }

  public List<Settled> settled() throws MalformedRecordException {
    List<Settled> events = new ArrayList<>();
    for (byte[] value : values(Topics.SETTLEMENTS.name())) {
      events.add(SingleObject.decode(Settled.class, value));
    }
    return events;
  }

  /** The credits of an account, in the order that numbers them. */
  List<Credit> credits(AccountId account) throws MalformedRecordException {
    return settled().stream()
        .flatMap(event -> Credit.of(event).stream())
        .filter(credit -> credit.payee().equals(account))
        .toList();
  }

  public List<Receipt> receipts() throws MalformedRecordException {
    List<Receipt> receipts = new ArrayList<>();
    for (byte[] value : values(Topics.RECEIPTS.name())) {
      SignedReceipt signed = SingleObject.decode(SignedReceipt.class, value);
      byte[] payload = new byte[signed.getPayload().remaining()];
      signed.getPayload().get(payload);
      receipts.add(SingleObject.decode(Receipt.class, payload));
    }
    return receipts;
  }

  /** Returns what its sender was told of a command; its payee is told with the same id. */
  public Receipt receipt(PreparedCommand command) throws Exception {
    return await(
        "a receipt of " + command,
        () ->
            receipts().stream()
                .filter(receipt -> receipt.getStatus() != ReceiptStatus.CREDITED)
                .filter(receipt -> CommandId.of(receipt.getCommandId()).equals(command.id()))
                .findFirst());
  }

  public List<Rejection> rejections() throws MalformedRecordException {
    List<Rejection> rejections = new ArrayList<>();
    for (byte[] value : values(Topics.REJECTIONS.name())) {
      rejections.add(SingleObject.decode(Rejection.class, value));
    }
    return rejections;
  }

  /** The latest balance of each account. */
  public Map<AccountId, Balance> balances() throws MalformedRecordException {
    Map<AccountId, Balance> balances = new LinkedHashMap<>();
    for (byte[] value : values(Topics.BALANCES.name())) {
      Balance balance = SingleObject.decode(Balance.class, value);
      balances.put(AccountId.of(balance.getAccount()), balance);
    }
    return balances;
  }

  /** Number of committed records in a topic. */
  public long size(Topic topic) {
    return values(topic.name()).size();
  }

  private List<byte[]> values(String topic) {
    return KafkaLog.committed(network.bootstrapServers(), topic).stream()
        .map(record -> record.value())
        .toList();
  }

  /** A look at the topics that may find what is awaited. */
  public interface Look<T> {
    Optional<T> now() throws Exception;
  }

  public static <T> T await(String what, Look<T> look) throws Exception {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(LOOK_INTERVAL)
        .pollInSameThread()
        .until(look::now, Optional::isPresent)
        .orElseThrow();
  }
}
