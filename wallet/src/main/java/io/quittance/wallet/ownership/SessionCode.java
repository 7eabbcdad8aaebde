package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * A session's short name, ten characters of Crockford's base 32 such as {@code 7KQ2M-9XDPA}: the
 * first 50 bits of the SHA-256 of its request. Who knows it beforehand recognises the request.
 */
public final class SessionCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CHARACTERS = 10;
  private static final int BITS = 5;

  private final String characters;

  private SessionCode(String characters) {
    this.characters = characters;
  }

  static SessionCode of(byte[] request) {
    byte[] hash = sha256(request);
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = bits << Byte.SIZE | hash[i] & 0xff;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      text.append(ALPHABET.charAt((int) (bits >>> (Long.SIZE - BITS * (i + 1))) & 31));
    }
    return new SessionCode(text.toString());
  }

  /** Reads a code; dashes, spaces and letter case do not matter. */
  public static SessionCode parse(String text) throws QuittanceException {
    String characters = text.replaceAll("[- ]", "").toUpperCase(Locale.ROOT);
    boolean known = characters.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
    if (characters.length() != CHARACTERS || !known) {
      throw QuittanceException.usage(
          "\"" + text + "\" is not a session code.",
          "Type the ten characters that the payee's side shows, such as 7KQ2M-9XDPA.");
    }
    return new SessionCode(characters);
  }

  static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionCode that && characters.equals(that.characters);
  }

  @Override
  public int hashCode() {
    return characters.hashCode();
  }

  @Override
  public String toString() {
    int half = CHARACTERS / 2;
    return characters.substring(0, half) + "-" + characters.substring(half);
  }
}
