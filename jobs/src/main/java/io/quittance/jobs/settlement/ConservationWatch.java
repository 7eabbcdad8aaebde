package io.quittance.jobs.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.settlement.Movements;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at each checkpoint that the accounts of one instance changed by what their events say.
 *
 * <p>{@code conservation} is 1 for an asset as long as they always did, else 0 from then on: the
 * checkpoints at which they did not are counted in state, so that a restart hides nothing.
 */
final class ConservationWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConservationWatch.class);

  private final Network network;
  private final Tally tally;
  private final Map<AssetId, Movements> movements = new HashMap<>();

  ConservationWatch(Network network, Tally tally, MetricGroup metrics) {
    this.network = network;
    this.tally = tally;
    for (Asset asset : network.assets().all()) {
      tally.add(Count.CONSERVATION_BROKEN, 0, code(asset.id()));
      metrics
          .addGroup("asset", asset.code())
          .gauge("conservation", (Gauge<Integer>) () -> holds(asset.id()) ? 1 : 0);
    }
  }

  /** An account was kept. */
  void changed(Optional<Account> before, Account after) {
    after.asset().ifPresent(asset -> of(asset).changed(before, after));
  }

  /** An event was sent. */
  void settled(Settled event) {
    of(AssetId.of(event.getAsset())).settled(event);
  }

  /** A credit was counted. */
  void credited(AssetId asset, ElGamalCiphertext amount) {
    of(asset).credited(amount);
  }

  /** Compares what has moved since the last checkpoint. */
  void check(long checkpoint) {
    movements.forEach(
        (asset, moved) -> {
          if (!moved.balance()) {
            tally.add(Count.CONSERVATION_BROKEN, 1, code(asset));
            LOG.error(
                "conservation is broken: before checkpoint {} the accounts of {} changed by"
                    + " something else than their events say",
                checkpoint,
                code(asset));
          }
        });
  }

  boolean holds(AssetId asset) {
    return tally.count(Count.CONSERVATION_BROKEN, code(asset)) == 0;
  }

  private Movements of(AssetId asset) {
    return movements.computeIfAbsent(asset, first -> new Movements());
  }

  /** Returns what people call the network's assets. */
  List<String> codes() {
    return network.assets().all().stream().map(Asset::code).toList();
  }

  /** Returns what people call an asset. */
  String code(AssetId asset) {
    return network.assets().find(asset).map(Asset::code).orElse("unknown");
  }
}
