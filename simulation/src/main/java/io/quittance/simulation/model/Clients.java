package io.quittance.simulation.model;

import io.quittance.simulation.model.Command.Kind;
import io.quittance.simulation.model.KeyState.Mark;
import io.quittance.simulation.model.KeyState.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Honest wallets, issuers, officers and an arbiter; a wallet knows what it was told last. */
final class Clients {
  private static final int LIFE = 20;
  private static final int LARGEST = 40;

  private final World world;
  private final Schedule schedule;
  private final Layout layout;
  private final Statements statements;
  private final KeyState[] views;
  private int ids;
  private int issues;
  private int orders;

  Clients(World world) {
    this.world = world;
    this.schedule = world.schedule();
    this.layout = world.layout();
    this.statements = new Statements(world.design());
    this.views = new KeyState[layout.keys()];
    for (int key = 0; key < views.length; key++) {
      views[key] = new KeyState();
    }
  }

  /** Somebody does something. */
  void act() {
    int key = schedule.choose(layout.keys());
    if (layout.isEscrow(key)) {
      if (!world.design().has(Circumstance.NOBODY_APPROVES) && schedule.oneIn(12)) {
        send("arbiter", draft(Kind.APPROVE, key));
      }
      return;
    }
    int what = schedule.choose(12);
    if (what == 0) {
      views[key] = world.checker().key(key).copy();
    } else if (what == 1) {
      issue(key);
    } else if (what == 2) {
      order(key);
    } else {
      if (what < 9 || schedule.choose(2) == 0) {
        views[key] = world.checker().key(key).copy();
      }
      pay(key, what);
    }
  }

  private void issue(int key) {
    Draft draft = draft(Kind.ISSUE, key);
    draft.number = ++issues;
    draft.amount = 1 + schedule.choose(30);
    int version = world.checker().partition(layout.partition(key)).version();
    draft.officer = statements.officer(Math.max(1, version));
    send("issuer", draft);
  }

  private void order(int key) {
    Draft draft = draft(schedule.choose(2) == 0 ? Kind.FREEZE : Kind.UNFREEZE, key);
    draft.number = ++orders;
    draft.officer = 1 + schedule.choose(2);
    send("officer", draft);
  }

  private void pay(int key, int what) {
    KeyState view = views[key];
    if (view.status == Status.UNOPENED || view.status == Status.CLOSED) {
      Draft opening = draft(Kind.OPEN, key);
      opening.number = view.nextSequence;
      send("wallet", opening);
      return;
    }
    Kind kind =
        switch (what) {
          case 3 -> Kind.APPLY;
          case 4 -> Kind.REDEEM;
          case 5 -> schedule.choose(3) == 0 ? Kind.CLOSE : Kind.TRANSFER;
          default -> Kind.TRANSFER;
        };
    Draft draft = draft(kind, key);
    draft.number = view.nextSequence;
    int told = view.received > view.applied ? view.received - schedule.choose(2) : view.applied;
    draft.credits = told;
    draft.honest = !world.losses().isCut();
    long money = view.available + view.total(told) - view.appliedSum;
    if (kind == Kind.CLOSE && money != 0) {
      return;
    }
    if (kind.isDebit()) {
      draft.amount = schedule.choose((int) Math.min(money, LARGEST) + 1);
      draft.newBalance = money - draft.amount;
    }
    if (kind == Kind.TRANSFER) {
      draft.payee = payee(key);
    }
    if (told == view.received && world.design().has(Departure.WALLETS_COUNT_WHAT_STANDS)) {
      draft.credits += standing(key, view);
    }
    send("wallet", draft);
  }

  private int payee(int key) {
    boolean escrow = schedule.oneIn(4);
    List<Integer> same = new ArrayList<>();
    for (int other = 0; other < layout.keys(); other++) {
      if (layout.asset(other) == layout.asset(key)) {
        same.add(other);
      }
    }
    int chosen = same.get(schedule.choose(same.size()));
    return escrow && same.contains(layout.escrow()) ? layout.escrow() : chosen;
  }

  /** Rule 15: counts entries that stand, though nobody has told that they were counted. */
  private int standing(int key, KeyState view) {
    int partition = layout.partition(key);
    PartitionState state = world.checker().partition(partition);
    Set<List<Integer>> more = new HashSet<>();
    for (Appended record : world.journal().records(partition)) {
      if (record.content() instanceof Entry entry
          && entry.fact().payee() == key
          && record.key() == key
          && statements.lists(state.version(), state.usurped(), entry.key())) {
        Mark mark = view.marks.get(entry.fact().origin());
        if (mark == null || entry.fact().number() > mark.number()) {
          more.add(List.of(entry.fact().origin(), entry.fact().number()));
        }
      }
    }
    return more.size();
  }

  /** A command before it is signed. */
  private static final class Draft {
    private final Kind kind;
    private final int account;
    private int number;
    private int credits;
    private long newBalance;
    private long amount;
    private int payee;
    private int officer;
    private boolean honest;

    private Draft(Kind kind, int account) {
      this.kind = kind;
      this.account = account;
    }
  }

  private static Draft draft(Kind kind, int account) {
    return new Draft(kind, account);
  }

  private void send(String who, Draft draft) {
    int partition = layout.partition(draft.account);
    Command command =
        new Command(
            draft.kind,
            draft.account,
            ++ids,
            draft.number,
            draft.credits,
            draft.newBalance,
            draft.amount,
            draft.payee,
            draft.officer,
            world.journal().clock(partition) + LIFE,
            true,
            draft.honest);
    world.append(partition, draft.account, command, who, false);
  }

  /** Returns an attacker's transfer, as if the account had made it. */
  Command forged(int key) {
    KeyState state = world.checker().key(key);
    return new Command(
        Kind.TRANSFER,
        key,
        ++ids,
        state.nextSequence,
        state.received + schedule.choose(3),
        schedule.choose(20),
        schedule.choose(20),
        schedule.choose(layout.accounts()),
        0,
        Integer.MAX_VALUE,
        schedule.choose(3) > 0,
        false);
  }
}
