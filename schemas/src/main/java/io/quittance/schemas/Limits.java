package io.quittance.schemas;

/** The limits on everything that comes from outside, with their units in the names. */
public final class Limits {
  /** Largest value of a record in the journal. Checked before anything is parsed. */
  public static final int MAX_RECORD_BYTES = 4096;

  /** Largest signed payload inside the envelope. */
  public static final int MAX_PAYLOAD_BYTES = 3072;

  /**
   * Largest decoding advice beside a command: 32 bytes for each of 80 points. Longer is ignored.
   */
  public static final int MAX_DECODING_ADVICE_BYTES = 80 * 32;

  /** Largest memo of a transfer. */
  public static final int MAX_MEMO_BYTES = 128;

  /** Largest issuer's reference and payout reference. */
  public static final int MAX_REFERENCE_BYTES = 128;

  /** Largest reason of a freeze or unfreeze order. */
  public static final int MAX_REASON_BYTES = 128;

  /** Largest amount of one issue, in the asset's smallest unit: 16 bits lo and 32 bits hi. */
  public static final long MAX_ISSUE_AMOUNT = (1L << 48) - 1;

  /** Largest amount of one transfer, in the asset's smallest unit: 16 bits lo and 32 bits hi. */
  public static final long MAX_TRANSFER_AMOUNT = (1L << 48) - 1;

  /** Largest amount of one redemption, in the asset's smallest unit. */
  public static final long MAX_REDEEM_AMOUNT = Long.MAX_VALUE;

  /** How much of a rejected record's value the rejections topic keeps. */
  public static final int MAX_REJECTED_VALUE_BYTES = 4096;

  /** How much of a rejected record's key the rejections topic keeps. */
  public static final int MAX_REJECTED_KEY_BYTES = 64;

  /** Longest code of an asset, in ASCII characters. */
  public static final int MAX_ASSET_CODE_BYTES = 12;

  /** Most decimals of an asset: a balance of 64 bits has 20 digits at most. */
  public static final int MAX_ASSET_DECIMALS = 18;

  /**
   * Longest name of a network, in ASCII characters. Nothing is bound to it: people tell networks by
   * it.
   */
  public static final int MAX_NETWORK_NAME_BYTES = 64;

  /** Largest signed statement: a thousand assets, each with some changes of its auditor's key. */
  public static final int MAX_STATEMENT_BYTES = 512 * 1024;

  private Limits() {}
}
