package io.quittance.cli.wallet;

import java.util.List;
import picocli.CommandLine.Command;

/**
 * The commands below a command, as far as a line names them: reflection over all of them takes Java
 * longer than most commands take.
 */
public final class Subcommands {
  private Subcommands() {}

  /**
   * Returns the one that a line begins with; all of them if it begins with none.
   *
   * @param kinds the classes of the commands, each with a name in its annotation
   * @param line what stands behind the name of the command above them
   */
  public static List<Class<?>> named(List<Class<?>> kinds, List<String> line) {
    List<Class<?>> named =
        kinds.stream().filter(kind -> !line.isEmpty() && name(kind).equals(line.get(0))).toList();
    return named.isEmpty() ? kinds : named;
  }

  private static String name(Class<?> kind) {
    return kind.getAnnotation(Command.class).name();
  }
}
