/**
 * The payer's and the payee's side: keys, commands and their proofs, balances.
 *
 * <h2>Example</h2>
 *
 * A payment from a program; {@link io.quittance.wallet.keys.WalletKeys} holds the payer's keys, and
 * {@link io.quittance.network.file.NetworkFile} says where the network is:
 *
 * <pre>{@code
 * // Pays an amount in the asset's smallest unit and waits until that is final.
 * public static Settled pay(WalletKeys keys, NetworkFile network, PaymentAddress payee, long amount)
 *     throws QuittanceException {
 *   Asset asset = network.asset(keys.asset());
 *   try (QuittanceClient client = QuittanceClient.connect(network)) {
 *     // The balance first: what is read after it then tells of every credit that it counts.
 *     var balance = client.balance(keys.accountId(asset.id()));
 *     var log = client.published(keys.accountId(asset.id()), ReadMarks.NONE).log();
 *     WalletAccount account = AccountRestore.of(keys, asset, balance, log, new SecureRandom());
 *
 *     PreparedCommand payment = account.transfer(payee, amount, "rent");
 *     SentCommand sent = client.send(payment);
 *     Receipt receipt = sent.awaitReceipt(Duration.ofSeconds(30)).content();
 *     if (receipt.getStatus() != ReceiptStatus.ACCEPTED) {
 *       throw RejectedException.of(receipt.getCode());
 *     }
 *     // Accepted is never taken back: goods can be handed over now. Books wait for the event.
 *     return sent.awaitFinal(Duration.ofSeconds(60)).content();
 *   }
 * }
 * }</pre>
 *
 * A program that pays often keeps its {@link io.quittance.wallet.account.WalletAccount} and tells
 * it of each accepted command instead of restoring it.
 */
package io.quittance.wallet;
