package io.quittance.wallet.account;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.wallet.keys.WalletKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a wallet remembers of its account, so that it need not decrypt again what it knew: all of it
 * can be read from the network again at any time. Its credits counted under the operator's keys
 * that the marks name: under other ones, of which one more is revoked, say, it is of no use.
 *
 * <p>As bytes it tells the amounts: it is kept as the keys are. A code at its end, under a key that
 * follows from the wallet's and the network's id, shows that this wallet wrote it, on this network,
 * and nothing was changed or cut off.
 *
 * @param view the account's spendable side
 * @param orderNumber number of the compliance officer's last order
 * @param credits what is known of the credits
 * @param marks how far the logs were read, and under which keys
 */
public record AccountMemory(
    AccountView view, long orderNumber, KnownCredits credits, ReadMarks marks) {
  /**
   * Memories of version 1 may hold a balance that an operator made up, those before 4 a credit that
   * a thief of a key did, those before 5 what another network said.
   */
  private static final int VERSION = 5;

  private static final int MAC_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] PURPOSE =
      "quittance/wallet-memory/v2".getBytes(StandardCharsets.US_ASCII);

  /** The bytes to keep, which only the wallet with these keys takes back. */
  public byte[] toBytes(WalletKeys keys, AccountId account) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.write(account.toBytes());
      out.writeUTF(view.status().name());
      out.writeLong(view.sequence());
      out.writeLong(view.creditsApplied());
      out.write(view.available().amount().toBytes());
      out.writeLong(view.available().zerosAdded());
      out.writeLong(view.amount());
      out.writeLong(orderNumber);
      writeMark(out, marks.events());
      writeMark(out, marks.receipts());
      out.writeBoolean(marks.operator().isPresent());
      if (marks.operator().isPresent()) {
        out.write(marks.operator().get().toBytes());
      }
      writeCredits(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    byte[] content = bytes.toByteArray();
    byte[] whole = Arrays.copyOf(content, content.length + MAC_BYTES);
    System.arraycopy(mac(keys, content), 0, whole, content.length, MAC_BYTES);
    return whole;
  }

  private static void writeMark(DataOutputStream out, Optional<ReadMark> mark) throws IOException {
    out.writeBoolean(mark.isPresent());
    if (mark.isPresent()) {
      out.writeInt(mark.get().partition());
      out.writeLong(mark.get().lastOffset());
      out.write(mark.get().lastDigest().toBytes());
      out.writeLong(mark.get().nextOffset());
    }
  }

  private static Optional<ReadMark> readMark(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(
            new ReadMark(
                in.readInt(),
                in.readLong(),
                Bytes.of(bytes(in, ReadMark.DIGEST_BYTES)),
                in.readLong()))
        : Optional.empty();
  }

  private static Optional<Bytes> readOperator(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(Bytes.of(bytes(in, ReadMark.DIGEST_BYTES)))
        : Optional.empty();
  }

  private void writeCredits(DataOutputStream out) throws IOException {
    out.writeLong(credits.received());
    out.writeInt(credits.highestByOrigin().size());
    for (Map.Entry<Origin, Long> origin : credits.highestByOrigin().entrySet()) {
      out.write(origin.getKey().id().toBytes());
      out.writeLong(origin.getValue());
    }
    out.writeInt(credits.unapplied().size());
    for (ReceivedCredit run : credits.unapplied()) {
      out.writeLong(run.first());
      out.writeLong(run.index());
      out.write(run.ciphertext().toBytes());
      out.writeLong(run.amount());
    }
  }

  /** Reads what was kept; nothing if this wallet did not write it, or not all of it is there. */
  public static Optional<AccountMemory> parse(WalletKeys keys, AccountId account, byte[] whole) {
    int length = whole.length - MAC_BYTES;
    if (length < 0) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOf(whole, length);
    if (!MessageDigest.isEqual(
        mac(keys, content), Arrays.copyOfRange(whole, length, whole.length))) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      if (in.readByte() != VERSION || !AccountId.of(bytes(in, AccountId.BYTES)).equals(account)) {
        return Optional.empty();
      }
      return Optional.of(read(in));
    } catch (IOException | InvalidProofException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static AccountMemory read(DataInputStream in) throws IOException, InvalidProofException {
    AccountView view =
        new AccountView(
            AccountStatus.valueOf(in.readUTF()),
            in.readLong(),
            in.readLong(),
            new Available(SealedAmount.of(bytes(in, ElGamalCiphertext.BYTES)), in.readLong()),
            in.readLong());
    long orderNumber = in.readLong();
    ReadMarks marks = new ReadMarks(readMark(in), readMark(in), readOperator(in));
    return new AccountMemory(view, orderNumber, readCredits(in), marks);
  }

  private static KnownCredits readCredits(DataInputStream in)
      throws IOException, InvalidProofException {
    long received = in.readLong();
    Map<Origin, Long> highestByOrigin = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      highestByOrigin.put(new Origin(Bytes.of(bytes(in, AccountId.BYTES))), in.readLong());
    }
    List<ReceivedCredit> unapplied = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      unapplied.add(
          new ReceivedCredit(
              in.readLong(),
              in.readLong(),
              ElGamalCiphertext.parse(bytes(in, ElGamalCiphertext.BYTES)),
              in.readLong()));
    }
    return new KnownCredits(received, highestByOrigin, unapplied);
  }

  private static byte[] bytes(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static byte[] mac(WalletKeys keys, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(keys.note().toBytes(), ALGORITHM));
      mac.update(PURPOSE);
      // The same keys may have accounts of the same id on many networks.
      byte[] key = mac.doFinal(keys.network().id().toBytes());
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(content);
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every JDK provides " + ALGORITHM, impossible);
    }
  }

  /** Does not tell the amounts. */
  @Override
  public String toString() {
    return "AccountMemory[" + view + ", " + credits.received() + " credits, " + marks + "]";
  }
}
