package io.quittance.jobs.settlement;

import org.apache.flink.util.OutputTag;

/** The operators' side outputs; but for the last each ends in the topic of its name. */
final class OutputTags {
  static final OutputTag<TopicRecord> RECEIPTS =
      new OutputTag<>("receipts", ValueTypeInfo.TOPIC_RECORD);
  static final OutputTag<TopicRecord> REJECTIONS =
      new OutputTag<>("rejections", ValueTypeInfo.TOPIC_RECORD);
  static final OutputTag<TopicRecord> BALANCES =
      new OutputTag<>("balances", ValueTypeInfo.TOPIC_RECORD);

  /** Every settled event as it was read back, keyed as it is in the log. */
  static final OutputTag<TopicRecord> READ_BACK =
      new OutputTag<>("read-back", ValueTypeInfo.TOPIC_RECORD);

  private OutputTags() {}
}
