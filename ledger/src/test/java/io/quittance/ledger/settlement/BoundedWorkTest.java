package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.admission.Admitted;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** However much an account has to do, each step touches its store a limited number of times. */
class BoundedWorkTest {
  private static final int MANY = 3_000;

  /** Each thing done at a stretch is read, kept and removed, and some more beside. */
  private static final int MOST_CALLS =
      4 * (Pace.DEFAULT.commands() + Pace.DEFAULT.credits()) + Pace.DEFAULT.totals();

  private int calls;
  private int steps;

  private final World world = new World(97);
  private final Books books = new Books();
  private final Owner owner = world.owner();
  private final ElGamalCiphertext nothing = owner.keys.publicKey().encrypt(0, world.random);
  private final AccountStore kept = new MemoryAccountStore();
  private final AccountStore counted =
      (AccountStore)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {AccountStore.class},
              (proxy, method, arguments) -> {
                this.calls++;
                return method.invoke(kept, arguments);
              });

  private void take(Supplier<Progress> first) {
    Supplier<Progress> step = first;
    Progress progress = Progress.UNFINISHED;
    for (steps = 0; progress == Progress.UNFINISHED; steps++) {
      calls = 0;
      progress = step.get();
      assertTrue(calls <= MOST_CALLS, calls + " calls in a step");
      step = () -> Settlement.goOn(counted, books, Pace.DEFAULT);
    }
  }

  private void command(Admitted command) {
    take(() -> Settlement.onCommand(counted, command, books, Pace.DEFAULT));
  }

  private void credit(long number) {
    Credit credit =
        new Credit(
            owner.account,
            owner.asset,
            Origin.issuerOf(owner.asset),
            number,
            number - 1,
            nothing,
            nothing);
    take(() -> Settlement.onCredit(counted, credit, books, Pace.DEFAULT));
  }

  @Test
  void veryManyWaitingCommands_freedByOneCredit_goInSteps() {
    command(world.admitted(owner.signing, owner.open()));
    owner.received(nothing, 0);
    Admitted waits = world.admitted(owner.signing, owner.applyCredits(1));
    for (int i = 0; i < MANY; i++) {
      command(waits);
      assertEquals(1, steps);
    }
    credit(1);
    assertEquals(0, books.waiting);
    assertEquals(MANY - 1, books.repeats.size());
    assertTrue(steps >= MANY / Pace.DEFAULT.commands(), steps + " steps");
  }

  @Test
  void veryManyUnappliedCredits_countedAndApplied_goInSteps() {
    command(world.admitted(owner.signing, owner.open()));
    for (int number = 1; number <= MANY; number++) {
      credit(number);
      assertEquals(1, steps);
      owner.received(nothing, 0);
    }
    command(world.admitted(owner.signing, owner.applyCredits(MANY - 1)));
    assertTrue(steps >= MANY / Pace.DEFAULT.totals(), steps + " steps");
    assertEquals(1, ((MemoryAccountStore) kept).size(), "of one credit alone the sum is needed");
  }

  @Test
  void veryManyParkedCredits_freedByOne_goInSteps() {
    for (int number = MANY; number > 1; number--) {
      credit(number);
      assertEquals(1, steps);
    }
    credit(1);
    assertEquals(MANY, books.credited);
    assertEquals(0, books.parked);
    assertTrue(steps >= MANY / Pace.DEFAULT.credits(), steps + " steps");
  }
}
