package io.quittance.cli;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Loads what short commands load and ends. The launcher runs it once after a build with {@code
 * -XX:ArchiveClassesAtExit}, so that Java finds those classes parsed and verified from then on
 * (class-data sharing, JEP 350). Nothing is sent, read or written.
 */
final class ClassArchive {
  private static final String NOWHERE = "localhost:1";
  private static final String NETWORK = "archive";
  private static final String ASSET = "XXX";

  private ClassArchive() {}

  /** Loads the classes; takes no arguments. Where it fails the launcher goes on without them. */
  public static void main(String[] arguments) throws Exception {
    for (List<String> line : List.<List<String>>of(List.of("wallet", "pay"), List.of())) {
      StringWriter help = new StringWriter();
      Quittance.commandLine(line).usage(new PrintWriter(help));
    }
    SecureRandom random = new SecureRandom();
    VerifyingKey authority =
        AuthorityKeys.generate(KeyKind.ISSUER, NETWORK, ASSET, random).signingKey().verifyingKey();
    Asset asset = new Asset(ASSET, 2, authority, authority, Optional.empty());
    NetworkIdentity network = new NetworkIdentity(NetworkId.of(new byte[NetworkId.BYTES]), NETWORK);
    WalletKeys keys = WalletKeys.generate("archive", network, ASSET, random);
    WalletAccount.unopened(keys, asset, random).open();
    ByteArraySerializer bytes = new ByteArraySerializer();
    new KafkaProducer<>(Map.of("bootstrap.servers", NOWHERE), bytes, bytes).close();
    ByteArrayDeserializer plain = new ByteArrayDeserializer();
    new KafkaConsumer<>(Map.of("bootstrap.servers", NOWHERE), plain, plain).close();
  }
}
