package io.quittance.ledger.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.World;
import io.quittance.ledger.network.Network;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An auditor whose epoch 1 begins at 1000 with a grace of 100, epoch 2 at 2000 without any. */
class AuditorEpochsTest {
  private static final World WORLD = new World(43);
  private static final ElGamalPublicKey FIRST = WORLD.auditor.publicKey();
  private static final ElGamalPublicKey SECOND = key();
  private static final ElGamalPublicKey THIRD = key();
  private static final AuditorEpochs EPOCHS =
      epochs(rotation(1, SECOND, 1000, 100), rotation(2, THIRD, 2000, 0));

  @Test
  void at_anyTime_isTheEpochOfThatTime() {
    assertEquals(0, EPOCHS.at(0));
    assertEquals(0, EPOCHS.at(999));
    assertEquals(1, EPOCHS.at(1000));
    assertEquals(1, EPOCHS.at(1999));
    assertEquals(2, EPOCHS.at(2000));
    assertEquals(2, EPOCHS.at(Long.MAX_VALUE));
  }

  @Test
  void formerKey_isAllowedUntilTheGraceIsOver() {
    assertAllowed("100", 999);
    assertAllowed("110", 1000);
    assertAllowed("110", 1099);
    assertAllowed("010", 1100);
    assertAllowed("010", 1999);
    assertAllowed("001", 2000);
  }

