package io.quittance.simulation;

import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.AccountStates;
import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.jobs.settlement.OutputTags;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Settled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.util.OutputTag;

/**
 * What comes of the journal, as far as it must not depend on the order in which its partitions were
 * read: per partition, what each operator says about each account's records there, in its order.
 *
 * @param said by partition, operator, output and account: the records' bytes in hexadecimal
 * @param settled the settled events' bytes in hexadecimal, in any order
 * @param rejections the rejections', in any order
 * @param states what is kept of each account, by partition and account
 * @param stateDigest digest of all that is kept of all accounts, in the accounts' order
 */
public record Outcome(
    Map<String, List<String>> said,
    List<String> settled,
    List<String> rejections,
    Map<String, String> states,
    String stateDigest) {

  /** Returns what differs, in words; empty if nothing does. */
  public String differenceFrom(Outcome other) {
    if (!said.equals(other.said)) {
      return "what is said differs: " + firstDifference(other);
    }
    return states.equals(other.states) ? "" : "the final states differ";
  }

  private String firstDifference(Outcome other) {
    for (Map.Entry<String, List<String>> lane : other.said.entrySet()) {
      if (!lane.getValue().equals(said.get(lane.getKey()))) {
        return lane.getKey();
      }
    }
    return said.keySet().stream().filter(lane -> !other.said.containsKey(lane)).findFirst().get();
  }

  /** Returns what comes of one partition of the journal. */
  Outcome ofPartition(int partition) {
    String prefix = partition + " ";
    Map<String, List<String>> lanes = new TreeMap<>(said);
    lanes.keySet().removeIf(lane -> !lane.startsWith(prefix));
    Map<String, String> accounts = new TreeMap<>(states);
    accounts.keySet().removeIf(account -> !account.startsWith(prefix));
    return new Outcome(lanes, List.of(), List.of(), accounts, "");
  }

  /** Returns whether this is the beginning of another one. */
  boolean begins(Outcome longer) {
    return said.entrySet().stream()
        .allMatch(
            lane -> {
              List<String> all = longer.said.getOrDefault(lane.getKey(), List.of());
              int size = lane.getValue().size();
              return size <= all.size() && lane.getValue().equals(all.subList(0, size));
            });
  }

  /** Gathers what a job emits. */
  static final class Collector implements RunningJob.Observer {
    private final Map<String, List<String>> said = new TreeMap<>();
    private final int partitions;
    private final List<String> settled = new ArrayList<>();
    private final List<String> rejections = new ArrayList<>();

    Collector(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public void taking(OperatorTask task, int input, Object value) {
      // Only what comes out counts.
    }

    @Override
    public void rested(OperatorTask task) {
      // Only what comes out counts.
    }

    @Override
    public void emitted(OperatorTask task, OutputTag<?> tag, Object value) {
      if (OutputTags.RECEIPTS.equals(tag)) {
        Receipt receipt = receipt((TopicRecord) value);
        say(task, receipt.getPosition().getPartition(), "receipts", (TopicRecord) value);
      } else if (OutputTags.REJECTIONS.equals(tag)) {
        byte[] rejection = ((TopicRecord) value).value();
        rejections.add(hex(rejection));
        int partition = decoded(Rejection.class, rejection).getPosition().getPartition();
        say(task, partition, "rejections", (TopicRecord) value);
      } else if (OutputTags.ENTRIES.equals(tag)) {
        AccountId payer = AccountId.of(entry((TopicRecord) value).getOrigin());
        say(task, Partitions.of(payer, partitions), "entries of " + payer, (TopicRecord) value);
      } else if (task.identity() == SettlementOperator.SETTLE && tag == null) {
        SettledRecord record = (SettledRecord) value;
        settled.add(hex(record.value()));
        Settled event = decoded(Settled.class, record.value());
        int partition = event.getPosition().getPartition();
        String account = "events of " + AccountId.of(event.getAccount());
        say(task, partition, account, new TopicRecord(record.key(), record.value()));
      }
    }

    private void say(OperatorTask task, int partition, String what, TopicRecord record) {
      String key = record.key() == null ? "nobody" : hex(record.key());
      said.computeIfAbsent(
              partition + " " + task.identity().uid() + " " + what + " for " + key,
              any -> new ArrayList<>())
          .add(hex(record.value()));
    }

    private static Receipt receipt(TopicRecord record) {
      SignedReceipt signed = decoded(SignedReceipt.class, record.value());
      byte[] payload = new byte[signed.getPayload().remaining()];
      signed.getPayload().get(payload);
      return decoded(Receipt.class, payload);
    }

    private static io.quittance.schemas.journal.Entry entry(TopicRecord record) {
      var signed = decoded(io.quittance.schemas.journal.SignedEntry.class, record.value());
      byte[] payload = new byte[signed.getPayload().remaining()];
      signed.getPayload().get(payload);
      return decoded(io.quittance.schemas.journal.Entry.class, payload);
    }

    private static <T extends SpecificRecordBase> T decoded(Class<T> type, byte[] value) {
      try {
        return SingleObject.decode(type, value);
      } catch (MalformedRecordException e) {
        throw new BrokenInvariant("what is said cannot be read: " + e.getMessage());
      }
    }

    Outcome outcome(RunningJob job) throws Exception {
      List<AccountStates> all = new ArrayList<>();
      Map<String, String> states = new TreeMap<>();
      for (OperatorTask task : job.tasks(SettlementOperator.SETTLE)) {
        KeyedStateBackend<AccountId> backend = task.getOperator().getKeyedStateBackend();
        AccountStates ofTask = AccountStates.of(backend);
        all.add(ofTask);
        for (AccountId account : ofTask.accounts()) {
          states.put(
              Partitions.of(account, partitions) + " " + account, words(ofTask.kept(account)));
        }
      }
      return new Outcome(said, settled, rejections, states, AccountStates.digest(all));
    }

    private static String words(Kept kept) {
      StringBuilder words = new StringBuilder();
      kept.state().ifPresent(state -> words.append(hex(SingleObject.encode(state))));
      new TreeMap<>(kept.totals())
          .forEach((count, sum) -> words.append(' ').append(count).append(' ').append(hex(sum)));
      return words
          .append(new TreeMap<>(kept.credited()))
          .append(new TreeMap<>(kept.paid()))
          .toString();
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
  }
}
