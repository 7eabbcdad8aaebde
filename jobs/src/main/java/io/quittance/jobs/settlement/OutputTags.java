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

  /** Every settled event as it was read back, keyed as it is in the log. */
  public static final OutputTag<TopicRecord> READ_BACK =
      new OutputTag<>("read-back", ValueTypeInfo.TOPIC_RECORD);

  private OutputTags() {}
}
