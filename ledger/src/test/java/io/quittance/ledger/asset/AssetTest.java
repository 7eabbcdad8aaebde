package io.quittance.ledger.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.World;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.NetworkId;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AssetTest {
  private static final World WORLD = new World(41);

  private static Asset asset(String code, int decimals) {
    return new Asset(
        code, decimals, WORLD.asset.issuer(), WORLD.asset.complianceOfficer(), Optional.empty());
  }

  @Test
  void parse_definition_isTheSameAsset() {
    for (Asset asset : List.of(WORLD.asset, asset("ABCDEFGHIJ12", 18), asset("X", 0))) {
      assertEquals(asset, Asset.parse(asset.definition()));
      assertEquals(AssetId.derive(asset.definition()), asset.id());
    }
    assertEquals(OptionalInt.of(0), asset("X", 0).auditors().epochOf(CompressedRistretto.IDENTITY));
    assertNotEquals(asset("X", 0).id(), asset("X", 1).id());
  }

  @Test
  void parse_brokenDefinition_isRefused() {
    byte[] good = WORLD.asset.definition();
    assertThrows(IllegalArgumentException.class, () -> Asset.parse(new byte[0]));
    assertThrows(
        IllegalArgumentException.class, () -> Asset.parse(Arrays.copyOf(good, good.length - 1)));
    assertThrows(
        IllegalArgumentException.class, () -> Asset.parse(Arrays.copyOf(good, good.length + 1)));
    for (int key = 0; key < 3; key++) {
      byte[] badKey = good.clone();
      Arrays.fill(badKey, 5 + 32 * key, 5 + 32 * (key + 1), (byte) 0xff);
      assertThrows(IllegalArgumentException.class, () -> Asset.parse(badKey));
    }
  }

  @Test
  void asset_codeOrDecimalsOutOfBounds_isRefused() {
    for (String code : new String[] {"", "eur", "ABCDEFGHIJ123", "E R", "€"}) {
      assertThrows(IllegalArgumentException.class, () -> asset(code, 2), code);
    }
    assertThrows(IllegalArgumentException.class, () -> asset("EUR", -1));
    assertThrows(IllegalArgumentException.class, () -> asset("EUR", 19));
  }

  @Test
  void assets_sameAssetTwice_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Assets.of(List.of(asset("X", 0), asset("X", 0))));
    Assets two = Assets.of(List.of(asset("X", 0), asset("Y", 0)));
    assertEquals(Optional.of(asset("Y", 0)), two.find(asset("Y", 0).id()));
    assertEquals(Optional.empty(), two.find(asset("Z", 0).id()));
    assertEquals(2, two.all().size());
  }

  @Test
  void network_nameOrPartitionsOutOfBounds_isRefused() {
    Assets assets = Assets.of(List.of());
    NetworkId id = World.NETWORK;
    assertEquals("n".repeat(64), new NetworkIdentity(id, "n".repeat(64)).name());
    for (String no :
        List.of("n".repeat(65), "", "a:b", " x", "x y", "\u001b[2J", "B\u00e4nk", "-x", "x\n")) {
      assertThrows(IllegalArgumentException.class, () -> new NetworkIdentity(id, no), no);
    }
    NetworkIdentity named = World.network(1);
    assertEquals("testnet", new Network(named, 1, assets).name());
    assertThrows(IllegalArgumentException.class, () -> new Network(named, 0, assets));
  }

  @Test
  void networks_ofOneName_areTwo() {
    NetworkIdentity one = World.network(1);
    assertTrue(one.is(new NetworkIdentity(one.id(), "another.name_1-2")));
    assertFalse(one.is(World.network(2)));
    assertEquals("testnet (01010101)", one.toString());
  }
}
