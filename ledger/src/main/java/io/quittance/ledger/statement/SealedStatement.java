package io.quittance.ledger.statement;

import io.quittance.schemas.Limits;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.StatementSigning;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;

/**
 * A statement in its envelope, of which nothing is known but how large it is and which version it
 * claims to be.
 */
record SealedStatement(
    Statement.Claim claim, byte[] value, byte[] payload, Ed25519Signature signature) {
  static SealedStatement of(byte[] value) {
    if (value.length > Limits.MAX_STATEMENT_BYTES) {
      throw new IllegalArgumentException(
          "a signed statement has at most "
              + Limits.MAX_STATEMENT_BYTES
              + " bytes, not "
              + value.length);
    }
    try {
      SignedStatement signed = SingleObject.decode(SignedStatement.class, value);
      byte[] payload = new byte[signed.getPayload().remaining()];
      signed.getPayload().duplicate().get(payload);
      return new SealedStatement(
          Statement.claimed(payload),
          value.clone(),
          payload,
          Ed25519Signature.of(signed.getSignature().bytes()));
    } catch (MalformedRecordException malformed) {
      throw new IllegalArgumentException(malformed.getMessage(), malformed);
    }
  }

  int version() {
    return claim.version();
  }

  byte[] hash() {
    return StatementSigning.hash(payload);
  }

  void requireSigned(VerifyingKey authority) {
    try {
      authority.verify(StatementSigning.message(payload), signature);
    } catch (InvalidSignatureException bad) {
      throw new IllegalArgumentException(
          "version " + version() + " is not signed by the network's authority", bad);
    }
  }

  Statement open() {
    return Statement.parse(payload);
  }
}
