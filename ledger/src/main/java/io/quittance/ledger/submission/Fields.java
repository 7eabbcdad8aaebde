package io.quittance.ledger.submission;

import static io.quittance.schemas.RejectionCode.MALFORMED;
import static io.quittance.schemas.RejectionCode.TOO_LARGE;

import io.quittance.ledger.command.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks on single fields of a command; each says what was wrong. */
final class Fields {
  private Fields() {}

  static void atMost(int limit, int length, String what) throws Refusal {
    if (length > limit) {
      throw new Refusal(
          TOO_LARGE, "The " + what + " has " + length + " bytes; the limit is " + limit + ".");
    }
  }

  static long between(long least, long most, long number, String what) throws Refusal {
    if (number < least || number > most) {
      throw new Refusal(
          MALFORMED, "The " + what + " must be " + least + " to " + most + ", not " + number + ".");
    }
    return number;
  }

  static long atLeast(long least, long number, String what) throws Refusal {
    if (number < least) {
      throw new Refusal(
          MALFORMED, "The " + what + " must be " + least + " or more, not " + number + ".");
    }
    return number;
  }

  static Bytes atMost(int limit, ByteBuffer field, String what) throws Refusal {
    atMost(limit, field.remaining(), what);
    return bytes(field);
  }

  static Bytes utf8AtMost(int limit, ByteBuffer field, String what) throws Refusal {
    Bytes bytes = atMost(limit, field, what);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(field.duplicate());
      return bytes;
    } catch (CharacterCodingException notText) {
      throw new Refusal(MALFORMED, "The " + what + " is not UTF-8.");
    }
  }

  static Bytes bytes(ByteBuffer field) {
    byte[] bytes = new byte[field.remaining()];
    field.duplicate().get(bytes);
    return Bytes.of(bytes);
  }
}
