package io.quittance.ledger.asset;

import io.quittance.schemas.AssetId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The assets a network settles; immutable. */
public final class Assets {
  private final Map<AssetId, Asset> byId;

  private Assets(Map<AssetId, Asset> byId) {
    this.byId = byId;
  }

  /**
   * Returns the set of these assets.
   *
   * @throws IllegalArgumentException if one of them stands there twice
   */
  public static Assets of(Collection<Asset> assets) {
    Map<AssetId, Asset> byId = new LinkedHashMap<>();
    for (Asset asset : assets) {
      if (byId.put(asset.id(), asset) != null) {
        throw new IllegalArgumentException("asset " + asset.code() + " is listed twice");
      }
    }
    return new Assets(byId);
  }

  /** Returns the asset with this id, if it is settled here. */
  public Optional<Asset> find(AssetId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns all assets, in the order in which they were given. */
  public List<Asset> all() {
    return List.copyOf(byId.values());
  }
}
