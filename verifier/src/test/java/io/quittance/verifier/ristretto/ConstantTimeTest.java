package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The byte code that touches secrets has no branch but those of loops, whose number is told here,
 * and multiplies in one place that gives away no sign. What compilers and processors make of it,
 * {@code ./quittance bench timing} measures.
 */
class ConstantTimeTest {
  private static final Pattern METHOD = Pattern.compile("^  \\S.*[ .](\\w+)\\(.*\\).*;$");
  private static final Pattern BRANCH =
      Pattern.compile(
          "^ *\\d+: (if\\w+|lookupswitch|tableswitch|lrem|ldiv|irem|idiv) .*|.*: [il](rem|div)$");

  /**
   * Branches by method; all others of these classes have none. All are of loops over a public
   * number, or about public numbers, except that {@code compress} refuses what is no point, {@code
   * parse} what is no scalar and {@code invert} zero.
   */
  private static final Map<Class<?>, Map<String, Integer>> BRANCHES =
      Map.of(
          HighProduct.class, Map.of(),
          Field.class,
              Map.of(
                  "squareTimes",
                  1,
                  "negate",
                  1,
                  "negateMasked",
                  1,
                  "assignMasked",
                  1,
                  "toWords",
                  1),
          FieldRoots.class, Map.of("invertAll", 3),
          ScalarReduction.class, Map.of(),
          ScalarInversion.class, Map.of("invert", 4),
          SignedDigits.class, Map.of("radix16", 1),
          MaskedLookup.class, Map.of("choose", 2),
          ChosenPoints.class, Map.of("sum", 2),
          Elligator.class, Map.of(),
          FixedBase.class, Map.of("multiply", 3));

  private static String code(Class<?> type) {
    StringWriter out = new StringWriter();
    int status =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(out),
                "-p",
                "-c",
                "-classpath",
                root().toString(),
                type.getName());
    assertEquals(0, status, out.toString());
    return out.toString();
  }

  private static Path root() {
    return Path.of(
        URI.create(Field.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** The branches and divisions of each method of a class that has any. */
  private static Map<String, Integer> branches(Class<?> type) {
    Map<String, Integer> branches = new TreeMap<>();
    String method = "";
    for (String line : code(type).split("\n")) {
      Matcher start = METHOD.matcher(line);
      if (start.matches()) {
        method = start.group(1);
      } else if (BRANCH.matcher(line).matches()) {
        branches.merge(method, 1, Integer::sum);
      }
    }
    return branches;
  }

  @Test
  void byteCode_thatTouchesSecrets_branchesOnlyInLoops() {
    Map<String, Map<String, Integer>> expected = new TreeMap<>();
    Map<String, Map<String, Integer>> actual = new TreeMap<>();
    BRANCHES.forEach(
        (type, branches) -> {
          Map<String, Integer> found = branches(type);
          if (type == FixedBase.class) {
            found.remove("FixedBase"); // the table of a public point
            found.remove("of");
          }
          expected.put(type.getSimpleName(), new TreeMap<>(branches));
          actual.put(type.getSimpleName(), found);
        });
    assertEquals(expected, actual);
  }

  /** What provers call of classes in which other methods are for public values. */
  @Test
  void byteCode_thatTouchesSecretsBesidePublicValues_branchesOnlyInLoops() {
    assertBranches(
        Edwards.class,
        Map.of("doubleTimes", 2),
        "setIdentity",
        "addCached",
        "subtractCached",
        "addAffine",
        "subtractAffine",
        "sum",
        "complete",
        "doubleTimes",
        "toCached",
        "toAffine",
        "neutralMask");
    assertBranches(
        Scalar.class,
        Map.of("toBytes", 1, "random", 1),
        "add",
        "subtract",
        "multiply",
        "square",
        "negate",
        "toWords",
        "toBytes",
        "random");
    assertBranches(
        RistrettoPoint.class,
        Map.of("compress", 1),
        "add",
        "subtract",
        "negate",
        "multiply",
        "compress",
        "vanishes");
    assertBranches(RistrettoEncoding.class, Map.of(), "encode");
    assertBranches(
        Straus.class, Map.of("constantTime", 3, "fillTable", 1), "constantTime", "fillTable");
  }

  private static void assertBranches(
      Class<?> type, Map<String, Integer> expected, String... methods) {
    Map<String, Integer> found = branches(type);
    found.keySet().retainAll(List.of(methods));
    assertEquals(new TreeMap<>(expected), found, type.getSimpleName());
    String code = code(type);
    for (String method : methods) {
      assertTrue(code.contains(" " + method + "("), "no method " + method);
    }
  }

  /** The library's method branches on signs where it is not compiled by the optimising compiler. */
  @Test
  void multiplyHigh_isCalledInOnePlaceOnly() throws Exception {
    TreeSet<String> callers = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (constants.contains("multiplyHigh")) {
          callers.add(file.getFileName().toString());
        }
      }
    }
    assertEquals(new TreeSet<>(List.of("HighProduct.class")), callers);
    assertTrue(
        Pattern.compile("lessQuarter\\([^}]*?Method negative:[^}]*?multiplyHigh")
            .matcher(code(HighProduct.class).replaceAll("\\n\\n", "}"))
            .find(),
        "the first factor is made negative");
  }

  /** At the limits and at random: exact, and with a first factor of one sign. */
  @Test
  void highProduct_ofNumbersOfAllSigns_isExact_withANegativeFactor() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(62);
    List<Long> as = new ArrayList<>(List.of(0L, 1L, -1L, HighProduct.BOUND - 1));
    as.add(1 - HighProduct.BOUND);
    List<Long> bs = new ArrayList<>(List.of(0L, 4L, -4L, Long.MIN_VALUE, Long.MAX_VALUE - 3));
    for (int i = 0; i < 200; i++) {
      as.add(random.nextLong(1 - HighProduct.BOUND, HighProduct.BOUND));
      bs.add(random.nextLong() & -4);
    }
    for (long a : as) {
      assertTrue(HighProduct.negative(a) < 0, "of " + a);
      for (long b : bs) {
        long expected =
            BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).shiftRight(64).longValue();
        assertEquals(expected, HighProduct.lessQuarter(a, b) + b / 4, a + " times " + b);
      }
    }
  }
}
