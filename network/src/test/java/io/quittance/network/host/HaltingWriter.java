package io.quittance.network.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that writes a file and is ended at one of the steps, as by kill -9. */
final class HaltingWriter {
  static final int KILLED = 137;

  private HaltingWriter() {}

  /**
   * Writes.
   *
   * @param arguments "create" or "replace", the file, its text, the step to be ended at
   */
  public static void main(String[] arguments) throws Exception {
    DurableFile.Step last = DurableFile.Step.valueOf(arguments[3]);
    DurableFile.observe(
        step -> {
          if (step == last) {
            Runtime.getRuntime().halt(KILLED);
          }
        });
    byte[] text = arguments[2].getBytes(StandardCharsets.UTF_8);
    if (arguments[0].equals("create")) {
      DurableFile.create(Path.of(arguments[1]), text);
    } else {
      DurableFile.replace(Path.of(arguments[1]), text);
    }
  }
}
