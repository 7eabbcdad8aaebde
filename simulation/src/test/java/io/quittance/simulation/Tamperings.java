package io.quittance.simulation;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.AdmittedRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.jobs.settlement.Count;
import io.quittance.jobs.settlement.OutputTags;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.state.AccountState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.util.OutputTag;

/** Ways of changing what a job says and keeps. */
final class Tamperings {
  /** A ciphertext that no honest account of a simulation has: the generator in both halves. */
  static final byte[] OTHER_CIPHERTEXT = otherCiphertext();

  private Tamperings() {}

  private static byte[] otherCiphertext() {
    byte[] point = Sealing.commitment(PlainMoney.of(1, 0)).compress().toBytes();
    byte[] both = Arrays.copyOf(point, 64);
    System.arraycopy(point, 0, both, 32, 32);
    return both;
  }

  /** Changes what one operator emits; the tag is null for its main output. */
  static Tampering emitting(
      SettlementOperator operator,
      OutputTag<?> tag,
      Function<Tampering.Emission, List<Tampering.Emission>> change) {
    return new Tampering() {
      @Override
      public List<Emission> emitted(OperatorTask task, Emission emission) {
        return task.identity() == operator && Objects.equals(tag, emission.tag())
            ? change.apply(emission)
            : List.of(emission);
      }
    };
  }

  static Tampering dropping(SettlementOperator operator, OutputTag<?> tag) {
    return emitting(operator, tag, emission -> List.of());
  }

  static Tampering doubling(SettlementOperator operator, OutputTag<?> tag) {
    return emitting(operator, tag, emission -> List.of(emission, emission));
  }

  /** Changes the records that one operator emits. */
  static Tampering records(
      SettlementOperator operator, OutputTag<?> tag, UnaryOperator<TopicRecord> change) {
    return emitting(
        operator,
        tag,
        emission -> List.of(new Tampering.Emission(tag, changed(emission.value(), change))));
  }

  /** Changes a record's key and value; by what an event is derived again stays as it is. */
  private static Object changed(Object value, UnaryOperator<TopicRecord> change) {
    if (value instanceof SettledRecord settled) {
      TopicRecord other = change.apply(new TopicRecord(settled.key(), settled.value()));
      return new SettledRecord(other.key(), other.value(), settled.derivation());
    }
    return change.apply((TopicRecord) value);
  }

  /** Lets settle keep something else to derive its events by. */
  static Tampering otherDerivations() {
    return emitting(
        SettlementOperator.SETTLE,
        null,
        emission -> {
          SettledRecord settled = (SettledRecord) emission.value();
          byte[] other = settled.derivation().clone();
          other[other.length - 1] ^= 1;
          return List.of(
              new Tampering.Emission(
                  null, new SettledRecord(settled.key(), settled.value(), other)));
        });
  }

  /** Lets an operator emit on another output what it emits on one. */
  static Tampering divertingTo(
      OutputTag<?> to,
      SettlementOperator operator,
      OutputTag<?> from,
      Function<Object, Object> value) {
    return emitting(
        operator,
        from,
        emission -> List.of(new Tampering.Emission(to, value.apply(emission.value()))));
  }

  /** Lets an operator pass on, instead of a record, an earlier one of another account. */
  static Tampering passingOnAnEarlierOne(SettlementOperator operator) {
    Object[] earlier = new Object[1];
    return emitting(
        operator,
        null,
        emission -> {
          Object now = emission.value();
          Object before = earlier[0] == null ? now : earlier[0];
          earlier[0] = now;
          boolean other = !account(before).equals(account(now));
          return List.of(new Tampering.Emission(null, other ? before : now));
        });
  }

  private static AccountId account(Object record) {
    return record instanceof AdmittedRecord admitted
        ? admitted.account()
        : ((AddressedRecord) record).account();
  }

  /** Lets settle emit other events. */
  static Tampering events(Predicate<Settled> which, Consumer<Settled> change) {
    return records(
        SettlementOperator.SETTLE, null, record -> changed(Settled.class, record, which, change));
  }

  /** Lets settle emit other events of those kinds that have a field. */
  static Tampering field(String name, UnaryOperator<Object> change) {
    return events(
        event -> what(event).getSchema().getField(name) != null,
        event -> what(event).put(name, change.apply(what(event).get(name))));
  }

  private static SpecificRecordBase what(Settled event) {
    return (SpecificRecordBase) event.getEvent();
  }

