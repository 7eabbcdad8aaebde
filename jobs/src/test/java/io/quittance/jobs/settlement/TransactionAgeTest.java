package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransactionAgeTest {
  private final AtomicLong clock = new AtomicLong(10_000);
  private final TransactionAge age = new TransactionAge(clock::get);

  @Test
  void age_beforeAnyCheckpoint_countsFromTheStart() {
    clock.addAndGet(2_500);
    assertEquals(2.5, age.seconds());
  }

  @Test
  void age_afterACompleteCheckpoint_countsFromItsBarrier() {
    clock.addAndGet(1_000);
    age.barrier(1);
    clock.addAndGet(300);
    age.completed(1);
    assertEquals(0.3, age.seconds());
  }

  @Test
  void age_whileCheckpointsFail_grows() {
    age.barrier(1);
    age.completed(1);
    for (long checkpoint = 2; checkpoint < 5; checkpoint++) {
      clock.addAndGet(1_000);
      age.barrier(checkpoint);
      age.aborted(checkpoint);
    }
    assertEquals(3, age.seconds());
  }

  @Test
  void age_laterCheckpointCompleteFirst_countsFromThatOne() {
    age.barrier(1);
    clock.addAndGet(1_000);
    age.barrier(2);
    age.completed(2);
    age.completed(1);
    assertEquals(0, age.seconds());
  }

  @Test
  void checkpointAge_countsFromTheCompletion_notFromTheBarrier() {
    age.barrier(1);
    clock.addAndGet(700);
    age.completed(1);
    clock.addAndGet(200);
    assertEquals(0.2, age.secondsSinceCheckpoint());
    assertEquals(0.9, age.seconds());
  }

  @Test
  void events_areUncommittedUntilACheckpointBehindThemIsComplete() {
    age.settled();
    age.settled();
    age.barrier(1);
    age.settled();
    assertEquals(3, age.uncommitted());
    age.aborted(1);
    assertEquals(3, age.uncommitted());
    age.barrier(2);
    age.settled();
    age.completed(2);
    assertEquals(1, age.uncommitted());
    age.completed(1);
    assertEquals(1, age.uncommitted());
  }
}
