package io.quittance.verifier.forgery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.Vectors;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.forgery.Data.Field;
import io.quittance.verifier.forgery.Data.Kind;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Proofs in which a point is the identity and all relations hold, made by choosing secrets and
 * nonces to be zero: only the rule about this point stands between them and acceptance.
 */
class IdentityRulesTest {
  static final List<Statement> STATEMENTS = Statement.ALL;

  /**
   * Points that cannot be the identity in a proof whose relations hold: P since {@code s*P = H},
   * and {@code Y_D} unless {@code Y_P} or D is too.
   */
  private static final Map<String, Set<String>> IMPOSSIBLE =
      Map.of(
          "ZeroCiphertext", Set.of("P", "Y_D"),
          "CiphertextCommitmentEquality", Set.of("P"),
          "CiphertextCiphertextEquality", Set.of("P1"));

  private static final int MOST_ZEROS = 3;

  private final SeededRandom random = new SeededRandom(78);
  private final BatchVerifier verifier = new BatchVerifier(new SecureRandom());

  @ParameterizedTest
  @FieldSource("STATEMENTS")
  void point_isTheIdentityAndRelationsHold_isRefusedUnlessAllowed(Statement statement)
      throws InvalidProofException {
    List<String> failures = new ArrayList<>();
    Set<String> impossible = new TreeSet<>();
    for (Field field : statement.layout().fields()) {
      if (field.kind() == Kind.POINT || field.kind() == Kind.ANY_POINT) {
        byte[] data = withIdentity(statement, field);
        if (data.length == 0) {
          impossible.add(field.name());
        } else if (isAccepted(statement, data) != (field.kind() == Kind.ANY_POINT)) {
          failures.add(field.name());
        }
      }
    }
    assertEquals(List.of(), failures, random.toString());
    assertEquals(IMPOSSIBLE.getOrDefault(statement.name(), Set.of()), impossible);
  }

  private boolean isAccepted(Statement statement, byte[] data) {
    try {
      return verifier.verify(Vectors.parse(statement.name(), data)).isAccepted();
    } catch (InvalidProofException e) {
      return false;
    }
  }

  /** Looks for few secrets and nonces that make the point the identity; empty if there are none. */
  private byte[] withIdentity(Statement statement, Field field) throws InvalidProofException {
    List<String> names = List.copyOf(Liar.secrets(statement));
    for (int zeros = 1; zeros <= MOST_ZEROS; zeros++) {
      for (List<String> chosen : subsets(names, zeros)) {
        Liar liar = new Liar(statement, random);
        chosen.forEach(name -> liar.choosing(name, Scalar.ZERO));
        byte[] data = liar.prove(statement.script().own());
        if (onlyIdentity(statement, field, data)
            && Model.failing(statement, statement.script(), data).isEmpty()) {
          return data;
        }
      }
    }
    return new byte[0];
  }

  /** Whether this point is the identity, and no other that must not be where this one may. */
  private static boolean onlyIdentity(Statement statement, Field field, byte[] data) {
    boolean only = isZero(field, data);
    for (Field other : statement.layout().fields()) {
      boolean forbidden = other.kind() == Kind.POINT && field.kind() == Kind.ANY_POINT;
      only &= !(forbidden && isZero(other, data));
    }
    return only;
  }

  private static boolean isZero(Field field, byte[] data) {
    byte[] zero = new byte[field.bytes()];
    int end = field.offset() + field.bytes();
    return Arrays.equals(data, field.offset(), end, zero, 0, zero.length);
  }

  private static List<List<String>> subsets(List<String> names, int size) {
    if (size == 0) {
      return List.of(List.of());
    }
    List<List<String>> subsets = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (List<String> rest : subsets(names.subList(i + 1, names.size()), size - 1)) {
        List<String> subset = new ArrayList<>(rest);
        subset.add(names.get(i));
        subsets.add(subset);
      }
    }
    return subsets;
  }
}
