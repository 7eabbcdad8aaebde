package io.quittance.ledger.asset;

import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The keys of an asset's auditor: the one in the asset's definition is epoch 0, each rotation
 * begins the next epoch.
 *
 * <p>Which keys a transfer may be encrypted for follows from the place of its command: from the
 * statement that holds there, which lists these epochs, and from the greatest log-append time of
 * the partition up to there. It is the key of the epoch at that time or, until the grace of that
 * epoch is over, the one before. So nothing stands still while wallets learn of a new key.
 */
public final class AuditorEpochs {
  /** Most rotations of one asset: one a month for some eighty years. */
  public static final int MAX_ROTATIONS = 1000;

  private final Optional<ElGamalPublicKey> first;
  private final List<AuditorRotation> rotations;

  private AuditorEpochs(Optional<ElGamalPublicKey> first, List<AuditorRotation> rotations) {
    this.first = first;
    this.rotations = rotations;
  }

  /** Returns the one epoch of an auditor who never changed his key, or none without an auditor. */
  public static AuditorEpochs of(Optional<ElGamalPublicKey> only) {
    return new AuditorEpochs(only, List.of());
  }

  /**
   * Returns the epochs.
   *
   * @param first the key in the asset's definition
   * @param rotations in the order of their epochs
   * @throws IllegalArgumentException if the asset has no auditor and yet rotations, if there are
   *     more than {@link #MAX_ROTATIONS}, if the epochs are not numbered 1, 2, 3 and so on, if one
   *     begins before the grace of the one before is over, or if a key stands twice
   */
  public static AuditorEpochs of(
      Optional<ElGamalPublicKey> first, List<AuditorRotation> rotations) {
    if (first.isEmpty() && !rotations.isEmpty()) {
      throw new IllegalArgumentException(
          "an asset that was defined without an auditor cannot be given one");
    }
    if (rotations.size() > MAX_ROTATIONS) {
      throw new IllegalArgumentException(
          "an auditor's key can be changed " + MAX_ROTATIONS + " times, not " + rotations.size());
    }
    Set<CompressedRistretto> seen = new HashSet<>();
    first.ifPresent(key -> seen.add(key.compressed()));
    long over = 0;
    for (int i = 0; i < rotations.size(); i++) {
      AuditorRotation rotation = rotations.get(i);
      if (rotation.epoch() != i + 1) {
        throw new IllegalArgumentException(
            "the auditor's epochs must follow each other: epoch "
                + rotation.epoch()
                + " stands where epoch "
                + (i + 1)
                + " belongs");
      }
      if (rotation.fromMillis() <= over) {
        throw new IllegalArgumentException(
            "the auditor's epoch "
                + rotation.epoch()
                + " must begin after the grace of the one before is over");
      }
      if (!seen.add(rotation.key().compressed())) {
        throw new IllegalArgumentException("the auditor's key " + rotation.key() + " stands twice");
      }
      over = rotation.fromMillis() + rotation.graceMillis();
    }
    return new AuditorEpochs(first, List.copyOf(rotations));
  }

  /** Returns the key in the asset's definition. */
  public Optional<ElGamalPublicKey> first() {
    return first;
  }

  /** Returns the rotations, in the order of their epochs. */
  public List<AuditorRotation> rotations() {
    return rotations;
  }

  /** Returns the key of an epoch; nothing if the asset has no such epoch. */
  public Optional<ElGamalPublicKey> key(int epoch) {
    if (epoch == 0) {
      return first;
    }
    return epoch > 0 && epoch <= rotations.size()
        ? Optional.of(rotations.get(epoch - 1).key())
        : Optional.empty();
  }

  /**
   * Returns whose key this is, at whatever time; nothing if no epoch's. An asset without an auditor
   * has the identity in the place of a key, and is in its epoch 0.
   */
  public OptionalInt epochOf(CompressedRistretto key) {
    if (key.equals(first.map(ElGamalPublicKey::compressed).orElse(CompressedRistretto.IDENTITY))) {
      return OptionalInt.of(0);
    }
    for (AuditorRotation rotation : rotations) {
      if (rotation.key().compressed().equals(key)) {
        return OptionalInt.of(rotation.epoch());
      }
    }
    return OptionalInt.empty();
  }

  /** Returns whether a transfer whose command has this log-append time may be for that epoch. */
  public boolean allows(int epoch, long logAppendMillis) {
    int current = at(logAppendMillis);
    if (epoch == current) {
      return true;
    }
    if (epoch < 0 || epoch != current - 1) {
      return false;
    }
    AuditorRotation rotation = rotations.get(current - 1);
    return logAppendMillis < rotation.fromMillis() + rotation.graceMillis();
  }

  /** Returns the epoch at a time of the log. */
  public int at(long logAppendMillis) {
    int epoch = rotations.size();
    while (epoch > 0 && rotations.get(epoch - 1).fromMillis() > logAppendMillis) {
      epoch--;
    }
    return epoch;
  }

  /**
   * Returns the key to encrypt for at a time of the payer's clock: a new one from the middle of its
   * grace on, so that a clock that is wrong by less than half the grace does no harm.
   */
  public Optional<ElGamalPublicKey> toPayAt(long clockMillis) {
    int epoch = rotations.size();
    while (epoch > 0 && middle(rotations.get(epoch - 1)) > clockMillis) {
      epoch--;
    }
    return key(epoch);
  }

  private static long middle(AuditorRotation rotation) {
    return rotation.fromMillis() + rotation.graceMillis() / 2;
  }

  /** Returns the rotations whose epochs have begun at a time, that time included. */
  public List<AuditorRotation> until(long logAppendMillis) {
    List<AuditorRotation> begun = new ArrayList<>(rotations);
    begun.removeIf(rotation -> rotation.fromMillis() > logAppendMillis);
    return begun;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuditorEpochs that
        && first.equals(that.first)
        && rotations.equals(that.rotations);
  }

  @Override
  public int hashCode() {
    return 31 * first.hashCode() + rotations.hashCode();
  }

  @Override
  public String toString() {
    return "AuditorEpochs[" + first + " " + rotations + "]";
  }
}
