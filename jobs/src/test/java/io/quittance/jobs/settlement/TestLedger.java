package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.submission.Stamp;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.ComplianceOfficer;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.KeyDerivation;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A ledger with one asset, whose keys are the same for every copy of an operator.
 *
 * @param number by which networks are told apart, all of which have the same name
 * @param partitions its number of partitions
 */
record TestLedger(int number, int partitions) implements LedgerSetup {
  static final TestLedger INSTANCE = new TestLedger(1, 4);

  private static final long serialVersionUID = 1L;
  private static final SecureRandom RANDOM = new SecureRandom();
  static final SigningKey OPERATOR = key("operator");
  private static final SigningKey ISSUER = key("issuer");
  private static final SigningKey OFFICER = key("officer");
  private static final Asset ASSET =
      new Asset("EUR", 2, ISSUER.verifyingKey(), OFFICER.verifyingKey(), Optional.empty());

  NetworkIdentity identity() {
    return statements().identity();
  }

  /** The key that signs the network's statements. */
  SigningKey authority() {
    return key("authority " + number);
  }

  NetworkId id() {
    return identity().id();
  }

  @Override
  public StatementChain statements() {
    return StatementChain.found(
        Statement.founding(
            "test",
            authority().verifyingKey(),
            partitions,
            OperatorKeys.of(OPERATOR.verifyingKey()),
            List.of(ASSET)),
        authority());
  }

  @Override
  public ReceiptSigner receiptSigner() {
    return ReceiptSigner.of(id(), statements().timetables(), List.of(OPERATOR));
  }

  WalletAccount person(String label) {
    return WalletAccount.unopened(
        WalletKeys.generate(label, identity(), ASSET.code(), RANDOM), ASSET, RANDOM);
  }

  /** A person whose keys are the same in every run. */
  WalletAccount knownPerson(String label) {
    return WalletAccount.unopened(knownKeys(label), ASSET, RANDOM);
  }

  /** Returns the credit that a payee's receipt tells of. */
  Credit credit(Receipt credited) {
    byte[] payload = new byte[credited.getEntry().remaining()];
    credited.getEntry().duplicate().get(payload);
    try {
      return Credit.of(Entry.parse(payload));
    } catch (MalformedRecordException | InvalidProofException broken) {
      throw new AssertionError(broken);
    }
  }

  /** Returns the credit that the last of these signed receipts tells of. */
  Credit lastCredit(List<TopicRecord> receipts) {
    byte[] last = receipts.get(receipts.size() - 1).value();
    SignedReceipts.Check check = SignedReceipts.verify(id(), OPERATOR.verifyingKey(), last);
    return credit(((SignedReceipts.Check.Genuine) check).receipt());
  }

  private WalletKeys knownKeys(String label) {
    return WalletKeys.derive(label, identity(), ASSET.code(), key(label), KeyDerivation.SOLANA);
  }

  private static SigningKey key(String label) {
    return SigningKey.of(Arrays.copyOf(label.getBytes(StandardCharsets.UTF_8), SigningKey.BYTES));
  }

  /** A person with an open account whose balance no command made. */
  WalletAccount richPerson(String label, long amount) {
    WalletKeys keys = WalletKeys.generate(label, identity(), ASSET.code(), RANDOM);
    SealedAmount sealed = SealedAmount.of(keys.elGamal().publicKey().encrypt(amount, RANDOM));
    AccountView view = new AccountView(AccountStatus.OPEN, 1, 0, new Available(sealed, 0), amount);
    return WalletAccount.at(view, keys, ASSET, RANDOM);
  }

  PreparedCommand issue(WalletAccount payee, long amount, long number) throws QuittanceException {
    return Issuer.of(identity(), ASSET, ISSUER).issue(payee.address(), amount, "", number);
  }

  PreparedCommand freeze(WalletAccount account, long number) throws QuittanceException {
    return ComplianceOfficer.of(identity(), ASSET, OFFICER).freeze(account.address(), "", number);
  }

  /** An entry of this network's operator, as the journal would hold it; it holds no amount. */
  AddressedRecord entry(WalletAccount payer, WalletAccount payee, long offset) {
    Fixed32 zero = new Fixed32(new byte[32]);
    Entry entry =
        Entry.of(
            new io.quittance.schemas.journal.Entry(
                payer.id().fixed(),
                payee.id().fixed(),
                1L,
                0L,
                ASSET.id().fixed(),
                zero,
                new JournalPosition(0, 0L, 0L, 1),
                new Paid(
                    zero,
                    zero,
                    zero,
                    new Fixed128(new byte[128]),
                    new Fixed128(new byte[128]),
                    ByteBuffer.allocate(0),
                    0,
                    ByteBuffer.allocate(0))));
    return stamped(
        payee.id(),
        new LogRecord(
            Partitions.of(payee.id(), partitions),
            offset,
            1_000 + offset,
            payee.id().toBytes(),
            receiptSigner().sign(entry)));
  }

  /** A record behind the first statement, at its own time. */
  static AddressedRecord stamped(AccountId account, LogRecord record) {
    return new AddressedRecord(account, record, new Stamp(Stamp.FIRST, record.timestampMillis()));
  }

  /** The command as the journal would hold it. */
  AddressedRecord record(PreparedCommand command, long offset) {
    return stamped(
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
