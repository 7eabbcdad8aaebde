package io.quittance.wallet;

import io.quittance.ledger.asset.Asset;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.AccountRestore;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMarks;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.client.SentCommand;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** The example of the package's documentation: a payment from a program. */
public final class WalletExample {
  private WalletExample() {}

  /** Pays 12.50: arguments are a key file, a network file and a payment address. */
  public static void main(String[] arguments) throws QuittanceException {
    WalletKeys keys = WalletKeys.load(Path.of(arguments[0]));
    NetworkFile network = NetworkFile.load(Path.of(arguments[1]));
    Settled event = pay(keys, network, PaymentAddress.parse(arguments[2]), 1250);
    System.out.println("final with number " + event.getNumber());
  }

  // example
  // Pays an amount in the asset's smallest unit and waits until that is final.
  public static Settled pay(WalletKeys keys, NetworkFile network, PaymentAddress payee, long amount)
      throws QuittanceException {
    Asset asset = network.asset(keys.asset());
    try (QuittanceClient client = QuittanceClient.connect(network)) {
      // The balance first: what is read after it then tells of every credit that it counts.
      var balance = client.balance(keys.accountId(asset.id()));
      var log = client.published(keys.accountId(asset.id()), ReadMarks.NONE).log();
      WalletAccount account = AccountRestore.of(keys, asset, balance, log, new SecureRandom());

      PreparedCommand payment = account.transfer(payee, amount, "rent");
      SentCommand sent = client.send(payment);
      Receipt receipt = sent.awaitReceipt(Duration.ofSeconds(30)).content();
      if (receipt.getStatus() != ReceiptStatus.ACCEPTED) {
        throw RejectedException.of(receipt.getCode());
      }
      // Accepted is never taken back: goods can be handed over now. Books wait for the event.
      return sent.awaitFinal(Duration.ofSeconds(60)).content();
    }
  }
  // end of the example
}
