package io.quittance.wallet.account;

import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * What a person gives to others to be paid: a text to paste, {@code quittance:NETWORK:ASSET:KEYS}.
 *
 * <p>KEYS is base64url (RFC 4648, section 5) without padding, 135 characters, of network id (32) ‖
 * owner's Ed25519 key (32) ‖ ElGamal key (32) ‖ checksum (5). The checksum is the beginning of
 * SHA-256("quittance/payment-address/v2" ‖ all of the text before KEYS ‖ network id ‖ both keys),
 * so that a mistyped character, or keys pasted under another network or asset, are noticed: all but
 * one in 2^40 times. NETWORK is the network's name, for people; the id says which one it is.
 *
 * @param network which network it is
 * @param assetCode the asset's code
 * @param owner who may debit the account
 * @param elGamalKey whom its amounts are encrypted for
 */
public record PaymentAddress(
    NetworkIdentity network, String assetCode, VerifyingKey owner, ElGamalPublicKey elGamalKey) {
  private static final String SCHEME = "quittance";
  private static final String DOMAIN = "quittance/payment-address/v2";
  private static final int CHECKSUM_BYTES = 5;
  private static final int OWNER_OFFSET = NetworkId.BYTES;
  private static final int EL_GAMAL_OFFSET = OWNER_OFFSET + VerifyingKey.BYTES;
  private static final int KEYS_BYTES = EL_GAMAL_OFFSET + ElGamalPublicKey.BYTES;
  private static final int PARTS = 4;

  public PaymentAddress {
    requirePart("asset code", assetCode);
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(elGamalKey, "elGamalKey");
  }

  /** The address of a wallet. */
  public static PaymentAddress of(WalletKeys keys) {
    return new PaymentAddress(
        keys.network(), keys.asset(), keys.owner().verifyingKey(), keys.elGamal().publicKey());
  }

  /** Whether a text claims to be an address, rather than a name. */
  public static boolean looksLikeOne(String text) {
    return text.contains(":");
  }

  /** Reads an address. */
  public static PaymentAddress parse(String text) throws QuittanceException {
    String[] parts = text.split(":", -1);
    if (parts.length != PARTS || !parts[0].equals(SCHEME)) {
      throw wrong("\"" + text + "\" is not a payment address");
    }
    byte[] bytes = decode(parts[PARTS - 1]);
    if (bytes.length != KEYS_BYTES + CHECKSUM_BYTES) {
      throw wrong("The payment address is cut off or has characters too many");
    }
    byte[] keys = Arrays.copyOf(bytes, KEYS_BYTES);
    byte[] checksum = Arrays.copyOfRange(bytes, KEYS_BYTES, bytes.length);
    if (!Arrays.equals(checksum, checksum(parts[1], parts[2], keys))) {
      throw wrong("The payment address has a wrong character: its checksum does not fit");
    }
    try {
      return new PaymentAddress(
          new NetworkIdentity(NetworkId.of(Arrays.copyOf(keys, OWNER_OFFSET)), parts[1]),
          parts[2],
          VerifyingKey.parse(Arrays.copyOfRange(keys, OWNER_OFFSET, EL_GAMAL_OFFSET)),
          ElGamalPublicKey.parse(Arrays.copyOfRange(keys, EL_GAMAL_OFFSET, KEYS_BYTES)));
    } catch (InvalidSignatureException | InvalidProofException | IllegalArgumentException e) {
      throw wrong("The payment address holds unusable keys: " + e.getMessage());
    }
  }

  /** The account this address pays to. */
  public AccountId accountId(AssetId asset) {
    return AccountId.derive(asset, owner.toBytes(), elGamalKey.toBytes());
  }

  /** The text to paste. */
  @Override
  public String toString() {
    byte[] keys =
        ByteBuffer.allocate(KEYS_BYTES)
            .put(network.id().toBytes())
            .put(owner.toBytes())
            .put(elGamalKey.toBytes())
            .array();
    byte[] bytes =
        ByteBuffer.allocate(KEYS_BYTES + CHECKSUM_BYTES)
            .put(keys)
            .put(checksum(network.name(), assetCode, keys))
            .array();
    return prefix(network.name(), assetCode) + encode(bytes);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String keys) throws QuittanceException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(keys);
      if (!encode(bytes).equals(keys)) {
        throw wrong("The payment address has a character too many, or a wrong last one");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw wrong("The payment address has a character that no address has");
    }
  }

  private static byte[] checksum(String network, String assetCode, byte[] keys) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(DOMAIN.getBytes(StandardCharsets.UTF_8));
      digest.update(prefix(network, assetCode).getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(keys), CHECKSUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String prefix(String network, String assetCode) {
    return SCHEME + ":" + network + ":" + assetCode + ":";
  }

  private static void requirePart(String name, String value) {
    if (value.isEmpty() || value.contains(":") || !value.equals(value.strip())) {
      throw new IllegalArgumentException(
          "A payment address cannot carry " + name + " \"" + value + "\"");
    }
  }

  private static QuittanceException wrong(String problem) {
    return QuittanceException.usage(
        problem + ".", "Copy the whole address again, as ./quittance wallet address prints it.");
  }
}
