package io.quittance.jobs.settlement;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.ValueTypeInfo;
import org.apache.flink.util.OutputTag;

/** The operators' side outputs. */
public final class OutputTags {
  public static final OutputTag<TopicRecord> RECEIPTS =
      new OutputTag<>("receipts", ValueTypeInfo.TOPIC_RECORD);
  public static final OutputTag<TopicRecord> REJECTIONS =
      new OutputTag<>("rejections", ValueTypeInfo.TOPIC_RECORD);

  /** What each account has become whose balance somebody is told, as it is kept in state. */
  public static final OutputTag<TopicRecord> ACCOUNTS =
      new OutputTag<>("accounts", ValueTypeInfo.TOPIC_RECORD);

  /** Signed entries, which must be in the journal before the checkpoint that follows them. */
  public static final OutputTag<TopicRecord> ENTRIES =
      new OutputTag<>("entries", ValueTypeInfo.TOPIC_RECORD);

  private OutputTags() {}
}
