package io.quittance.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalogue of targets. */
final class FuzzTargets {
  private static final List<FuzzTarget> ALL =
      Stream.of(
              ProofTargets.all(),
              EncryptionTargets.all(),
              RecordTargets.all(),
              CommandTargets.all(),
              WalletTargets.all(),
              JobTargets.all())
          .flatMap(List::stream)
          .toList();

  private FuzzTargets() {}

  static List<FuzzTarget> all() {
    return ALL;
  }

  static Optional<FuzzTarget> find(String name) {
    return ALL.stream().filter(target -> target.name().equals(name)).findFirst();
  }
}
