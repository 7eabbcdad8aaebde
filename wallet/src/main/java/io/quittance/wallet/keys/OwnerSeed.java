package io.quittance.wallet.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.PrivateFile;
import io.quittance.network.document.TextFile;
import io.quittance.schemas.signature.SigningKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The text of an owner's Ed25519 seed: 64 hexadecimal digits, or what {@code solana-keygen} writes,
 * a JSON array of the 64 bytes of seed and public key. What is wrong is said without quoting it.
 */
public final class OwnerSeed {
  /** Enough for 64 numbers on lines of their own, and far too little to fill the memory. */
  public static final int MAX_CHARACTERS = 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String ADVICE =
      "It must be 64 hexadecimal digits, as ./quittance wallet seed prints them, or a keypair file"
          + " of solana-keygen.";

  private OwnerSeed() {}

  /** The text of a key's seed. */
  public static String print(SigningKey key) {
    return HexFormat.of().formatHex(key.toBytes());
  }

  /** Reads the seed in a file that only its owner may read. */
  public static SigningKey load(Path file) throws QuittanceException {
    return parse("Seed file " + file, PrivateFile.read(file));
  }

  /**
   * Reads a seed.
   *
   * @param source where the text comes from, for messages
   */
  public static SigningKey parse(String source, String text) throws QuittanceException {
    String seed = TextFile.withoutMark(text).strip();
    if (seed.length() > MAX_CHARACTERS) {
      throw wrong(source, "is too long to be a seed");
    }
    return seed.startsWith("[") ? parseKeypair(source, seed) : parseDigits(source, seed);
  }

  private static SigningKey parseDigits(String source, String digits) throws QuittanceException {
    if (digits.length() != 2 * SigningKey.BYTES) {
      throw wrong(source, "holds " + digits.length() + " characters instead of 64 digits");
    }
    try {
      return SigningKey.of(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      // The parser's own message quotes the text, so it is not kept as the cause.
      throw wrong(source, "holds a character that is no hexadecimal digit");
    }
  }

  private static SigningKey parseKeypair(String source, String text) throws QuittanceException {
    int[] numbers;
    try {
      numbers = JSON.readValue(text, int[].class);
    } catch (JsonProcessingException e) {
      throw wrong(source, "is no JSON array of numbers");
    }
    if (numbers.length != 2 * SigningKey.BYTES) {
      throw wrong(source, "is an array of " + numbers.length + " numbers instead of 64");
    }
    byte[] keypair = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] > 255) {
        throw wrong(source, "holds a number that is no byte");
      }
      keypair[i] = (byte) numbers[i];
    }
    SigningKey key = SigningKey.of(Arrays.copyOf(keypair, SigningKey.BYTES));
    byte[] publicKey = Arrays.copyOfRange(keypair, SigningKey.BYTES, keypair.length);
    if (!Arrays.equals(publicKey, key.verifyingKey().toBytes())) {
      throw wrong(source, "holds a public key that does not belong to its seed");
    }
    return key;
  }

  private static QuittanceException wrong(String source, String problem) {
    return QuittanceException.failure(source + " " + problem + ".", ADVICE);
  }
}
