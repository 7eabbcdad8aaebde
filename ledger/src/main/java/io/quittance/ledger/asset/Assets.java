package io.quittance.ledger.asset;

import io.quittance.schemas.AssetId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The assets a network settles, and which of them are closed; immutable. */
public final class Assets {
  private final Map<AssetId, Asset> byId;
  private final Set<AssetId> closed;

  private Assets(Map<AssetId, Asset> byId, Set<AssetId> closed) {
    this.byId = byId;
    this.closed = closed;
  }

  /**
   * Returns the set of these assets, all of them open.
   *
   * @throws IllegalArgumentException if one of them stands there twice
   */
  public static Assets of(Collection<Asset> assets) {
    return of(assets, Set.of());
  }

  /**
   * Returns the set of these assets.
   *
   * @param closed which of them are closed for issues and new accounts
   * @throws IllegalArgumentException if one of them stands there twice
   */
  public static Assets of(Collection<Asset> assets, Set<AssetId> closed) {
    Map<AssetId, Asset> byId = new LinkedHashMap<>();
    for (Asset asset : assets) {
      if (byId.put(asset.id(), asset) != null) {
        throw new IllegalArgumentException("asset " + asset.code() + " is listed twice");
      }
    }
    return new Assets(byId, Set.copyOf(closed));
  }

  /** Returns the asset with this id, if it is settled here. */
  public Optional<Asset> find(AssetId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns whether issues and openings of accounts are over for an asset. */
  public boolean isClosed(AssetId id) {
    return closed.contains(id);
  }

  /** Returns all assets, in the order in which they were given. */
  public List<Asset> all() {
    return List.copyOf(byId.values());
  }
}
