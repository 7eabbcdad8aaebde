package io.quittance.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.encryption.BalanceNoteKey;
import io.quittance.verifier.encryption.DerivedKeys;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Secrets do not show in the text of an object, which ends up in logs and exceptions. */
class SecretsTest {
  /** Types whose values are secrets, or may be. */
  private static final Set<Class<?>> SECRET_TYPES =
      Set.of(
          Scalar.class,
          PedersenOpening.class,
          ElGamalSecretKey.class,
          ElGamalKeypair.class,
          BalanceNoteKey.class,
          DerivedKeys.class);

  private final SeededRandom random = new SeededRandom(80);

  @Test
  void text_ofEachSecret_doesNotShowIt() {
    Scalar scalar = Scalar.random(random);
    ElGamalKeypair keypair = ElGamalKeypair.random(random);
    BalanceNoteKey noteKey = BalanceNoteKey.random(random);
    DerivedKeys derived = DerivedKeys.ofSecret(scalar.toBytes());
    Map<Object, byte[]> secrets =
        Map.of(
            scalar,
            scalar.toBytes(),
            PedersenOpening.of(scalar),
            scalar.toBytes(),
            keypair.secretKey(),
            keypair.secretKey().toBytes(),
            keypair,
            keypair.secretKey().toBytes(),
            noteKey,
            noteKey.toBytes(),
            derived,
            derived.elGamal().toBytes());
    Set<Class<?>> shown =
        secrets.keySet().stream().map(Object::getClass).collect(Collectors.toSet());
    assertEquals(SECRET_TYPES, shown, "each type has a secret here");
    secrets.forEach(SecretsTest::assertHidden);
    assertHidden(derived, derived.note().toBytes());
  }

  /** Four bytes in a row are enough to tell that a secret was printed, and never come by chance. */
  private static void assertHidden(Object object, byte[] secret) {
    String text = object.toString();
    assertTrue(text.contains("redacted"), text);
    for (int i = 0; i + 4 <= secret.length; i++) {
      byte[] part = Arrays.copyOfRange(secret, i, i + 4);
      assertFalse(text.contains(HexFormat.of().formatHex(part)), text);
      assertFalse(text.contains(HexFormat.of().withUpperCase().formatHex(part)), text);
    }
    assertFalse(text.contains(Base64.getEncoder().encodeToString(secret).substring(0, 8)), text);
    assertFalse(text.contains(new BigInteger(secret).toString().substring(1, 9)), text);
    assertFalse(text.contains(Arrays.toString(secret)), text);
  }

  /**
   * Whatever holds a secret prints itself as {@code Object} does, as a record of types that hide
   * themselves, or is one of these types. So a class that is added cannot show what it holds
   * without coming here.
   */
  @Test
  void classes_thatHoldSecrets_haveNoTextOfTheirOwn() throws Exception {
    List<String> failures = new ArrayList<>();
    int holders = 0;
    for (Class<?> type : productClasses()) {
      if (holdsSecret(type) && !SECRET_TYPES.contains(type)) {
        holders++;
        if (type.getMethod("toString").getDeclaringClass() != Object.class && !type.isRecord()) {
          failures.add(type.getName() + " has a text of its own");
        }
        if (type.isRecord() && showsPlainValues(type)) {
          failures.add(type.getName() + " shows bytes or numbers beside a secret");
        }
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(holders > 10, holders + " classes hold secrets");
  }

  private static boolean holdsSecret(Class<?> type) {
    return instanceFields(type)
        .map(Field::getType)
        .map(field -> field.isArray() ? field.componentType() : field)
        .anyMatch(SECRET_TYPES::contains);
  }

  /** A record prints its numbers; a secret amount must not be one of them. */
  private static boolean showsPlainValues(Class<?> record) {
    return instanceFields(record).anyMatch(field -> field.getType() == long.class);
  }

  private static Stream<Field> instanceFields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()));
  }

  private static List<Class<?>> productClasses() throws Exception {
    Path root = root();
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
        if (!name.contains("module-info") && !name.contains("package-info")) {
          String className = name.substring(0, name.length() - ".class".length());
          classes.add(Class.forName(className, false, SecretsTest.class.getClassLoader()));
        }
      }
    }
    return classes;
  }

  private static Path root() throws URISyntaxException {
    return Path.of(Scalar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
