package io.quittance.simulation;

import static io.quittance.schemas.RejectionCode.BAD_SIGNATURE;
import static io.quittance.schemas.RejectionCode.MALFORMED;
import static io.quittance.schemas.RejectionCode.TOO_LARGE;
import static io.quittance.schemas.RejectionCode.WRONG_PARTITION;

import io.quittance.ledger.entry.SignedEntry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.Limits;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.Entry;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.simulation.PlainCommand.Flaw;
import io.quittance.wallet.account.CommandSealer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes into the journal what looks like entries: money for nothing, an entry before its time, a
 * true one in another place. Most must be refused and leave no trace. A true entry that stands
 * there once more, or under another key of the operator's, is the same entry.
 */
final class Forger {
  private static final int RECENT = 4;

  private final RandomGenerator random;
  private final EntryLane entries;
  private final List<Wallet> wallets;
  private final int partitions;

  Forger(RandomGenerator random, EntryLane entries, List<Wallet> wallets, int partitions) {
    this.random = random;
    this.entries = entries;
    this.wallets = wallets;
    this.partitions = partitions;
  }

  /**
   * A record for the journal.
   *
   * @param partition where it is written
   * @param key its key
   * @param entry its value, and what must come of it
   */
  record Forgery(int partition, byte[] key, PlainEntry entry) {}

  /** Returns the next record. */
  Forgery next() {
    Optional<EntryLane.Made> made = overheard();
    if (made.isPresent() && random.nextInt(3) == 0) {
      return trueOne(made.get());
    }
    Entry entry =
        made.filter(any -> random.nextBoolean())
            .map(EntryLane.Made::entry)
            .orElseGet(this::invented);
    return switch (random.nextInt(12)) {
      case 0 -> forged(signed(stranger(), entry), entry, BAD_SIGNATURE);
      case 1 -> forged(flipped(signed(operator(), entry)), entry, BAD_SIGNATURE);
      case 2 ->
          forged(
              SignedEntry.sign(Authorities.ANOTHER_OF_THAT_NAME, operator(), parsed(entry))
                  .toBytes(),
              entry,
              BAD_SIGNATURE);
      case 3 -> forged(enveloped(signatureOf(stranger(), entry), entry), entry, BAD_SIGNATURE);
      case 4 -> forged(enveloped(signatureOfAReceipt(), entry), entry, BAD_SIGNATURE);
      case 5 -> altered(entry);
      case 6 -> truncated(entry);
      case 7 -> minted(entry);
      case 8 -> falling(entry);
      case 9 -> bare(entry);
      case 10 -> large(entry);
      default -> commanded(entry);
    };
  }

  /** An entry that was made: of the last ones, which may not have arrived yet, or any. */
  private Optional<EntryLane.Made> overheard() {
    List<EntryLane.Made> all = entries.all();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    int recent = Math.min(all.size(), random.nextBoolean() ? RECENT : all.size());
    return Optional.of(all.get(all.size() - 1 - random.nextInt(recent)));
  }

  /** The very bytes once more, there or elsewhere; or the same under another of the keys. */
  private Forgery trueOne(EntryLane.Made made) {
    PlainEntry plain = made.plain();
    byte[] key = plain.payee().toBytes();
    int partition = Partitions.of(key, partitions);
    Flaw misplaced = new Flaw(WRONG_PARTITION, true, false);
    return switch (random.nextInt(5)) {
      case 0 -> new Forgery(partition, null, plain.flawed(misplaced));
      case 1 -> {
        byte[] others = party().id().toBytes();
        yield Arrays.equals(others, key)
            ? new Forgery(partition, new byte[key.length], plain.flawed(misplaced))
            : new Forgery(Partitions.of(others, partitions), others, plain.flawed(misplaced));
      }
      case 2 ->
          partitions == 1
              ? new Forgery(partition, key, plain)
              : new Forgery((partition + 1) % partitions, key, plain.flawed(misplaced));
      case 3 -> {
        byte[] value = signed(operator(), made.entry());
        yield new Forgery(
            partition, key, PlainEntries.signed(value, made.entry(), plain.credit().orElseThrow()));
      }
      default -> new Forgery(partition, key, plain);
    };
  }

  private Forgery forged(byte[] value, Entry entry, RejectionCode code) {
    byte[] key = entry.getPayee().bytes();
    return new Forgery(
        Partitions.of(key, partitions),
        key,
        new PlainEntry(
            CommandId.ofRecordValue(value),
            value,
            new byte[0],
            AccountId.of(entry.getPayee()),
            Optional.empty(),
            Optional.of(new Flaw(code, true, false))));
  }

