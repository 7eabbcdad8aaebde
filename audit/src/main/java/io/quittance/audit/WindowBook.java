package io.quittance.audit;

import io.quittance.ledger.submission.Position;
import io.quittance.ledger.window.Totals;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.audit.DueEvent;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sums published totals of windows again, from the events since the total before of the same asset
 * and auditor's key, without decrypting anything.
 *
 * <p>A total of as many transfers as there are must be their sum to the byte. One of fewer may be
 * honest: an event that becomes final after its window was published belongs to the next one. What
 * is lacking is owed, and later totals must make up for it within {@link #PATIENCE_MILLIS}; totals
 * of single payees are not compared while anything is owed. So an operator can put off transfers to
 * a later window, and name a false total until they are due.
 */
final class WindowBook {
  /** How long totals may owe transfers, in log time. */
  static final long PATIENCE_MILLIS = Conclusions.PATIENCE_MILLIS;

  private static final EncryptedTotal NOTHING =
      EncryptedTotal.newBuilder()
          .setAsset(new Fixed32(new byte[AccountId.BYTES]))
          .setStartMillis(0)
          .setEndMillis(0)
          .setTransfers(0)
          .setLo(new Fixed64(ElGamalCiphertext.IDENTITY.toBytes()))
          .setHi(new Fixed64(ElGamalCiphertext.IDENTITY.toBytes()))
          .build();

  private final AuditStore store;
  private final Counts counts;
  private final Differences differences;

  /** What each payee got in the period that was summed last. */
  private final Map<Fixed32, EncryptedTotal> payees = new HashMap<>();

  private EncryptedTotal summed = NOTHING;
  private boolean owing;

  WindowBook(AuditStore store, Counts counts, Differences differences) {
    this.store = store;
    this.counts = counts;
    this.differences = differences;
  }

  /** Returns the key of a transfer, by the time of its event. */
  static byte[] paid(Fixed32 asset, int epoch, Position event) {
    return AuditStore.key(
        asset.bytes(), epoch, event.timestampMillis(), event.partition(), event.offset());
  }

  /** Compares a published total. */
  void total(ConsumerRecord<byte[], byte[]> record) throws QuittanceException {
    Place place = Place.of(record);
    try {
      byte[] value = record.value() == null ? new byte[0] : record.value();
      EncryptedTotal total = SingleObject.decode(EncryptedTotal.class, value);
      if (!Arrays.equals(total.getAsset().bytes(), record.key())) {
        throw new MalformedRecordException("a total that is not keyed by its asset");
      }
      counts.add(Counts.TOTALS, 1);
      if (total.getPayee() == null) {
        ofAll(place, total);
      } else {
        ofPayee(place, total);
      }
    } catch (MalformedRecordException broken) {
      differences.add(place, "a record", "an encrypted total", broken.getMessage());
    }
  }

  private void ofAll(Place place, EncryptedTotal total)
      throws QuittanceException, MalformedRecordException {
    byte[] line = AuditStore.key(total.getAsset().bytes(), total.getAuditorEpoch());
    EncryptedTotal before = store.get(Table.OWED, line).map(WindowBook::decode).orElse(NOTHING);
    if (total.getStartMillis() < before.getEndMillis()) {
      differences.add(
          place, named(total), "it behind the one before", "that their periods overlap");
      return;
    }
    EncryptedTotal expected = sum(total, before);
    long lacking = expected.getTransfers() - total.getTransfers();
    long since = before.getTransfers() > 0 ? before.getStartMillis() : total.getEndMillis();
    boolean overdue = lacking > 0 && total.getEndMillis() - since > PATIENCE_MILLIS;
    if (lacking < 0 || overdue || lacking == 0 && !same(expected, total)) {
      differ(place, total, expected);
      lacking = 0;
    }
    // Whose transfers are owed is not known any more.
    owing = lacking > 0 || before.getTransfers() > 0;
    EncryptedTotal owed = lacking > 0 ? minus(expected, total) : NOTHING;
    owed = EncryptedTotal.newBuilder(owed).setStartMillis(since).build();
    owed.setEndMillis(total.getEndMillis());
    store.put(Table.OWED, line, SingleObject.encode(owed));
    summed = total;
  }

  private void ofPayee(Place place, EncryptedTotal total) {
    boolean together =
        total.getAsset().equals(summed.getAsset())
            && total.getAuditorEpoch() == summed.getAuditorEpoch()
            && total.getStartMillis() == summed.getStartMillis()
            && total.getEndMillis() == summed.getEndMillis();
    EncryptedTotal expected = payees.getOrDefault(total.getPayee(), NOTHING);
    if (!together) {
      differences.add(place, named(total), "one of all payees for that period before it", "none");
    } else if (!owing && !same(expected, total)) {
      differ(place, total, expected);
    }
  }

  /** Sums what was paid since the total before, and what that one still owes. */
  private EncryptedTotal sum(EncryptedTotal total, EncryptedTotal before)
      throws QuittanceException {
    payees.clear();
    EncryptedTotal[] sum = {before};
    byte[] line = AuditStore.key(total.getAsset().bytes(), total.getAuditorEpoch());
    store.scan(
        Table.PAID_IN_TIME,
        line,
        AuditStore.key(line, before.getEndMillis()),
        (key, command) -> {
          if (ByteBuffer.wrap(key).getLong(line.length) >= total.getEndMillis()) {
            return false;
          }
          Totals.of(EventBook.event(eventOf(command)), 0, total.getEndMillis())
              .ifPresent(
                  one -> {
                    sum[0] = Totals.sum(sum[0], one, null);
                    payees.merge(one.getPayee(), one, (a, b) -> Totals.sum(a, b, one.getPayee()));
                  });
          return true;
        });
    return sum[0];
  }

  private DueEvent eventOf(byte[] command) {
    return store
        .get(Table.DUE_EVENT, command)
        .map(EventBook::decode)
        .orElseThrow(() -> new IllegalStateException("a paid transfer is not kept"));
  }

  private static boolean same(EncryptedTotal one, EncryptedTotal other) {
    return one.getTransfers() == other.getTransfers()
        && one.getLo().equals(other.getLo())
        && one.getHi().equals(other.getHi());
  }

  private static EncryptedTotal minus(EncryptedTotal a, EncryptedTotal b)
      throws MalformedRecordException {
    return EncryptedTotal.newBuilder(a)
        .setTransfers(a.getTransfers() - b.getTransfers())
        .setLo(minus(a.getLo(), b.getLo()))
        .setHi(minus(a.getHi(), b.getHi()))
        .build();
  }

  private static Fixed64 minus(Fixed64 a, Fixed64 b) throws MalformedRecordException {
    try {
      return new Fixed64(
          ElGamalCiphertext.parse(a.bytes())
              .subtract(ElGamalCiphertext.parse(b.bytes()))
              .toBytes());
    } catch (InvalidProofException broken) {
      throw new MalformedRecordException("a total that is no ciphertext: " + broken.getMessage());
    }
  }

  private static EncryptedTotal decode(byte[] kept) {
    try {
      return SingleObject.decode(EncryptedTotal.class, kept);
    } catch (MalformedRecordException altered) {
      throw new IllegalStateException("what the audit kept was altered", altered);
    }
  }

  private void differ(Place place, EncryptedTotal total, EncryptedTotal expected) {
    String content = total.getTransfers() == expected.getTransfers() ? ", another sum" : "";
    differences.add(
        place,
        named(total),
        "the sum of " + expected.getTransfers() + " transfers",
        total.getTransfers() + " transfers" + content);
  }

  private static String named(EncryptedTotal total) {
    return "the encrypted total of asset "
        + AssetId.of(total.getAsset())
        + (total.getPayee() == null ? "" : " to " + AccountId.of(total.getPayee()))
        + " until "
        + Instant.ofEpochMilli(total.getEndMillis());
  }
}
