package io.quittance.schemas;

import io.quittance.schemas.Topic.Cleanup;
import io.quittance.schemas.Topic.Isolation;
import io.quittance.schemas.Topic.Partitioning;
import io.quittance.schemas.Topic.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The catalogue of topics, from which topic creation, documents and manifests follow. */
public final class Topics {
  private static final String OPERATOR = "the operator's settlement job";
  private static final String ACCOUNT = "account id, 32 bytes";
  private static final String BACKWARD =
      "Fields are only added, with defaults; readers of the new schema read all old records.";
  private static final String FROZEN =
      "The signed bytes of a command type never change; new types are added beside the old.";
  private static final int MAX_BATCH_BYTES = 1 << 20;

  /**
   * The one log that every verdict is a function of: what the network is, what senders want, and
   * the entries that follow from what was accepted.
   */
  public static final Topic JOURNAL =
      new Topic(
          "quittance.journal",
          "wallets, issuers and compliance officers; of entries " + OPERATOR,
          ACCOUNT,
          List.of(
              "io.quittance.schemas.command.SignedCommand",
              "io.quittance.schemas.journal.SignedEntry",
              "io.quittance.schemas.journal.SignedStatement"),
          Cleanup.DELETE,
          Optional.empty(),
          Timestamps.LOG_APPEND,
          Partitioning.AS_LEDGER,
          Isolation.READ_UNCOMMITTED,
          FROZEN,
          MAX_BATCH_BYTES);

  /**
   * The instant lane: verdicts and credits, at least once, never contradicted. They are kept,
   * because a wallet that is restored learns from them what it has received. Their times are the
   * brokers', so that nobody who got a retired key can write as if he had written earlier.
   */
  public static final Topic RECEIPTS =
      new Topic(
          "quittance.receipts",
          OPERATOR,
          ACCOUNT,
          List.of("io.quittance.schemas.receipt.SignedReceipt"),
          Cleanup.DELETE,
          Optional.empty(),
          Timestamps.LOG_APPEND,
          Partitioning.AS_LEDGER,
          Isolation.READ_UNCOMMITTED,
          BACKWARD,
          MAX_BATCH_BYTES);

  /** The final lane: what happened, exactly once. */
  public static final Topic SETTLEMENTS =
      new Topic(
          "quittance.settlements",
          OPERATOR,
          "payee's account id, else the account's own, 32 bytes",
          List.of("io.quittance.schemas.settlement.Settled"),
          Cleanup.DELETE,
          Optional.empty(),
          Timestamps.LOG_APPEND,
          Partitioning.AS_LEDGER,
          Isolation.READ_COMMITTED,
          BACKWARD,
          MAX_BATCH_BYTES);

  /** The dead letters: every record that was not accepted, with the reason. */
  public static final Topic REJECTIONS =
      new Topic(
          "quittance.rejections",
          OPERATOR,
          ACCOUNT + ", or null where it could not be read",
          List.of("io.quittance.schemas.receipt.Rejection"),
          Cleanup.DELETE,
          Optional.of(Duration.ofDays(30)),
          Timestamps.CREATE,
          Partitioning.FREE,
          Isolation.READ_UNCOMMITTED,
          BACKWARD,
          MAX_BATCH_BYTES);

  /** The latest encrypted balance of every account. */
  public static final Topic BALANCES =
      new Topic(
          "quittance.balances",
          OPERATOR,
          ACCOUNT,
          List.of("io.quittance.schemas.settlement.Balance"),
          Cleanup.COMPACT,
          Optional.empty(),
          Timestamps.CREATE,
          Partitioning.AS_LEDGER,
          Isolation.READ_UNCOMMITTED,
          BACKWARD,
          MAX_BATCH_BYTES);

  /** Sums of what was paid, per window of time, which nobody but an asset's auditor can read. */
  public static final Topic WINDOWS =
      new Topic(
          "quittance.windows",
          "the operator's windows job, where one runs",
          "asset id, 32 bytes",
          List.of("io.quittance.schemas.analytics.EncryptedTotal"),
          Cleanup.DELETE,
          Optional.empty(),
          Timestamps.CREATE,
          Partitioning.FREE,
          Isolation.READ_COMMITTED,
          BACKWARD,
          MAX_BATCH_BYTES);

  private Topics() {}

  /** Returns the topics between which the settlement job stands. */
  public static List<Topic> ledger() {
    return List.of(JOURNAL, RECEIPTS, SETTLEMENTS, REJECTIONS, BALANCES);
  }

  /** Returns every topic. */
  public static List<Topic> all() {
    return List.of(JOURNAL, RECEIPTS, SETTLEMENTS, REJECTIONS, BALANCES, WINDOWS);
  }
}
