package io.quittance.schemas;

/**
 * What the signer of a command signs: the exact payload bytes, bound to one network and one type of
 * command, so that a signature serves nowhere else.
 *
 * <pre>
 * "quittance/command/v1" ‖ u8 length ‖ network in UTF-8 ‖ u8 length ‖ command type in ASCII ‖ payload
 * </pre>
 */
public final class CommandSigning {
  private static final String DOMAIN = "quittance/command/v1";

  private CommandSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network name of the network, 1 to 64 bytes
   * @param commandType simple name of the command record, "Transfer" for example
   * @param payload the command in single-object encoding
   */
  public static byte[] message(String network, String commandType, byte[] payload) {
    return new SigningMessage(DOMAIN).counted(network).counted(commandType).bytes(payload);
  }
}
