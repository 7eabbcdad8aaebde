package io.quittance.ledger.submission;

import static io.quittance.schemas.RejectionCode.MALFORMED;

import io.quittance.ledger.command.ApplyCredits;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.command.CloseAccount;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.Freeze;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.OpenAccount;
import io.quittance.ledger.command.Redeem;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.command.Unfreeze;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Limits;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** Turns payload records into commands; the one place that knows both. */
final class CommandRecords {
  private CommandRecords() {}

  /** Returns what a payload is about if it is a command at all, however wrong its fields. */
  static Optional<Rejection.About> about(SpecificRecordBase payload) {
    if (payload.getSchema().getField("account") == null || numberField(payload) == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Rejection.About(
            AccountId.of((Fixed32) payload.get("account")),
            (Long) payload.get(numberField(payload)),
            payload.getSchema().getName()));
  }

  private static String numberField(SpecificRecordBase payload) {
    for (String name : new String[] {"sequence", "issueNumber", "orderNumber"}) {
      if (isCommand(payload) && payload.getSchema().getField(name) != null) {
        return name;
      }
    }
    return null;
  }

  private static boolean isCommand(SpecificRecordBase payload) {
    return payload
        .getSchema()
        .getNamespace()
        .equals(io.quittance.schemas.command.SignedCommand.getClassSchema().getNamespace());
  }

  /** Returns the command that a payload is, its fields checked against their ranges. */
  static Command command(SpecificRecordBase payload) throws Refusal {
    if (payload instanceof io.quittance.schemas.command.OpenAccount record) {
      return openAccount(record);
    } else if (payload instanceof io.quittance.schemas.command.Issue record) {
      return issue(record);
    } else if (payload instanceof io.quittance.schemas.command.Transfer record) {
      return transfer(record);
    } else if (payload instanceof io.quittance.schemas.command.ApplyCredits record) {
      return applyCredits(record);
    } else if (payload instanceof io.quittance.schemas.command.Redeem record) {
      return redeem(record);
    } else if (payload instanceof io.quittance.schemas.command.CloseAccount record) {
      return closeAccount(record);
    } else if (payload instanceof io.quittance.schemas.command.Freeze record) {
      return freeze(record);
    } else if (payload instanceof io.quittance.schemas.command.Unfreeze record) {
      return unfreeze(record);
    }
    throw new Refusal(
        MALFORMED, "The payload is a " + payload.getSchema().getName() + ", which is no command.");
  }

  private static OpenAccount openAccount(io.quittance.schemas.command.OpenAccount record)
      throws Refusal {
    return new OpenAccount(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        Fields.atLeast(0, record.getSequence(), "sequence number"),
        Bytes.of(record.getKeyProof().bytes()));
  }

  private static Issue issue(io.quittance.schemas.command.Issue record) throws Refusal {
    return new Issue(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        Bytes.of(record.getOwner().bytes()),
        encryptionKey(record.getElGamalKey()),
        Fields.atLeast(1, record.getIssueNumber(), "issue number"),
        Fields.between(1, Limits.MAX_ISSUE_AMOUNT, record.getAmount(), "amount"),
        Fields.atMost(Limits.MAX_REFERENCE_BYTES, record.getReference(), "reference"));
  }

  private static Transfer transfer(io.quittance.schemas.command.Transfer record) throws Refusal {
    return new Transfer(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        Fields.atLeast(1, record.getSequence(), "sequence number"),
        Fields.atLeast(0, record.getCreditsApplied(), "number of credits"),
        AccountId.of(record.getPayee()),
        Bytes.of(record.getPayeeOwner().bytes()),
        Bytes.of(record.getEquality().bytes()),
        Bytes.of(record.getValidity().bytes()),
        Bytes.of(record.getRange().bytes()),
        Bytes.of(record.getDecryptableAvailable().bytes()),
        Fields.atMost(Limits.MAX_MEMO_BYTES, record.getMemo(), "memo"));
  }

  private static ApplyCredits applyCredits(io.quittance.schemas.command.ApplyCredits record)
      throws Refusal {
    return new ApplyCredits(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        CompressedRistretto.of(record.getElGamalKey().bytes()),
        Fields.atLeast(1, record.getSequence(), "sequence number"),
        Fields.atLeast(0, record.getCreditsApplied(), "number of credits"),
        Bytes.of(record.getDecryptableAvailable().bytes()));
  }

  private static Redeem redeem(io.quittance.schemas.command.Redeem record) throws Refusal {
    return new Redeem(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        Fields.atLeast(1, record.getSequence(), "sequence number"),
        Fields.atLeast(0, record.getCreditsApplied(), "number of credits"),
        Fields.between(1, Limits.MAX_REDEEM_AMOUNT, record.getAmount(), "amount"),
        Bytes.of(record.getEquality().bytes()),
        Bytes.of(record.getRange().bytes()),
        Bytes.of(record.getDecryptableAvailable().bytes()),
        Fields.atMost(Limits.MAX_REFERENCE_BYTES, record.getPayoutReference(), "payout reference"));
  }

  private static CloseAccount closeAccount(io.quittance.schemas.command.CloseAccount record)
      throws Refusal {
    return new CloseAccount(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        Fields.atLeast(1, record.getSequence(), "sequence number"),
        Fields.atLeast(0, record.getCreditsApplied(), "number of credits"),
        Bytes.of(record.getZeroProof().bytes()));
  }

  private static Freeze freeze(io.quittance.schemas.command.Freeze record) throws Refusal {
    return new Freeze(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        Bytes.of(record.getOwner().bytes()),
        CompressedRistretto.of(record.getElGamalKey().bytes()),
        Fields.atLeast(1, record.getOrderNumber(), "order number"),
        Fields.utf8AtMost(Limits.MAX_REASON_BYTES, record.getReason(), "reason"));
  }

  private static Unfreeze unfreeze(io.quittance.schemas.command.Unfreeze record) throws Refusal {
    return new Unfreeze(
        AssetId.of(record.getAsset()),
        AccountId.of(record.getAccount()),
        Bytes.of(record.getOwner().bytes()),
        CompressedRistretto.of(record.getElGamalKey().bytes()),
        Fields.atLeast(1, record.getOrderNumber(), "order number"),
        Fields.utf8AtMost(Limits.MAX_REASON_BYTES, record.getReason(), "reason"));
  }

  /** Reads the key an issue is encrypted for: if it were no key, the credit could not be made. */
  private static CompressedRistretto encryptionKey(Fixed32 bytes) throws Refusal {
    try {
      return ElGamalPublicKey.parse(bytes.bytes()).compressed();
    } catch (InvalidProofException noKey) {
      throw new Refusal(MALFORMED, "The ElGamal key is no key: " + noKey.getMessage() + ".");
    }
  }
}
