package io.quittance.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The catalogue of targets. */
final class FuzzTargets {
  /** Those that need no scenario come first: they start sooner when one is asked for by name. */
  private static final List<Supplier<List<FuzzTarget>>> PARTS =
      List.of(
          EncryptionTargets::all,
          ProofTargets::all,
          RecordTargets::all,
          StatementTargets::all,
          CommandTargets::all,
          WalletTargets::all,
          JobTargets::all);

  private FuzzTargets() {}

  private static Stream<FuzzTarget> stream() {
    return PARTS.stream().flatMap(part -> part.get().stream());
  }

  static List<FuzzTarget> all() {
    return stream().toList();
  }

  static Optional<FuzzTarget> find(String name) {
    return stream().filter(target -> target.name().equals(name)).findFirst();
  }
}
