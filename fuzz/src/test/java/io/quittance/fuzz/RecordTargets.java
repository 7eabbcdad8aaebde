package io.quittance.fuzz;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.receipt.CreditReceipts;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.watch.RecordJson;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.state.AccountState;
import io.quittance.verifier.InvalidProofException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Records of the topics and of keyed state, and what is read out of them. */
final class RecordTargets {
  /** Half as long again as the longest record that anything reads. */
  private static final int MAX_BYTES = 6144;

  private static final Scenario SEEDS = Scenario.SHARED;

  private RecordTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "record",
            Effort.PARSE,
            MAX_BYTES,
            SEEDS::encodedRecords,
            Expect.canonical(
                SingleObject::decode,
                SingleObject::encode,
                List.of(MalformedRecordException.class))),
        new FuzzTarget(
            "record-json", Effort.PARSE, MAX_BYTES, SEEDS::encodedRecords, RecordTargets::json),
        new FuzzTarget(
            "signed-receipt", Effort.CALCULATE, 2048, () -> SEEDS.receipts, RecordTargets::receipt),
        new FuzzTarget(
            "credit-receipt",
            Effort.CALCULATE,
            2048,
            () ->
                SEEDS.records.stream()
                    .filter(Receipt.class::isInstance)
                    .map(SingleObject::encode)
                    .toList(),
            RecordTargets::creditReceipt),
        new FuzzTarget(
            "settled-credit",
            Effort.CALCULATE,
            1024,
            () -> SEEDS.settled.stream().map(SingleObject::encode).toList(),
            RecordTargets::credit),
        new FuzzTarget(
            "account-state",
            Effort.PARSE,
            1024,
            () ->
                SEEDS.records.stream()
                    .filter(AccountState.class::isInstance)
                    .map(SingleObject::encode)
                    .toList(),
            RecordTargets::accountState),
        new FuzzTarget(
            "asset-definition",
            Effort.CALCULATE,
            128,
            () -> List.of(SEEDS.asset.definition()),
            Expect.canonical(
                Asset::parse, Asset::definition, List.of(IllegalArgumentException.class))),
        new FuzzTarget(
            "identifier",
            Effort.PARSE,
            96,
            () -> List.of(SEEDS.asset.id().toString().getBytes(StandardCharsets.US_ASCII)),
            RecordTargets::identifier));
  }

  private static void json(byte[] input) {
    try {
      RecordJson.of(input).toString();
    } catch (MalformedRecordException refusal) {
      Expect.explained(refusal);
    }
  }

  /** Only what the operator signed is genuine. */
  private static void receipt(byte[] input) {
    SignedReceipts.Check check =
        SignedReceipts.verify(SEEDS.network.id(), SEEDS.operator.verifyingKey(), input);
    boolean signed = SEEDS.receipts.stream().anyMatch(receipt -> Arrays.equals(receipt, input));
    Expect.that(check instanceof SignedReceipts.Check.Genuine == signed, "found to be " + check);
  }

  /** What a payee is told: an entry for the account that the receipt is about, or a refusal. */
  private static void creditReceipt(byte[] input) {
    try {
      Receipt receipt = SingleObject.decode(Receipt.class, input);
      Entry entry = CreditReceipts.entry(receipt);
      Expect.that(receipt.getAccount().equals(entry.payee().fixed()), "another's credit");
      Credit.of(entry).amount();
    } catch (MalformedRecordException | InvalidProofException refusal) {
      Expect.explained(refusal);
    }
  }

  private static void credit(byte[] input) {
    try {
      Credit.of(SingleObject.decode(Settled.class, input)).map(Credit::amount);
    } catch (MalformedRecordException | IllegalArgumentException refusal) {
      Expect.explained(refusal);
    }
  }

  /** State is only ever written by the ledger; still, reading it changes nothing. */
  private static void accountState(byte[] input) {
    AccountState state;
    try {
      state = SingleObject.decode(AccountState.class, input);
    } catch (MalformedRecordException refusal) {
      Expect.explained(refusal);
      return;
    }
    byte[] again = SingleObject.encode(AccountRecords.toState(AccountRecords.fromState(state)));
    Expect.that(Arrays.equals(again, input), "state that was read is written differently");
  }

  private static void identifier(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    for (Expect.Parser<String, Object> parser :
        List.<Expect.Parser<String, Object>>of(
            AccountId::parse, AssetId::parse, CommandId::parse)) {
      try {
        String printed = parser.parse(text).toString();
        Expect.that(printed.equals(text.toLowerCase(Locale.ROOT)), "read as another: " + printed);
      } catch (IllegalArgumentException refusal) {
        Expect.explained(refusal);
      } catch (Exception undeclared) {
        throw new AssertionError("an undeclared refusal", undeclared);
      }
    }
  }
}