  private static void assertAllowed(String epochs, long millis) {
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(epochs.charAt(epoch) == '1', EPOCHS.allows(epoch, millis), epoch + "@" + millis);
    }
    assertFalse(EPOCHS.allows(-1, millis));
    assertFalse(EPOCHS.allows(3, millis));
  }

  @Test
  void payers_takeTheNewKeyFromTheMiddleOfItsGraceOn() {
    assertEquals(Optional.of(FIRST), EPOCHS.toPayAt(1049));
    assertEquals(Optional.of(SECOND), EPOCHS.toPayAt(1050));
    assertEquals(Optional.of(SECOND), EPOCHS.toPayAt(1999));
    assertEquals(Optional.of(THIRD), EPOCHS.toPayAt(2000));
    assertEquals(Optional.empty(), AuditorEpochs.of(Optional.empty()).toPayAt(5));
  }

  @Test
  void epochOf_anyKey_isWhereItBelongs() {
    assertEquals(OptionalInt.of(0), EPOCHS.epochOf(FIRST.compressed()));
    assertEquals(OptionalInt.of(1), EPOCHS.epochOf(SECOND.compressed()));
    assertEquals(OptionalInt.of(2), EPOCHS.epochOf(THIRD.compressed()));
    assertEquals(OptionalInt.empty(), EPOCHS.epochOf(key().compressed()));
    assertEquals(OptionalInt.empty(), EPOCHS.epochOf(CompressedRistretto.IDENTITY));
    AuditorEpochs none = AuditorEpochs.of(Optional.empty());
    assertEquals(OptionalInt.of(0), none.epochOf(CompressedRistretto.IDENTITY));
    assertEquals(OptionalInt.empty(), none.epochOf(FIRST.compressed()));
    assertTrue(none.allows(0, 5));
    assertEquals(Optional.of(THIRD), EPOCHS.key(2));
    assertEquals(Optional.empty(), EPOCHS.key(3));
    assertEquals(Optional.empty(), EPOCHS.key(-1));
  }

  @Test
  void epochs_thatMakeNoSense_areRefused() {
    assertRefused("belongs", rotation(2, SECOND, 1000, 0));
    assertRefused("belongs", rotation(1, SECOND, 1000, 0), rotation(1, THIRD, 2000, 0));
    assertRefused("grace", rotation(1, SECOND, 1000, 100), rotation(2, THIRD, 1100, 0));
    assertRefused("grace", rotation(1, SECOND, 1000, 0), rotation(2, THIRD, 1000, 0));
    assertRefused("twice", rotation(1, FIRST, 1000, 0));
    assertRefused("twice", rotation(1, SECOND, 1000, 0), rotation(2, SECOND, 2000, 0));
    assertEquals(2, epochs(rotation(1, SECOND, 1000, 100), rotation(2, THIRD, 1101, 0)).at(1101));
    assertThrows(
        IllegalArgumentException.class,
        () -> AuditorEpochs.of(Optional.empty(), List.of(rotation(1, SECOND, 1000, 0))));
  }

  @Test
  void rotations_moreThanTheMost_areRefused() {
    List<AuditorRotation> rotations = new ArrayList<>();
    for (int epoch = 1; epoch <= AuditorEpochs.MAX_ROTATIONS; epoch++) {
      rotations.add(rotation(epoch, key(), epoch, 0));
    }
    assertEquals(
        AuditorEpochs.MAX_ROTATIONS,
        AuditorEpochs.of(Optional.of(FIRST), rotations).at(Long.MAX_VALUE));
    rotations.add(rotation(AuditorEpochs.MAX_ROTATIONS + 1, key(), 5000, 0));
    assertThrows(
        IllegalArgumentException.class, () -> AuditorEpochs.of(Optional.of(FIRST), rotations));
  }

  @Test
  void rotation_withNumbersOutOfBounds_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> rotation(0, SECOND, 1000, 0));
    assertThrows(IllegalArgumentException.class, () -> rotation(1, SECOND, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> rotation(1, SECOND, 1000, -1));
    assertThrows(IllegalArgumentException.class, () -> rotation(1, SECOND, Long.MAX_VALUE, 1));
  }

  @Test
  void network_takesRotationsThatTheOfficerSigned() {
    AuditorRotation good = rotation(1, SECOND, 1000, 100);
    assertEquals(1, network(good).assets().all().get(0).auditors().at(1000));
    assertEquals(WORLD.asset.id(), network(good).assets().all().get(0).id());
    assertUnsigned(r -> new AuditorRotation(1, THIRD, 1000, 100, r.signature()));
    assertUnsigned(r -> new AuditorRotation(1, SECOND, 1001, 100, r.signature()));
    assertUnsigned(r -> new AuditorRotation(1, SECOND, 1000, 101, r.signature()));
    assertUnsigned(r -> signed(World.network(2).id(), WORLD.asset, 1, WORLD.officer));
    assertUnsigned(r -> signed(World.NETWORK, other(), 1, WORLD.officer));
    assertUnsigned(r -> signed(World.NETWORK, WORLD.asset, 1, WORLD.issuer));
    AuditorRotation second = signed(World.NETWORK, WORLD.asset, 2, WORLD.officer);
    assertUnsigned(r -> new AuditorRotation(1, SECOND, 1000, 100, second.signature()));
  }

  private static void assertUnsigned(UnaryOperator<AuditorRotation> forgery) {
    AuditorRotation forged = forgery.apply(rotation(1, SECOND, 1000, 100));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> network(forged));
    assertTrue(refused.getMessage().contains("not signed by the asset's"), refused.getMessage());
  }

  private static Network network(AuditorRotation rotation) {
    Asset asset = WORLD.asset.withRotations(List.of(rotation));
    return new Network(World.network(1), 1, Assets.of(List.of(asset)));
  }

  private static Asset other() {
    return new Asset(
        "USD", 2, WORLD.asset.issuer(), WORLD.asset.complianceOfficer(), Optional.of(FIRST));
  }

  private static void assertRefused(String reason, AuditorRotation... rotations) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> epochs(rotations));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private static AuditorEpochs epochs(AuditorRotation... rotations) {
    return AuditorEpochs.of(Optional.of(FIRST), List.of(rotations));
  }

  private static AuditorRotation rotation(
      int epoch, ElGamalPublicKey key, long fromMillis, long graceMillis) {
    return AuditorRotation.sign(
        World.NETWORK, WORLD.asset.id(), epoch, key, fromMillis, graceMillis, WORLD.officer);
  }

  private static AuditorRotation signed(
      NetworkId network, Asset asset, int epoch, SigningKey officer) {
    return AuditorRotation.sign(network, asset.id(), epoch, SECOND, 1000, 100, officer);
  }

  private static ElGamalPublicKey key() {
    return ElGamalKeypair.random(WORLD.random).publicKey();
  }
}
