package io.quittance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes hostile inputs out of seeds, the same ones for the same generator: what the test suite
 * tries on any platform, where no coverage guides it.
 */
final class Mutator {
  /** Proofs are made of pieces of 32 bytes. */
  private static final int PIECE = 32;

  private static final int MAX_CHANGES = 3;

  /** What parsers stumble over: borders of numbers, of the field and of the group, bits of JSON. */
  static final List<byte[]> TOKENS =
      List.of(
          new byte[PIECE],
          hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"),
          hex("ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"),
          hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          hex("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
          hex("ffffffffffffffffff01"),
          hex("feffffff0f"),
          hex("80808080808080808001"),
          hex("edb080"),
          text("null"),
          text("{}"),
          text("[]"),
          text("\"\""),
          text("-1"),
          text("1e999"),
          text("18446744073709551616"),
          text("\\ud800"),
          text(":"),
          text("."),
          text("["),
          text("\n"));

  private final SeededRandom random;
  private final List<byte[]> seeds;
  private final int maxBytes;

  Mutator(SeededRandom random, List<byte[]> seeds, int maxBytes) {
    this.random = random;
    this.seeds = seeds;
    this.maxBytes = maxBytes;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the next input: a seed with one to three changes. */
  byte[] next() {
    byte[] bytes = pick(seeds);
    for (int i = random.nextInt(MAX_CHANGES); i >= 0; i--) {
      bytes = change(bytes);
    }
    return bytes.length > maxBytes ? Arrays.copyOf(bytes, maxBytes) : bytes;
  }

  private byte[] change(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(9)) {
      case 0 -> overwrite(bytes, at, new byte[] {(byte) random.nextInt()});
      case 1 -> flipBit(bytes, at);
      case 2 -> overwrite(bytes, at, pick(TOKENS));
      case 3 -> overwrite(bytes, at / PIECE * PIECE, pick(TOKENS));
      case 4 -> splice(bytes, at, pick(TOKENS), at);
      case 5 -> Arrays.copyOf(bytes, at);
      case 6 -> splice(bytes, at, new byte[0], at + 1 + random.nextInt(PIECE));
      case 7 -> crossOver(bytes, at);
      default -> movePiece(bytes);
    };
  }

  private byte[] flipBit(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    if (at < changed.length) {
      changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return changed;
  }

  /** Puts bytes over others, as far as there are any. */
  private static byte[] overwrite(byte[] bytes, int at, byte[] patch) {
    byte[] changed = bytes.clone();
    System.arraycopy(patch, 0, changed, at, Math.min(patch.length, bytes.length - at));
    return changed;
  }

  /** Continues with the rest of another seed. */
  private byte[] crossOver(byte[] bytes, int at) {
    byte[] other = pick(seeds);
    int from = Math.min(at, other.length);
    return splice(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
  }

  private byte[] movePiece(byte[] bytes) {
    int pieces = bytes.length / PIECE;
    if (pieces < 2) {
      return bytes;
    }
    byte[] changed = bytes.clone();
    System.arraycopy(
        bytes, PIECE * random.nextInt(pieces), changed, PIECE * random.nextInt(pieces), PIECE);
    return changed;
  }

  /** Replaces the bytes from {@code from} to before {@code to}. */
  private static byte[] splice(byte[] bytes, int from, byte[] between, int to) {
    int rest = Math.min(to, bytes.length);
    byte[] joined = Arrays.copyOf(bytes, from + between.length + bytes.length - rest);
    System.arraycopy(between, 0, joined, from, between.length);
    System.arraycopy(bytes, rest, joined, from + between.length, bytes.length - rest);
    return joined;
  }

  private byte[] pick(List<byte[]> some) {
    return some.get(random.nextInt(some.size()));
  }
}
