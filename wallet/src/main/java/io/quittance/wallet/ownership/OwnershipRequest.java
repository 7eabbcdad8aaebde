package io.quittance.wallet.ownership;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.NetworkId;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.interactive.Coins;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * What a payee asks a payer to show. Its bytes, JSON in UTF-8, are the description of the session:
 * every challenge depends on them.
 */
public final class OwnershipRequest {
  /** The longest name a payee gives herself, in UTF-8. */
  public static final int MAX_VERIFIER_BYTES = 128;

  private static final String FORMAT = "quittance/ownership-request/v2";
  private static final String SOURCE = "The request";

  private final byte[] bytes;
  private final NetworkIdentity network;
  private final String verifier;
  private final AccountId account;
  private final byte[] coins;
  private final Optional<BalanceClaim> balance;

  /**
   * That an account's available balance is at least an amount.
   *
   * @param atLeast in the asset's smallest unit, 1 to 2^63 - 1
   * @param sequence sequence number of the owner's next command, at which the balance stood
   * @param creditsApplied credits that the balance contains, counted since the account began
   * @param available the balance as the network publishes it
   */
  public record BalanceClaim(
      long atLeast, long sequence, long creditsApplied, SealedAmount available) {
    public BalanceClaim {
      if (atLeast < 1 || sequence < 0 || creditsApplied < 0) {
        throw new IllegalArgumentException("amount, sequence and credits must not be negative");
      }
      Objects.requireNonNull(available, "available");
    }

    /** What is left if the amount is taken away: the ciphertext that the proof is about. */
    ElGamalCiphertext rest() {
      return available.ciphertext().subtractAmount(atLeast);
    }
  }

  private OwnershipRequest(
      byte[] bytes,
      NetworkIdentity network,
      String verifier,
      AccountId account,
      byte[] coins,
      Optional<BalanceClaim> balance) {
    this.bytes = bytes;
    this.network = network;
    this.verifier = verifier;
    this.account = account;
    this.coins = coins;
    this.balance = balance;
  }

  /**
   * Makes a request.
   *
   * @param verifier who asks, as shown to the payer, at most {@link #MAX_VERIFIER_BYTES}
   * @param coins the commitment to the coins of this session, which makes it unlike all others
   */
  static OwnershipRequest of(
      NetworkIdentity network,
      String verifier,
      AccountId account,
      byte[] coins,
      Optional<BalanceClaim> balance)
      throws QuittanceException {
    requireVerifier(verifier);
    HexFormat hex = HexFormat.of();
    ObjectNode object =
        JsonDocument.object()
            .put("format", FORMAT)
            .put("network", network.name())
            .put("networkId", network.id().toString())
            .put("verifier", verifier)
            .put("account", account.toString())
            .put("coins", hex.formatHex(coins));
    balance.ifPresent(
        claim ->
            object
                .putObject("balance")
                .put("atLeast", Long.toString(claim.atLeast))
                .put("sequence", Long.toString(claim.sequence))
                .put("creditsApplied", Long.toString(claim.creditsApplied))
                .put("available", hex.formatHex(claim.available.toBytes())));
    byte[] bytes = object.toString().getBytes(StandardCharsets.UTF_8);
    return new OwnershipRequest(bytes, network, verifier, account, coins.clone(), balance);
  }

  /** Reads a request as it came. */
  public static OwnershipRequest parse(byte[] bytes) throws QuittanceException {
    try {
      JsonDocument document = JsonDocument.parse(SOURCE, new String(bytes, StandardCharsets.UTF_8));
      if (!document.text("format").equals(FORMAT)) {
        throw document.wrong("format", "must be " + FORMAT);
      }
      Optional<BalanceClaim> balance =
          document.has("balance")
              ? Optional.of(claim(document.object("balance")))
              : Optional.empty();
      String verifier = document.text("verifier");
      requireVerifier(verifier);
      return new OwnershipRequest(
          bytes.clone(),
          network(document),
          verifier,
          AccountId.of(document.bytes("account", AccountId.BYTES)),
          document.bytes("coins", Coins.BYTES),
          balance);
    } catch (QuittanceException e) {
      throw QuittanceException.failure(
          e.getMessage(), "Ask the payee to begin a new check, with a wallet of this version.");
    }
  }

  private static NetworkIdentity network(JsonDocument document) throws QuittanceException {
    NetworkId id = NetworkId.of(document.bytes("networkId", NetworkId.BYTES));
    try {
      return new NetworkIdentity(id, document.text("network"));
    } catch (IllegalArgumentException e) {
      throw document.wrong("network", "cannot be a name: " + e.getMessage());
    }
  }

  private static BalanceClaim claim(JsonDocument document) throws QuittanceException {
    long atLeast = number(document, "atLeast");
    if (atLeast == 0) {
      throw document.wrong("atLeast", "must be more than zero");
    }
    return new BalanceClaim(
        atLeast,
        number(document, "sequence"),
        number(document, "creditsApplied"),
        SealedAmount.of(document.bytes("available", ElGamalCiphertext.BYTES)));
  }

  private static long number(JsonDocument document, String field) throws QuittanceException {
    String text = document.text(field);
    try {
      if (text.matches("0|[1-9][0-9]{0,18}")) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // Falls through: it has as many digits as 2^63 and is larger.
    }
    throw document.wrong(field, "must be a whole number below 2^63, in digits");
  }

  private static void requireVerifier(String verifier) throws QuittanceException {
    int length = verifier.getBytes(StandardCharsets.UTF_8).length;
    if (verifier.isBlank() || length > MAX_VERIFIER_BYTES) {
      throw QuittanceException.usage(
          "The name of who asks must have 1 to "
              + MAX_VERIFIER_BYTES
              + " bytes in UTF-8, not "
              + length
              + ".",
          "Give a short one with --as, such as --as \"Cafe Rosa, counter 2\".");
    }
  }

  /** The description of the session. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  public SessionCode code() {
    return SessionCode.of(bytes);
  }

  public NetworkIdentity network() {
    return network;
  }

  /** Who asks, by her own account; not checked, and not harmless on a terminal. */
  public String verifier() {
    return verifier;
  }

  public AccountId account() {
    return account;
  }

  /** The payee's commitment to her coins, 32 bytes. */
  byte[] coins() {
    return coins.clone();
  }

  public Optional<BalanceClaim> balance() {
    return balance;
  }
}
