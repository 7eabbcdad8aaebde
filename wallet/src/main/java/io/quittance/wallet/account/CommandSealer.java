package io.quittance.wallet.account;

import io.quittance.schemas.CommandSigning;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.SigningKey;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecordBase;

/** Signs a command and puts it into the envelope in which it stands in the journal. */
public final class CommandSealer {
  private CommandSealer() {}

  /**
   * The record value of a command: its exact payload bytes, signed for one network.
   *
   * @param network the network's id
   * @param signer the key of who may give this command
   * @param notAfterMillis until when it may be accepted, milliseconds of log time
   * @param command a record of {@code io.quittance.schemas.command}
   */
  public static byte[] seal(
      NetworkId network, SigningKey signer, long notAfterMillis, SpecificRecordBase command) {
    byte[] payload = SingleObject.encode(command);
    String type = command.getSchema().getName();
    Ed25519Signature signature =
        signer.sign(CommandSigning.message(network, type, notAfterMillis, payload));
    return SingleObject.encode(
        SignedCommand.newBuilder()
            .setSigner(new Fixed32(signer.verifyingKey().toBytes()))
            .setSignature(new Fixed64(signature.toBytes()))
            .setNotAfterMillis(notAfterMillis)
            .setPayload(ByteBuffer.wrap(payload))
            .build());
  }
}
