package io.quittance.verifier.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.ristretto.EdwardsPoints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/**
 * The published edge cases of Ed25519 go through the batch: project Wycheproof's, those of the
 * paper "Taming the many EdDSAs", and all pairs of encodings of small order. Beside good signatures
 * and beside bad ones, a batch says of each what Bouncy Castle says of it alone, or nothing.
 */
class EdgeCasesTest {
  /** How many of one case, so that bad ones are enough to be confirmed together. */
  private static final int COPIES = 8;

  private static final int SMALL_ORDER_ENCODINGS = 14;

  private final SeededRandom random = new SeededRandom(25519);
  private final SignatureBatch batch = new SignatureBatch(random, new CountedLanes());
  private final List<String> failures = new ArrayList<>();
  private final Map<Finding, Integer> found = new EnumMap<>(Finding.class);

  private record Case(String name, byte[] key, byte[] message, byte[] signature) {
    boolean isGood() {
      return Ed25519.validatePublicKeyPartial(key, 0)
          && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }

    SignedMessage signed() {
      return SignedMessage.of(key, message, signature);
    }
  }

  @Test
  void casesOfWycheproof_areJudgedInABatchAsAlone() throws Exception {
    List<Case> cases = new ArrayList<>();
    byte[] key = {};
    int ofOtherLength = 0;
    for (String line : lines("/wycheproof/ed25519.txt")) {
      String[] columns = line.split(" ");
      if (columns[0].equals("key")) {
        key = hex(columns[1]);
      } else if (hex(columns[4]).length == SignedMessage.SIGNATURE_BYTES) {
        Case one = new Case("case " + columns[0], key, hex(columns[3]), hex(columns[4]));
        assertEquals(columns[1].equals("valid"), one.isGood(), line);
        cases.add(one);
      } else {
        ofOtherLength++;
      }
    }
    assertEquals(151, cases.size() + ofOtherLength);
    assertEquals(12, ofOtherLength);
    judge(cases);
    assertTrue(found.get(Finding.GOOD) >= 88, found.toString());
    assertTrue(found.get(Finding.BAD) >= 10, found.toString());
  }

  @Test
  void disputedCases_areJudgedInABatchAsAlone() throws Exception {
    List<Case> cases = new ArrayList<>();
    for (String line : lines("/disputed/ed25519.txt")) {
      String[] columns = line.split(" ", 4);
      cases.add(new Case(columns[3], hex(columns[1]), hex(columns[0]), hex(columns[2])));
    }
    assertEquals(
        List.of(false, false, true, true, true, true, false, false, false, false),
        cases.stream().map(Case::isGood).toList());
    judge(cases);
    assertEquals(4, found.get(Finding.GOOD), found.toString());
  }

  /** Under such keys, S = 0 and R of small order satisfy the equation for every message. */
  @Test
  void pairsOfSmallOrder_areJudgedInABatchAsAlone() {
    List<byte[]> small = EdwardsPoints.smallOrderEncodings();
    assertEquals(SMALL_ORDER_ENCODINGS, small.size());
    List<Case> cases = new ArrayList<>();
    for (byte[] key : small) {
      for (byte[] nonce : small) {
        byte[] signature = Arrays.copyOf(nonce, SignedMessage.SIGNATURE_BYTES);
        cases.add(new Case("pair", key, "Zcash".getBytes(StandardCharsets.UTF_8), signature));
      }
    }
    assertTrue(cases.stream().noneMatch(Case::isGood));
    judge(cases);
    assertEquals(Map.of(Finding.OPEN, cases.size()), found);
  }

  /** Judges all together; each among good ones, in several copies; and each among bad ones. */
  private void judge(List<Case> cases) {
    compare(cases, batch.judge(cases.stream().map(Case::signed).toList()));
    for (Case one : cases) {
      List<SignedMessage> beside = new ArrayList<>();
      for (int i = 0; i < COPIES; i++) {
        beside.add(honest());
      }
      beside.addAll(Collections.nCopies(COPIES, one.signed()));
      List<Finding> findings = batch.judge(beside);
      compare(Collections.nCopies(COPIES, one), findings.subList(COPIES, 2 * COPIES));
      found.merge(findings.get(COPIES), 1, Integer::sum);
      if (!findings.subList(0, COPIES).equals(Collections.nCopies(COPIES, Finding.GOOD))) {
        failures.add(one.name + " spoils its neighbours");
      }
    }
    assertEquals(List.of(), failures, random.toString());
  }

  private void compare(List<Case> cases, List<Finding> findings) {
    for (int i = 0; i < cases.size(); i++) {
      Finding wrong = cases.get(i).isGood() ? Finding.BAD : Finding.GOOD;
      if (findings.get(i) == wrong) {
        failures.add(cases.get(i).name + " is found " + wrong);
      }
    }
  }

  private SignedMessage honest() {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    byte[] key = new byte[32];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    byte[] signature = new byte[SignedMessage.SIGNATURE_BYTES];
    Ed25519.sign(seed, 0, key, 0, null, seed, 0, seed.length, signature, 0);
    return SignedMessage.of(key, seed, signature);
  }

  private static byte[] hex(String column) {
    return HexFormat.of().parseHex(column.equals("-") ? "" : column);
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = EdgeCasesTest.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
