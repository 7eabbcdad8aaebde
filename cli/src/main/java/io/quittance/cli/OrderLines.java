package io.quittance.cli;

import io.quittance.network.host.SafeText;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.OrderReason;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Unfrozen;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The compliance officers' orders, as an audit tells them. */
final class OrderLines {
  private static final int SHOWN = 20;

  private OrderLines() {}

  /** Returns a heading and the latest orders, or nothing if there are none. */
  static List<String> of(List<Settled> orders) {
    List<String> lines = new ArrayList<>();
    if (!orders.isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d compliance orders%s:",
              orders.size(),
              orders.size() > SHOWN ? ", the last " + SHOWN : ""));
    }
    orders.subList(Math.max(0, orders.size() - SHOWN), orders.size()).stream()
        .map(OrderLines::line)
        .forEach(lines::add);
    return lines;
  }

  private static String line(Settled order) {
    boolean frozen = order.getEvent() instanceof Frozen;
    ByteBuffer reason =
        frozen
            ? ((Frozen) order.getEvent()).getReason()
            : ((Unfrozen) order.getEvent()).getReason();
    return String.format(
        Locale.ROOT,
        "  %s  %s  account %s  order %d  reason %s",
        Instant.ofEpochMilli(order.getPosition().getTimestampMillis()),
        frozen ? "frozen  " : "unfrozen",
        AccountId.of(order.getAccount()),
        order.getNumber(),
        SafeText.quoted(OrderReason.of(reason).toString()));
  }
}