  static <T extends SpecificRecordBase> TopicRecord changed(
      Class<T> type, TopicRecord record, Predicate<T> which, Consumer<T> change) {
    T decoded = decoded(type, record.value());
    if (!which.test(decoded)) {
      return record;
    }
    change.accept(decoded);
    return new TopicRecord(record.key(), SingleObject.encode(decoded));
  }

  static <T extends SpecificRecordBase> T decoded(Class<T> type, byte[] value) {
    try {
      return SingleObject.decode(type, value);
    } catch (MalformedRecordException e) {
      throw new AssertionError(e);
    }
  }

  /** Changes only what was seen before, as after a restore. */
  static UnaryOperator<TopicRecord> again(
      Function<TopicRecord, Object> identity, UnaryOperator<TopicRecord> change) {
    Set<Object> seen = new HashSet<>();
    return record -> seen.add(identity.apply(record)) ? record : change.apply(record);
  }

  static TopicRecord truncated(TopicRecord record) {
    return new TopicRecord(record.key(), Arrays.copyOf(record.value(), record.value().length - 1));
  }

  static TopicRecord keyedByNobody(TopicRecord record) {
    return new TopicRecord(new byte[record.key().length], record.value());
  }

  /** Changes what is written to a topic. */
  static Tampering writing(Topic which, Function<TopicRecord, List<TopicRecord>> change) {
    return new Tampering() {
      @Override
      public List<TopicRecord> written(Topic topic, TopicRecord record) {
        return topic.equals(which) ? change.apply(record) : List.of(record);
      }
    };
  }

  /** Loses the first record that is under way to an operator, and counts it all the same. */
  static Tampering losing(SettlementOperator to) {
    boolean[] lost = new boolean[1];
    return new Tampering() {
      @Override
      public long counted(Count count, long sum) {
        return count == Count.ACCEPTED && lost[0] ? sum + 1 : sum;
      }

      @Override
      public boolean loses(OperatorTask task, int at, Object value) {
        boolean first = !lost[0] && task.identity() == to;
        lost[0] |= first;
        return first;
      }
    };
  }

  /** Changes the receipts of a status that are written; what is changed is signed anew. */
  static Tampering receipts(ReceiptStatus which, Function<Receipt, List<Receipt>> change) {
    return writing(
        Topics.RECEIPTS,
        record -> {
          Receipt receipt = receipt(record);
          return receipt.getStatus() == which
              ? change.apply(receipt).stream()
                  .map(one -> new TopicRecord(record.key(), Authorities.RECEIPTS.sign(one)))
                  .toList()
              : List.of(record);
        });
  }

  private static Receipt receipt(TopicRecord record) {
    SignedReceipt signed = decoded(SignedReceipt.class, record.value());
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().get(payload);
    return decoded(Receipt.class, payload);
  }

  /** Returns the receipt with another number. */
  static Receipt numbered(Receipt receipt, long number) {
    return Receipt.newBuilder(receipt).setNumber(number).build();
  }

  static Tampering counting(Count which) {
    return new Tampering() {
      @Override
      public long counted(Count count, long sum) {
        return count == which ? sum + 1 : sum;
      }
    };
  }

  /** Changes what is kept, when a task has come to rest. */
  static Tampering keeping(
      Predicate<PlainAccount> which, BiFunction<PlainAccount, Kept, Kept> change) {
    return new Tampering() {
      @Override
      public Kept kept(PlainAccount plain, Kept kept, Moment moment) {
        return moment == Moment.REST && kept.state().isPresent() && which.test(plain)
            ? change.apply(plain, kept)
            : kept;
      }
    };
  }

  /** Changes what is kept of any account. */
  static Tampering state(Consumer<AccountState> change) {
    return state(any -> true, change);
  }

  static Tampering state(Predicate<PlainAccount> which, Consumer<AccountState> change) {
    return keeping(which, (plain, kept) -> withState(kept, change));
  }

  static Kept withState(Kept kept, Consumer<AccountState> change) {
    AccountState state = AccountState.newBuilder(kept.state().orElseThrow()).build();
    change.accept(state);
    return new Kept(Optional.of(state), kept.totals(), kept.credited(), kept.paid());
  }

  static Fixed64 otherCiphertextRecord() {
    return new Fixed64(OTHER_CIPHERTEXT.clone());
  }

  static Tampering unknownOutput() {
    OutputTag<TopicRecord> tag = new OutputTag<>("gossip", OutputTags.RECEIPTS.getTypeInfo());
    return divertingTo(tag, SettlementOperator.SETTLE, OutputTags.RECEIPTS, value -> value);
  }
}
