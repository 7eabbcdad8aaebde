package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.KeyDerivation;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A ledger with one asset, whose keys are the same for every copy of an operator.
 *
 * @param name the network's name
 * @param partitions its number of partitions
 */
record TestLedger(String name, int partitions) implements LedgerSetup {
  static final TestLedger INSTANCE = new TestLedger("test", 4);

  private static final long serialVersionUID = 1L;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey OPERATOR = key("operator");
  private static final SigningKey ISSUER = key("issuer");
  private static final SigningKey OFFICER = key("officer");
  private static final Asset ASSET =
      new Asset("EUR", 2, ISSUER.verifyingKey(), OFFICER.verifyingKey(), Optional.empty());

  @Override
  public Network network() {
    return new Network(name, partitions, Assets.of(List.of(ASSET)));
  }

  @Override
  public ReceiptSigner receiptSigner() {
    return ReceiptSigner.of(name, OPERATOR);
  }

  WalletAccount person(String label) {
    return WalletAccount.unopened(
        WalletKeys.generate(label, name, ASSET.code(), RANDOM), ASSET, RANDOM);
  }

  /** A person whose keys are the same in every run. */
  WalletAccount knownPerson(String label) {
    return WalletAccount.unopened(knownKeys(label), ASSET, RANDOM);
  }

  /**
   * What a person's wallet knew when the topics said this of his account. Restored it cannot be:
   * payments of that time stand in the log without their payers' proofs.
   */
  WalletAccount knownPerson(String label, Balance balance, List<Settled> settledUnder)
      throws QuittanceException {
    WalletKeys keys = knownKeys(label);
    byte[] note = balance.getDecryptableAvailable().bytes();
    SealedAmount available = SealedAmount.of(balance.getAvailable().bytes());
    AccountView view =
        new AccountView(
            balance.getStatus(),
            balance.getSequence(),
            balance.getCreditsApplied(),
            new Available(available, balance.getZerosAdded()),
            BalanceNote.decrypt(keys.note(), note).orElse(0));
    WalletAccount account = WalletAccount.at(view, keys, ASSET, RANDOM);
    for (Settled event : settledUnder) {
      Optional<Credit> credit = Credit.of(event);
      if (credit.isPresent()) {
        account.observe(credit.get());
      }
    }
    return account;
  }

  private WalletKeys knownKeys(String label) {
    // The keys of those whose accounts stand in the states that older versions left.
    return WalletKeys.derive(label, name, ASSET.code(), key(label), KeyDerivation.SOLANA);
  }

  private static SigningKey key(String label) {
    return SigningKey.of(Arrays.copyOf(label.getBytes(StandardCharsets.UTF_8), SigningKey.BYTES));
  }

  /** A person with an open account whose balance no command made. */
  WalletAccount richPerson(String label, long amount) {
    WalletKeys keys = WalletKeys.generate(label, name, ASSET.code(), RANDOM);
    SealedAmount sealed = SealedAmount.of(keys.elGamal().publicKey().encrypt(amount, RANDOM));
    AccountView view = new AccountView(AccountStatus.OPEN, 1, 0, new Available(sealed, 0), amount);
    return WalletAccount.at(view, keys, ASSET, RANDOM);
  }

  PreparedCommand issue(WalletAccount payee, long amount, long number) throws QuittanceException {
    return Issuer.of(name, ASSET, ISSUER).issue(payee.address(), amount, "", number);
  }

  PreparedCommand freeze(WalletAccount account, long number) throws QuittanceException {
    return ComplianceOfficer.of(name, ASSET, OFFICER).freeze(account.address(), "", number);
  }

  /** The command as the commands topic would hold it. */
  AddressedRecord record(PreparedCommand command, long offset) {
    return new AddressedRecord(
        command.account(),
        new LogRecord(
            Partitions.of(command.account(), partitions),
            offset,
            1_000 + offset,
            command.key(),
            command.value(),
            command.decodingAdvice().orElse(null)));
  }
}
