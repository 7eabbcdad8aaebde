package io.quittance.trials.demo;

import io.quittance.network.QuittanceException;
import io.quittance.wallet.account.PreparedCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/** Decides who pays whom, proves it on all cores, and mixes in what cheats would send. */
final class Traffic {
  /** Largest payment, in the asset's smallest unit. */
  private static final long MAX_PAYMENT = 5_000;

  private final List<Participant> participants;
  private final int partitions;
  private final RandomGenerator random;
  private final int hostilePercent;
  private int attacksMade;

  Traffic(
      List<Participant> participants, int partitions, RandomGenerator random, int hostilePercent) {
    this.participants = participants;
    this.partitions = partitions;
    this.random = random;
    this.hostilePercent = hostilePercent;
  }

  /** A payment to be proved, and what is sent along with it. */
  private record Payment(
      int place,
      Participant payer,
      Participant payee,
      long amount,
      boolean retried,
      Attack attack) {
    boolean isAttacked() {
      return attack != null;
    }
  }

  /**
   * Plans and proves a round of transfers. Each account spends what it had when the round began;
   * what it receives meanwhile it can spend in the next.
   *
   * @param proved called after each proved transfer, by any thread
   * @return the records in the order in which they are to be sent
   */
  List<Shot> round(int transfers, Runnable proved) throws InterruptedException {
    List<Payment> plan = plan(transfers);
    Map<Participant, List<Payment>> byPayer = new LinkedHashMap<>();
    for (Payment payment : plan) {
      byPayer.computeIfAbsent(payment.payer, payer -> new ArrayList<>()).add(payment);
    }
    List<List<Shot>> shots = new ArrayList<>();
    plan.forEach(payment -> shots.add(new ArrayList<>()));
    ExecutorService provers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> proving = new ArrayList<>();
      for (List<Payment> chain : byPayer.values()) {
        proving.add(
            provers.submit(
                () -> {
                  prove(chain, shots, proved);
                  return null;
                }));
      }
      for (Future<?> future : proving) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("proving failed: " + e.getCause(), e);
    } finally {
      provers.shutdownNow();
    }
    return shots.stream().flatMap(List::stream).toList();
  }

  private List<Payment> plan(int transfers) {
    List<Payment> plan = new ArrayList<>(transfers);
    for (int place = 0; place < transfers; place++) {
      Participant payer = solvent();
      Participant payee = participants.get(random.nextInt(participants.size()));
      long amount = random.nextLong(Math.min(MAX_PAYMENT, payer.spendable())) + 1;
      payer.bookDebit(amount);
      payee.bookCredit(amount);
      boolean retried = random.nextInt(100) == 0;
      boolean attacked = place * hostilePercent / 100 < (place + 1) * hostilePercent / 100;
      plan.add(new Payment(place, payer, payee, amount, retried, attacked ? nextAttack() : null));
    }
    return plan;
  }

  /** Somebody who can still pay; the next one in the round where the chosen one is broke. */
  private Participant solvent() {
    int first = random.nextInt(participants.size());
    for (int i = 0; i < participants.size(); i++) {
      Participant candidate = participants.get((first + i) % participants.size());
      if (candidate.spendable() > 0) {
        return candidate;
      }
    }
    throw new IllegalStateException("nobody has any money left; use more accounts");
  }

  /** All attacks in turn, so that even a short demo shows each. */
  private Attack nextAttack() {
    return Attack.values()[attacksMade++ % Attack.values().length];
  }

  private void prove(List<Payment> chain, List<List<Shot>> shots, Runnable proved)
      throws QuittanceException {
    PreparedCommand previous = null;
    for (Payment payment : chain) {
      var wallet = payment.payer.wallet();
      PreparedCommand command = wallet.transfer(payment.payee.address(), payment.amount, "");
      wallet.accepted(command);
      List<Shot> here = shots.get(payment.place);
      here.add(Shot.honest(command, partitions));
      if (payment.retried) {
        here.add(Shot.honest(command, partitions));
      }
      if (payment.isAttacked()) {
        PreparedCommand model =
            payment.attack == Attack.REPLAY && previous != null ? previous : command;
        Attack attack =
            payment.attack == Attack.REPLAY && previous == null ? Attack.GARBAGE : payment.attack;
        here.add(attack.shot(wallet, model, payment.payee.address(), partitions));
      }
      previous = command;
      proved.run();
    }
  }
}
