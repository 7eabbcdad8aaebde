package io.quittance.simulation;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.AccountStates;
import io.quittance.jobs.settlement.OutputTags;
import io.quittance.jobs.settlement.SettlementOperator;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.SignedReceipt;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.util.OutputTag;

/**
 * What comes of two logs, as far as it must not depend on the order in which they were read.
 *
 * <p>An account's receipts have an order per operator that gives them and partition that the
 * commands stand in, the wrong ones included. Receipts of issues stand apart: an issue does not
 * wait with the commands before it.
 *
 * @param settled settled events by their ids, in hexadecimal
 * @param receipts by who gave them and for whom: their bytes in hexadecimal, in their order
 * @param rejections their bytes, sorted
 * @param stateDigest digest of all that is kept of all accounts, in the accounts' order
 */
public record Outcome(
    Map<String, String> settled,
    Map<String, List<String>> receipts,
    List<String> rejections,
    String stateDigest) {

  /** Returns what differs, in words; empty if nothing does. */
  public String differenceFrom(Outcome other) {
    if (!settled.equals(other.settled)) {
      return "the settled events differ";
    } else if (!receipts.equals(other.receipts)) {
      return "the receipts differ";
    } else if (!rejections.equals(other.rejections)) {
      return "the rejections differ";
    }
    return stateDigest.equals(other.stateDigest) ? "" : "the final states differ";
  }

  /** Gathers what a job emits. */
  static final class Collector implements RunningJob.Observer {
    private final Map<String, String> settled = new TreeMap<>();
    private final Map<String, List<String>> receipts = new TreeMap<>();
    private final List<String> rejections = new ArrayList<>();
    private final Submissions submissions;

    Collector(Submissions submissions) {
      this.submissions = submissions;
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
        TopicRecord record = (TopicRecord) value;
        receipts
            .computeIfAbsent(lane(task, record), any -> new ArrayList<>())
            .add(hex(record.value()));
      } else if (OutputTags.REJECTIONS.equals(tag)) {
        rejections.add(hex(((TopicRecord) value).value()));
      } else if (task.identity() == SettlementOperator.SETTLE && tag == null) {
        byte[] event = ((TopicRecord) value).value();
        String before = settled.put(FinalLane.id(event).toString(), hex(event));
        if (before != null) {
          throw new BrokenInvariant("a command was settled twice");
        }
      }
    }

    private String lane(OperatorTask task, TopicRecord record) {
      Receipt receipt = receipt(record);
      CommandId id = CommandId.of(receipt.getCommandId());
      boolean issue = submissions.command(id).kind() == PlainCommand.Kind.ISSUE;
      int partition = receipt.getPosition().getPartition();
      return task.identity().uid()
          + (issue ? " issue " : " ")
          + partition
          + " "
          + hex(record.key());
    }

    private static Receipt receipt(TopicRecord record) {
      try {
        SignedReceipt signed = SingleObject.decode(SignedReceipt.class, record.value());
        byte[] payload = new byte[signed.getPayload().remaining()];
        signed.getPayload().get(payload);
        return SingleObject.decode(Receipt.class, payload);
      } catch (MalformedRecordException e) {
        throw new BrokenInvariant("a receipt cannot be read: " + e.getMessage());
      }
    }

    Outcome outcome(RunningJob job) throws Exception {
      List<AccountStates> states = new ArrayList<>();
      for (OperatorTask task : job.tasks(SettlementOperator.SETTLE)) {
        KeyedStateBackend<AccountId> backend = task.getOperator().getKeyedStateBackend();
        states.add(AccountStates.of(backend));
      }
      return new Outcome(
          settled, receipts, rejections.stream().sorted().toList(), AccountStates.digest(states));
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
  }
}
