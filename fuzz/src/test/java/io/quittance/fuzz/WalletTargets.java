package io.quittance.fuzz;

import io.quittance.ledger.receipt.CreditReceipts;
import io.quittance.network.QuittanceException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.BrokerAddressTarget;
import io.quittance.network.keys.AuditorKeys;
import io.quittance.network.keys.AuthorityKeys;
import io.quittance.network.keys.KeyKind;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.AccountLog;
import io.quittance.wallet.account.AccountRestore;
import io.quittance.wallet.account.CreditNotice;
import io.quittance.wallet.account.HistoryEntry;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.keys.WalletKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** What a wallet reads: its owner's texts and files, and what the network publishes. */
final class WalletTargets {
  private static final int MAX_TEXT_BYTES = 2048;
  private static final int LOG_BYTES = 6144;
  private static final Scenario SEEDS = Scenario.SHARED;

  private WalletTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "key-file", Effort.CALCULATE, MAX_TEXT_BYTES, WalletTargets::keyFiles, keyFile()),
        new FuzzTarget(
            "network-file",
            Effort.CALCULATE,
            MAX_TEXT_BYTES,
            () -> List.of(bytes(SEEDS.networkFile().toJson())),
            WalletTargets::networkFile),
        new FuzzTarget(
            "payment-address",
            Effort.CALCULATE,
            256,
            () -> List.of(bytes(PaymentAddress.of(SEEDS.payer).toString())),
            WalletTargets::paymentAddress),
        new FuzzTarget(
            "amount",
            Effort.PARSE,
            48,
            () -> List.of(bytes("\2" + "12.50"), bytes("\22" + "9.223372036854775807")),
            WalletTargets::amount),
        new FuzzTarget(
            "broker-address",
            Effort.PARSE,
            128,
            () -> List.of(bytes("localhost:9092"), bytes("[::1]:9092, a.example:1")),
            BrokerAddressTarget::check),
        new FuzzTarget(
            "history",
            Effort.SEARCH,
            1024,
            () -> SEEDS.settled.stream().map(SingleObject::encode).toList(),
            WalletTargets::history),
        new FuzzTarget(
            "account-restore",
            Effort.SEARCH,
            LOG_BYTES,
            WalletTargets::logs,
            WalletTargets::restore));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<byte[]> keyFiles() throws Exception {
    Path directory = Files.createTempDirectory("fuzz-keys");
    Path wallet = directory.resolve("wallet.json");
    Path auditor = directory.resolve("auditor.json");
    Path issuer = directory.resolve("issuer.json");
    SeededRandom random = new SeededRandom(5);
    SEEDS.payer.save(wallet);
    AuditorKeys.generate("fuzzed", "EUR", random).save(auditor);
    AuthorityKeys.generate(KeyKind.ISSUER, "fuzzed", "EUR", random).save(issuer);
    List<byte[]> seeds = new ArrayList<>();
    for (Path file : List.of(wallet, auditor, issuer)) {
      seeds.add(Files.readAllBytes(file));
      Files.delete(file);
    }
    Files.delete(directory);
    return seeds;
  }

  /** Key files have to be files: one, which others cannot read, is written again and again. */
  private static FuzzTarget.Property keyFile() {
    Path file;
    try {
      file = Files.createTempFile("fuzz", ".json");
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Expect.Parser<Path, Object>> readers =
        List.of(WalletKeys::load, AuditorKeys::load, f -> AuthorityKeys.load(f, KeyKind.ISSUER));
    return input -> {
      Files.write(file, input);
      for (Expect.Parser<Path, Object> reader : readers) {
        try {
          Expect.that(!reader.parse(file).toString().isEmpty(), "keys without a description");
        } catch (QuittanceException refusal) {
          explained(refusal);
        }
      }
    };
  }

  private static void networkFile(byte[] input) {
    try {
      NetworkFile file = NetworkFile.parse("The file", text(input));
      Expect.that(
          NetworkFile.parse("The file", file.toJson()).equals(file), "written, it is another");
      file.operator();
      for (String code : file.codes()) {
        file.asset(code);
      }
      file.network();
    } catch (QuittanceException refusal) {
      explained(refusal);
    }
  }

  private static void paymentAddress(byte[] input) {
    String text = text(input);
    try {
      Expect.that(PaymentAddress.parse(text).toString().equals(text), "printed, it is another");
    } catch (QuittanceException refusal) {
      explained(refusal);
    }
  }

  /** The first byte says how many decimals; the rest is the amount. */
  private static void amount(byte[] input) {
    String text = text(input);
    if (text.isEmpty()) {
      return;
    }
    int decimals = text.charAt(0) % (AmountFormat.MAX_DECIMALS + 1);
    AmountFormat format = AmountFormat.of("EUR", decimals);
    try {
      long units = format.parse(text.substring(1));
      Expect.that(
          new BigDecimal(text.substring(1)).movePointRight(decimals).longValueExact() == units,
          "read as " + units);
      Expect.that(format.parse(format.format(units)) == units, "printed, it is another");
    } catch (QuittanceException refusal) {
      explained(refusal);
    }
  }

  private static void history(byte[] input) {
    try {
      Settled settled = SingleObject.decode(Settled.class, input);
      HistoryEntry.of(
          settled, SEEDS.payer.accountId(SEEDS.asset.id()), SEEDS.payer.elGamal().secretKey());
    } catch (QuittanceException refusal) {
      explained(refusal);
    } catch (MalformedRecordException refusal) {
      Expect.explained(refusal);
    }
  }

  /** The payer's balance, events and receipts of credits, each behind its length in two bytes. */
  private static List<byte[]> logs() {
    ByteBuffer log = ByteBuffer.allocate(LOG_BYTES);
    Balance balance = SEEDS.balances.get(SEEDS.payer.accountId(SEEDS.asset.id()));
    List<byte[]> records = new ArrayList<>(List.of(SingleObject.encode(balance)));
    records.addAll(SEEDS.creditReceipts);
    SEEDS.settled.forEach(event -> records.add(SingleObject.encode(event)));
    for (byte[] record : records) {
      if (log.remaining() >= Short.BYTES + record.length) {
        log.putShort((short) record.length).put(record);
      }
    }
    byte[] withoutBalance = new byte[log.position() - Short.BYTES - records.get(0).length];
    log.get(log.position() - withoutBalance.length, withoutBalance);
    byte[] whole = new byte[log.position()];
    log.get(0, whole);
    return List.of(whole, withoutBalance);
  }

  /** Whoever signed a receipt: what it tells of a credit may be anything. */
  private static void restore(byte[] input) {
    ByteBuffer log = ByteBuffer.wrap(input);
    Optional<Balance> balance = Optional.empty();
    List<Settled> events = new ArrayList<>();
    List<CreditNotice> credits = new ArrayList<>();
    while (log.remaining() >= Short.BYTES) {
      byte[] record = new byte[Math.min(log.getShort() & 0xffff, log.remaining())];
      log.get(record);
      try {
        SpecificRecordBase read = SingleObject.decode(record);
        if (read instanceof Settled event) {
          events.add(event);
        } else if (read instanceof SignedReceipt signed) {
          credits.add(credit(signed, record.length % 2 == 0));
        } else {
          balance = Optional.of(SingleObject.decode(Balance.class, record));
        }
      } catch (MalformedRecordException passedOver) {
        Expect.explained(passedOver);
      }
    }
    try {
      AccountLog published = new AccountLog(events, credits);
      AccountRestore.of(SEEDS.payer, SEEDS.asset, balance, published, new SeededRandom(9));
    } catch (QuittanceException refusal) {
      explained(refusal);
    }
  }

  private static CreditNotice credit(SignedReceipt signed, boolean doubtful)
      throws MalformedRecordException {
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().duplicate().get(payload);
    Receipt receipt = SingleObject.decode(Receipt.class, payload);
    return new CreditNotice(receipt.getNumber(), CreditReceipts.entry(receipt), doubtful);
  }

  private static void explained(QuittanceException refusal) {
    Expect.explained(refusal);
    Expect.that(!refusal.advice().isBlank(), "a refusal without advice: " + refusal);
  }
}
