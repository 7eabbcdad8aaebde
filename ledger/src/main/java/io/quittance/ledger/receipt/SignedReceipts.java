package io.quittance.ledger.receipt;

import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
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
     * It proves nothing.
     *
     * @param explanation why, one sentence
     */
    record Worthless(String explanation) implements Check {}
  }

  /** Returns the record value for the receipts topic: the same bytes for the same receipt. */
  public static byte[] sign(String network, SigningKey operator, Receipt receipt) {
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

  /** Checks a record value of the receipts topic against the key of an operator who has one. */
  public static Check verify(String network, VerifyingKey operator, byte[] value) {
    return verify(network, OperatorKeys.of(operator), value);
  }

  /**
   * Checks a record value of the receipts topic against the operator's key of its time.
   *
   * <p>The time is the one that the receipt names. Whoever holds a key of the operator's past can
   * name a time of that past: a reader must compare position and time with what he knows of the
   * command.
   */
  public static Check verify(String network, OperatorKeys operator, byte[] value) {
    try {
      SignedReceipt signed = SingleObject.decode(SignedReceipt.class, value);
      byte[] payload = payload(signed);
      Receipt receipt = SingleObject.decode(Receipt.class, payload);
      long time = receipt.getPosition().getTimestampMillis();
      byte[] key = signed.getOperator().bytes();
      OperatorKeys.Effective planned = operator.plannedFor(time);
      boolean revoked = planned.revoked() && Arrays.equals(key, planned.key().toBytes());
      VerifyingKey due = revoked ? planned.key() : operator.at(time);
      if (!Arrays.equals(key, due.toBytes())) {
        return new Check.Worthless(wrongKey(operator, key));
      }
      due.verify(
          ReceiptSigning.message(network, payload),
          Ed25519Signature.of(signed.getSignature().bytes()));
      return revoked ? new Check.Revoked(receipt) : new Check.Genuine(receipt);
    } catch (MalformedRecordException | InvalidSignatureException bad) {
      return new Check.Worthless("The receipt is not genuine: " + bad.getMessage() + ".");
    }
  }

  private static String wrongKey(OperatorKeys operator, byte[] key) {
    boolean known =
        operator.all().stream().anyMatch(own -> Arrays.equals(own.key().toBytes(), key));
    return known
        ? "The receipt is signed with a key that the operator used at another time."
        : "The receipt is signed by somebody else than the operator.";
  }
}
