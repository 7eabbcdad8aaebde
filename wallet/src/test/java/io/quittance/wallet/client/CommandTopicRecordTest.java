package io.quittance.wallet.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.admission.TransferProofs;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.CommandHeaders;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.verifier.batch.DecodingAdvice;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CommandTopicRecordTest {
  private static final long BALANCE = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final TestNetwork network = new TestNetwork(true);

  @Test
  void transfer_carriesTheAdviceForItsProofsBesideItsValue() throws Exception {
    PreparedCommand transfer = rich().transfer(network.wallet("bob").address(), 10, "", 0);
    ProducerRecord<byte[], byte[]> record = record(transfer);
    byte[] advice = record.headers().lastHeader(CommandHeaders.DECODING_ADVICE).value();
    SignedCommand signed = SingleObject.decode(SignedCommand.class, transfer.value());
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().get(payload);
    Transfer sent = SingleObject.decode(Transfer.class, payload);
    TransferProofs proofs =
        TransferProofs.parse(
            sent.getEquality().bytes(), sent.getValidity().bytes(), sent.getRange().bytes());
    assertArrayEquals(DecodingAdvice.forProofs(proofs.proofs()).toBytes(), advice);
    assertEquals(1_280, advice.length);
  }

  @Test
  void redemption_carriesAdviceToo_andAnOpeningNone() throws Exception {
    assertEquals(1, record(rich().redeem(BALANCE, "", 0)).headers().toArray().length);
    assertEquals(0, record(network.wallet("bob").open()).headers().toArray().length);
  }

  private WalletAccount rich() {
    WalletKeys keys = WalletKeys.generate("alice", network.identity(), "EUR", random);
    SealedAmount sealed = SealedAmount.of(keys.elGamal().publicKey().encrypt(BALANCE, random));
    return WalletAccount.at(
        new AccountView(AccountStatus.OPEN, 1, 0, new Available(sealed, 0), BALANCE),
        keys,
        network.asset,
        random);
  }

  private static ProducerRecord<byte[], byte[]> record(PreparedCommand command) {
    ProducerRecord<byte[], byte[]> record = CommandTopicRecord.of(command, TestNetwork.PARTITIONS);
    assertEquals(Topics.JOURNAL.name(), record.topic());
    assertEquals(
        Partitions.of(command.account(), TestNetwork.PARTITIONS), record.partition().intValue());
    assertArrayEquals(command.key(), record.key());
    assertArrayEquals(command.value(), record.value());
    return record;
  }
}
