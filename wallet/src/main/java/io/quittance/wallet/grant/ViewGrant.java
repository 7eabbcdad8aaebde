package io.quittance.wallet.grant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import io.quittance.network.document.PrivateFile;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.ViewGrantSigning;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.InvalidSignatureException;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PaymentProofs;
import io.quittance.wallet.keys.WalletKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What an owner lets somebody read: the payments of one account in one period, signed.
 *
 * <p>The signature covers, big-endian:
 *
 * <pre>
 * asset id (32) ‖ account id (32) ‖ u16 length ‖ grantee in UTF-8 ‖ u64 from ‖ u64 until ‖ u32 count ‖
 * count times: event id (32) ‖ u64 amount ‖ proof (96)
 * </pre>
 *
 * @param account whose payments they are, and the keys that signature and proofs are checked with
 * @param grantee who is to read them, in words
 * @param period from when until when
 * @param payments every payment that the account made or got in the period
 * @param signature the owner's
 */
public record ViewGrant(
    PaymentAddress account,
    String grantee,
    Period period,
    List<Disclosure> payments,
    Ed25519Signature signature) {
  /** The first field of every grant. */
  public static final String FORMAT = "quittance-view-grant/v2";

  /** Longest name of a grantee, bytes in UTF-8. */
  public static final int MAX_GRANTEE_BYTES = 128;

  /** Most payments in one grant; a busier account is granted in shorter periods. */
  public static final int MAX_PAYMENTS = 100_000;

  private static final String NAME = "View grant";
  private static final int MAX_FILE_BYTES = 512 * MAX_PAYMENTS;

  /** Takes a copy of the payments. */
  public ViewGrant {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(signature, "signature");
    payments = List.copyOf(payments);
  }

  /**
   * Grants a view of the account that these keys own. Only payments that their payers proved are
   * told: whatever else an operator has written into the log is not decrypted.
   *
   * @param asset the account's asset
   * @param history the account's final events, of the period at least
   * @throws QuittanceException if any payment of the period is not proved; nothing is granted then
   */
  public static ViewGrant make(
      WalletKeys keys,
      AssetId asset,
      String grantee,
      Period period,
      List<Settled> history,
      SecureRandom random)
      throws QuittanceException {
    requireGrantee(grantee);
    AccountId account = keys.accountId(asset);
    List<Settled> events =
        history.stream()
            .filter(event -> period.contains(event) && event.getEvent() instanceof Transferred)
            .toList();
    requireFew(events.size());
    new PaymentProofs(keys, asset, random).require(events);
    List<Disclosure> payments = new ArrayList<>();
    for (Settled event : events) {
      payments.add(Disclosure.of(event, (Transferred) event.getEvent(), keys, account, random));
    }
    byte[] payload = payload(asset, account, grantee, period, payments);
    return new ViewGrant(
        PaymentAddress.of(keys),
        grantee,
        period,
        payments,
        keys.owner().sign(ViewGrantSigning.message(keys.network().id(), payload)));
  }

  /**
   * Checks that the account's owner signed this.
   *
   * @param asset the account's asset
   */
  void requireSigned(AssetId asset) throws QuittanceException {
    byte[] payload = payload(asset, account.accountId(asset), grantee, period, payments);
    try {
      account.owner().verify(ViewGrantSigning.message(account.network().id(), payload), signature);
    } catch (InvalidSignatureException e) {
      throw QuittanceException.failure(
          "The view grant is not what the account's owner signed.",
          "Ask him for it again; do not rely on this one.",
          e);
    }
  }

  private static byte[] payload(
      AssetId asset, AccountId account, String grantee, Period period, List<Disclosure> payments) {
    byte[] name = grantee.getBytes(StandardCharsets.UTF_8);
    int fixed = AssetId.BYTES + AccountId.BYTES + Short.BYTES + 2 * Long.BYTES + Integer.BYTES;
    ByteBuffer payload =
        ByteBuffer.allocate(fixed + name.length + payments.size() * Disclosure.BYTES);
    payload.put(asset.toBytes()).put(account.toBytes());
    payload.putShort((short) name.length).put(name);
    payload.putLong(period.from().toEpochMilli()).putLong(period.until().toEpochMilli());
    payload.putInt(payments.size());
    payments.forEach(payment -> payment.appendTo(payload));
    return payload.array();
  }

  /** Reads a grant's file. */
  public static ViewGrant load(Path file) throws QuittanceException {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw QuittanceException.failure(
            file + " is too large to be a view grant.", "Name the file that the owner gave you.");
      }
      return parse(NAME + " " + file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw QuittanceException.failure(
          "There is no view grant " + file + ".", "Check the name of the file.", e);
    } catch (IOException e) {
      throw QuittanceException.failure(
          NAME + " " + file + " cannot be read: " + e.getMessage() + ".",
          "Name the file that the owner gave you.",
          e);
    }
  }

  /**
   * Reads a grant's JSON.
   *
   * @param source name of the file, for messages
   */
  public static ViewGrant parse(String source, String text) throws QuittanceException {
    JsonDocument document = JsonDocument.parse(source, text);
    if (!document.text("format").equals(FORMAT)) {
      throw document.wrong("format", "must be " + FORMAT);
    }
    List<Disclosure> payments = new ArrayList<>();
    Set<Object> events = new HashSet<>();
    for (JsonDocument object : document.objects("payments")) {
      Disclosure payment = Disclosure.parse(object);
      if (!events.add(payment.event())) {
        throw object.wrong("event", "stands twice");
      }
      payments.add(payment);
    }
    requireFew(payments.size());
    String grantee = document.text("grantee");
    requireGrantee(grantee);
    try {
      return new ViewGrant(
          PaymentAddress.parse(document.text("account")),
          grantee,
          new Period(document.instant("from"), document.instant("until")),
          payments,
          Ed25519Signature.of(document.bytes("signature", Ed25519Signature.BYTES)));
    } catch (IllegalArgumentException e) {
      throw document.wrong("until", "must be later than from");
    }
  }

  /** Writes the grant into a new file that its owner only may read; refuses to overwrite. */
  public void save(Path file) throws QuittanceException {
    PrivateFile.create(NAME, file, json());
  }

  /** The grant as JSON. */
  public String json() {
    ObjectNode object =
        JsonDocument.object()
            .put("format", FORMAT)
            .put("account", account.toString())
            .put("grantee", grantee)
            .put("from", period.from().toString())
            .put("until", period.until().toString());
    ArrayNode array = object.putArray("payments");
    payments.forEach(payment -> payment.write(array.addObject()));
    return JsonDocument.print(
        object.put("signature", HexFormat.of().formatHex(signature.toBytes())));
  }

  private static void requireGrantee(String grantee) throws QuittanceException {
    int bytes = grantee.getBytes(StandardCharsets.UTF_8).length;
    if (grantee.isBlank() || bytes > MAX_GRANTEE_BYTES) {
      throw QuittanceException.usage(
          "A view grant must name who may read it, in 1 to "
              + MAX_GRANTEE_BYTES
              + " bytes, not "
              + bytes
              + ".",
          "Say who it is for, such as \"Tax office, Bern\".");
    }
  }

  private static void requireFew(int payments) throws QuittanceException {
    if (payments > MAX_PAYMENTS) {
      throw QuittanceException.usage(
          "The period has more than " + MAX_PAYMENTS + " payments.", "Grant shorter periods.");
    }
  }

  /** Does not tell the amounts. */
  @Override
  public String toString() {
    return "ViewGrant[" + grantee + ", " + period + ", " + payments.size() + " payments]";
  }
}