  /** Something else under the signature of a true entry. */
  private Forgery altered(Entry entry) {
    SigningKey operator = operator();
    Fixed64 signature = signatureOf(operator, entry);
    Entry other = copy(entry);
    switch (random.nextInt(6)) {
      case 0 -> other.setPayee(party().id().fixed());
      case 1 -> other.setNumber(entry.getNumber() + 1);
      case 2 -> other.setOrigin(party().id().fixed());
      case 3 -> other.setPrevious(Math.max(0, entry.getPrevious() - 1));
      case 4 -> other.setPosition(new JournalPosition(0, 0L, 0L, 1));
      default -> ((Paid) other.getFact()).setMemo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
    return other.equals(entry)
        ? forged(signed(stranger(), entry), entry, BAD_SIGNATURE)
        : forged(enveloped(operator, signature, other), other, BAD_SIGNATURE);
  }

  private Forgery truncated(Entry entry) {
    byte[] value = signed(operator(), entry);
    return forged(Arrays.copyOf(value, random.nextInt(value.length)), entry, MALFORMED);
  }

  /** Money of the issuer's, which is never an entry of its own. */
  private Forgery minted(Entry entry) {
    Entry other = copy(entry);
    other.setFact(
        new Minted(
            new Fixed32(new byte[32]), new Fixed32(new byte[32]), 1L, ByteBuffer.allocate(0)));
    return forged(signed(random.nextBoolean() ? stranger() : operator(), other), other, MALFORMED);
  }

  /** Numbers that do not rise. */
  private Forgery falling(Entry entry) {
    Entry other = copy(entry);
    other.setPrevious(random.nextBoolean() ? -1 : entry.getNumber() + random.nextInt(2));
    byte[] payload = SingleObject.encode(other);
    return forged(enveloped(stranger(), new Fixed64(new byte[64]), payload), other, MALFORMED);
  }

  /** An entry without its envelope, or another record that the operator signs, in its place. */
  private Forgery bare(Entry entry) {
    byte[] value = random.nextBoolean() ? SingleObject.encode(entry) : receipt();
    return forged(value, entry, MALFORMED);
  }

  private Forgery large(Entry entry) {
    Entry other = copy(entry);
    ((Paid) other.getFact()).setMemo(ByteBuffer.allocate(Limits.MAX_RECORD_BYTES));
    return forged(signed(stranger(), other), other, TOO_LARGE);
  }

  /** An entry in the envelope of a command. */
  private Forgery commanded(Entry entry) {
    return forged(
        CommandSealer.seal(Authorities.NETWORK, stranger(), Long.MAX_VALUE, entry),
        entry,
        MALFORMED);
  }

  /** A payment that nobody has made. */
  private Entry invented() {
    Party payer = party();
    Party payee = party();
    byte[] part = new byte[128];
    random.nextBytes(part);
    return new Entry(
        payer.id().fixed(),
        payee.id().fixed(),
        1L + random.nextInt(20),
        0L,
        payer.asset().id().fixed(),
        new Fixed32(Arrays.copyOf(part, 32)),
        new JournalPosition(
            0, (long) random.nextInt(50), SimulatedKafka.START_MILLIS, Authorities.LAST_STATEMENT),
        new Paid(
            Drafts.key(payee.signing()),
            new Fixed32(payer.keys().publicKey().toBytes()),
            new Fixed32(payee.keys().publicKey().toBytes()),
            new Fixed128(part),
            new Fixed128(part.clone()),
            ByteBuffer.allocate(0),
            0,
            ByteBuffer.allocate(224)));
  }

  private Party party() {
    return wallets.get(random.nextInt(wallets.size())).owner();
  }

  private SigningKey stranger() {
    return random.nextBoolean() ? party().signing() : Authorities.ISSUER;
  }

  private SigningKey operator() {
    return Authorities.OPERATOR.get(random.nextInt(Authorities.OPERATOR.size()));
  }

  private static io.quittance.ledger.entry.Entry parsed(Entry entry) {
    return io.quittance.ledger.entry.Entry.of(entry);
  }

  private static byte[] signed(SigningKey key, Entry entry) {
    return SignedEntry.sign(Authorities.NETWORK, key, parsed(entry)).toBytes();
  }

  private static Fixed64 signatureOf(SigningKey key, Entry entry) {
    return new Fixed64(
        SignedEntry.sign(Authorities.NETWORK, key, parsed(entry)).signature().toBytes());
  }

  /** A signature of the operator's under something else than an entry. */
  private Fixed64 signatureOfAReceipt() {
    try {
      return SingleObject.decode(SignedReceipt.class, receipt()).getSignature();
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("a receipt of ours cannot be read", e);
    }
  }

  private byte[] receipt() {
    return Authorities.RECEIPTS.sign(
        new Receipt(
            new Fixed32(new byte[32]),
            party().id().fixed(),
            ReceiptStatus.ACCEPTED,
            null,
            1L,
            new JournalPosition(0, 0L, SimulatedKafka.START_MILLIS, Authorities.LAST_STATEMENT),
            null));
  }

  /** Names a key of the operator's as the signer. */
  private byte[] enveloped(Fixed64 signature, Entry entry) {
    return enveloped(operator(), signature, entry);
  }

  private static byte[] enveloped(SigningKey named, Fixed64 signature, Entry entry) {
    return enveloped(named, signature, SingleObject.encode(entry));
  }

  private static byte[] enveloped(SigningKey named, Fixed64 signature, byte[] payload) {
    return SingleObject.encode(
        new io.quittance.schemas.journal.SignedEntry(
            Drafts.key(named), signature, ByteBuffer.wrap(payload)));
  }

  /** Flips a bit of the signature, which stands behind the fingerprint and the key. */
  private byte[] flipped(byte[] value) {
    value[10 + 32 + random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
    return value;
  }

  private static Entry copy(Entry entry) {
    return Entry.newBuilder(entry).build();
  }
}
