package io.quittance.simulation;

import io.quittance.simulation.InstantLane.DueReceipt;
import io.quittance.simulation.PlainLedger.Ruling;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a task must say of the records that it has taken. Settle says it of a whole batch together,
 * behind its last record; all others say it at once.
 */
final class Dues {
  final Deque<DueReceipt> receipts = new ArrayDeque<>();
  final Deque<Ruling> rejections = new ArrayDeque<>();
  final Deque<Ruling> events = new ArrayDeque<>();
  final Deque<Ruling> entries = new ArrayDeque<>();

  /** Whether a batch has begun that has not ended yet. */
  boolean inBatch;
}
