package io.quittance.ledger.receipt;

import io.quittance.ledger.submission.Stamp;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.ReceiptSigning;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Signs receipts and checks signed ones. */
public final class SignedReceipts {
  private SignedReceipts() {}

  /** What came of checking a signed receipt. */
  public sealed interface Check {
    /**
     * The operator signed it.
     *
     * @param receipt what it says
     */
    record Genuine(Receipt receipt) implements Check {}

    /**
     * It is signed with the key of its time, which has been revoked since. The operator may have
     * signed it before, or anybody who has the key. It counts only for a reader who knows the
     * verdict from elsewhere, as an audit does.
     *
     * @param receipt what it says
     */
    record Revoked(Receipt receipt) implements Check {}

    /**
     * It is signed with the key of its time by the statement that it names, and by a later one that
     * key was over then. The operator may have signed it before he took the later statement up, or
     * anybody who got the key since. It counts as a revoked one does.
     *
     * @param receipt what it says
     */
    record Retired(Receipt receipt) implements Check {}

    /**
     * It is signed with the key that it names, for a statement that the reader does not have: so it
     * is neither the operator's nor a forgery yet.
     *
     * @param receipt what it says, whoever says it
     */
    record Ahead(Receipt receipt) implements Check {
      /** Returns the version of the statement that it names. */
      public int statement() {
        return receipt.getPosition().getStatement();
      }
    }

    /**
     * It proves nothing.
     *
     * @param explanation why, one sentence
     */
    record Worthless(String explanation) implements Check {}
  }

  /** Returns the record value for the receipts topic: the same bytes for the same receipt. */
  public static byte[] sign(NetworkId network, SigningKey operator, Receipt receipt) {
    byte[] payload = SingleObject.encode(receipt);
    Ed25519Signature signature = operator.sign(ReceiptSigning.message(network, payload));
    return SingleObject.encode(
        new SignedReceipt(
            new Fixed32(operator.verifyingKey().toBytes()),
            new Fixed64(signature.toBytes()),
            ByteBuffer.wrap(payload)));
  }

  /**
   * Returns what a record value of the receipts topic says, whoever says it: for a reader who looks
   * first whether it is worth a verification.
   *
   * @throws MalformedRecordException if it cannot be read
   */
  static Receipt unverified(byte[] value) throws MalformedRecordException {
    return SingleObject.decode(
        Receipt.class, payload(SingleObject.decode(SignedReceipt.class, value)));
  }

  private static byte[] payload(SignedReceipt signed) {
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().duplicate().get(payload);
    return payload;
  }

  /**
   * Checks a record value of the receipts topic of a network with one statement, against the key of
   * an operator who has one.
   */
  public static Check verify(NetworkId network, VerifyingKey operator, byte[] value) {
    return verify(network, OperatorTimetables.of(operator), value);
  }

  /**
   * Checks a record value of the receipts topic against the operator's key of its time, by its
   * statement.
   *
   * <p>Time and statement are those that the receipt names. Whoever holds a key of the operator's
   * past can name a time of that past: a reader must compare position and time with what he knows
   * of the command.
   *
   * <p>A receipt of a later statement than the reader's last one counts as one of his last one if
   * it is signed with the key that is in force by that: who has got that key could name that
   * statement as well. So a statement about something else, an asset say, stops nobody who does not
   * have it.
   */
  public static Check verify(NetworkId network, OperatorTimetables operator, byte[] value) {
    try {
      SignedReceipt signed = SingleObject.decode(SignedReceipt.class, value);
      byte[] payload = payload(signed);
      Receipt receipt = SingleObject.decode(Receipt.class, payload);
      int statement = receipt.getPosition().getStatement();
      byte[] key = signed.getOperator().bytes();
      if (statement < Stamp.FIRST) {
        return new Check.Worthless("The receipt names no statement of the network.");
      }
      int known = operator.known(statement);
      long time = receipt.getPosition().getTimestampMillis();
      OperatorKeys.Effective planned = operator.plannedFor(known, time);
      boolean revoked = planned.revoked() && Arrays.equals(key, planned.key().toBytes());
      VerifyingKey due = revoked ? planned.key() : operator.at(known, time);
      if (!Arrays.equals(key, due.toBytes())) {
        if (statement > known) {
          verify(network, VerifyingKey.parse(key), signed, payload);
          return new Check.Ahead(receipt);
        }
        return new Check.Worthless(wrongKey(operator.latest(), key));
      }
      verify(network, due, signed, payload);
      if (revoked) {
        return new Check.Revoked(receipt);
      }
      return operator.isRetired(known, time, time)
          ? new Check.Retired(receipt)
          : new Check.Genuine(receipt);
    } catch (MalformedRecordException | InvalidSignatureException bad) {
      return new Check.Worthless("The receipt is not genuine: " + bad.getMessage() + ".");
    }
  }

  private static void verify(
      NetworkId network, VerifyingKey key, SignedReceipt signed, byte[] payload)
      throws InvalidSignatureException {
    key.verify(
        ReceiptSigning.message(network, payload),
        Ed25519Signature.of(signed.getSignature().bytes()));
  }

  private static String wrongKey(OperatorKeys operator, byte[] key) {
    boolean known =
        operator.all().stream().anyMatch(own -> Arrays.equals(own.key().toBytes(), key));
    return known
        ? "The receipt is signed with a key that the operator used at another time."
        : "The receipt is signed by somebody else than the operator.";
  }
}
