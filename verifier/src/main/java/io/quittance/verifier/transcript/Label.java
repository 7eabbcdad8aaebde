package io.quittance.verifier.transcript;

import java.nio.charset.StandardCharsets;

/** The name under which a message enters a transcript; all of them stand in {@link Labels}. */
public final class Label {
  private final String name;
  private final byte[] bytes;

  Label(String name) {
    this.name = name;
    this.bytes = name.getBytes(StandardCharsets.US_ASCII);
  }

  /** The ASCII bytes, not copied: they stay within this package, which does not write to them. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return name;
  }
}
