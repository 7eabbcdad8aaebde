package io.quittance.wallet.client;

import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.ReceiptSigning;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.network.NetworkFile;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Opens a receipt: it counts only if the operator named in the network file signed it. */
public final class ReceiptCheck {
  private ReceiptCheck() {}

  /**
   * The receipt in a record of the receipts topic.
   *
   * @param value the record's value, may be null
   */
  public static Receipt open(NetworkFile network, byte[] value) throws WalletException {
    try {
      SignedReceipt signed =
          SingleObject.decode(SignedReceipt.class, value == null ? new byte[0] : value);
      byte[] operator = signed.getOperator().bytes();
      if (!HexFormat.of().formatHex(operator).equals(network.operatorKey())) {
        throw new InvalidSignatureException("it names another operator");
      }
      ByteBuffer content = signed.getPayload().duplicate();
      byte[] payload = new byte[content.remaining()];
      content.get(payload);
      VerifyingKey.parse(operator)
          .verify(
              ReceiptSigning.message(network.name(), payload),
              Ed25519Signature.of(signed.getSignature().bytes()));
      return SingleObject.decode(Receipt.class, payload);
    } catch (MalformedRecordException | InvalidSignatureException e) {
      throw WalletException.failure(
          "A receipt is not the operator's: " + e.getMessage() + ".",
          "Do not rely on it; check that the network file names the right operator.",
          e);
    }
  }
}
