package io.quittance.schemas;

/**
 * What the signer of a command signs: the exact payload bytes, bound to one network, one type of
 * command and an end, so that a signature serves nowhere else and not for ever.
 *
 * <pre>
 * "quittance/command/v2" ‖ network id (32) ‖ u8 length ‖ command type in ASCII ‖ i64 not after ‖
 * payload
 * </pre>
 */
public final class CommandSigning {
  private static final String DOMAIN = "quittance/command/v2";

  private CommandSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network the network's id
   * @param commandType simple name of the command record, "Transfer" for example
   * @param notAfterMillis until when it may be accepted, milliseconds of log time
   * @param payload the command in single-object encoding
   */
  public static byte[] message(
      NetworkId network, String commandType, long notAfterMillis, byte[] payload) {
    return new SigningMessage(DOMAIN)
        .network(network)
        .counted(commandType)
        .number(notAfterMillis)
        .bytes(payload);
  }
}
